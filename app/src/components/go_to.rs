//! A link to another screen of the kiosk, which is shown without loading the page anew.

use crate::kiosk::Kiosk;
use crate::screen::Screen;
use leptos::ev::MouseEvent;
use leptos::prelude::*;

/// The link, dressed as a button. What is in it is a value and no children: those are boxed, and a boxed view
/// brings code for every way it could be used.
#[component]
pub(crate) fn GoTo<V: IntoView + 'static>(
    /// Where to.
    to: Screen,
    /// What it says.
    says: V,
) -> impl IntoView {
    let kiosk = Kiosk::here();
    let go = move |event: MouseEvent| {
        // With a key held it is the browser's: another tab, another window.
        if !(event.ctrl_key() || event.meta_key() || event.shift_key() || event.alt_key()) {
            event.prevent_default();
            kiosk.go(to);
        }
    };
    view! {
        <a class="button" href=to.path() on:click=go>
            {says}
        </a>
    }
}
