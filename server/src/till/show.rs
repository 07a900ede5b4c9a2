//! A checkout as it may be shown: nothing that is not stored, nothing of Mion's own words.

use super::ShopTill;
use app::view::{CheckoutView, FailureView, InvoiceView, Seen, StateView};
use domain::checkout::state::{Failure, State};
use domain::{Checkout, Timestamp};

impl ShopTill {
    /// The view of a stored checkout, now.
    pub(super) fn show(&self, checkout: &Checkout) -> CheckoutView {
        CheckoutView {
            id: checkout.id(),
            code: checkout.id().short_code(),
            total: checkout.record().total,
            seen: Seen { version: checkout.version(), mion_answers: self.watcher.mion_answers() },
            state: state_view(checkout, self.clock.now()),
        }
    }
}

fn state_view(checkout: &Checkout, now: Timestamp) -> StateView {
    match checkout.state() {
        State::Opening => StateView::Opening,
        State::AwaitingPayment => awaiting(checkout, now),
        State::Confirming => StateView::Confirming,
        State::Paid(settlement) => StateView::Paid {
            paid_at_ms: settlement.paid_at.as_unix_ms(),
            amount: checkout.invoice().map(|invoice| invoice.amount),
        },
        State::PaidLate(late) => StateView::PaidLate { paid_at_ms: late.settlement.paid_at.as_unix_ms() },
        State::Expired => StateView::Expired,
        State::Cancelled => StateView::Cancelled,
        State::Blocked(blocked) => {
            StateView::Blocked { by_compliance: blocked.by_compliance, missing_fields: blocked.missing_fields.clone() }
        }
        State::Failed(failure) => StateView::Failed(match failure {
            Failure::Refused(_) => FailureView::Refused,
            Failure::Unusable(_) => FailureView::Unusable,
            Failure::Conflict => FailureView::Conflict,
        }),
    }
}

fn awaiting(checkout: &Checkout, now: Timestamp) -> StateView {
    let deadline = checkout.deadline();
    match checkout.invoice() {
        // An invoice that ran out before its session is being replaced: nothing to scan for a moment.
        Some(invoice) if invoice.expires_at > now || deadline <= now => StateView::AwaitingPayment(InvoiceView {
            bolt11: invoice.bolt11.clone(),
            amount: invoice.amount,
            seconds_left: now.seconds_until(deadline),
            replaced: checkout.record().attempts.iter().filter(|attempt| attempt.invoice().is_some()).count() > 1,
        }),
        _ => StateView::Opening,
    }
}
