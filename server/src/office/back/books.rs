//! `/office/sales`: every sale there ever was, found by whatever a person knows of it; and one of them with all that
//! happened to it.

use super::super::form::Typed;
use super::super::parts::field::{Field, Kind, Refusals};
use super::super::parts::icon::{Symbol, icon};
use super::super::parts::sold;
use super::super::parts::state::{self, chip};
use super::super::parts::when::Times;
use super::super::staff::facts;
use super::audit;
use super::deeds::Reader;
use super::search::{self, GROUPS, PAGE};
use super::timeline::{self, timeline};
use crate::store::access::AuditEntry;
use crate::store::{FoundSale, HistoryEntry};
use crate::words::Words;
use domain::access::TerminalId;
use domain::alarm::Verdict;
use domain::cart::Sold;
use domain::money::BitcoinUnit;
use leptos::prelude::*;
use std::collections::HashMap;

/// Where they are.
pub(in super::super) const PATH: &str = "/office/sales";
/// Where the file is.
pub(super) const EXPORT: &str = "/office/sales.csv";

/// The names of terminals, by their ids.
pub(super) type Names = HashMap<TerminalId, String>;

/// The search and what it has found; `None` where it was refused.
pub(super) fn books(
    typed: &Typed,
    found: Option<&[FoundSale]>,
    names: &Names,
    refusals: &Refusals,
    may_export: bool,
    times: &Times,
) -> AnyView {
    let words = times.words();
    let list = found.map(|found| results(typed, found, names, times));
    let export = (may_export && found.is_some()).then(|| export(typed, words));
    view! {
        {refusals.summary(words)}
        {form(typed, names, refusals, words)}
        {list}
        {export}
    }
    .into_any()
}

fn form(typed: &Typed, names: &Names, refusals: &Refusals, words: Words) -> impl IntoView + use<> {
    let what = Field {
        hint: words.books_look_for_hint(),
        value: typed.text("q"),
        maxlength: Some(200),
        optional: true,
        ..Field::new("q", words.look_for(), Kind::Text)
    };
    let day = |name, label| Field { value: typed.text(name), optional: true, ..Field::new(name, label, Kind::Date) };
    let groups: Vec<_> = GROUPS.map(|(name, label, _)| (name.to_owned(), label(words).to_owned())).into();
    let mut terminals: Vec<_> = names.iter().map(|(id, name)| (id.to_string(), name.clone())).collect();
    terminals.sort_by(|one, other| one.1.cmp(&other.1));
    terminals.insert(0, (String::new(), words.books_all_terminals().to_owned()));
    view! {
        <form method="get" action=PATH class="form is-panel is-search" novalidate role="search" data-search>
            {what.show(refusals, words)}
            <div class="fields">
                {select("state", words.books_state(), groups, typed.text("state"))}
                {select("terminal", words.terminal(), terminals, typed.text("terminal"))}
                {day("from", words.books_from()).show(refusals, words)}
                {day("to", words.books_to()).show(refusals, words)}
            </div>
            <div class="form-ends">
                <a class="button" href=PATH>{words.books_all()}</a>
                <button class="button is-main">{words.search()}</button>
            </div>
        </form>
    }
}

/// One of a list, of which only the chosen one is seen.
pub(super) fn select(name: &'static str, label: &'static str, all: Vec<(String, String)>, chosen: &str) -> AnyView {
    let id = format!("field-{name}");
    let options = all.into_iter().map(|(value, label)| {
        let selected = value == chosen;
        view! { <option value=value selected=selected>{label}</option> }
    });
    view! {
        <div class="field">
            <label for=id.clone()>{label}</label>
            <select id=id name=name>{options.collect::<Vec<_>>()}</select>
        </div>
    }
    .into_any()
}

fn results(typed: &Typed, found: &[FoundSale], names: &Names, times: &Times) -> AnyView {
    let words = times.words();
    if found.is_empty() {
        let (none, symbol) = match typed.is_empty() {
            true => (words.nothing_sold(), Symbol::List),
            false => (words.books_none(), Symbol::Cross),
        };
        return view! {
            <section class="empty" data-empty>
                {icon(symbol)}
                <p>{none}</p>
            </section>
        }
        .into_any();
    }
    let rows: Vec<_> = found.iter().map(|sale| row(sale, names, times)).collect();
    let is_full = u32::try_from(found.len()).is_ok_and(|count| count >= PAGE);
    let next = found.last().filter(|_| is_full).map(|last| {
        let after = (last.checkout.record().opened_at, last.checkout.id());
        let address = search::address(PATH, typed, Some(after));
        view! { <a class="button is-wide" href=address rel="next" data-next>{words.books_older()}</a> }
    });
    view! {
        <section aria-labelledby="found">
            <h2 id="found">{if typed.is_empty() { words.books_newest() } else { words.books_found() }}</h2>
            <ul class="rows" data-list="sales">{rows}</ul>
            {next}
        </section>
    }
    .into_any()
}

fn row(sale: &FoundSale, names: &Names, times: &Times) -> impl IntoView + use<> {
    let (record, words) = (sale.checkout.record(), times.words());
    let terminal = sale.terminal.and_then(|id| names.get(&id)).cloned();
    view! {
        <li>
            <a class="row" href=format!("{PATH}/{}", record.id)>
                <span class="row-main">
                    <bdi class="row-total">{words.money(record.total)}</bdi>
                    <span class="code">{record.id.short_code()}</span>
                </span>
                <span class="row-chips">{chip(record.state.name(), words)}</span>
                <span class="row-when">{times.show(record.opened_at)}</span>
                {terminal.map(|name| view! { <span class="row-note"><bdi>{name}</bdi></span> })}
            </a>
        </li>
    }
}

fn export(typed: &Typed, words: Words) -> impl IntoView + use<> {
    let address = |format: &str| {
        let address = search::address(EXPORT, typed, None);
        let sign = if address.contains('?') { '&' } else { '?' };
        format!("{address}{sign}format={format}")
    };
    view! {
        <section class="export" aria-labelledby="export">
            <h2 id="export">{words.books_export()}</h2>
            <p class="lead">{words.books_export_lead()}</p>
            <div class="form-ends">
                <a class="button" href=address("point") download data-export="point">{words.books_export_point()}</a>
                <a class="button" href=address("comma") download data-export="comma">{words.books_export_comma()}</a>
            </div>
        </section>
    }
}

/// What was sold, and where its receipt is, if it has one.
pub(super) fn what(sale: &FoundSale, sold: Option<&Sold>, receipt: Option<String>, words: Words) -> AnyView {
    let receipt = receipt.map(|path| {
        view! {
            <section aria-labelledby="receipt" data-receipt>
                <h2 id="receipt">{words.language().receipt().receipt}</h2>
                <div class="form-ends">
                    <a class="button" href=format!("{path}?lang={}", words.tag()) target="_blank">{words.receipt_show()}</a>
                    <button type="button" class="button" data-print=path.clone() data-paper="a4">{words.receipt_print()}</button>
                </div>
            </section>
        }
    });
    view! {
        {sold.map(|sold| sold::section(sold, sale.checkout.record().total.currency(), words))}
        {receipt}
    }
    .into_any()
}

/// One sale with all that is known of it.
pub(super) fn sale(
    sale: &FoundSale,
    what: AnyView,
    history: &[HistoryEntry],
    deeds: &[AuditEntry],
    terminal: Option<String>,
    unit: BitcoinUnit,
    times: &Times,
) -> AnyView {
    let (record, words) = (sale.checkout.record(), times.words());
    let (yes_or_no, meaning) = state::answer(&record.state, words);
    let invoice = sale.checkout.invoice();
    let invoices = record.attempts.iter().filter(|attempt| attempt.invoice().is_some()).count();
    let session = sale.checkout.session().map(|session| session.id.to_string());
    let mion = record.reading.as_ref().map(|reading| reading.word.clone());
    let known = [
        (words.amount(), Some(words.money(record.total))),
        (words.code(), Some(record.id.short_code())),
        (words.charged_at(), Some(times.long(record.opened_at))),
        (words.paid_at(), record.state.settlement().map(|settlement| times.long(settlement.paid_at))),
        (words.asked_for(), invoice.map(|invoice| words.bitcoin(unit, invoice.amount))),
        (words.codes_shown(), (invoices > 1).then(|| invoices.to_string())),
        (words.terminal(), terminal),
        (words.sale_reference(), Some(sale.checkout.reference().as_str().to_owned())),
        (words.sale_session(), session),
        (words.sale_last_word(), mion),
        (words.sale_hash(), invoice.map(|invoice| invoice.payment_hash.clone())),
    ];
    let known = known.into_iter().filter_map(|(name, value)| Some((name.to_owned(), value?))).collect();
    let alarms: Vec<_> = record
        .alarms
        .iter()
        .map(|alarm| {
            let what = timeline::alarm(alarm.kind, words);
            let verdict = alarm.decision.as_ref().map(|decision| timeline::verdict(decision.verdict, words));
            let other = alarm.decision.as_ref().and_then(|decision| match decision.verdict {
                Verdict::Link(other) => {
                    Some(view! { <a class="button" href=format!("{PATH}/{other}")>{words.sale_see_other()}</a> })
                }
                Verdict::Accept | Verdict::Refund => None,
            });
            let note = alarm.decision.as_ref().map(|decision| decision.note.clone()).filter(|note| !note.is_empty());
            let waits = verdict.is_none();
            view! {
                <li class="row" data-alarm=alarm.kind.name()>
                    <span class="row-main">{what}</span>
                    <span class="row-chips">{verdict.unwrap_or_else(|| words.sale_waits().to_owned())}</span>
                    {waits.then(|| view! { <a class="button is-main" href="/office/alarms">{words.sale_decide()}</a> })}
                    {other}
                    {note.map(|note| view! { <span class="row-note"><bdi>{note}</bdi></span> })}
                </li>
            }
        })
        .collect();
    let alarms = (!alarms.is_empty()).then(|| {
        view! {
            <section aria-labelledby="alarms">
                <h2 id="alarms">{words.sale_to_decide()}</h2>
                <ul class="rows">{alarms}</ul>
            </section>
        }
    });
    let reader = Reader { words, currency: record.total.currency() };
    let deeds: Vec<_> = deeds.iter().map(|entry| audit::row(entry, reader, times)).collect();
    let deeds = (!deeds.is_empty()).then(|| {
        view! {
            <section aria-labelledby="deeds">
                <h2 id="deeds">{words.sale_deeds()}</h2>
                <ol class="rows" data-list="deeds">{deeds}</ol>
            </section>
        }
    });
    view! {
        <section class=format!("answer {}", state::class(record.state.name())) data-answer=record.state.name()>
            {icon(state::symbol(record.state.name()))}
            <h2>{yes_or_no}</h2>
            <p>{meaning}</p>
        </section>
        <section class="card">{facts(known)}</section>
        {what}
        {alarms}
        {deeds}
        <section aria-labelledby="timeline">
            <h2 id="timeline">{words.sale_timeline()}</h2>
            {timeline(history, times)}
        </section>
        <a class="button" href=PATH>{words.back_to_sales()}</a>
    }
    .into_any()
}
