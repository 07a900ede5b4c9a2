//! One sale, from *Charge* to its end: one file for each state, chosen by the face of the live checkout.
//! Nothing here decides anything; a state is shown when the server has said so.

mod awaiting_payment;
mod blocked;
mod cancelled;
mod cancelling;
mod confirming;
mod elsewhere;
mod expired;
mod failed;
mod opening;
mod paid;
mod paid_late;
mod seen;
mod underpaid;
mod unknown;

use crate::components::{EndScreen, Ending, WaitScreen, Waiting};
use crate::erased::effect;
use crate::i18n::Words;
use crate::kiosk::Kiosk;
use crate::live::{Face, Live, Wait};
use crate::view::StateView;
use domain::CheckoutId;
use leptos::either::Either;
use leptos::html::Main;
use leptos::prelude::*;

/// The screen of checkout `id`.
#[component]
pub(crate) fn CheckoutPage(
    /// Which one.
    id: CheckoutId,
) -> impl IntoView {
    let live = Live::new(id, Kiosk::here());
    effect(move || untrack(|| live.follow()));
    // A payment that raised an alarm may be this sale's, which is not followed once it is over.
    let alarms = Memo::new(move |_| live.kiosk.links.alarms());
    let known = StoredValue::new(alarms.get_untracked());
    effect(move || {
        let now = alarms.get();
        if known.get_value() != now {
            known.set_value(now);
            live.look_again();
        }
    });
    let face = Memo::new(move |_| live.face());
    // What had the focus is gone with the keypad: a keyboard and a screen reader go on from here.
    let place = NodeRef::<Main>::new();
    effect(move || {
        if let Some(place) = place.get() {
            // Fails only for an element that is gone.
            let _ = place.focus();
        }
    });
    view! {
        <main class="checkout" tabindex="-1" node_ref=place data-checkout=id.to_string() data-state=move || face.with(Face::name)>
            <p class="unseen" role="status">
                {move || face.with(|face| announced(live.kiosk.words.get(), face))}
            </p>
            {move || {
                // Another language is another picture of the same sale.
                live.kiosk.words.track();
                match face.get() {
                    Face::Loading => view! { <opening::Loading live /> }.into_any(),
                    Face::Unknown => view! { <unknown::Unknown /> }.into_any(),
                    Face::Elsewhere => view! { <elsewhere::Elsewhere live /> }.into_any(),
                    Face::Opening => view! { <opening::Opening live /> }.into_any(),
                    Face::AwaitingPayment => view! { <awaiting_payment::AwaitingPayment live /> }.into_any(),
                    Face::Waiting(wait) => view! { <WaitScreen live waiting=waiting(live.kiosk, wait) /> }.into_any(),
                    Face::Over(state) => view! { <Over live state /> }.into_any(),
                }
            }}
        </main>
    }
}

#[component]
fn Over(live: Live, state: StateView) -> impl IntoView {
    if let StateView::Paid { paid_at_ms, amount, receipt } = state {
        return Either::Left(view! { <paid::Paid live paid_at_ms amount receipt /> });
    }
    let words = live.kiosk.words();
    // Only the tablet knows where it stands, and so what time it is there.
    let time = RwSignal::new(None::<String>);
    if let StateView::PaidLate { paid_at_ms, .. } = state {
        effect(move || time.set(Some(words.time(paid_at_ms))));
    }
    Either::Right(move || ending(live, &state, time.get()).map(|ending| view! { <EndScreen live ending /> }))
}

/// What to say about a wait.
fn waiting(kiosk: Kiosk, wait: Wait) -> Waiting {
    let (words, staff) = (kiosk.words(), kiosk.staff);
    match wait {
        Wait::Cancelling => cancelling::said(words),
        Wait::Confirming => confirming::said(words),
        Wait::Seen { fee_is_low } => seen::said(words, staff, fee_is_low),
        Wait::Underpaid => underpaid::said(words, staff),
    }
}

/// What to say about an end without green.
fn ending(live: Live, state: &StateView, time: Option<String>) -> Option<Ending> {
    let words = live.kiosk.words();
    let alarms = live.alarms();
    let is_open = !alarms.is_empty();
    Some(match state {
        StateView::PaidLate { after, .. } => paid_late::ending(words, *after, &live.id.short_code(), time, is_open),
        StateView::Expired => expired::ending(words, &alarms),
        StateView::Cancelled => cancelled::ending(words, is_open),
        StateView::Blocked { by_compliance, missing_fields } => blocked::ending(words, *by_compliance, missing_fields),
        StateView::Failed(failure) => failed::ending(words, *failure),
        StateView::Opening
        | StateView::AwaitingPayment(_)
        | StateView::Confirming
        | StateView::Seen { .. }
        | StateView::Underpaid
        | StateView::Paid { .. } => return None,
    })
}

/// What a screen reader is told when the state changes.
fn announced(words: Words, face: &Face) -> &'static str {
    match face {
        Face::Loading | Face::Opening => words.preparing(),
        Face::Unknown => words.unknown(),
        Face::Elsewhere => words.elsewhere(),
        Face::AwaitingPayment => words.say_ready(),
        Face::Waiting(Wait::Cancelling) => words.cancelling_sale(),
        Face::Waiting(Wait::Confirming) => words.confirming(),
        Face::Waiting(Wait::Seen { .. }) => words.say_seen(),
        Face::Waiting(Wait::Underpaid) => words.underpaid(),
        Face::Over(state) => match state {
            StateView::Paid { .. } => words.paid(),
            StateView::PaidLate { .. } => words.say_late(),
            StateView::Expired => words.expired(),
            StateView::Cancelled => words.cancelled(),
            StateView::Blocked { .. } => words.blocked(),
            _ => words.failed(),
        },
    }
}
