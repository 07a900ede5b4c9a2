//! *Charge*: says what it will charge, or why it cannot.

use crate::i18n::Words;
use crate::kiosk::{Hindrance, Kiosk};
use leptos::prelude::*;

/// The button that opens the sale.
#[component]
pub(crate) fn ChargeButton() -> impl IntoView {
    let kiosk = Kiosk::here();
    let words = kiosk.words();
    let verdict = move || kiosk.chargeable();
    view! {
        <div class="charge">
            <button
                type="button"
                class="button is-main"
                data-charge
                aria-describedby="charge-reason"
                disabled=move || verdict().is_err()
                on:mousedown=|event| event.prevent_default()
                on:click=move |_| kiosk.charge()
            >
                {move || verdict().map_or_else(|_| words.charge().to_owned(), |total| words.charge_total(&words.money(total)))}
            </button>
            <p class="charge-reason" id="charge-reason" role="status">
                {move || verdict().err().map(|hindrance| reason(words, hindrance))}
            </p>
        </div>
    }
}

/// Why nothing can be charged, for the person who wants to.
fn reason(words: Words, hindrance: Hindrance) -> String {
    match hindrance {
        Hindrance::NoServer => words.server_silent().to_owned(),
        Hindrance::NoMion => words.no_mion().to_owned(),
        Hindrance::Amount(refused) => words.amount_reason(refused),
    }
}
