//! A checkout as it may be shown: nothing that is not stored, nothing of Mion's own words.

use super::{ShopTill, bip21, code};
use app::view::{CheckoutView, FailureView, InvoiceView, OnChainView, Seen, StateView};
use domain::Checkout;
use domain::checkout::state::{Failure, State};

impl ShopTill {
    /// The view of a stored checkout, now.
    pub(super) fn show(&self, checkout: &Checkout) -> CheckoutView {
        CheckoutView {
            id: checkout.id(),
            code: checkout.id().short_code(),
            total: checkout.record().total,
            seen: Seen { version: checkout.version(), shop: self.watcher.news() },
            put_aside: checkout.record().put_aside_at.is_some() && checkout.state().is_live(),
            cancelling: checkout.record().cancel_asked_at.is_some() && is_cancellable(checkout.state()),
            alarms: checkout.open_alarms().map(|alarm| alarm.kind).collect(),
            state: self.state_view(checkout),
        }
    }

    fn state_view(&self, checkout: &Checkout) -> StateView {
        match checkout.state() {
            State::Opening => StateView::Opening,
            State::AwaitingPayment => self.awaiting(checkout),
            State::Confirming => StateView::Confirming,
            State::Seen => StateView::Seen { fee_is_low: fee_is_low(checkout) },
            State::Underpaid => StateView::Underpaid,
            State::Paid(settlement) => StateView::Paid {
                paid_at_ms: settlement.paid_at.as_unix_ms(),
                amount: checkout.invoice().map(|invoice| invoice.amount),
                receipt: self.receipts.token(checkout.id()),
            },
            State::PaidLate(late) => {
                StateView::PaidLate { paid_at_ms: late.settlement.paid_at.as_unix_ms(), after: late.after }
            }
            State::Expired => StateView::Expired,
            State::Cancelled => StateView::Cancelled,
            State::Blocked(blocked) => StateView::Blocked {
                by_compliance: blocked.by_compliance,
                missing_fields: blocked.missing_fields.clone(),
            },
            State::Failed(failure) => StateView::Failed(match failure {
                Failure::Refused(_) => FailureView::Refused,
                Failure::Unusable(_) => FailureView::Unusable,
                Failure::Conflict => FailureView::Conflict,
            }),
        }
    }

    fn awaiting(&self, checkout: &Checkout) -> StateView {
        let now = self.clock.now();
        let deadline = checkout.deadline();
        match checkout.invoice() {
            // An invoice that ran out before its session is being replaced: nothing to scan for a moment.
            Some(invoice) if invoice.expires_at > now || deadline <= now => StateView::AwaitingPayment(InvoiceView {
                bolt11: invoice.bolt11.clone(),
                in_code: code::text(invoice, self.qr_case),
                amount: invoice.amount,
                seconds_left: now.seconds_until(deadline),
                on_chain: invoice.on_chain.as_ref().map(|on_chain| OnChainView {
                    uri: bip21::uri(invoice, on_chain),
                    address: on_chain.address.clone(),
                    fee_rate: on_chain.fee_rate.clone(),
                }),
                replaced: checkout.record().attempts.iter().filter(|attempt| attempt.invoice().is_some()).count() > 1,
            }),
            _ => StateView::Opening,
        }
    }
}

fn is_cancellable(state: &State) -> bool {
    matches!(state, State::Opening | State::AwaitingPayment | State::Underpaid)
}

fn fee_is_low(checkout: &Checkout) -> bool {
    checkout.record().reading.as_ref().is_some_and(|reading| reading.fee_is_correct == Some(false))
}
