//! What the sandbox remembers: every session, its attempts, and what was paid, in memory and in
//! the order of arrival. It is pure: time, ids and invoices are handed in.
//!
//! - `session`: one session and what the outside is shown of it
//! - `attempt`: one attempt and whether its invoice can still be paid

mod attempt;
mod session;
#[cfg(test)]
mod tests;

use std::collections::HashMap;

use jiff::Timestamp;
use uuid::Uuid;

pub(crate) use attempt::{Attempt, Settled};
pub(crate) use session::{Draft, Session};

use crate::{control::StatusChange, invoice};

/// Why an invoice was not settled.
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

    /// Records an attempt; an unknown session records nothing.
    pub(crate) fn attempt(&mut self, id: Uuid, attempt: Attempt) {
        if let Some(place) = self.by_id.get(&id) {
            let attempts = &mut self.sessions[*place].attempts;
            if let Some(text) = &attempt.invoice {
                self.by_invoice.insert(invoice::plain(text), (*place, attempts.len()));
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

    /// Settles an invoice, in whatever case it is written, and names its session.
    pub(crate) fn pay(&mut self, text: &str, late: bool, now: Timestamp) -> Result<Uuid, Unpaid> {
        let (place, nth) = *self.by_invoice.get(&invoice::plain(text)).ok_or(Unpaid::Unknown)?;
        let session = &mut self.sessions[place];
        let attempt = &mut session.attempts[nth];
        if attempt.settled.is_some() {
            return Err(Unpaid::Already);
        }
        let overdue = attempt.is_over(now);
        if overdue && !late {
            return Err(Unpaid::Expired);
        }
        attempt.settled = Some(Settled { at: now, late: overdue });
        session.settle(now);
        Ok(session.id)
    }

    /// Sets what the session shows, until the next change or payment; `None` if it is unknown.
    pub(crate) fn set(&mut self, id: Uuid, change: StatusChange) -> Option<&Session> {
        let session = &mut self.sessions[*self.by_id.get(&id)?];
        session.set(change);
        Some(session)
    }
}
