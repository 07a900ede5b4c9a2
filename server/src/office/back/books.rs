//! `/office/sales`: every sale there ever was, found by whatever a person knows of it; and one of them with all that
//! happened to it.

use super::super::english;
use super::super::form::Typed;
use super::super::parts::field::{Field, Kind, Refusals};
use super::super::parts::icon::{Symbol, icon};
use super::super::parts::sold;
use super::super::parts::state::{self, chip};
use super::super::parts::when::Times;
use super::super::staff::facts;
use super::audit;
use super::search::{self, GROUPS, PAGE};
use super::timeline::{self, timeline};
use crate::store::access::AuditEntry;
use crate::store::{FoundSale, HistoryEntry};
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
    let list = found.map(|found| results(typed, found, names, times));
    let export = (may_export && found.is_some()).then(|| export(typed));
    view! {
        {refusals.summary(english())}
        {form(typed, names, refusals)}
        {list}
        {export}
    }
    .into_any()
}

fn form(typed: &Typed, names: &Names, refusals: &Refusals) -> impl IntoView + use<> {
    let what = Field {
        hint: "A code of six letters, an amount such as 12.50, or a reference",
        value: typed.text("q"),
        maxlength: Some(200),
        optional: true,
        ..Field::new("q", "Look for", Kind::Text)
    };
    let day = |name, label| Field { value: typed.text(name), optional: true, ..Field::new(name, label, Kind::Date) };
    let groups: Vec<_> = GROUPS.map(|(name, label, _)| (name.to_owned(), label.to_owned())).into();
    let mut terminals: Vec<_> = names.iter().map(|(id, name)| (id.to_string(), name.clone())).collect();
    terminals.sort_by(|one, other| one.1.cmp(&other.1));
    terminals.insert(0, (String::new(), "All".to_owned()));
    view! {
        <form method="get" action=PATH class="form is-panel is-search" novalidate role="search" data-search>
            {what.show(refusals, english())}
            <div class="fields">
                {select("state", "State", groups, typed.text("state"))}
                {select("terminal", "Terminal", terminals, typed.text("terminal"))}
                {day("from", "From").show(refusals, english())}
                {day("to", "To").show(refusals, english())}
            </div>
            <div class="form-ends">
                <a class="button" href=PATH>"All sales"</a>
                <button class="button is-main">"Search"</button>
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
    if found.is_empty() {
        let (words, symbol) = if typed.is_empty() {
            ("Nothing was sold here yet.", Symbol::List)
        } else {
            ("No sale is like that. Look for less, or for other days.", Symbol::Cross)
        };
        return view! {
            <section class="empty" data-empty>
                {icon(symbol)}
                <p>{words}</p>
            </section>
        }
        .into_any();
    }
    let rows: Vec<_> = found.iter().map(|sale| row(sale, names, times)).collect();
    let is_full = u32::try_from(found.len()).is_ok_and(|count| count >= PAGE);
    let next = found.last().filter(|_| is_full).map(|last| {
        let after = (last.checkout.record().opened_at, last.checkout.id());
        let address = search::address(PATH, typed, Some(after));
        view! { <a class="button is-wide" href=address rel="next" data-next>"Older sales"</a> }
    });
    view! {
        <section aria-labelledby="found">
            <h2 id="found">{if typed.is_empty() { "Newest first" } else { "Found, newest first" }}</h2>
            <ul class="rows" data-list="sales">{rows}</ul>
            {next}
        </section>
    }
    .into_any()
}

fn row(sale: &FoundSale, names: &Names, times: &Times) -> impl IntoView + use<> {
    let record = sale.checkout.record();
    let terminal = sale.terminal.and_then(|id| names.get(&id)).cloned();
    view! {
        <li>
            <a class="row" href=format!("{PATH}/{}", record.id)>
                <span class="row-main">
                    <bdi class="row-total">{record.total.to_string()}</bdi>
                    <span class="code">{record.id.short_code()}</span>
                </span>
                <span class="row-chips">{chip(record.state.name(), english())}</span>
                <span class="row-when">{times.show(record.opened_at)}</span>
                {terminal.map(|name| view! { <span class="row-note"><bdi>{name}</bdi></span> })}
            </a>
        </li>
    }
}

fn export(typed: &Typed) -> impl IntoView + use<> {
    let address = |format: &str| {
        let address = search::address(EXPORT, typed, None);
        let sign = if address.contains('?') { '&' } else { '?' };
        format!("{address}{sign}format={format}")
    };
    view! {
        <section class="export" aria-labelledby="export">
            <h2 id="export">"For a spreadsheet"</h2>
            <p class="lead">"All that the search finds, one line a sale. Columns of numbers can be summed."</p>
            <div class="form-ends">
                <a class="button" href=address("point") download data-export="point">"CSV: 12.50, commas between"</a>
                <a class="button" href=address("comma") download data-export="comma">"CSV: 12,50, semicolons between"</a>
            </div>
        </section>
    }
}

/// One sale with all that is known of it.
pub(super) fn sale(
    sale: &FoundSale,
    sold: Option<&Sold>,
    history: &[HistoryEntry],
    deeds: &[AuditEntry],
    terminal: Option<String>,
    unit: BitcoinUnit,
    times: &Times,
) -> AnyView {
    let record = sale.checkout.record();
    let (yes_or_no, meaning) = state::answer(&record.state, english());
    let invoice = sale.checkout.invoice();
    let invoices = record.attempts.iter().filter(|attempt| attempt.invoice().is_some()).count();
    let session = sale.checkout.session().map(|session| session.id.to_string());
    let mion = record.reading.as_ref().map(|reading| reading.word.clone());
    let known = [
        ("Amount", Some(record.total.to_string())),
        ("Code", Some(record.id.short_code())),
        ("Charged", Some(times.long(record.opened_at))),
        ("Paid", record.state.settlement().map(|settlement| times.long(settlement.paid_at))),
        ("Asked for", invoice.map(|invoice| unit.write(invoice.amount))),
        ("Codes shown", (invoices > 1).then(|| invoices.to_string())),
        ("Terminal", terminal),
        ("Reference at Mion", Some(sale.checkout.reference().as_str().to_owned())),
        ("Payment session at Mion", session),
        ("Mion's last word", mion),
        ("Payment hash", invoice.map(|invoice| invoice.payment_hash.clone())),
    ];
    let known = known.into_iter().filter_map(|(name, value)| Some((name.to_owned(), value?))).collect();
    let alarms: Vec<_> = record
        .alarms
        .iter()
        .map(|alarm| {
            let what = timeline::alarm(alarm.kind);
            let verdict = alarm.decision.as_ref().map(|decision| match decision.verdict {
                Verdict::Accept => "Accepted".to_owned(),
                Verdict::Refund => "To be refunded by hand".to_owned(),
                Verdict::Link(other) => format!("Belongs to sale {}", other.short_code()),
            });
            let other = alarm.decision.as_ref().and_then(|decision| match decision.verdict {
                Verdict::Link(other) => {
                    Some(view! { <a class="button" href=format!("{PATH}/{other}")>"See that sale"</a> })
                }
                Verdict::Accept | Verdict::Refund => None,
            });
            let note = alarm.decision.as_ref().map(|decision| decision.note.clone()).filter(|note| !note.is_empty());
            let waits = verdict.is_none();
            view! {
                <li class="row" data-alarm=alarm.kind.name()>
                    <span class="row-main">{what}</span>
                    <span class="row-chips">{verdict.unwrap_or_else(|| "Waits for a decision".to_owned())}</span>
                    {waits.then(|| view! { <a class="button is-main" href="/office/alarms">"Decide"</a> })}
                    {other}
                    {note.map(|note| view! { <span class="row-note"><bdi>{note}</bdi></span> })}
                </li>
            }
        })
        .collect();
    let alarms = (!alarms.is_empty()).then(|| {
        view! {
            <section aria-labelledby="alarms">
                <h2 id="alarms">"For a person to decide"</h2>
                <ul class="rows">{alarms}</ul>
            </section>
        }
    });
    let deeds: Vec<_> = deeds.iter().map(|entry| audit::row(entry, times)).collect();
    let deeds = (!deeds.is_empty()).then(|| {
        view! {
            <section aria-labelledby="deeds">
                <h2 id="deeds">"Who did what, and where"</h2>
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
        {sold.map(|sold| sold::section(sold, record.total.currency(), english()))}
        {alarms}
        {deeds}
        <section aria-labelledby="timeline">
            <h2 id="timeline">"What happened"</h2>
            {timeline(history, times)}
        </section>
        <a class="button" href=PATH>"Back to the sales"</a>
    }
    .into_any()
}
