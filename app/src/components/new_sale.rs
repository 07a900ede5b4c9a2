//! *New sale*: the one thing to do when a sale is over, by tap or by the Enter key.

use crate::browser;
use crate::erased::effect;
use crate::kiosk::Kiosk;
use leptos::html::Button;
use leptos::prelude::*;

/// The button; it takes the focus.
#[component]
pub(crate) fn NewSale() -> impl IntoView {
    let kiosk = Kiosk::here();
    let button = NodeRef::<Button>::new();
    effect(move || {
        if let Some(button) = button.get() {
            // Fails only for an element that is gone.
            let _ = button.focus();
        }
    });
    effect(move || {
        let keyboard = window_event_listener(leptos::ev::keydown, move |event| {
            let is_plain_enter =
                event.key() == "Enter" && !(event.repeat() || event.ctrl_key() || event.alt_key() || event.meta_key());
            // On a button or a link, Enter is a click already.
            if is_plain_enter && !browser::is_on_control(&event) {
                event.prevent_default();
                kiosk.new_sale();
            }
        });
        on_cleanup(move || keyboard.remove());
    });
    view! {
        <button type="button" class="button is-main new-sale" data-new-sale node_ref=button on:click=move |_| kiosk.new_sale()>
            {kiosk.words().new_sale()}
        </button>
    }
}
