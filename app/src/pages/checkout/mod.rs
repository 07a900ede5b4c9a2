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

use crate::browser;
use crate::components::{EndScreen, Ending, WaitScreen, Waiting};
use crate::erased::effect;
use crate::kiosk::Kiosk;
use crate::live::{Face, Live, Wait};
use crate::view::StateView;
use domain::CheckoutId;
use leptos::either::Either;
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
    view! {
        <main class="checkout" data-checkout=id.to_string() data-state=move || face.with(Face::name)>
            <p class="unseen" role="status">
                {move || face.with(announced)}
            </p>
            {move || match face.get() {
                Face::Loading => view! { <opening::Loading live /> }.into_any(),
                Face::Unknown => view! { <unknown::Unknown /> }.into_any(),
                Face::Elsewhere => view! { <elsewhere::Elsewhere live /> }.into_any(),
                Face::Opening => view! { <opening::Opening live /> }.into_any(),
                Face::AwaitingPayment => view! { <awaiting_payment::AwaitingPayment live /> }.into_any(),
                Face::Waiting(wait) => view! { <WaitScreen live waiting=waiting(wait) /> }.into_any(),
                Face::Over(state) => view! { <Over live state /> }.into_any(),
            }}
        </main>
    }
}

#[component]
fn Over(live: Live, state: StateView) -> impl IntoView {
    if let StateView::Paid { paid_at_ms, amount } = state {
        return Either::Left(view! { <paid::Paid live paid_at_ms amount /> });
    }
    // Only the tablet knows where it stands, and so what time it is there.
    let time = RwSignal::new(None::<String>);
    if let StateView::PaidLate { paid_at_ms, .. } = state {
        effect(move || time.set(Some(browser::time_of_day(paid_at_ms))));
    }
    Either::Right(move || ending(live, &state, time.get()).map(|ending| view! { <EndScreen live ending /> }))
}

/// What to say about a wait.
fn waiting(wait: Wait) -> Waiting {
    match wait {
        Wait::Cancelling => cancelling::WORDS,
        Wait::Confirming => confirming::WORDS,
        Wait::Seen { fee_is_low } => seen::words(fee_is_low),
        Wait::Underpaid => underpaid::WORDS,
    }
}

/// What to say about an end without green.
fn ending(live: Live, state: &StateView, time: Option<String>) -> Option<Ending> {
    let alarms = live.alarms();
    let is_open = !alarms.is_empty();
    Some(match state {
        StateView::PaidLate { after, .. } => paid_late::ending(*after, &live.id.short_code(), time, is_open),
        StateView::Expired => expired::ending(&alarms),
        StateView::Cancelled => cancelled::ending(is_open),
        StateView::Blocked { by_compliance, missing_fields } => blocked::ending(*by_compliance, missing_fields),
        StateView::Failed(failure) => failed::ending(*failure),
        StateView::Opening
        | StateView::AwaitingPayment(_)
        | StateView::Confirming
        | StateView::Seen { .. }
        | StateView::Underpaid
        | StateView::Paid { .. } => return None,
    })
}

/// What a screen reader is told when the state changes.
fn announced(face: &Face) -> &'static str {
    match face {
        Face::Loading | Face::Opening => "Preparing the invoice.",
        Face::Unknown => "This sale is not known here.",
        Face::Elsewhere => "This sale is on another tablet.",
        Face::AwaitingPayment => "The code is ready to be scanned.",
        Face::Waiting(Wait::Cancelling) => "Cancelling the sale. Checking for a last-moment payment.",
        Face::Waiting(Wait::Confirming) => "Payment seen. Mion is confirming it.",
        Face::Waiting(Wait::Seen { .. }) => "Payment seen, waiting for confirmation. Not paid yet.",
        Face::Waiting(Wait::Underpaid) => "Part of the payment is missing.",
        Face::Over(state) => match state {
            StateView::Paid { .. } => "Paid.",
            StateView::PaidLate { .. } => "Paid after the sale had left the screen.",
            StateView::Expired => "Time is up. Not paid.",
            StateView::Cancelled => "Sale cancelled.",
            StateView::Blocked { .. } => "This payment is not possible.",
            _ => "The sale could not be opened.",
        },
    }
}
