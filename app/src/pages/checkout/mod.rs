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

use crate::kiosk::Kiosk;
use crate::live::{Face, Live};
use crate::view::StateView;
use domain::CheckoutId;
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
    view! {
        <main class="checkout" data-checkout=id.to_string() data-state=move || face.with(Face::name)>
            <p class="unseen" role="status">
                {move || face.with(announced)}
            </p>
            {move || match face.get() {
                Face::Loading => view! { <opening::Loading live /> }.into_any(),
                Face::Unknown => view! { <unknown::Unknown /> }.into_any(),
                Face::Opening => view! { <opening::Opening live /> }.into_any(),
                Face::AwaitingPayment => view! { <awaiting_payment::AwaitingPayment live /> }.into_any(),
                Face::Confirming => view! { <confirming::Confirming live /> }.into_any(),
                Face::Over(state) => over(live, state),
            }}
        </main>
    }
}

fn over(live: Live, state: StateView) -> AnyView {
    match state {
        StateView::Paid { paid_at_ms, amount } => view! { <paid::Paid live paid_at_ms amount /> }.into_any(),
        StateView::PaidLate { paid_at_ms } => view! { <paid_late::PaidLate live paid_at_ms /> }.into_any(),
        StateView::Expired => view! { <expired::Expired live /> }.into_any(),
        StateView::Cancelled => view! { <cancelled::Cancelled live /> }.into_any(),
        StateView::Blocked { by_compliance, missing_fields } => {
            view! { <blocked::Blocked live by_compliance missing_fields /> }.into_any()
        }
        StateView::Failed(failure) => view! { <failed::Failed live failure /> }.into_any(),
        // These are never over.
        StateView::Opening | StateView::AwaitingPayment(_) | StateView::Confirming => ().into_any(),
    }
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
