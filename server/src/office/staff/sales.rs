//! `/staff/sales`: the sales that are open, each to be taken up here with one tap, and the last ones with the sure
//! answer to "did it go through?".

use super::super::parts::icon::icon;
use super::super::parts::qr::qr;
use super::super::parts::sold;
use super::super::parts::state::{self, chip};
use super::super::parts::when::Times;
use super::alarms::facts;
use crate::store::FoundSale;
use crate::words::Words;
use app::view::OpenSaleView;
use domain::cart::Sold;
use domain::money::BitcoinUnit;
use leptos::prelude::*;

/// So many of the last sales are shown.
pub(super) const LAST: u32 = 20;

/// The two lists.
pub(super) fn lists(open: &[OpenSaleView], last: &[FoundSale], times: &Times, words: Words) -> AnyView {
    let open_rows: Vec<_> = open.iter().map(|sale| open_row(sale, times, words)).collect();
    let last_rows: Vec<_> = last.iter().map(|sale| last_row(sale, times, words)).collect();
    let none_open = open_rows.is_empty().then(|| view! { <p class="none" data-none-open>{words.none_open()}</p> });
    let none_last = last_rows.is_empty().then(|| view! { <p class="none" data-none-last>{words.nothing_sold()}</p> });
    view! {
        <section aria-labelledby="open-sales">
            <h2 id="open-sales">{words.open_sales()}</h2>
            <ul class="rows" data-list="open">{open_rows}</ul>
            {none_open}
        </section>
        <section aria-labelledby="last-sales">
            <h2 id="last-sales">{words.last_sales()}</h2>
            <p class="lead">{words.last_sales_lead()}</p>
            <ul class="rows" data-list="last">{last_rows}</ul>
            {none_last}
        </section>
    }
    .into_any()
}

fn open_row(sale: &OpenSaleView, times: &Times, words: Words) -> impl IntoView + use<> {
    let note = (!sale.note.is_empty()).then(|| view! { <span class="row-note"><bdi>{sale.note.clone()}</bdi></span> });
    let aside = sale.put_aside.then(|| view! { <span class="chip">{words.is_aside()}</span> });
    view! {
        <li>
            <form method="post" action=format!("/staff/sales/{}/take-up", sale.id)>
                <button class="row">
                    <span class="row-main">
                        <bdi class="row-total">{words.money(sale.total)}</bdi>
                        <span class="code">{sale.code.clone()}</span>
                    </span>
                    <span class="row-chips">{chip(&sale.state, words)} {aside}</span>
                    <span class="row-when">{times.ago(sale.opened_seconds_ago)}</span>
                    <span class="row-do">{words.take_up_here()}</span>
                    {note}
                </button>
            </form>
        </li>
    }
}

fn last_row(sale: &FoundSale, times: &Times, words: Words) -> impl IntoView + use<> {
    let record = sale.checkout.record();
    view! {
        <li>
            <a class="row" href=format!("/staff/sales/{}", record.id)>
                <span class="row-main">
                    <bdi class="row-total">{words.money(record.total)}</bdi>
                    <span class="code">{record.id.short_code()}</span>
                </span>
                <span class="row-chips">{chip(record.state.name(), words)}</span>
                <span class="row-when">{times.show(record.opened_at)}</span>
            </a>
        </li>
    }
}

/// The receipt of a sale, at `path`: as a code for the customer, who finds the kiosk at `origin`, and on paper.
pub(super) fn receipt(path: &str, origin: &str, words: Words) -> AnyView {
    view! {
        <section class="receipt" aria-labelledby="receipt">
            <h2 id="receipt">{words.language().receipt().receipt}</h2>
            <div class="receipt-code">
                {qr(&format!("{origin}{path}"), words.receipt_code())}
                <p>{words.receipt_take()}</p>
            </div>
            <button type="button" class="button" data-print=path.to_owned()>{words.receipt_print()}</button>
        </section>
    }
    .into_any()
}

/// One of the last sales: the answer, and what it rests on.
pub(super) fn one(
    sale: &FoundSale,
    sold: Option<&Sold>,
    receipt: Option<AnyView>,
    terminal: Option<String>,
    unit: BitcoinUnit,
    times: &Times,
    words: Words,
) -> AnyView {
    let record = sale.checkout.record();
    let (yes_or_no, meaning) = state::answer(&record.state, words);
    let name = record.state.name();
    let asked_for = sale.checkout.invoice().map(|invoice| words.bitcoin(unit, invoice.amount));
    let paid = record.state.settlement().map(|settlement| times.long(settlement.paid_at));
    let known = [
        (words.amount(), Some(words.money(record.total))),
        (words.code(), Some(record.id.short_code())),
        (words.charged_at(), Some(times.long(record.opened_at))),
        (words.paid_at(), paid),
        (words.asked_for(), asked_for),
        (words.terminal(), terminal),
    ];
    let known = known.into_iter().filter_map(|(name, value)| Some((name.to_owned(), value?))).collect();
    let take_up = record.state.is_live().then(|| {
        view! {
            <form method="post" action=format!("/staff/sales/{}/take-up", record.id)>
                <button class="button is-main">{words.take_up_here()}</button>
            </form>
        }
    });
    let decide = (sale.checkout.open_alarms().next().is_some())
        .then(|| view! { <a class="button is-main" href="/staff/alarms">{words.decide_about()}</a> });
    view! {
        <section class=format!("answer {}", state::class(name)) data-answer=name>
            {icon(state::symbol(name))}
            <h2>{yes_or_no}</h2>
            <p>{meaning}</p>
        </section>
        {facts(known)}
        {sold.map(|sold| sold::section(sold, record.total.currency(), words))}
        {receipt}
        <div class="form-ends">
            <a class="button" href="/staff/sales">{words.back_to_sales()}</a>
            {take_up}
            {decide}
        </div>
    }
    .into_any()
}
