//! `/office/terminals`: the shop's tablets. One is added by a code that its browser opens once; it can be called
//! something else, put out of use for a while, or shut out for good.

use super::super::english;
use super::super::form::Typed;
use super::super::parts::field::{Field, Kind, Refusals};
use super::super::parts::icon::{Symbol, icon};
use super::super::parts::qr::qr;
use super::super::parts::when::Times;
use super::super::staff::facts;
use crate::access::{TerminalState, TerminalView};
use crate::tablets::Report;
use domain::Timestamp;
use leptos::prelude::*;

/// Where they are.
pub(in super::super) const PATH: &str = "/office/terminals";
/// Longest name of a terminal, in characters.
const LONGEST_NAME: usize = 40;

/// What was just done, as it stands in the address one is sent to afterwards.
pub(super) fn said(done: &str) -> Option<&'static str> {
    Some(match done {
        "renamed" => "The terminal has its new name.",
        "locked" => "The terminal is locked. Its open sales go on.",
        "unlocked" => "The terminal is in use again.",
        "revoked" => "The terminal is removed. Its open sales go on, and another one can take them up.",
        _ => return None,
    })
}

/// How a terminal stands, in words.
fn words(terminal: &TerminalView) -> (&'static str, &'static str, &'static str, Symbol) {
    match (terminal.state, terminal.code_ends_at) {
        (TerminalState::Invited, Some(_)) => ("invited", "Waits to be paired", "chip is-open", Symbol::Clock),
        (TerminalState::Invited, None) => ("missed", "Not paired: the code is over", "chip is-unpaid", Symbol::Cross),
        (TerminalState::Paired, _) => ("paired", "In use", "chip is-open", Symbol::Check),
        (TerminalState::Locked, _) => ("locked", "Locked", "chip is-warning", Symbol::Lock),
        (TerminalState::Revoked, _) => ("revoked", "Removed", "chip is-unpaid", Symbol::Cross),
    }
}

/// The list, and the form for one more.
pub(super) fn list(
    terminals: &[TerminalView],
    typed: &Typed,
    refusals: &Refusals,
    said: Option<&'static str>,
    times: &Times,
) -> AnyView {
    let (gone, here): (Vec<_>, Vec<_>) =
        terminals.iter().partition(|terminal| terminal.state == TerminalState::Revoked);
    let rows = |some: &[&TerminalView]| some.iter().map(|terminal| row(terminal, times)).collect::<Vec<_>>();
    let none = here.is_empty().then(|| {
        view! {
            <p class="none" data-empty>"No terminal yet. Add the first one: it takes a minute."</p>
        }
    });
    let gone = (!gone.is_empty()).then(|| {
        view! {
            <details class="more">
                <summary>"Removed terminals"</summary>
                <ul class="rows">{rows(&gone)}</ul>
            </details>
        }
    });
    view! {
        {said.map(super::super::frame::said)}
        {refusals.summary(english())}
        <ul class="rows" data-list="terminals">{rows(&here)}</ul>
        {none}
        <section class="form is-panel" aria-labelledby="add">
            <h2 id="add">"Add a terminal"</h2>
            <form method="post" action=PATH class="form" novalidate data-add>
                {name(typed.text("name")).show(refusals, english())}
                <div class="form-ends">
                    <button class="button is-main">"Show its pairing code"</button>
                </div>
            </form>
        </section>
        {gone}
    }
    .into_any()
}

fn name(value: &str) -> Field<'_> {
    Field {
        hint: "Such as “Counter” or “Terrace 2”. It stands on the paid screen and in the books.",
        value,
        maxlength: Some(LONGEST_NAME),
        ..Field::new("name", "Name", Kind::Text)
    }
}

fn chip(terminal: &TerminalView) -> impl IntoView + use<> {
    let (_, words, class, symbol) = words(terminal);
    view! { <span class=class>{icon(symbol)} <span>{words}</span></span> }
}

fn row(terminal: &TerminalView, times: &Times) -> impl IntoView + use<> {
    let seen = match terminal.seen_at {
        Some(at) => format!("Seen {}", times.short(at)),
        None => "Never seen".to_owned(),
    };
    view! {
        <li>
            <a class="row" href=format!("{PATH}/{}", terminal.id) data-terminal=terminal.id.to_string()>
                <span class="row-main"><bdi class="row-total">{terminal.name.clone()}</bdi></span>
                <span class="row-chips">{chip(terminal)}</span>
                <span class="row-when">{seen}</span>
            </a>
        </li>
    }
}

/// How a tablet says that it is, heard `at`.
pub(super) fn tablet(report: &Report, at: Timestamp, times: &Times) -> AnyView {
    let troubles = report.troubles();
    let well = troubles.is_empty().then_some("It can do everything that a day of selling needs.");
    let lines: Vec<_> = troubles.into_iter().chain(well).map(|line| view! { <li>{line}</li> }).collect();
    view! {
        <section class="form is-panel" aria-labelledby="tablet" data-tablet>
            <h2 id="tablet">"The tablet says"</h2>
            <ul>{lines}</ul>
            <p class="field-hint">{format!("Heard {}", times.short(at))}</p>
        </section>
    }
    .into_any()
}

/// One terminal: what is known of it, and what can be done.
pub(super) fn one(
    terminal: &TerminalView,
    typed: Option<&Typed>,
    refusals: &Refusals,
    said: Option<&'static str>,
    times: &Times,
) -> AnyView {
    let known = [
        ("Paired", terminal.paired_at.map(|at| times.long(at))),
        ("Last seen", terminal.seen_at.map(|at| times.long(at))),
        ("Code is good until", terminal.code_ends_at.map(|at| times.long(at))),
        ("Its browser says it is", terminal.user_agent.clone()),
    ];
    let known: Vec<_> = known.into_iter().filter_map(|(name, value)| Some((name.to_owned(), value?))).collect();
    let known = (!known.is_empty()).then(|| facts(known));
    let path = format!("{PATH}/{}", terminal.id);
    let value = typed.map_or(terminal.name.as_str(), |typed| typed.text("name"));
    let ways = (terminal.state != TerminalState::Revoked).then(|| {
        let lock = match terminal.state {
            TerminalState::Locked => Some(("unlock", "Unlock")),
            TerminalState::Paired => Some(("lock", "Lock")),
            TerminalState::Invited | TerminalState::Revoked => None,
        };
        let lock = lock.map(|(way, label)| {
            view! {
                <form method="post" action=format!("{path}/{way}")>
                    <button class="button" data-do=way>{label}</button>
                </form>
            }
        });
        view! {
            <section class="form is-panel" aria-labelledby="rename">
                <h2 id="rename">"Call it something else"</h2>
                <form method="post" action=format!("{path}/rename") class="form" novalidate>
                    {name(value).show(refusals, english())}
                    <div class="form-ends"><button class="button" data-do="rename">"Rename"</button></div>
                </form>
            </section>
            <section aria-labelledby="ways">
                <h2 id="ways">"What else"</h2>
                <div class="card-ways">
                    {lock}
                    <form method="post" action=format!("{path}/invite")>
                        <button class="button" data-do="invite">"New pairing code"</button>
                    </form>
                    <a class="button is-danger" href=format!("{path}/revoke") data-do="revoke">"Remove…"</a>
                </div>
            </section>
        }
    });
    view! {
        {said.map(super::super::frame::said)}
        {refusals.summary(english())}
        <section class="card" data-standing=words(terminal).0>
            <div class="card-head">{chip(terminal)}</div>
            {known}
        </section>
        {ways}
        <a class="button" href=PATH>"All terminals"</a>
    }
    .into_any()
}

/// The question before a terminal is shut out.
pub(super) fn revoke(terminal: &TerminalView) -> AnyView {
    let path = format!("{PATH}/{}", terminal.id);
    let action = format!("{path}/revoke");
    view! {
        <form method="post" action=action class="form" data-revoke>
            <p>
                "Its browser is shut out within a second and can do nothing more here. Sales that are open on it go on: \
                 another terminal can take them up. To use the tablet again, pair it anew."
            </p>
            <p>"Only for a while? Lock it instead."</p>
            <div class="form-ends">
                <a class="button" href=path>"Keep it"</a>
                <button class="button is-danger" data-confirm>"Remove it"</button>
            </div>
        </form>
    }
    .into_any()
}

/// The code that pairs a terminal: shown once, to be typed or scanned. `address` is what the QR code holds.
pub(super) fn code(terminal: &str, code: &str, address: &str) -> AnyView {
    let (first, last) = code.split_at_checked(4).unwrap_or((code, ""));
    view! {
        <section class="invite" data-invite>
            <ol class="invite-how">
                <li>"On the tablet, open its camera and scan this, or open the address below it."</li>
                <li>"Check the code on the tablet, and tap “Pair this tablet”."</li>
            </ol>
            <div class="invite-code">
                {qr(address, "The address that pairs the tablet, as a QR code")}
                <p class="invite-letters" data-code=code.to_owned()>
                    <span class="code">{first.to_owned()}</span>
                    " "
                    <span class="code">{last.to_owned()}</span>
                </p>
                <p class="lead"><bdi>{address.to_owned()}</bdi></p>
            </div>
            <p class="lead">
                "For " <bdi>{terminal.to_owned()}</bdi> ". It works once, for ten minutes, and is not shown again."
            </p>
            <a class="button is-main" href=PATH>"Done"</a>
        </section>
    }
    .into_any()
}
