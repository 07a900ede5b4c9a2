//! The notes a checkout takes of what happens to it. Stored with the state they led to, they are its
//! history: what was asked, what came back, and when.

use crate::alarm::{AlarmKind, Decision};
use crate::answer::{Blocked, InvoiceFault, Refusal};
use crate::id::SessionId;
use crate::time::Timestamp;
use serde::{Deserialize, Serialize};

/// One entry of a checkout's history.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Change {
    /// The version it made, counting from 1.
    pub version: u64,
    /// When.
    pub at: Timestamp,
    /// The name of the state it led to.
    pub state: &'static str,
    /// What happened.
    pub event: Event,
}

/// What can happen to a checkout. Never holds an invoice: histories are read by many eyes.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Event {
    /// Staff tapped *Charge*.
    Opened,
    /// Mion is about to be asked for a payment session.
    SessionAsked,
    /// Mion certainly did not create one; it will be asked again.
    SessionNotCreated,
    /// The answer was lost.
    SessionUnknown,
    /// Mion has no session for our reference, so it may be asked for one again.
    SessionAbsent,
    /// The payment session exists.
    SessionOpen(SessionId),
    /// Mion is about to be asked for an invoice; the number counts the attempts from 1.
    AttemptAsked(usize),
    /// No answer that could be used.
    AttemptLost,
    /// An invoice, named by its payment hash.
    InvoiceReady(String),
    /// Mion will not take this payment.
    Blocked(Blocked),
    /// The invoice must not be shown.
    InvoiceUnusable(InvoiceFault),
    /// Mion refused for good.
    Refused(Refusal),
    /// Mion has another sale under this reference.
    Conflict,
    /// Mion's status changed; holds its word for it.
    StatusRead(String),
    /// Paid; holds Mion's `paidAt`.
    Paid(Timestamp),
    /// Paid after the end; holds Mion's `paidAt`.
    PaidLate(Timestamp),
    /// Staff want it called off, after a last look whether it is paid.
    CancelAsked,
    /// Called off.
    Cancelled,
    /// Put aside: it stays open, and staff have moved on.
    PutAside,
    /// Taken up again.
    TakenUp,
    /// Something a person has to look at.
    Alarm(AlarmKind),
    /// What a person decided about an alarm.
    Decided(AlarmKind, Decision),
    /// Over, unpaid.
    Expired,
    /// Watched to the end; nothing more is asked about it.
    Closed,
}
