//! What is asked of Mion and what came back, in our words. The translation from Mion's own words is
//! the server's; decisions are made on these alone, so a simulated Mion can give them too.

use crate::id::SessionId;
use crate::money::Msat;
use crate::planted;
use crate::time::Timestamp;
use serde::{Deserialize, Serialize};

/// A question to Mion about one checkout.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Action {
    /// Open a payment session for the sale.
    CreateSession,
    /// Ask by reference whether an earlier, unanswered creation took place.
    LookUpSession,
    /// Ask for an invoice under the open session.
    CreateAttempt,
    /// Read the session's status.
    ReadStatus,
}

/// What became of an [`Action`].
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Answer {
    /// The session exists. `expires_at` is Mion's word on when it ends, where it gave one.
    SessionOpen {
        /// Mion's id.
        id: SessionId,
        /// When it stops being payable.
        expires_at: Option<Timestamp>,
    },
    /// Mion has no session with our reference.
    SessionAbsent,
    /// A session with our reference exists, but not for this sale's amount and currency.
    SessionConflict,
    /// An invoice, decoded and found to be what was asked for.
    AttemptReady(Invoice),
    /// This attempt cannot be paid, whoever pays.
    AttemptBlocked(Blocked),
    /// Mion gave an invoice that must not be shown.
    AttemptUnusable(InvoiceFault),
    /// The session's status.
    Status(StatusRead),
    /// Mion said no, and will say no again.
    Refused(Refusal),
    /// Certainly nothing happened at Mion; asking again is safe.
    NotDone,
    /// No usable answer: it may have happened or not.
    Lost,
}

/// A Lightning invoice that has passed every check.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Invoice {
    /// The BOLT 11 text, as Mion gave it.
    pub bolt11: String,
    /// The payment hash in lower-case hex; names the invoice in records.
    pub payment_hash: String,
    /// What the payer is asked for.
    pub amount: Msat,
    /// The earlier of the invoice's own expiry and Mion's `expiry`.
    pub expires_at: Timestamp,
    /// How the same attempt can be paid on chain; only where the shop takes regular bitcoin.
    pub on_chain: Option<OnChain>,
}

/// Paying an attempt with regular bitcoin.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct OnChain {
    /// An address of the shop's network.
    pub address: String,
    /// Mion's `suggestedFeeRate`, as a decimal number.
    pub fee_rate: Option<String>,
}

/// Why an invoice is not shown to anybody.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, thiserror::Error)]
#[serde(rename_all = "kebab-case")]
pub enum InvoiceFault {
    /// There was none.
    #[error("Mion gave no invoice")]
    Missing,
    /// Not BOLT 11, or its signature does not hold.
    #[error("the invoice is not valid BOLT 11")]
    Unreadable,
    /// For another network than the shop's.
    #[error("the invoice is for another network")]
    WrongNetwork,
    /// Asks for another amount than Mion's `amountMsat`, or for none.
    #[error("the invoice asks for another amount than Mion said")]
    WrongAmount,
    /// Already over when it came.
    #[error("the invoice had already expired")]
    Expired,
    /// Given out for another sale before.
    #[error("the invoice belongs to another sale")]
    Reused,
}

/// Why Mion will not take this payment.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Blocked {
    /// Mion's compliance rules forbid it.
    pub by_compliance: bool,
    /// Customer details Mion would need first, in its own words.
    pub missing_fields: Vec<String>,
}

/// A final no from Mion. The text is for staff only.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Refusal {
    /// The HTTP status.
    pub http_status: u16,
    /// What Mion wrote, shortened and without control characters.
    pub text: String,
}

/// Whether what arrived is what was asked for.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Funding {
    /// It is.
    Well,
    /// Less arrived.
    Under,
    /// More arrived.
    Over,
}

/// One reading of a session's status.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct StatusRead {
    /// Mion's word for the status, whatever it is.
    pub word: String,
    /// Whether that word is one of those that mean "paid".
    pub word_means_paid: bool,
    /// Whether that word is the last one there will be.
    pub word_is_last: bool,
    /// Mion's `paidAt`.
    pub paid_at: Option<Timestamp>,
    /// Whether the word says that a payment was seen on chain and is not confirmed yet.
    #[serde(default)]
    pub seen: bool,
    /// What Mion's `fundingStatus` means, where it means anything.
    #[serde(default)]
    pub funding: Option<Funding>,
    /// Whether Mion's `feeStatus` says that the payer's fee will do.
    #[serde(default)]
    pub fee_is_correct: Option<bool>,
    /// Mion's `fundingStatus`.
    pub funding_status: Option<String>,
    /// Mion's `feeStatus`.
    pub fee_status: Option<String>,
    /// Mion's `fundingAmountAvailable`.
    pub funding_amount_available: Option<i64>,
}

impl StatusRead {
    /// When it was paid, if it was: a paid word *and* a time of payment.
    ///
    /// # Source
    /// Mion Point-of-Sale guide, step 3: "Look for the Status being funded and that the paidAt times is set."
    pub fn paid(&self) -> Option<Timestamp> {
        if planted!(HalfIsPaid) && self.half_paid() {
            return self.paid_at.or(Some(Timestamp::from_unix_ms(0)));
        }
        self.paid_at.filter(|_| self.word_means_paid)
    }

    /// One half of "paid" without the other.
    pub fn half_paid(&self) -> bool {
        self.word_means_paid != self.paid_at.is_some()
    }
    /// Whether something arrived, but less than was asked for, and Mion does not call it paid.
    pub fn is_short(&self) -> bool {
        self.funding == Some(Funding::Under) && self.funding_amount_available != Some(0) && self.paid().is_none()
    }

    /// Whether it is paid and more arrived than was asked for.
    pub fn is_over(&self) -> bool {
        self.funding == Some(Funding::Over) && self.paid().is_some()
    }

    /// Whether money is on its way that Mion has not called paid.
    pub fn is_on_its_way(&self) -> bool {
        self.paid().is_none() && (self.half_paid() || self.seen)
    }
}
