//! *Charge*: says what it will charge, or why it cannot.

use crate::kiosk::{Hindrance, Kiosk};
use domain::limits::AmountRefused;
use leptos::prelude::*;

/// The button that opens the sale.
#[component]
pub(crate) fn ChargeButton() -> impl IntoView {
    let kiosk = Kiosk::here();
    let verdict = Memo::new(move |_| kiosk.chargeable());
    view! {
        <div class="charge">
            <button
                type="button"
                class="button is-main"
                data-charge
                aria-describedby="charge-reason"
                disabled=move || verdict.get().is_err()
                on:mousedown=|event| event.prevent_default()
                on:click=move |_| kiosk.charge()
            >
                {move || verdict.get().map_or_else(|_| "Charge".to_owned(), |total| format!("Charge {total}"))}
            </button>
            <p class="charge-reason" id="charge-reason" role="status">
                {move || verdict.get().err().map(reason)}
            </p>
        </div>
    }
}

/// Why nothing can be charged, for the person who wants to.
fn reason(hindrance: Hindrance) -> String {
    match hindrance {
        Hindrance::NoServer => "The server does not answer. Trying again…".to_owned(),
        Hindrance::NoMion => "Mion does not answer the server. Waiting…".to_owned(),
        Hindrance::Amount(AmountRefused::Zero) => "Enter an amount.".to_owned(),
        Hindrance::Amount(AmountRefused::BelowMinimum(least)) => format!("The smallest amount is {least}."),
        Hindrance::Amount(AmountRefused::AboveMaximum(most)) => format!("The largest amount is {most}."),
    }
}
