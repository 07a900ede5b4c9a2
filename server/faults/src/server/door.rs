//! What comes in at a server's door: tablets that ask, the webhook, and the answers that go out.

use super::errand::{Goal, Kind, Then, Wish};
use crate::event::{AtTablet, Call, Event};
use crate::records::Op;
use crate::stats::Count;
use crate::tablet::{Request, Want};
use crate::view::View;
use crate::world::World;
use core::time::Duration;
use domain::alarm::{AlarmKind, Verdict};
use domain::{Currency, Money, planted};
use engine::follower;

impl World {
    /// A tablet asks.
    pub(super) fn asked_by_tablet(&mut self, server: usize, request: Request) {
        let (sale, from) = (request.sale, Some((request.tablet, request.number)));
        match request.want {
            Want::Open => self.open(server, sale, from),
            Want::News { seen } => self.wait(server, sale, Goal::NewerThan(seen), from),
            Want::Cancel => self.change(server, sale, Wish::AskCancel, Then::LastLook, from),
            Want::PutAside => self.change(server, sale, Wish::PutAside, Then::Answer, from),
            Want::TakeUp => self.change(server, sale, Wish::TakeUp, Then::Answer, from),
        }
    }

    /// Stores the sale before anything is sent; its key makes a second tap get the same one.
    fn open(&mut self, server: usize, sale: usize, from: Option<(usize, u32)>) {
        let now = self.time_at(server);
        let is_admitted = self.may_ask_now(server);
        let admitted = is_admitted.then_some(self.now);
        let total = Money::from_minor(self.sales[sale].total, Currency::EUR);
        let life = Duration::from_millis(u64::try_from(self.setup.session_life).unwrap_or(0));
        let opened = follower::open(self.sales[sale].id, total, is_admitted, now, now.plus(life));
        let Ok((checkout, first)) = opened else { return self.answer(from, None) };
        if first.is_none() {
            self.withdraw(server, admitted);
        }
        let name = self.servers[server].name();
        let checkout = Box::new(checkout);
        let op = Op::Insert { sale, checkout: checkout.clone(), owner: name };
        self.begin_errand(server, sale, from, Kind::Opening { checkout, first, name, admitted }, op);
    }

    /// Answers a tablet; the answer may be lost.
    pub(super) fn answer(&mut self, from: Option<(usize, u32)>, view: Option<View>) {
        let Some((tablet, number)) = from else { return };
        if self.is_bad() && self.chance.per_mille(self.setup.tablet_trouble) {
            return self.note(Count::TabletMessageLost);
        }
        let at = self.now.plus(self.chance.between(0, 15));
        self.queue.arrange(at, Event::Tablet { tablet, what: AtTablet::Answer { number, view } });
    }

    /// The webhook was called at this server: everybody looks soon, and nothing is believed.
    pub(super) fn poked(&mut self, server: usize, sale: usize) {
        if planted!(BelieveTheWebhook) {
            return self.change(server, sale, Wish::BelievePaid, Then::Answer, None);
        }
        self.hint_here(server);
        self.call(server, Call::Poke);
    }

    /// A person decides about an alarm.
    pub(crate) fn decide(&mut self, server: usize, sale: usize, kind: AlarmKind, verdict: Verdict) {
        if self.servers[server].life == super::Life::Up {
            self.change(server, sale, Wish::Decide(kind, verdict), Then::Answer, None);
        }
    }
}
