//! A link to another screen of the kiosk, which is shown without loading the page anew.

use crate::kiosk::Kiosk;
use crate::screen::Screen;
use leptos::ev::MouseEvent;
use leptos::prelude::*;

/// The link, dressed as a button.
#[component]
pub(crate) fn GoTo(
    /// Where to.
    to: Screen,
    /// What it says.
    children: Children,
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
            {children()}
        </a>
    }
}
