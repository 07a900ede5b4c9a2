//! A checkout that this server has never heard of.

use crate::components::NewSale;
use crate::components::icon::{Icon, Symbol};
use crate::kiosk::Kiosk;
use leptos::prelude::*;

/// Says so, and leads to the keypad.
#[component]
pub(crate) fn Unknown() -> impl IntoView {
    let words = Kiosk::here().words();
    view! {
        <section class="end">
            <Icon symbol=Symbol::Question />
            <h1>{words.unknown()}</h1>
            <p class="end-sentence">{words.unknown_meaning()}</p>
            <NewSale />
        </section>
    }
}
