//! To be paid: the code as large as the screen allows, the amounts, and the time left.

use crate::components::{CancelSale, CopyInvoice, Countdown, NotDone, Notice, Qr, ServeNext, Totals};
use crate::i18n::Words;
use crate::kiosk::links::Link;
use crate::live::{Live, Trouble};
use crate::view::OnChainView;
use leptos::prelude::*;

/// The screen with the code. It stays whatever happens to the connections.
#[component]
pub(crate) fn AwaitingPayment(
    /// The checkout.
    live: Live,
) -> impl IntoView {
    let words = live.kiosk.words();
    let invoice = Memo::new(move |_| live.invoice());
    // Each part follows its own part of the invoice: a fresh count of seconds must not redraw the code.
    let bolt11 = Memo::new(move |_| invoice.with(|now| now.as_ref().map(|(invoice, _)| invoice.bolt11.clone())));
    let on_chain =
        Memo::new(move |_| invoice.with(|now| now.as_ref().and_then(|(invoice, _)| invoice.on_chain.clone())));
    let amount = Memo::new(move |_| invoice.with(|now| now.as_ref().map(|(invoice, _)| invoice.amount)));
    let told = Memo::new(move |_| {
        invoice.with(|now| now.as_ref().map_or((0, 0), |(invoice, at_ms)| (invoice.seconds_left, *at_ms)))
    });
    let is_replaced = Memo::new(move |_| invoice.with(|now| now.as_ref().is_some_and(|(invoice, _)| invoice.replaced)));
    let notice = Signal::derive(move || match live.trouble.get() {
        Some(Trouble::Silent) => words.reconnecting_payable(),
        Some(Trouble::Server) => words.server_trouble(),
        None if live.kiosk.links.mion() == Link::Down => words.waiting_mion(),
        None if is_replaced.get() => words.fresh_code(),
        None => "",
    });
    let uri = move || on_chain.with(|on_chain| on_chain.as_ref().map(|on_chain| on_chain.uri.clone()));
    view! {
        <section class="pay">
            {move || bolt11.get().map(|bolt11| view! { <Qr bolt11 uri=uri() /> })}
            <div class="pay-side">
                <Totals live amount />
                <p class="pay-how">
                    {move || if on_chain.with(Option::is_some) { words.scan_any() } else { words.scan() }}
                </p>
                <Countdown told />
                <Notice text=notice />
                {move || on_chain.get().map(|on_chain| view! { <OnChain on_chain words /> })}
                <NotDone live />
                <div class="pay-actions">
                    {move || {
                        let what = uri().map(|uri| (uri, words.copy_link()));
                        what.or_else(|| Some((bolt11.get()?, words.copy_invoice()))).map(|(text, name)| view! { <CopyInvoice text name /> })
                    }}
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
