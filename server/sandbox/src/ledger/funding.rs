//! How what is there compares with what was asked for.
//!
//! # Source
//! `well-funded` and an amount of 0 stand in the example of Mion's Point-of-Sale guide, step 3. `under-funded`,
//! `over-funded`, and that the amount is then what is there, in minor units of the session's currency, are
//! assumptions: the words are not public.

use super::{Draft, Payment};

/// What was asked for, and what is there: all that was seen, and the part of it that is confirmed. In msat; a
/// sum of many payments fits.
pub(super) struct Funding {
    asked: u128,
    seen: u128,
    confirmed: u128,
    msat_per_minor: u128,
}

impl Funding {
    pub(super) fn of(draft: &Draft, payments: &[Payment]) -> Self {
        let msat_per_minor = u128::from(draft.msat_per_minor);
        let sum = |those: &mut dyn Iterator<Item = &Payment>| those.map(|payment| u128::from(payment.msat)).sum();
        Self {
            asked: u128::from(draft.amount_minor).saturating_mul(msat_per_minor),
            seen: sum(&mut payments.iter()),
            confirmed: sum(&mut payments.iter().filter(|payment| payment.confirmed.is_some())),
            msat_per_minor,
        }
    }

    pub(super) fn is_paid(&self) -> bool {
        self.confirmed >= self.asked
    }

    fn is_short(&self) -> bool {
        self.seen > 0 && self.seen < self.asked
    }

    /// A payment on chain is of whole satoshi, so less than one of them too much is none.
    fn is_more(&self) -> bool {
        self.seen > self.asked.next_multiple_of(1_000)
    }

    pub(super) fn word(&self) -> Option<&'static str> {
        match self {
            _ if self.is_short() => Some("under-funded"),
            _ if self.is_more() => Some("over-funded"),
            _ => self.is_paid().then_some("well-funded"),
        }
    }

    pub(super) fn available_minor(&self) -> i64 {
        if !self.is_short() && !self.is_more() {
            return 0;
        }
        i64::try_from(self.seen / self.msat_per_minor).unwrap_or(i64::MAX)
    }
}
