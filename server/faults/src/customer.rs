//! The customers: who pays, when, how much and how often; and the webhook that tells of it, or lies.

use crate::clock::Moment;
use crate::event::{Event, How, Work};
use crate::mion::session::Payment;
use crate::stats::Count;
use crate::world::World;

/// The latest that anybody pays: whatever the clocks, the watch lasts longer.
const LATEST: i64 = 16 * 3_600_000;

impl World {
    /// A customer sees an invoice, for the first time or again, and makes up their mind once.
    pub(crate) fn customer_sees(&mut self, sale: usize, hash: u32, on_chain: bool) {
        if !self.rules.is_first_sight(hash) {
            return;
        }
        let Some((session, attempt)) = self.mion.invoice(hash) else { return };
        let (total, session_ends, ends) = (session.total, session.ends, session.attempts[attempt].ends);
        let paid_before = session.has_money();
        let chance = &mut self.chance;
        if paid_before && !chance.one_in(3) {
            return;
        }
        let near = chance.between(-3, 3);
        let at = match chance.below(20) {
            0..8 => self.now.plus(chance.between(400, 15_000)),
            8..10 => ends.plus(near),
            10 => session_ends.plus(near),
            11 | 12 => ends.plus(chance.between(100, 20_000)),
            13 => session_ends.plus(chance.between(100, 60_000)),
            14 | 15 => session_ends.plus(chance.between(60_000, LATEST)),
            _ => return,
        };
        let minor = match chance.below(12) {
            0 => 1 + total / 3,
            1 => total + 7,
            _ => total,
        };
        let how = match on_chain && chance.one_in(2) {
            true => How::OnChain(chance.one_of(&[1_000, 20_000, 600_000, 4_000_000])),
            false => How::Lightning,
        };
        let at = at.max(self.now.plus(1));
        self.queue.arrange(at, Event::Pay { sale, hash, minor, how });
        if minor < total && chance.one_in(2) {
            let rest = at.plus(chance.between(1_000, 30_000));
            self.queue.arrange(rest, Event::Pay { sale, hash, minor: total - minor, how: How::OnChain(0) });
        }
        // Somebody whose wallet shows nothing tries again with what is on the screen.
        if on_chain && chance.one_in(8) {
            self.queue.arrange(at.plus(3_000), Event::Pay { sale, hash, minor: total, how: How::OnChain(5_000) });
        }
    }

    /// A customer pays; Mion takes the money, or does not.
    pub(crate) fn pay(&mut self, sale: usize, hash: u32, minor: u64, how: How) {
        let (now, clock) = (self.now, self.mion.clock);
        let late_is_taken = self.chance.one_in(2);
        let Some((session, attempt)) = self.mion.invoice(hash) else { return };
        let is_first = !session.has_money();
        let one = &mut session.attempts[attempt];
        let in_time = now < one.ends;
        let is_twice = how == How::Lightning && one.is_paid;
        if is_twice || (!in_time && !late_is_taken) {
            return self.note(Count::PaymentNotTaken);
        }
        let confirmed = match how {
            How::Lightning => {
                one.is_paid = true;
                now
            }
            How::OnChain(after) => now.plus(after),
        };
        let ends = one.ends;
        let was_covered = session.covered_from();
        let total = session.total;
        session.take(Payment { attempt, minor, seen: now, confirmed });
        let is_second = session.was_paid_twice();
        let said = session.said_from();
        let session_ends = session.ends;
        let note = |world: &mut Self, yes: bool, what: Count| {
            if yes {
                world.note(what)
            }
        };
        note(self, in_time, Count::PaidInTime);
        note(self, now.since(ends).abs() <= 3, Count::PaidAtTheEnd);
        note(self, !in_time && now < session_ends, Count::PaidEndedInvoice);
        note(self, now >= session_ends, Count::PaidEndedSession);
        note(self, is_second, Count::PaidSecondInvoice);
        note(self, is_first && minor < total, Count::PaidTooLittle);
        note(self, !is_first && was_covered.is_none(), Count::PaidTheRest);
        note(self, minor > total, Count::PaidTooMuch);
        note(self, how != How::Lightning, Count::PaidOnChain);
        self.tell(|_| format!("a customer pays {minor} of {total} for sale {sale}, {how:?}, at {:?}", clock.at(now)));
        self.webhook_calls(sale, said.unwrap_or(confirmed));
    }

    /// Mion may call the webhook when something has happened.
    fn webhook_calls(&mut self, sale: usize, at: Moment) {
        if at.since(self.now) < LATEST && self.chance.one_in(2) {
            let at = at.max(self.now).plus(self.chance.between(1, 300));
            self.queue.arrange(at, Event::Webhook { sale, is_true: true });
        }
    }

    /// Somebody pretends to be Mion.
    pub(crate) fn plan_lies(&mut self, from: Moment, to: Moment) {
        for _ in 0..self.chance.one_of(&[0, 0, 1, 3]) {
            let at = from.plus(self.chance.between(0, to.since(from)));
            let sale = self.chance.below(self.setup.sales);
            self.queue.arrange(at, Event::Webhook { sale, is_true: false });
        }
    }

    /// The webhook is called at some server.
    pub(crate) fn webhook(&mut self, sale: usize, is_true: bool) {
        self.note(if is_true { Count::TrueHint } else { Count::LyingHint });
        let server = self.chance.below(self.setup.servers);
        let boot = self.servers[server].boot;
        self.tell(|_| format!("the webhook is called at server {server}, {}", if is_true { "true" } else { "a lie" }));
        self.queue.arrange(self.now, Event::Server { server, boot, work: Work::Poked { sale } });
    }
}
