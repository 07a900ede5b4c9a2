//! *Charge*: says what it will charge, or why it cannot.

use crate::kiosk::Kiosk;
use domain::entry::Entry;
use domain::limits::AmountRefused;
use leptos::prelude::*;

/// The button that opens the sale.
#[component]
pub(crate) fn ChargeButton() -> impl IntoView {
    let kiosk = Kiosk::here();
    let limits = kiosk.shop.with_value(|shop| shop.limits);
    let verdict = Memo::new(move |_| limits.check(kiosk.entry.with(Entry::total_minor)));
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
            <p class="charge-reason" id="charge-reason">
                {move || verdict.get().err().map(reason)}
            </p>
        </div>
    }
}

/// Why this amount cannot be charged, for the person who keyed it.
pub(crate) fn reason(refused: AmountRefused) -> String {
    match refused {
        AmountRefused::Zero => "Enter an amount.".to_owned(),
        AmountRefused::BelowMinimum(least) => format!("The smallest amount is {least}."),
        AmountRefused::AboveMaximum(most) => format!("The largest amount is {most}."),
    }
}
