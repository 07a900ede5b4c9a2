//! `/staff/alarms`: the payments that wait for a person's decision, one card each, in plain words and in Mion's own.

use super::super::parts::icon::{Symbol, icon};
use super::super::parts::when::Times;
use app::view::AlarmView;
use domain::Timestamp;
use domain::alarm::AlarmKind;
use domain::checkout::state::Ending;
use domain::money::BitcoinUnit;
use leptos::prelude::*;

/// What was just done, as it stands in the address one is sent to afterwards.
pub(super) fn said(done: &str) -> Option<&'static str> {
    Some(match done {
        "accept" => "Accepted.",
        "link" => "Linked to the other sale.",
        "refund" => "Noted: to be refunded by hand.",
        "already" => "Somebody has decided about this payment already.",
        _ => return None,
    })
}

/// What stands at the top of a list of `count` payments.
pub(super) fn headline(count: usize) -> String {
    match count {
        0 => "Nothing to decide".to_owned(),
        1 => "A payment needs a decision".to_owned(),
        _ => format!("{count} payments need a decision"),
    }
}

/// The list. `base` is the address it is at.
pub(super) fn list(
    alarms: &[AlarmView],
    base: &'static str,
    back: &'static str,
    unit: BitcoinUnit,
    times: &Times,
) -> AnyView {
    if alarms.is_empty() {
        return view! {
            <section class="empty" data-empty>
                {icon(Symbol::Check)}
                <p>"Every payment came as it should, or has been decided about."</p>
                <a class="button is-main" href=back>"Go back"</a>
            </section>
        }
        .into_any();
    }
    let cards: Vec<_> = alarms.iter().map(|alarm| card(alarm, base, unit, times)).collect();
    view! { <div class="cards">{cards}</div> }.into_any()
}

fn card(alarm: &AlarmView, base: &str, unit: BitcoinUnit, times: &Times) -> impl IntoView + use<> {
    let (headline, sentence) = words(alarm.kind, alarm.after);
    let (kind, id) = (alarm.kind.name(), alarm.id);
    let ways = [("accept", "Accept"), ("link", "Link to another sale"), ("refund", "Refund by hand")];
    // Of several cards, each button says what it is about to whoever only hears it.
    let about = format!(" {} {}", alarm.total, alarm.code);
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
            {facts(what_is_known(alarm, unit, times))}
            <details>
                <summary>"Mion says"</summary>
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

fn what_is_known(alarm: &AlarmView, unit: BitcoinUnit, times: &Times) -> Vec<(String, String)> {
    let asked_for = alarm.amount.map(|amount| unit.write(amount));
    let paid = alarm.paid_at_ms.map(|ms| times.short(Timestamp::from_unix_ms(ms)));
    let codes = (alarm.invoices > 1).then(|| alarm.invoices.to_string());
    [
        ("Sale", Some(alarm.total.to_string())),
        ("Code", Some(alarm.code.clone())),
        ("Asked for", asked_for),
        ("Paid", paid),
        ("Noticed", Some(ago(alarm.raised_seconds_ago))),
        ("Codes shown", codes),
    ]
    .into_iter()
    .filter_map(|(name, value)| Some((name.to_owned(), value?)))
    .collect()
}

/// `5 min ago`.
pub(crate) fn ago(seconds: u64) -> String {
    let minutes = seconds / 60;
    match minutes {
        0 => "just now".to_owned(),
        1..=119 => format!("{minutes} min ago"),
        120..=2879 => format!("{} h ago", minutes / 60),
        _ => format!("{} days ago", minutes / 1440),
    }
}

/// What happened, for somebody who has to decide about it.
pub(super) fn words(kind: AlarmKind, after: Option<Ending>) -> (&'static str, &'static str) {
    match (kind, after) {
        (AlarmKind::Late, Some(Ending::Cancelled)) => (
            "Paid after it was cancelled",
            "The customer paid the old code. Accept it if the goods were handed over after all; else refund.",
        ),
        (AlarmKind::Late, Some(Ending::PutAside)) => (
            "Paid while put aside",
            "The customer paid while the tablet served somebody else. Hand over the goods and accept, or refund.",
        ),
        (AlarmKind::Late, Some(Ending::Blocked)) => (
            "Paid although blocked",
            "Mion had blocked this sale, and then took a payment. Look at it in the Mion account before you decide.",
        ),
        (AlarmKind::Late, Some(Ending::Failed)) => (
            "Paid although it had failed",
            "This sale could not be arranged, and then was paid. Look at it in the Mion account before you decide.",
        ),
        (AlarmKind::Late, Some(Ending::Expired) | None) => (
            "Paid after the time was up",
            "The money came when the sale had ended. Accept it if the goods were handed over; else refund.",
        ),
        (AlarmKind::Twice, _) => (
            "Probably paid twice",
            "More arrived than this sale costs, and more than one code was shown for it. Give one payment back.",
        ),
        (AlarmKind::Overpaid, _) => {
            ("More was paid than asked for", "The sale is paid. What is too much belongs to the customer.")
        }
        (AlarmKind::Underpaid, _) => (
            "Less was paid than asked for",
            "The sale ended with part of the money. Give it back by hand, or accept it as it is.",
        ),
        (AlarmKind::Unsettled, _) => (
            "Never confirmed",
            "Mion saw a payment and never said that it was complete. Look at it in the Mion account before you decide.",
        ),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_unit_grows_with_the_age() {
        let shown = [0, 59, 60, 7199, 7200, 172_799, 172_800].map(ago);
        assert_eq!(shown, ["just now", "just now", "1 min ago", "119 min ago", "2 h ago", "47 h ago", "2 days ago"]);
    }

    #[test]
    fn one_payment_is_not_many() {
        assert_eq!(headline(0), "Nothing to decide");
        assert_eq!(headline(1), "A payment needs a decision");
        assert_eq!(headline(2), "2 payments need a decision");
    }
}
