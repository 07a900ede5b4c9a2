//! One payment that came when or as it should not have.

use super::decision::{Question, Way};
use crate::browser;
use crate::components::Ago;
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
    let unit = Kiosk::here().shop.with_value(|shop| shop.unit);
    let (headline, sentence) = words(alarm.kind, alarm.after);
    // Only the tablet knows where it stands, and so what time it is there.
    let paid_at = RwSignal::new(String::new());
    if let Some(paid_at_ms) = alarm.paid_at_ms {
        Effect::new(move || paid_at.set(browser::day_and_time(paid_at_ms)));
    }
    let ways = Way::ALL.map(|way| {
        let alarm = alarm.clone();
        let ask = move |_| question.set(Some(Question { alarm: alarm.clone(), way }));
        view! {
            <button type="button" class="button" data-decide=way.name() on:click=ask>
                {way.label()}
            </button>
        }
    });
    let AlarmView { code, total, kind, raised_seconds_ago, paid_at_ms, amount, invoices, mion_says, .. } = alarm;
    view! {
        <article class="card" data-alarm=kind.name()>
            <h2>{headline}</h2>
            <p>{sentence}</p>
            <dl class="facts">
                <Fact name="Sale">{total.to_string()}</Fact>
                <Fact name="Code">{code}</Fact>
                {amount.map(|amount| view! { <Fact name="Asked for">{unit.write(amount)}</Fact> })}
                {paid_at_ms.map(|_| view! { <Fact name="Paid">{move || paid_at.get()}</Fact> })}
                <Fact name="Noticed">
                    <Ago seconds=raised_seconds_ago />
                </Fact>
                {(invoices > 1).then(|| view! { <Fact name="Codes shown">{invoices}</Fact> })}
            </dl>
            {(!mion_says.is_empty()).then(|| view! {
                <details>
                    <summary>"Mion says"</summary>
                    <dl class="facts">
                        {mion_says.into_iter().map(|(name, value)| view! {
                            <div>
                                <dt>{name}</dt>
                                <dd>{value}</dd>
                            </div>
                        }).collect_view()}
                    </dl>
                </details>
            })}
            <div class="ways">{ways}</div>
        </article>
    }
}

#[component]
fn Fact(name: &'static str, children: Children) -> impl IntoView {
    view! {
        <div>
            <dt>{name}</dt>
            <dd>{children()}</dd>
        </div>
    }
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
