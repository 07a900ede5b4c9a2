//! Payments as control shows them: what must be found, once, in the books of whoever was paid.

use serde::Serialize;
use uuid::Uuid;

use crate::ledger::{Means, Payment, Session};

/// One payment.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct PaymentReport {
    /// Counts from 1 since the start or the last reset.
    pub number: u64,
    /// The session it is for.
    pub payment_session_id: Uuid,
    /// The session's reference.
    pub reference: String,
    /// Which of the session's attempts it paid, from 0.
    pub attempt: usize,
    /// How it came.
    pub means: PaymentMeans,
    /// The invoice or address that it went to, in lower case.
    pub to: String,
    /// Millisatoshi.
    pub msat: u64,
    /// When it came, in unix milliseconds of the sandbox's clock.
    pub at: i64,
    /// When it was confirmed, likewise: at once by Lightning, `None` while only the chain has seen it.
    pub confirmed: Option<i64>,
    /// It came after its attempt's end.
    pub late: bool,
}

/// How a payment came.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum PaymentMeans {
    /// To an invoice.
    Lightning,
    /// To an address.
    OnChain,
}

impl PaymentReport {
    pub(super) fn of(session: &Session, payment: &Payment) -> Self {
        let payable = session.attempts[payment.attempt].payable.as_ref();
        let (means, to) = match payment.means {
            Means::Lightning => (PaymentMeans::Lightning, payable.map(|one| one.invoice.clone())),
            Means::OnChain => (PaymentMeans::OnChain, payable.map(|one| one.address.clone())),
        };
        Self {
            number: payment.number,
            payment_session_id: session.id,
            reference: session.draft.reference.clone(),
            attempt: payment.attempt,
            means,
            to: to.unwrap_or_default(),
            msat: payment.msat,
            at: payment.at.as_millisecond(),
            confirmed: payment.confirmed.map(|at| at.as_millisecond()),
            late: payment.late,
        }
    }
}
