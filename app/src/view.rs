//! What the browser is told: a checkout as it may be shown, and the few things it must know of the
//! shop. These are values made by the server; the browser decides nothing about money.

use domain::limits::Limits;
use domain::money::BitcoinUnit;
use domain::{CheckoutId, Money, Msat};
use serde::{Deserialize, Serialize};

/// What the kiosk must know of the shop it stands in.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct ShopView {
    /// Shown at the top of every screen.
    pub name: String,
    /// Which totals are accepted.
    pub limits: Limits,
    /// How bitcoin is written.
    pub unit: BitcoinUnit,
    /// Set in the demo alone: every screen says that no real money moves.
    pub demo: Option<DemoView>,
}

/// What only the demo shows.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct DemoView {
    /// Where the test wallet is.
    pub wallet_url: String,
}

/// A checkout as it may be shown.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct CheckoutView {
    /// The checkout.
    pub id: CheckoutId,
    /// Six letters to compare on two screens.
    pub code: String,
    /// What the customer owes.
    pub total: Money,
    /// What this view is of; the browser sends it back to be told of anything newer.
    pub seen: Seen,
    /// Where the checkout is.
    pub state: StateView,
}

/// What a browser has seen of a checkout.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Seen {
    /// The number of the last change it was shown.
    pub version: u64,
    /// Whether Mion answered the server then.
    pub mion_answers: bool,
}

/// The state of a checkout, with what its screen needs.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum StateView {
    /// The invoice is on its way.
    Opening,
    /// To be paid.
    AwaitingPayment(InvoiceView),
    /// Mion has half said that it is paid.
    Confirming,
    /// Paid.
    Paid {
        /// When, in milliseconds since the Unix epoch.
        paid_at_ms: i64,
        /// What was paid, where known.
        amount: Option<Msat>,
    },
    /// Paid after the end: staff have to decide.
    PaidLate {
        /// When, in milliseconds since the Unix epoch.
        paid_at_ms: i64,
    },
    /// Over, unpaid.
    Expired,
    /// Called off.
    Cancelled,
    /// Mion will not take this payment.
    Blocked {
        /// Mion's compliance rules forbid it.
        by_compliance: bool,
        /// Customer details that Mion would need.
        missing_fields: Vec<String>,
    },
    /// It could not be arranged; nothing can be paid.
    Failed(FailureView),
}

/// An invoice to be paid.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct InvoiceView {
    /// BOLT 11.
    pub bolt11: String,
    /// What the payer is asked for.
    pub amount: Msat,
    /// Whole seconds until it cannot be paid any more. Never a time of day: tablets' clocks are wrong.
    pub seconds_left: u64,
    /// Whether it replaces an earlier one of this checkout.
    pub replaced: bool,
}

/// Why a checkout could not be arranged, as far as the public may know.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum FailureView {
    /// Mion refused it.
    Refused,
    /// Mion's invoice was not what was asked for.
    Unusable,
    /// Mion has another sale under the same reference.
    Conflict,
}

impl StateView {
    /// The state's name, as it stands in `data-state`.
    pub fn name(&self) -> &'static str {
        match self {
            Self::Opening => "opening",
            Self::AwaitingPayment(_) => "awaiting-payment",
            Self::Confirming => "confirming",
            Self::Paid { .. } => "paid",
            Self::PaidLate { .. } => "paid-late",
            Self::Expired => "expired",
            Self::Cancelled => "cancelled",
            Self::Blocked { .. } => "blocked",
            Self::Failed(_) => "failed",
        }
    }

    /// Whether something may still happen that the screen should wait for. A checkout that ended
    /// unpaid is over for the customer; what comes later is the staff's affair.
    pub fn is_live(&self) -> bool {
        matches!(self, Self::Opening | Self::AwaitingPayment(_) | Self::Confirming)
    }
}
