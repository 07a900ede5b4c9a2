//! One payment session: what was asked for, its attempts and payments, and the status that readers are shown.
//! It says `funding-detected` while only the chain has seen a payment; a paid one says `funding-received` to its
//! first reader after the payment and `funded` from the second on, unless control has set something else.

use jiff::Timestamp;
use uuid::Uuid;

use super::{Attempt, Funding, Means, Payment};
use crate::control::StatusChange;

/// What a session is opened with.
#[derive(Clone, Debug)]
pub(crate) struct Draft {
    pub(crate) amount_minor: u64,
    /// The test rate at which it is paid.
    pub(crate) msat_per_minor: u64,
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
    /// The oldest first.
    pub(crate) payments: Vec<Payment>,
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
        let (attempts, payments, set) = (Vec::new(), Vec::new(), StatusChange::default());
        Self { id, draft, attempts, payments, reads: 0, paid: None, set }
    }

    pub(super) fn count_read(&mut self) {
        self.reads = self.reads.saturating_add(1);
        if let Some(paid) = &mut self.paid {
            paid.reads_since = paid.reads_since.saturating_add(1);
        }
    }

    /// Takes a payment. It is the truth from here on, so whatever control had set before is dropped.
    pub(super) fn receive(&mut self, payment: Payment) {
        let at = payment.at;
        self.payments.push(payment);
        self.settle(at);
    }

    /// Confirms what an attempt was paid on chain, and says whether there was anything to confirm.
    pub(super) fn confirm(&mut self, attempt: usize, now: Timestamp) -> bool {
        let mut waiting = false;
        for payment in &mut self.payments {
            if payment.attempt == attempt && payment.confirmed.is_none() {
                payment.confirmed = Some(now);
                waiting = true;
            }
        }
        if waiting {
            self.settle(now);
        }
        waiting
    }

    /// Marks the session paid once enough is confirmed. Whatever comes later leaves the time of that.
    fn settle(&mut self, now: Timestamp) {
        if self.paid.is_none() && self.funding().is_paid() {
            self.paid = Some(Paid { at: now, reads_since: 0 });
        }
        self.set = StatusChange::default();
    }

    pub(super) fn set(&mut self, change: StatusChange) {
        self.set.take_over(change);
    }

    pub(crate) fn is_over(&self, now: Timestamp) -> bool {
        now >= self.draft.expires_at
    }

    /// Whether enough was paid, whatever status control makes it show.
    pub(crate) fn is_paid(&self) -> bool {
        self.paid.is_some()
    }

    /// What one attempt was sent on chain, confirmed or not, in satoshi: all of it, and what waits for confirmation.
    pub(crate) fn on_chain_sat(&self, attempt: usize) -> (u64, u64) {
        let sent = self.payments.iter().filter(|one| one.attempt == attempt && one.means == Means::OnChain);
        sent.fold((0, 0), |(all, waiting): (u64, u64), one| {
            let sat = one.msat / 1_000;
            (all.saturating_add(sat), waiting.saturating_add(if one.confirmed.is_some() { 0 } else { sat }))
        })
    }

    fn funding(&self) -> Funding {
        Funding::of(&self.draft, &self.payments)
    }

    /// The status as the last reader was shown it, or as the first reader will be.
    pub(crate) fn status(&self) -> &str {
        match (&self.set.status, &self.paid) {
            (Some(set), _) => set,
            (None, None) if self.payments.iter().any(|payment| payment.confirmed.is_none()) => "funding-detected",
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
        match &self.set.funding_status {
            Some(set) => set.clone(),
            None => self.funding().word().map(str::to_owned),
        }
    }

    pub(crate) fn fee_status(&self) -> Option<String> {
        match &self.set.fee_status {
            Some(set) => set.clone(),
            None => self.is_paid().then(|| "correct".to_owned()),
        }
    }

    pub(crate) fn funding_amount_available(&self) -> i64 {
        self.set.funding_amount_available.unwrap_or_else(|| self.funding().available_minor())
    }
}
