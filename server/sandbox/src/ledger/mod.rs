//! What the sandbox remembers: every session, its attempts, and what was paid, in memory and in
//! the order of arrival. It is pure: time, ids, invoices and addresses are handed in.
//!
//! - `session`: one session and what the outside is shown of it
//! - `attempt`: one attempt and whether its invoice can still be paid
//! - `payment`: one payment; `funding`: whether all of them are enough

mod attempt;
mod funding;
mod payment;
mod session;
#[cfg(test)]
mod tests;

use std::collections::HashMap;

use jiff::Timestamp;
use uuid::Uuid;

use funding::Funding;

pub(crate) use attempt::{Attempt, Payable, Settled};
pub(crate) use payment::{Means, Payment};
pub(crate) use session::{Draft, Session};

use crate::{address, control::StatusChange, invoice};

/// Why an invoice was not settled, or a payment not confirmed.
#[derive(Debug, PartialEq, Eq)]
pub(crate) enum Unpaid {
    Unknown,
    Expired,
    Already,
}

/// All sessions. Nothing is ever removed but by [`Ledger::default`] in its place.
#[derive(Default)]
pub(crate) struct Ledger {
    sessions: Vec<Session>,
    by_id: HashMap<Uuid, usize>,
    /// The newest of each reference: a second session of the same reference is let in, so that a
    /// test can see the double.
    by_reference: HashMap<String, usize>,
    /// Session and attempt of each invoice, in lower case.
    by_invoice: HashMap<String, (usize, usize)>,
    /// Session and attempt of each address, in lower case.
    by_address: HashMap<String, (usize, usize)>,
    /// How many payments there were.
    paid: u64,
}

impl Ledger {
    /// Records a new session.
    pub(crate) fn open(&mut self, id: Uuid, draft: Draft) -> &Session {
        let place = self.sessions.len();
        self.by_id.insert(id, place);
        self.by_reference.insert(draft.reference.clone(), place);
        self.sessions.push(Session::new(id, draft));
        &self.sessions[place]
    }

    pub(crate) fn session(&self, id: Uuid) -> Option<&Session> {
        self.by_id.get(&id).map(|place| &self.sessions[*place])
    }

    /// The newest session of a reference.
    pub(crate) fn id_of(&self, reference: &str) -> Option<Uuid> {
        self.by_reference.get(reference).map(|place| self.sessions[*place].id)
    }

    /// The newest session first.
    pub(crate) fn newest_first(&self) -> impl Iterator<Item = &Session> {
        self.sessions.iter().rev()
    }

    /// Every payment ever made, with its session, the oldest first.
    pub(crate) fn payments(&self) -> Vec<(&Session, &Payment)> {
        let of = |session| move |payment| (session, payment);
        let mut all: Vec<_> = self.sessions.iter().flat_map(|one| one.payments.iter().map(of(one))).collect();
        all.sort_by_key(|(_, payment): &(&Session, &Payment)| payment.number);
        all
    }

    /// Records an attempt; an unknown session records nothing.
    pub(crate) fn attempt(&mut self, id: Uuid, attempt: Attempt) {
        if let Some(place) = self.by_id.get(&id) {
            let attempts = &mut self.sessions[*place].attempts;
            if let Some(payable) = &attempt.payable {
                self.by_invoice.insert(invoice::plain(&payable.invoice), (*place, attempts.len()));
                self.by_address.insert(address::plain(&payable.address), (*place, attempts.len()));
            }
            attempts.push(attempt);
        }
    }

    /// Counts one read of a session by the API and says whether the read moved its status on.
    pub(crate) fn read(&mut self, id: Uuid) -> Option<(&Session, bool)> {
        let session = &mut self.sessions[*self.by_id.get(&id)?];
        let before = session.status().to_owned();
        session.count_read();
        let moved = session.status() != before;
        Some((session, moved))
    }

    /// The session and attempt with an invoice, in whatever case it is written.
    pub(crate) fn invoiced(&self, text: &str) -> Option<(&Session, usize)> {
        self.by_invoice.get(&invoice::plain(text)).map(|(place, nth)| (&self.sessions[*place], *nth))
    }

    /// Settles an invoice, in whatever case it is written, and gives its session.
    pub(crate) fn pay(&mut self, text: &str, late: bool, now: Timestamp) -> Result<&Session, Unpaid> {
        let (place, nth) = *self.by_invoice.get(&invoice::plain(text)).ok_or(Unpaid::Unknown)?;
        let attempt = &mut self.sessions[place].attempts[nth];
        if attempt.settled.is_some() {
            return Err(Unpaid::Already);
        }
        let overdue = attempt.is_over(now);
        if overdue && !late {
            return Err(Unpaid::Expired);
        }
        attempt.settled = Some(Settled { at: now, late: overdue });
        let msat = attempt.payable.as_ref().map_or(0, |payable| payable.invoice_msat);
        Ok(self.receive((place, nth), Means::Lightning, msat, Some(now), now))
    }

    /// Takes a payment to an address, which nobody can refuse, however late; `None` if the address is unknown.
    pub(crate) fn pay_on_chain(&mut self, text: &str, sat: u64, confirmed: bool, now: Timestamp) -> Option<&Session> {
        let place = *self.by_address.get(&address::plain(text))?;
        let msat = sat.saturating_mul(1_000);
        Some(self.receive(place, Means::OnChain, msat, confirmed.then_some(now), now))
    }

    /// Confirms all that an address was sent.
    pub(crate) fn confirm(&mut self, text: &str, now: Timestamp) -> Result<&Session, Unpaid> {
        let (place, nth) = *self.by_address.get(&address::plain(text)).ok_or(Unpaid::Unknown)?;
        let session = &mut self.sessions[place];
        if session.confirm(nth, now) { Ok(session) } else { Err(Unpaid::Already) }
    }

    fn receive(
        &mut self,
        (place, attempt): (usize, usize),
        means: Means,
        msat: u64,
        confirmed: Option<Timestamp>,
        now: Timestamp,
    ) -> &Session {
        self.paid = self.paid.saturating_add(1);
        let session = &mut self.sessions[place];
        let late = session.attempts[attempt].is_over(now);
        session.receive(Payment { number: self.paid, attempt, means, msat, at: now, late, confirmed });
        session
    }

    /// Sets what the session shows, until the next change or payment; `None` if it is unknown.
    pub(crate) fn set(&mut self, id: Uuid, change: StatusChange) -> Option<&Session> {
        let session = &mut self.sessions[*self.by_id.get(&id)?];
        session.set(change);
        Some(session)
    }
}
