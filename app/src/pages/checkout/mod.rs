//! One sale, from *Charge* to its end: one file for each state, chosen by the face of the live checkout.
//! Nothing here decides anything; a state is shown when the server has said so.

mod awaiting_payment;
mod blocked;
mod cancelled;
mod confirming;
mod expired;
mod failed;
mod opening;
mod paid;
mod paid_late;
mod unknown;

use crate::browser;
use crate::components::{EndScreen, Ending};
use crate::kiosk::Kiosk;
use crate::live::{Face, Live};
use crate::view::StateView;
use domain::CheckoutId;
use leptos::either::{Either, EitherOf6};
use leptos::prelude::*;

/// The screen of checkout `id`.
#[component]
pub(crate) fn CheckoutPage(
    /// Which one.
    id: CheckoutId,
) -> impl IntoView {
    let live = Live::new(id, Kiosk::here());
    Effect::new(move || untrack(|| live.follow()));
    let face = Memo::new(move |_| live.face());
    // One type per state, and none boxed: a boxed view brings code for every way it could be used.
    view! {
        <main class="checkout" data-checkout=id.to_string() data-state=move || face.with(Face::name)>
            <p class="unseen" role="status">
                {move || face.with(announced)}
            </p>
            {move || match face.get() {
                Face::Loading => EitherOf6::A(view! { <opening::Loading live /> }),
                Face::Unknown => EitherOf6::B(view! { <unknown::Unknown /> }),
                Face::Opening => EitherOf6::C(view! { <opening::Opening live /> }),
                Face::AwaitingPayment => EitherOf6::D(view! { <awaiting_payment::AwaitingPayment live /> }),
                Face::Confirming => EitherOf6::E(view! { <confirming::Confirming live /> }),
                Face::Over(state) => EitherOf6::F(view! { <Over live state /> }),
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
        Effect::new(move || time.set(Some(browser::time_of_day(paid_at_ms))));
    }
    Either::Right(move || ending(live, &state, time.get()).map(|ending| view! { <EndScreen live ending /> }))
}

/// What to say about an end without green.
fn ending(live: Live, state: &StateView, time: Option<String>) -> Option<Ending> {
    Some(match state {
        StateView::PaidLate { .. } => paid_late::ending(&live.id.short_code(), time),
        StateView::Expired => expired::ending(),
        StateView::Cancelled => cancelled::ending(),
        StateView::Blocked { by_compliance, missing_fields } => blocked::ending(*by_compliance, missing_fields),
        StateView::Failed(failure) => failed::ending(*failure),
        StateView::Opening
        | StateView::AwaitingPayment(_)
        | StateView::Confirming
        | StateView::Seen { .. }
        | StateView::Underpaid
        | StateView::Paid { .. } => {
            return None;
        }
    })
}

/// What a screen reader is told when the state changes.
fn announced(face: &Face) -> &'static str {
    match face {
        Face::Loading | Face::Opening => "Preparing the invoice.",
        Face::Unknown => "This sale is not known here.",
        Face::AwaitingPayment => "The code is ready to be scanned.",
        Face::Confirming => "Payment seen. Mion is confirming it.",
        Face::Over(state) => match state {
            StateView::Paid { .. } => "Paid.",
            StateView::PaidLate { .. } => "Paid too late: staff have to decide.",
            StateView::Expired => "Time is up. Not paid.",
            StateView::Cancelled => "Sale cancelled.",
            StateView::Blocked { .. } => "This payment is not possible.",
            _ => "The sale could not be opened.",
        },
    }
}
