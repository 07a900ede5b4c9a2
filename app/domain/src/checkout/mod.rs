//! One sale and everything that may happen to it. A transition consumes the checkout and returns the
//! next one, or says that it is impossible; what happened is noted, to be stored in the same write.
//!
//! - [`state`]: where a checkout can be
//! - [`progress`]: what has been asked of Mion, and the invoices it gave
//! - [`change`]: the notes that become the checkout's history
//! - `advance`: what asking and being answered does
//! - `reading`: what a status of Mion's does
//! - `ending`: cancel, putting aside, and expiry without an invoice
//! - `alarms`: what a person has to look at

mod advance;
mod alarms;
pub mod change;
mod ending;
pub mod progress;
mod reading;
pub mod state;
#[cfg(test)]
mod tests;

use crate::alarm::Alarm;
use crate::answer::{Invoice, StatusRead};
use crate::id::{CheckoutId, Reference};
use crate::money::Money;
use crate::time::Timestamp;
pub use advance::SETTLING_TIME;
use change::{Change, Event};
use core::time::Duration;
use progress::{Attempt, AttemptOutcome, Session, SessionProgress};
pub use reading::WATCHED_AFTER_THE_END;
use state::State;

/// An invoice that ends this much before its session is not replaced: nobody could pay the rest.
pub const SHORTEST_REISSUE: Duration = Duration::from_secs(20);

/// Everything that is stored of a checkout.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Record {
    /// Our name of the sale.
    pub id: CheckoutId,
    /// What the customer owes.
    pub total: Money,
    /// When staff tapped *Charge*.
    pub opened_at: Timestamp,
    /// When the payment session was asked to end.
    pub ends_at: Timestamp,
    /// Counts the changes; the store refuses a write that has not seen the one before.
    pub version: u64,
    /// How far the payment session is.
    pub session: SessionProgress,
    /// Every payment attempt, oldest first.
    pub attempts: Vec<Attempt>,
    /// Where the checkout is.
    pub state: State,
    /// Since when.
    pub state_since: Timestamp,
    /// The last status of Mion's that said something new.
    pub reading: Option<StatusRead>,
    /// When staff asked for it to be called off.
    pub cancel_asked_at: Option<Timestamp>,
    /// Since when it is put aside.
    pub put_aside_at: Option<Timestamp>,
    /// What a person has to look at, or has decided.
    pub alarms: Vec<Alarm>,
    /// The watching is over: Mion is not asked about it any more.
    pub is_closed: bool,
}

/// A record that contradicts itself: it was not written by this program.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
#[error("the stored checkout contradicts itself: {0}")]
pub struct BrokenRecord(pub &'static str);

/// Something that cannot happen to a checkout in its present state.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
#[error("a checkout that is {from} cannot take {event}")]
pub struct InvalidTransition {
    /// The state it is in.
    pub from: &'static str,
    /// What was to happen.
    pub event: &'static str,
}

/// One sale.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Checkout {
    record: Record,
    unsaved: Vec<Change>,
}

impl Checkout {
    /// A new sale of `total`, whose payment session is to live until `ends_at`. Nothing has been asked yet.
    pub fn open(id: CheckoutId, total: Money, now: Timestamp, ends_at: Timestamp) -> Self {
        let record = Record {
            id,
            total,
            opened_at: now,
            ends_at,
            version: 0,
            session: SessionProgress::NotAsked,
            attempts: Vec::new(),
            state: State::Opening,
            state_since: now,
            reading: None,
            cancel_asked_at: None,
            put_aside_at: None,
            alarms: Vec::new(),
            is_closed: false,
        };
        Self { record, unsaved: Vec::new() }.noted(now, Event::Opened)
    }

    /// A checkout as it was stored.
    ///
    /// # Errors
    /// [`BrokenRecord`] where state, session and attempts do not fit together.
    pub fn restore(record: Record) -> Result<Self, BrokenRecord> {
        let invoiced = record.attempts.iter().any(|attempt| attempt.invoice().is_some());
        match record.state {
            State::AwaitingPayment | State::Confirming | State::Seen | State::Underpaid
                if record.session.open().is_none() =>
            {
                Err(BrokenRecord("it waits for a payment without a payment session"))
            }
            State::AwaitingPayment | State::Confirming | State::Seen | State::Underpaid if !invoiced => {
                Err(BrokenRecord("it waits for a payment without an invoice"))
            }
            State::Paid(_) | State::PaidLate(_) if record.session.open().is_none() => {
                Err(BrokenRecord("it is paid without a payment session"))
            }
            _ if record.version == 0 => Err(BrokenRecord("it has no history")),
            _ => Ok(Self { record, unsaved: Vec::new() }),
        }
    }

    /// What is to be stored.
    pub fn record(&self) -> &Record {
        &self.record
    }

    /// Our name of the sale.
    pub fn id(&self) -> CheckoutId {
        self.record.id
    }

    /// The reference Mion knows it by.
    pub fn reference(&self) -> Reference {
        Reference::of(self.record.id)
    }

    /// Where the checkout is.
    pub fn state(&self) -> &State {
        &self.record.state
    }

    /// The number of the last change.
    pub fn version(&self) -> u64 {
        self.record.version
    }

    /// The version the store must still have for these changes to be saved: 0 for a new checkout.
    pub fn stored_version(&self) -> u64 {
        self.record.version.saturating_sub(u64::try_from(self.unsaved.len()).unwrap_or(u64::MAX))
    }

    /// The changes that are not stored yet, oldest first.
    pub fn unsaved(&self) -> &[Change] {
        &self.unsaved
    }

    /// The same checkout, once its changes are stored.
    #[must_use]
    pub fn saved(mut self) -> Self {
        self.unsaved.clear();
        self
    }

    /// The payment session, once Mion has confirmed it.
    pub fn session(&self) -> Option<Session> {
        self.record.session.open()
    }

    /// The invoice to be paid: that of the newest attempt that has one.
    pub fn invoice(&self) -> Option<&Invoice> {
        self.record.attempts.iter().rev().find_map(Attempt::invoice)
    }

    /// When the checkout is over for the customer: the session's end, or the invoice's where too
    /// little would be left for a new one.
    pub fn deadline(&self) -> Timestamp {
        let session_end = self.session().map_or(self.record.ends_at, |session| session.expires_at);
        match self.invoice() {
            Some(invoice) if session_end.since(invoice.expires_at) < SHORTEST_REISSUE => {
                invoice.expires_at.min(session_end)
            }
            _ => session_end,
        }
    }

    /// Whether a payment may still arrive: an invoice was given out under an open session.
    pub fn may_be_paid(&self) -> bool {
        self.session().is_some() && self.invoice().is_some()
    }

    /// How many ways to pay were given out: each invoice is one, and each address.
    pub fn ways_to_pay(&self) -> usize {
        let invoices = || self.record.attempts.iter().filter_map(Attempt::invoice);
        let addresses = invoices().filter(|invoice| invoice.on_chain.is_some()).count();
        invoices().count().saturating_add(addresses)
    }

    /// Whether nothing more is to be asked: Mion has said its last word and there was one way to pay only,
    /// or it ended before there was any, or it was watched to the end.
    pub fn is_complete(&self) -> bool {
        let is_settled = self.state().settlement().is_some_and(|settlement| settlement.complete);
        let is_settled = is_settled && (self.ways_to_pay() <= 1 || crate::planted!(ForgetTheOldInvoice));
        let is_unpayable = self.state().ending().is_some() && !self.may_be_paid();
        is_settled || is_unpayable || self.record.is_closed
    }

    fn noted(mut self, at: Timestamp, event: Event) -> Self {
        self.record.version = self.record.version.saturating_add(1);
        self.unsaved.push(Change { version: self.record.version, at, state: self.record.state.name(), event });
        self
    }

    fn entered(mut self, state: State, at: Timestamp, event: Event) -> Self {
        if state.name() != self.record.state.name() {
            self.record.state_since = at;
        }
        self.record.state = state;
        self.noted(at, event)
    }

    fn invalid(&self, event: &'static str) -> InvalidTransition {
        InvalidTransition { from: self.record.state.name(), event }
    }

    /// Notes what became of the attempt that is being waited for.
    fn settle_attempt(&mut self, outcome: AttemptOutcome) -> bool {
        match self.record.attempts.last_mut() {
            Some(attempt) if attempt.outcome == AttemptOutcome::Asked => {
                attempt.outcome = outcome;
                true
            }
            _ => false,
        }
    }
}
