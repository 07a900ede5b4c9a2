//! *Serve next customer*: puts the sale aside, open as it is, and shows an empty keypad.

use crate::live::{Live, Wish};
use leptos::prelude::*;

/// The button.
#[component]
pub(crate) fn ServeNext(
    /// The checkout.
    live: Live,
    /// Whether it is the one thing to do.
    #[prop(optional)]
    is_main: bool,
) -> impl IntoView {
    // It is the staff's button, whatever language the customer chose.
    let words = live.kiosk.staff;
    view! {
        <button type="button" lang=words.tag() class="button" class:is-main=is_main data-put-aside disabled=move || live.wish.get().is_some() on:click=move |_| live.put_aside()>
            {move || if live.wish.get() == Some(Wish::PutAside) { words.putting_aside() } else { words.put_aside() }}
        </button>
    }
}
