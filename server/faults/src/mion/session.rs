//! A payment session at the simulated Mion: what was paid into it, and what its status says of that.

use crate::clock::{Clock, Moment};
use crate::random::Chance;
use domain::SessionId;
use domain::answer::{Funding, StatusRead};

/// A payment session.
#[derive(Debug)]
pub(crate) struct Session {
    pub(crate) id: SessionId,
    pub(crate) sale: usize,
    pub(crate) total: u64,
    pub(crate) ends: Moment,
    pub(crate) attempts: Vec<Attempt>,
    pub(crate) script: Script,
    payments: Vec<Payment>,
}

/// An attempt: one invoice and perhaps one address.
#[derive(Debug)]
pub(crate) struct Attempt {
    pub(crate) hash: u32,
    pub(crate) ends: Moment,
    /// Its invoice is paid, which happens once.
    pub(crate) is_paid: bool,
}

/// Money.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Payment {
    pub(crate) attempt: usize,
    pub(crate) minor: u64,
    pub(crate) seen: Moment,
    pub(crate) confirmed: Moment,
}

/// In which words, and how slowly, the status tells of money.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Script {
    /// How long only one half of "paid" is said, if that ever happens.
    half_for: i64,
    half: Half,
    /// From "paid" to the last word.
    last_after: i64,
    /// A word of which nobody has heard, in place of `draft`.
    odd_word: bool,
    /// It says "under" of a session nobody has paid into yet.
    under_at_nothing: bool,
    /// It never says "over".
    keeps_over_to_itself: bool,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Half {
    Word,
    Time,
}

/// Longer than anybody watches.
const FOR_EVER: i64 = 1_000 * 3_600_000;

impl Script {
    pub(crate) fn draw(chance: &mut Chance) -> Self {
        Self {
            half_for: match chance.below(60) {
                0 => FOR_EVER,
                1 => chance.between(60_000, 3 * 3_600_000),
                2..22 => chance.between(1, 8_000),
                _ => 0,
            },
            half: if chance.one_in(2) { Half::Word } else { Half::Time },
            last_after: match chance.below(10) {
                0 => chance.between(60_000, 2 * 3_600_000),
                1..5 => chance.between(1, 15_000),
                _ => 0,
            },
            odd_word: chance.one_in(10),
            under_at_nothing: chance.one_in(6),
            keeps_over_to_itself: chance.one_in(12),
        }
    }
}

impl Session {
    pub(crate) fn new(id: SessionId, sale: usize, total: u64, ends: Moment, script: Script) -> Self {
        Self { id, sale, total, ends, attempts: Vec::new(), script, payments: Vec::new() }
    }

    /// Takes a payment.
    pub(crate) fn take(&mut self, payment: Payment) {
        self.payments.push(payment);
        self.payments.sort_unstable_by_key(|payment| payment.confirmed);
    }

    /// Whether anything was paid, confirmed or not.
    pub(crate) fn has_money(&self) -> bool {
        !self.payments.is_empty()
    }

    /// What has been confirmed by `now`.
    pub(crate) fn confirmed(&self, now: Moment) -> u64 {
        self.payments.iter().filter(|payment| payment.confirmed <= now).map(|payment| payment.minor).sum()
    }

    /// Since when all that was asked for is there.
    pub(crate) fn covered_from(&self) -> Option<Moment> {
        let mut sum = 0;
        self.payments.iter().find_map(|payment| {
            sum += payment.minor;
            (sum >= self.total).then_some(payment.confirmed)
        })
    }

    /// Since when the status says "paid".
    pub(crate) fn said_from(&self) -> Option<Moment> {
        self.covered_from().map(|covered| covered.plus(self.script.half_for))
    }

    /// Since when the status says its last word.
    pub(crate) fn last_from(&self) -> Option<Moment> {
        self.said_from().map(|said| said.plus(self.script.last_after))
    }

    /// Since when the status says that more was paid than asked for.
    pub(crate) fn said_over_from(&self) -> Option<Moment> {
        let mut sum = 0;
        let over = self.payments.iter().find_map(|payment| {
            sum += payment.minor;
            (sum > self.total).then_some(payment.confirmed)
        });
        over.filter(|_| !self.script.keeps_over_to_itself).and_then(|over| Some(over.max(self.said_from()?)))
    }

    /// Whether less than was asked for was there for a while, or is.
    pub(crate) fn was_short(&self) -> bool {
        self.payments.first().is_some_and(|first| first.minor < self.total)
    }

    /// Whether two attempts of it were paid.
    pub(crate) fn was_paid_twice(&self) -> bool {
        let first = self.payments.first().map(|payment| payment.attempt);
        self.payments.iter().any(|payment| Some(payment.attempt) != first)
    }

    /// What its status says at `now`.
    pub(crate) fn status(&self, clock: Clock, now: Moment) -> StatusRead {
        let sum = self.confirmed(now);
        let covered = self.covered_from().filter(|covered| *covered <= now);
        let said = self.said_from().filter(|said| *said <= now);
        let is_last = self.last_from().is_some_and(|last| last <= now);
        let is_half = covered.is_some() && said.is_none();
        let seen =
            covered.is_none() && self.payments.iter().any(|payment| payment.seen <= now && now < payment.confirmed);
        let word_means_paid = said.is_some() || (is_half && self.script.half == Half::Word);
        let word = match (word_means_paid, is_last) {
            (true, true) => "funded",
            (true, false) => "funding-received",
            _ if seen => "funding-detected",
            _ if self.script.odd_word && now.0 / 7_000 % 2 == 0 => "pondering",
            _ => "draft",
        };
        let funding = match sum {
            0 if !self.script.under_at_nothing => None,
            sum if sum < self.total => Some(Funding::Under),
            sum if sum > self.total && !self.script.keeps_over_to_itself => Some(Funding::Over),
            _ => Some(Funding::Well),
        };
        let says_time = said.is_some() || (is_half && self.script.half == Half::Time);
        StatusRead {
            word: word.to_owned(),
            word_means_paid,
            word_is_last: word_means_paid && is_last,
            paid_at: covered.filter(|_| says_time).map(|covered| clock.at(covered)),
            seen,
            funding,
            fee_is_correct: None,
            funding_status: None,
            fee_status: None,
            funding_amount_available: i64::try_from(sum).ok(),
        }
    }
}
