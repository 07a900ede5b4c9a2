//! One payment session: what was asked for, its attempts, and the status that readers are shown.
//! A paid session says `funding-received` to its first reader after the payment and `funded` from
//! the second on, unless control has set something else.

use jiff::Timestamp;
use uuid::Uuid;

use super::Attempt;
use crate::control::StatusChange;

/// What a session is opened with.
#[derive(Clone, Debug)]
pub(crate) struct Draft {
    pub(crate) amount_minor: u64,
    pub(crate) currency: String,
    pub(crate) reference: String,
    pub(crate) expires_at: Timestamp,
    pub(crate) retail_pos: bool,
}

/// One session.
#[derive(Debug)]
pub(crate) struct Session {
    pub(crate) id: Uuid,
    pub(crate) draft: Draft,
    pub(crate) attempts: Vec<Attempt>,
    /// How often the API was asked for it, by any of its three reads.
    pub(crate) reads: u64,
    paid: Option<Paid>,
    set: StatusChange,
}

#[derive(Debug)]
struct Paid {
    at: Timestamp,
    reads_since: u64,
}

impl Session {
    pub(super) fn new(id: Uuid, draft: Draft) -> Self {
        let (attempts, set) = (Vec::new(), StatusChange::default());
        Self { id, draft, attempts, reads: 0, paid: None, set }
    }

    pub(super) fn count_read(&mut self) {
        self.reads = self.reads.saturating_add(1);
        if let Some(paid) = &mut self.paid {
            paid.reads_since = paid.reads_since.saturating_add(1);
        }
    }

    /// Marks the session paid. A second paid attempt leaves the time of the first. The payment is
    /// the truth from here on, so whatever control had set before is dropped.
    pub(super) fn settle(&mut self, now: Timestamp) {
        self.paid.get_or_insert(Paid { at: now, reads_since: 0 });
        self.set = StatusChange::default();
    }

    pub(super) fn set(&mut self, change: StatusChange) {
        self.set.take_over(change);
    }

    pub(crate) fn is_over(&self, now: Timestamp) -> bool {
        now >= self.draft.expires_at
    }

    /// Whether one of its invoices was paid, whatever status control makes it show.
    pub(crate) fn is_paid(&self) -> bool {
        self.paid.is_some()
    }

    /// The status as the last reader was shown it, or as the first reader will be.
    pub(crate) fn status(&self) -> &str {
        match (&self.set.status, &self.paid) {
            (Some(set), _) => set,
            (None, None) => "draft",
            (None, Some(paid)) if paid.reads_since < 2 => "funding-received",
            (None, Some(_)) => "funded",
        }
    }

    /// RFC 3339, to the millisecond; verbatim if control has set it.
    pub(crate) fn paid_at(&self) -> Option<String> {
        match &self.set.paid_at {
            Some(set) => set.clone(),
            None => self.paid.as_ref().map(|paid| format!("{:.3}", paid.at)),
        }
    }

    pub(crate) fn funding_status(&self) -> Option<String> {
        self.unless_set(&self.set.funding_status, "well-funded")
    }

    pub(crate) fn fee_status(&self) -> Option<String> {
        self.unless_set(&self.set.fee_status, "correct")
    }

    /// Zero, as in the documented example, unless control has set it.
    pub(crate) fn funding_amount_available(&self) -> i64 {
        self.set.funding_amount_available.unwrap_or(0)
    }

    fn unless_set(&self, set: &Option<Option<String>>, when_paid: &str) -> Option<String> {
        match set {
            Some(set) => set.clone(),
            None => self.is_paid().then(|| when_paid.to_owned()),
        }
    }
}
