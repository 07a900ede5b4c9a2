//! To be paid: the code as large as the screen allows, the amounts, and the time left.

use crate::components::{CancelSale, CopyInvoice, Countdown, Notice, Qr, Totals};
use crate::live::{Live, Trouble};
use leptos::prelude::*;

/// The screen with the code. It stays whatever happens to the connections.
#[component]
pub(crate) fn AwaitingPayment(
    /// The checkout.
    live: Live,
) -> impl IntoView {
    let invoice = Memo::new(move |_| live.invoice());
    // Each part follows its own part of the invoice: a fresh count of seconds must not redraw the code.
    let bolt11 = Memo::new(move |_| invoice.with(|now| now.as_ref().map(|(invoice, _)| invoice.bolt11.clone())));
    let amount = Memo::new(move |_| invoice.with(|now| now.as_ref().map(|(invoice, _)| invoice.amount)));
    let told = Memo::new(move |_| {
        invoice.with(|now| now.as_ref().map_or((0, 0), |(invoice, at_ms)| (invoice.seconds_left, *at_ms)))
    });
    let is_replaced = Memo::new(move |_| invoice.with(|now| now.as_ref().is_some_and(|(invoice, _)| invoice.replaced)));
    let notice = Signal::derive(move || match live.trouble.get() {
        Some(Trouble::Silent) => "Reconnecting… The code can still be paid.",
        Some(Trouble::Server) => "The server has trouble. Trying again…",
        None if !live.mion_answers() => "Waiting for Mion…",
        None if is_replaced.get() => "Fresh code – the old one ran out.",
        None => "",
    });
    view! {
        <section class="pay">
            {move || bolt11.get().map(|bolt11| view! { <Qr bolt11 /> })}
            <div class="pay-side">
                <Totals live amount />
                <p class="pay-how">"Scan with a Lightning wallet"</p>
                <Countdown told />
                <Notice text=notice />
                <div class="pay-actions">
                    {move || bolt11.get().map(|bolt11| view! { <CopyInvoice bolt11 /> })}
                    <CancelSale live />
                </div>
            </div>
        </section>
    }
}
