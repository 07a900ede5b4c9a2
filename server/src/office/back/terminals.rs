//! `/office/terminals`: the shop's tablets. One is added by a code that its browser opens once; it can be called
//! something else, put out of use for a while, or shut out for good.

use super::super::form::Typed;
use super::super::parts::field::{Field, Kind, Refusals};
use super::super::parts::icon::{Symbol, icon};
use super::super::parts::qr::qr;
use super::super::parts::when::Times;
use super::super::staff::{facts, self_test};
use crate::access::{TerminalState, TerminalView};
use crate::tablets::{Outcome, Report, SelfTest, Trouble};
use crate::words::Words;
use domain::Timestamp;
use domain::access::TerminalId;
use leptos::prelude::*;
use std::collections::HashMap;

/// Where they are.
pub(in super::super) const PATH: &str = "/office/terminals";
/// Longest name of a terminal, in characters.
const LONGEST_NAME: usize = 40;

/// What was just done, as it stands in the address one is sent to afterwards.
pub(super) fn said(done: &str, words: Words) -> Option<&'static str> {
    Some(match done {
        "renamed" => words.terminal_renamed(),
        "locked" => words.terminal_locked(),
        "unlocked" => words.terminal_unlocked(),
        "revoked" => words.terminal_removed(),
        _ => return None,
    })
}

/// How a terminal stands, in words.
fn standing(terminal: &TerminalView, words: Words) -> (&'static str, &'static str, &'static str, Symbol) {
    match (terminal.state, terminal.code_ends_at) {
        (TerminalState::Invited, Some(_)) => ("invited", words.terminal_waits(), "chip is-open", Symbol::Clock),
        (TerminalState::Invited, None) => ("missed", words.terminal_missed(), "chip is-unpaid", Symbol::Cross),
        (TerminalState::Paired, _) => ("paired", words.terminal_in_use(), "chip is-open", Symbol::Check),
        (TerminalState::Locked, _) => ("locked", words.terminal_is_locked(), "chip is-warning", Symbol::Lock),
        (TerminalState::Revoked, _) => ("revoked", words.terminal_is_removed(), "chip is-unpaid", Symbol::Cross),
    }
}

/// The list, and the form for one more.
pub(super) fn list(
    terminals: &[TerminalView],
    tests: &Tests,
    typed: &Typed,
    refusals: &Refusals,
    said: Option<&'static str>,
    times: &Times,
) -> AnyView {
    let words = times.words();
    let (gone, here): (Vec<_>, Vec<_>) =
        terminals.iter().partition(|terminal| terminal.state == TerminalState::Revoked);
    let one = |terminal: &&TerminalView| row(terminal, tests.get(&terminal.id), times);
    let rows = |some: &[&TerminalView]| some.iter().map(one).collect::<Vec<_>>();
    let none = here.is_empty().then(|| {
        view! {
            <p class="none" data-empty>{words.terminal_none()}</p>
        }
    });
    let gone = (!gone.is_empty()).then(|| {
        view! {
            <details class="more">
                <summary>{words.terminal_gone()}</summary>
                <ul class="rows">{rows(&gone)}</ul>
            </details>
        }
    });
    view! {
        {said.map(super::super::frame::said)}
        {refusals.summary(words)}
        <ul class="rows" data-list="terminals">{rows(&here)}</ul>
        {none}
        <section class="form is-panel" aria-labelledby="add">
            <h2 id="add">{words.terminal_add()}</h2>
            <form method="post" action=PATH class="form" novalidate data-add>
                {name(typed.text("name"), words).show(refusals, words)}
                <div class="form-ends">
                    <button class="button is-main">{words.terminal_show_code()}</button>
                </div>
            </form>
        </section>
        {gone}
    }
    .into_any()
}

fn name(value: &str, words: Words) -> Field<'_> {
    Field {
        hint: words.terminal_name_hint(),
        value,
        maxlength: Some(LONGEST_NAME),
        ..Field::new("name", words.name(), Kind::Text)
    }
}

fn chip(terminal: &TerminalView, words: Words) -> impl IntoView + use<> {
    let (_, said, class, symbol) = standing(terminal, words);
    view! { <span class=class>{icon(symbol)} <span>{said}</span></span> }
}

fn row(terminal: &TerminalView, test: Option<&SelfTest>, times: &Times) -> impl IntoView + use<> {
    let words = times.words();
    let seen = match terminal.seen_at {
        Some(at) => words.terminal_seen(&times.short(at)),
        None => words.terminal_never_seen().to_owned(),
    };
    view! {
        <li>
            <a class="row" href=format!("{PATH}/{}", terminal.id) data-terminal=terminal.id.to_string()>
                <span class="row-main"><bdi class="row-total">{terminal.name.clone()}</bdi></span>
                <span class="row-chips">{chip(terminal, words)}</span>
                <span class="row-when">{seen}</span>
                {test.map(|test| view! { <span class="row-note" data-tested>{tested(test, times)}</span> })}
            </a>
        </li>
    }
}

/// The last self-tests, by the ids of their terminals.
pub(super) type Tests = HashMap<TerminalId, SelfTest>;

/// What came of a self-test, in a line.
fn tested(test: &SelfTest, times: &Times) -> String {
    let words = times.words();
    let named = |outcome| {
        let checks = test.ended(outcome);
        let names: Vec<_> = checks.into_iter().map(|check| self_test::label(check, words)).collect();
        (!names.is_empty()).then(|| names.join(", "))
    };
    let bad = named(Outcome::Bad).map(|names| words.tested_bad(&names));
    let untried = named(Outcome::Untried).map(|names| words.tested_not(&names));
    let parts: Vec<_> = bad.into_iter().chain(untried).collect();
    let what = if parts.is_empty() { words.tested_good().to_owned() } else { parts.join("; ") };
    words.tested(&times.short(Timestamp::from_unix_ms(test.at_ms)), &what)
}

/// How a tablet says that it is, heard `at`.
pub(super) fn tablet(report: &Report, at: Timestamp, times: &Times) -> AnyView {
    let words = times.words();
    let troubles: Vec<_> = report.troubles().into_iter().map(|one| trouble(one, words)).collect();
    let well = troubles.is_empty().then(|| words.tablet_well());
    let lines: Vec<_> = troubles.into_iter().chain(well).map(|line| view! { <li>{line}</li> }).collect();
    view! {
        <section class="form is-panel" aria-labelledby="tablet" data-tablet>
            <h2 id="tablet">{words.tablet_says()}</h2>
            <ul>{lines}</ul>
            <p class="field-hint">{words.tablet_heard(&times.short(at))}</p>
            <p data-tested>{report.self_test.as_ref().map_or_else(|| words.tested_never().to_owned(), |test| tested(test, times))}</p>
        </section>
    }
    .into_any()
}

/// What is wrong with a tablet.
fn trouble(trouble: Trouble, words: Words) -> &'static str {
    match trouble {
        Trouble::ScreenTurnsOff => words.tablet_screen(),
        Trouble::BatteryIsLow => words.tablet_battery(),
        Trouble::NeedsHttps => words.tablet_https(),
        Trouble::NoWakeLock => words.tablet_no_lock(),
        Trouble::NoSound => words.tablet_silent(),
        Trouble::InAWindow => words.full_window(),
        Trouble::WrongClock => words.tablet_clock(),
        Trouble::OlderVersion => words.tablet_old(),
    }
}

/// One terminal: what is known of it, and what can be done.
pub(super) fn one(
    terminal: &TerminalView,
    typed: Option<&Typed>,
    refusals: &Refusals,
    said: Option<&'static str>,
    times: &Times,
) -> AnyView {
    let words = times.words();
    let known = [
        (words.terminal_paired(), terminal.paired_at.map(|at| times.long(at))),
        (words.terminal_last_seen(), terminal.seen_at.map(|at| times.long(at))),
        (words.terminal_code_until(), terminal.code_ends_at.map(|at| times.long(at))),
        (words.terminal_browser(), terminal.user_agent.clone()),
    ];
    let known: Vec<_> = known.into_iter().filter_map(|(name, value)| Some((name.to_owned(), value?))).collect();
    let known = (!known.is_empty()).then(|| facts(known));
    let path = format!("{PATH}/{}", terminal.id);
    let value = typed.map_or(terminal.name.as_str(), |typed| typed.text("name"));
    let ways = (terminal.state != TerminalState::Revoked).then(|| {
        let lock = match terminal.state {
            TerminalState::Locked => Some(("unlock", words.terminal_unlock())),
            TerminalState::Paired => Some(("lock", words.terminal_lock())),
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
                <h2 id="rename">{words.terminal_rename()}</h2>
                <form method="post" action=format!("{path}/rename") class="form" novalidate>
                    {name(value, words).show(refusals, words)}
                    <div class="form-ends"><button class="button" data-do="rename">{words.rename()}</button></div>
                </form>
            </section>
            <section aria-labelledby="ways">
                <h2 id="ways">{words.terminal_ways()}</h2>
                <div class="card-ways">
                    {lock}
                    <form method="post" action=format!("{path}/invite")>
                        <button class="button" data-do="invite">{words.terminal_new_code()}</button>
                    </form>
                    <a class="button is-danger" href=format!("{path}/revoke") data-do="revoke">{words.terminal_remove()}</a>
                </div>
            </section>
        }
    });
    view! {
        {said.map(super::super::frame::said)}
        {refusals.summary(words)}
        <section class="card" data-standing=standing(terminal, words).0>
            <div class="card-head">{chip(terminal, words)}</div>
            {known}
        </section>
        {ways}
        <a class="button" href=PATH>{words.terminal_all()}</a>
    }
    .into_any()
}

/// The question before a terminal is shut out.
pub(super) fn revoke(terminal: &TerminalView, words: Words) -> AnyView {
    let path = format!("{PATH}/{}", terminal.id);
    let action = format!("{path}/revoke");
    view! {
        <form method="post" action=action class="form" data-revoke>
            <p>{words.terminal_remove_meaning()}</p>
            <p>{words.terminal_remove_or_lock()}</p>
            <div class="form-ends">
                <a class="button" href=path>{words.terminal_keep()}</a>
                <button class="button is-danger" data-confirm>{words.terminal_remove_it()}</button>
            </div>
        </form>
    }
    .into_any()
}

/// The code that pairs a terminal: shown once, to be typed or scanned. `address` is what the QR code holds.
pub(super) fn code(terminal: &str, code: &str, address: &str, words: Words) -> AnyView {
    let (first, last) = code.split_at_checked(4).unwrap_or((code, ""));
    view! {
        <section class="invite" data-invite>
            <ol class="invite-how">
                <li>{words.terminal_pair_scan()}</li>
                <li>{words.terminal_pair_check(words.pair_title())}</li>
            </ol>
            <div class="invite-code">
                {qr(address, words.terminal_pair_qr())}
                <p class="invite-letters" dir="ltr" data-code=code.to_owned()>
                    <span class="code">{first.to_owned()}</span>
                    " "
                    <span class="code">{last.to_owned()}</span>
                </p>
                <p class="lead"><bdi>{address.to_owned()}</bdi></p>
            </div>
            <p class="lead"><strong><bdi>{terminal.to_owned()}</bdi></strong></p>
            <p class="lead">{words.terminal_code_once()}</p>
            <a class="button is-main" href=PATH>{words.terminal_done()}</a>
        </section>
    }
    .into_any()
}
