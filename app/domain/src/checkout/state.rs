//! Where a checkout can be. Each state carries what is only true there.

use crate::answer::{Blocked, InvoiceFault, Refusal};
use crate::time::Timestamp;
use crate::told_variants;
use serde::{Deserialize, Serialize};

/// The state of a checkout.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum State {
    /// Stored, and being arranged with Mion; nothing can be paid yet.
    Opening,
    /// An invoice is there to be paid.
    AwaitingPayment,
    /// Mion says one half of "paid": the status without the time, or the time without the status.
    Confirming,
    /// A payment was seen on chain and is not confirmed yet.
    Seen,
    /// Less arrived than was asked for.
    Underpaid,
    /// Paid in time.
    Paid(Settlement),
    /// Paid after it had ended for the customer: somebody has to decide.
    PaidLate(LateSettlement),
    /// Ended unpaid.
    Expired,
    /// Called off unpaid.
    Cancelled,
    /// Mion will not take this payment.
    Blocked(Blocked),
    /// It could not be arranged.
    Failed(Failure),
}

/// How a checkout was paid.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Settlement {
    /// Mion's `paidAt`.
    pub paid_at: Timestamp,
    /// When our record said so.
    pub recorded_at: Timestamp,
    /// Whether Mion has reached its last status, so that nothing more is to be asked.
    pub complete: bool,
}

/// A payment that came after the end.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct LateSettlement {
    /// How it was paid.
    pub settlement: Settlement,
    /// How the checkout had ended before.
    pub after: Ending,
}

/// How a checkout had left the screen unpaid.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Ending {
    /// Nobody paid in time.
    Expired,
    /// Staff called it off.
    Cancelled,
    /// Mion would not take it any more.
    Blocked,
    /// It could not be arranged any more.
    Failed,
    /// It had not: staff had put it aside and moved on.
    PutAside,
}

/// Why a checkout could not be arranged.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Failure {
    /// Mion refused it for good.
    Refused(Refusal),
    /// Mion's invoice must not be shown.
    Unusable(InvoiceFault),
    /// Mion has another sale under this reference.
    Conflict,
}

impl State {
    /// The name under which the state is stored, logged and put into the page.
    pub fn name(&self) -> &'static str {
        match self {
            Self::Opening => "opening",
            Self::AwaitingPayment => "awaiting-payment",
            Self::Confirming => "confirming",
            Self::Seen => "seen",
            Self::Underpaid => "underpaid",
            Self::Paid(_) => "paid",
            Self::PaidLate(_) => "paid-late",
            Self::Expired => "expired",
            Self::Cancelled => "cancelled",
            Self::Blocked(_) => "blocked",
            Self::Failed(_) => "failed",
        }
    }

    /// The ending this state is, if it is an unpaid one.
    pub fn ending(&self) -> Option<Ending> {
        match self {
            Self::Expired => Some(Ending::Expired),
            Self::Cancelled => Some(Ending::Cancelled),
            Self::Blocked(_) => Some(Ending::Blocked),
            Self::Failed(_) => Some(Ending::Failed),
            Self::Opening
            | Self::AwaitingPayment
            | Self::Confirming
            | Self::Seen
            | Self::Underpaid
            | Self::Paid(_)
            | Self::PaidLate(_) => None,
        }
    }

    /// Whether the sale is still going on: neither paid nor ended.
    pub fn is_live(&self) -> bool {
        self.ending().is_none() && self.settlement().is_none()
    }

    /// The payment, if there was one.
    pub fn settlement(&self) -> Option<Settlement> {
        match self {
            Self::Paid(settlement) => Some(*settlement),
            Self::PaidLate(late) => Some(late.settlement),
            _ => None,
        }
    }
}

told_variants!(Ending {
    "expired" => Expired,
    "cancelled" => Cancelled,
    "blocked" => Blocked,
    "failed" => Failed,
    "put-aside" => PutAside,
});
