//! `/staff/alarms`: the payments that wait for a person's decision, one card each, in plain words and in Mion's own.

use super::super::parts::icon::{Symbol, icon};
use super::super::parts::when::Times;
use crate::words::Words;
use app::view::AlarmView;
use domain::Timestamp;
use domain::alarm::AlarmKind;
use domain::checkout::state::Ending;
use domain::money::BitcoinUnit;
use leptos::prelude::*;

/// What was just done, as it stands in the address one is sent to afterwards.
pub(super) fn said(done: &str, words: Words) -> Option<&'static str> {
    Some(match done {
        "accept" => words.accepted(),
        "link" => words.linked(),
        "refund" => words.refund_noted(),
        "already" => words.already_decided(),
        _ => return None,
    })
}

/// What stands at the top of a list of `count` payments.
pub(super) fn headline(count: usize, words: Words) -> String {
    match u32::try_from(count).unwrap_or(u32::MAX) {
        0 => words.nothing_to_decide().to_owned(),
        some => words.to_decide(some),
    }
}

/// The list. `base` is the address it is at.
pub(super) fn list(
    alarms: &[AlarmView],
    base: &'static str,
    back: &'static str,
    unit: BitcoinUnit,
    times: &Times,
    words: Words,
) -> AnyView {
    if alarms.is_empty() {
        return view! {
            <section class="empty" data-empty>
                {icon(Symbol::Check)}
                <p>{words.nothing_to_decide_meaning()}</p>
                <a class="button is-main" href=back>{words.go_back()}</a>
            </section>
        }
        .into_any();
    }
    let cards: Vec<_> = alarms.iter().map(|alarm| card(alarm, base, unit, times, words)).collect();
    view! { <div class="cards">{cards}</div> }.into_any()
}

fn card(alarm: &AlarmView, base: &str, unit: BitcoinUnit, times: &Times, words: Words) -> impl IntoView + use<> {
    let (headline, sentence) = what_happened(alarm.kind, alarm.after, words);
    let (kind, id) = (alarm.kind.name(), alarm.id);
    let ways = [("accept", words.accept()), ("link", words.link_other()), ("refund", words.refund())];
    // Of several cards, each button says what it is about to whoever only hears it.
    let about = format!(" {} {}", words.money(alarm.total), alarm.code);
    let ways = ways.map(|(way, label)| {
        let about = about.clone();
        view! {
            <a class="button" href=format!("{base}/{id}/{kind}/{way}") data-decide=way>
                {label} <span class="unseen">{about}</span>
            </a>
        }
    });
    let mions = alarm.mion_says.clone();
    view! {
        <article class="card is-warning" data-alarm=kind>
            <h2>{headline}</h2>
            <p>{sentence}</p>
            {facts(what_is_known(alarm, unit, times, words))}
            <details>
                <summary>{words.mion_says()}</summary>
                {facts(mions)}
            </details>
            <div class="card-ways">{ways}</div>
        </article>
    }
}

/// Names and values, beside each other where there is room.
pub(crate) fn facts(facts: Vec<(String, String)>) -> impl IntoView + use<> {
    let rows = facts.into_iter().map(|(name, value)| {
        view! {
            <div>
                <dt>{name}</dt>
                <dd><bdi>{value}</bdi></dd>
            </div>
        }
    });
    view! { <dl class="facts">{rows.collect::<Vec<_>>()}</dl> }
}

fn what_is_known(alarm: &AlarmView, unit: BitcoinUnit, times: &Times, words: Words) -> Vec<(String, String)> {
    let asked_for = alarm.amount.map(|amount| words.bitcoin(unit, amount));
    let paid = alarm.paid_at_ms.map(|ms| times.short(Timestamp::from_unix_ms(ms)));
    let codes = (alarm.invoices > 1).then(|| alarm.invoices.to_string());
    [
        (words.sale(), Some(words.money(alarm.total))),
        (words.code(), Some(alarm.code.clone())),
        (words.asked_for(), asked_for),
        (words.paid_at(), paid),
        (words.noticed(), Some(times.ago(alarm.raised_seconds_ago))),
        (words.codes_shown(), codes),
    ]
    .into_iter()
    .filter_map(|(name, value)| Some((name.to_owned(), value?)))
    .collect()
}

/// What happened, for somebody who has to decide about it.
pub(super) fn what_happened(kind: AlarmKind, after: Option<Ending>, words: Words) -> (&'static str, &'static str) {
    match (kind, after) {
        (AlarmKind::Late, Some(Ending::Cancelled)) => (words.late_cancelled(), words.late_cancelled_meaning()),
        (AlarmKind::Late, Some(Ending::PutAside)) => (words.late_aside(), words.late_aside_meaning()),
        (AlarmKind::Late, Some(Ending::Blocked)) => (words.late_blocked(), words.late_blocked_meaning()),
        (AlarmKind::Late, Some(Ending::Failed)) => (words.late_failed(), words.late_failed_meaning()),
        (AlarmKind::Late, Some(Ending::Expired) | None) => (words.late_expired(), words.late_expired_meaning()),
        (AlarmKind::Twice, _) => (words.paid_twice(), words.paid_twice_meaning()),
        (AlarmKind::Overpaid, _) => (words.overpaid(), words.overpaid_meaning()),
        (AlarmKind::Underpaid, _) => (words.underpaid(), words.underpaid_meaning()),
        (AlarmKind::Unsettled, _) => (words.unsettled(), words.unsettled_meaning()),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use app::i18n::Language;

    #[test]
    fn one_payment_is_not_many() {
        let headline = |count| headline(count, Words::of(Language::ENGLISH));
        assert_eq!(headline(0), "Nothing to decide");
        assert_eq!(headline(1), "A payment needs a decision");
        assert_eq!(headline(2), "2 payments need a decision");
    }
}
