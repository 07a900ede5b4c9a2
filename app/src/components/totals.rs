//! What is owed: in the shop's currency, and in bitcoin beneath where it is known.

use crate::live::Live;
use domain::Msat;
use leptos::prelude::*;

/// Total and bitcoin amount.
#[component]
pub(crate) fn Totals(
    /// The checkout.
    live: Live,
    /// The same in bitcoin.
    #[prop(into)]
    amount: Signal<Option<Msat>>,
) -> impl IntoView {
    let words = live.kiosk.words();
    let unit = live.kiosk.shop.with_value(|shop| shop.unit);
    view! {
        <div class="totals">
            <p class="totals-money" data-total>
                {move || live.total().map(|total| words.money(total))}
            </p>
            <p class="totals-bitcoin" data-bitcoin>
                {move || amount.get().map(|amount| words.bitcoin(unit, amount))}
            </p>
        </div>
    }
}
