//! How far a checkout is with Mion: its payment session, and its payment attempts with their invoices.

use crate::answer::Invoice;
use crate::id::SessionId;
use crate::time::Timestamp;

/// How far the payment session is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum SessionProgress {
    /// Mion certainly has none.
    NotAsked,
    /// Mion is being asked to create it. After a restart this means: nobody knows.
    Asked {
        /// When the request was about to be sent.
        at: Timestamp,
    },
    /// The answer was lost. Mion may have created it, and must be asked by reference.
    Unknown {
        /// When we gave up waiting for the answer.
        lost_at: Timestamp,
    },
    /// It exists.
    Open(Session),
}

impl SessionProgress {
    /// The session, once Mion has confirmed it.
    pub fn open(self) -> Option<Session> {
        match self {
            Self::Open(session) => Some(session),
            _ => None,
        }
    }
}

/// A payment session at Mion.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Session {
    /// Mion's id.
    pub id: SessionId,
    /// When it stops being payable.
    pub expires_at: Timestamp,
}

/// A payment attempt: one request for an invoice.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Attempt {
    /// When it was about to be asked for.
    pub asked_at: Timestamp,
    /// What became of it.
    pub outcome: AttemptOutcome,
}

impl Attempt {
    /// Its invoice, if it has one that may be shown.
    pub fn invoice(&self) -> Option<&Invoice> {
        match &self.outcome {
            AttemptOutcome::Ready(invoice) => Some(invoice),
            _ => None,
        }
    }
}

/// What became of a payment attempt.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum AttemptOutcome {
    /// Being asked for, or interrupted while it was.
    Asked,
    /// An invoice that passed every check.
    Ready(Invoice),
    /// No invoice came of it: refused, blocked, unusable or without an answer. None was ever shown.
    Without,
}
