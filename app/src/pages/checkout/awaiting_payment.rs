//! To be paid: the code as large as the screen allows, the amounts, and the time left.

use crate::components::{CancelSale, CopyInvoice, Countdown, NotDone, Notice, Qr, ServeNext, Totals};
use crate::i18n::Words;
use crate::kiosk::links::Link;
use crate::live::{Live, Trouble};
use crate::view::{InvoiceView, OnChainView};
use leptos::prelude::*;

/// The screen with the code. It stays whatever happens to the connections.
#[component]
pub(crate) fn AwaitingPayment(
    /// The checkout.
    live: Live,
) -> impl IntoView {
    let words = live.kiosk.words();
    // A fresh count of seconds must not redraw the code. One memo for all of it: each kind of memo is code to load.
    let shown = Memo::new(move |_| live.invoice().map(|(invoice, _)| InvoiceView { seconds_left: 0, ..invoice }));
    let on_chain = move || shown.with(|invoice| invoice.as_ref()?.on_chain.clone());
    let amount = Signal::derive(move || shown.with(|invoice| invoice.as_ref().map(|invoice| invoice.amount)));
    let told = Signal::derive(move || live.invoice().map_or((0, 0), |(invoice, at_ms)| (invoice.seconds_left, at_ms)));
    let is_replaced = move || shown.with(|invoice| invoice.as_ref().is_some_and(|invoice| invoice.replaced));
    let notice = Signal::derive(move || match live.trouble.get() {
        Some(Trouble::Silent) => words.reconnecting_payable(),
        Some(Trouble::Server) => words.server_trouble(),
        None if live.kiosk.links.mion() == Link::Down => words.waiting_mion(),
        None if is_replaced() => words.fresh_code(),
        None => "",
    });
    view! {
        <section class="pay">
            {move || shown.get().map(|invoice| view! { <Qr text=invoice.in_code bolt11=invoice.bolt11 /> })}
            <div class="pay-side">
                <Totals live amount />
                <h1 class="pay-how">
                    {move || if on_chain().is_some() { words.scan_any() } else { words.scan() }}
                </h1>
                <Countdown told />
                <Notice text=notice />
                {move || on_chain().map(|on_chain| view! { <OnChain on_chain words /> })}
                <NotDone live />
                <div class="pay-actions">
                    {move || shown.get().map(|invoice| {
                        let (text, name) = match invoice.on_chain {
                            Some(on_chain) => (on_chain.uri, words.copy_link()),
                            None => (invoice.bolt11, words.copy_invoice()),
                        };
                        view! { <CopyInvoice text name /> }
                    })}
                    {live.kiosk.selling().mode.is_attended().then(|| view! { <ServeNext live /> })}
                    <CancelSale live />
                </div>
            </div>
        </section>
    }
}

/// For a payer whose wallet does not read the code, quietly: the address, and the fee Mion suggests.
#[component]
fn OnChain(on_chain: OnChainView, words: Words) -> impl IntoView {
    let OnChainView { address, fee_rate, .. } = on_chain;
    view! {
        <dl class="on-chain" data-on-chain>
            <div>
                <dt>{words.bitcoin_address()}</dt>
                <dd data-address dir="ltr">{address}</dd>
            </div>
            {fee_rate.map(|rate| view! {
                <div>
                    <dt>{words.suggested_fee()}</dt>
                    <dd data-fee>{format!("{}\u{a0}sat/vB", words.number(&rate))}</dd>
                </div>
            })}
        </dl>
    }
}
