//! A path that leads nowhere.

use crate::components::NewSale;
use crate::components::icon::{Icon, Symbol};
use crate::kiosk::Kiosk;
use leptos::prelude::*;

/// Says so, and leads to the keypad.
#[component]
pub(crate) fn NotFoundPage() -> impl IntoView {
    let words = Kiosk::here().words();
    view! {
        <main class="checkout" data-state="not-found">
            <section class="end">
                <Icon symbol=Symbol::Question />
                <h1>{words.not_found()}</h1>
                <p class="end-sentence">{words.not_found_meaning()}</p>
                <NewSale />
            </section>
        </main>
    }
}
