//! One payment that came when or as it should not have.

use super::decision::{Question, Way};
use crate::browser;
use crate::components::ago;
use crate::erased::effect;
use crate::kiosk::Kiosk;
use crate::view::AlarmView;
use domain::alarm::AlarmKind;
use domain::checkout::state::Ending;
use leptos::prelude::*;

/// What happened, what is known about it, and what can be decided.
#[component]
pub(super) fn Card(
    /// The payment.
    alarm: AlarmView,
    /// What is being asked.
    question: RwSignal<Option<Question>>,
) -> impl IntoView {
    let (headline, sentence) = words(alarm.kind, alarm.after);
    let facts = rows(facts(&alarm));
    let kind = alarm.kind.name();
    let mions = alarm.mion_says.iter().map(|(name, value)| (name.clone(), value.clone().into())).collect();
    let ways = Way::ALL.map(|way| {
        let alarm = alarm.clone();
        let ask = move |_| question.set(Some(Question { alarm: alarm.clone(), way }));
        view! {
            <button type="button" class="button" data-decide=way.name() on:click=ask>
                {way.label()}
            </button>
        }
    });
    view! {
        <article class="card" data-alarm=kind>
            <h2>{headline}</h2>
            <p>{sentence}</p>
            {facts}
            <details>
                <summary>"Mion says"</summary>
                {rows(mions)}
            </details>
            <div class="card-ways">{ways}</div>
        </article>
    }
}

/// Names and values, beside each other where there is room.
fn rows(facts: Vec<(String, Signal<String>)>) -> impl IntoView {
    let rows = facts.into_iter().map(|(name, value)| {
        view! {
            <div>
                <dt>{name}</dt>
                <dd>{move || value.get()}</dd>
            </div>
        }
    });
    view! { <dl class="facts">{rows.collect::<Vec<_>>()}</dl> }
}

/// What is known of a payment.
fn facts(alarm: &AlarmView) -> Vec<(String, Signal<String>)> {
    let unit = Kiosk::here().shop.with_value(|shop| shop.unit);
    let mut facts = vec![("Sale", alarm.total.to_string().into()), ("Code", alarm.code.clone().into())];
    if let Some(amount) = alarm.amount {
        facts.push(("Asked for", unit.write(amount).into()));
    }
    if let Some(paid_at_ms) = alarm.paid_at_ms {
        // Only the tablet knows where it stands, and so what time it is there.
        let paid_at = RwSignal::new(String::new());
        effect(move || paid_at.set(browser::day_and_time(paid_at_ms)));
        facts.push(("Paid", paid_at.into()));
    }
    facts.push(("Noticed", ago(alarm.raised_seconds_ago)));
    if alarm.invoices > 1 {
        facts.push(("Codes shown", alarm.invoices.to_string().into()));
    }
    facts.into_iter().map(|(name, value)| (name.to_owned(), value)).collect()
}

/// What happened, for somebody who has to decide about it.
fn words(kind: AlarmKind, after: Option<Ending>) -> (&'static str, &'static str) {
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
