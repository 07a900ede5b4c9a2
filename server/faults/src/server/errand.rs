//! Errands: what a server does for a tablet that asks, from the question to the answer. An errand is
//! lost with its server; the tablet asks again.

use super::Server;
use crate::clock::Moment;
use crate::event::{Call, Who, Work};
use crate::records::{Done, Name, Op};
use crate::stats::Count;
use crate::view::View;
use crate::world::World;
use domain::alarm::{AlarmKind, Verdict};
use domain::answer::{Action, Answer, StatusRead};
use domain::{Checkout, Timestamp};

/// Something a server does for somebody.
#[derive(Debug)]
pub(super) struct Errand {
    pub(super) id: u32,
    pub(super) sale: usize,
    /// The tablet to be answered, and the number of its question.
    pub(super) from: Option<(usize, u32)>,
    pub(super) kind: Kind,
}

#[derive(Debug)]
pub(super) enum Kind {
    /// A new sale is being stored.
    Opening { checkout: Box<Checkout>, first: Option<Action>, name: Name, admitted: Option<Moment> },
    /// Somebody's wish is being stored.
    Changing { wish: Wish, storing: Option<View>, then: Then },
    /// A tablet waits until what it is shown is enough.
    Waiting { goal: Goal, phase: Phase },
}

/// What somebody wants of a checkout.
#[derive(Clone, Copy, Debug)]
pub(super) enum Wish {
    AskCancel,
    Cancel,
    PutAside,
    TakeUp,
    Decide(AlarmKind, Verdict),
    /// A planted bug: the webhook's body is believed.
    BelievePaid,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Then {
    Answer,
    /// Waits for the end of the last look.
    LastLook,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Goal {
    Opened,
    NewerThan(u64),
    CancelOver,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Phase {
    Listening,
    /// Reads what is stored; `again`: the bell rang meanwhile.
    Reading {
        again: bool,
    },
    /// Reads for the last time.
    Last,
}

impl Goal {
    fn is_met_by(self, view: &View) -> bool {
        match self {
            Self::Opened => view.state != "opening",
            Self::NewerThan(seen) => view.version != seen || !view.is_live,
            Self::CancelOver => !view.is_cancelling || !view.is_live,
        }
    }

    /// How long somebody waits, in milliseconds.
    pub(super) fn patience(self) -> i64 {
        match self {
            Self::Opened | Self::CancelOver => 4_000,
            Self::NewerThan(_) => 20_000,
        }
    }
}

impl Wish {
    /// The checkout as wished; none where that is impossible by now.
    fn apply(self, checkout: Checkout, now: Timestamp) -> Option<Checkout> {
        match self {
            Self::AskCancel => checkout.ask_cancel(now).ok(),
            Self::Cancel => checkout.cancel(now).ok(),
            Self::PutAside => checkout.put_aside(now).ok(),
            Self::TakeUp => Some(checkout.take_up(now)),
            Self::Decide(kind, verdict) => checkout.decide(kind, verdict, "", now).ok(),
            Self::BelievePaid => checkout.answered(Answer::Status(paid_by_rumour(now)), now, now).ok(),
        }
    }
}

fn paid_by_rumour(now: Timestamp) -> StatusRead {
    StatusRead {
        word: "funded".to_owned(),
        word_means_paid: true,
        word_is_last: true,
        paid_at: Some(now),
        seen: false,
        funding: None,
        fee_is_correct: None,
        funding_status: None,
        fee_status: None,
        funding_amount_available: None,
    }
}

impl Errand {
    /// Whether somebody waits at a tablet for the end of it.
    pub(super) fn waits(&self) -> bool {
        matches!(self.kind, Kind::Waiting { .. })
    }
}

impl Server {
    fn errand(&mut self, id: u32) -> Option<&mut Errand> {
        self.errands.iter_mut().find(|errand| errand.id == id)
    }

    fn take_errand(&mut self, id: u32) -> Option<Errand> {
        let found = self.errands.iter().position(|errand| errand.id == id)?;
        Some(self.errands.swap_remove(found))
    }
}

impl World {
    /// Begins an errand by asking the records.
    pub(super) fn begin_errand(&mut self, server: usize, sale: usize, from: Option<(usize, u32)>, kind: Kind, op: Op) {
        let id = self.servers[server].next_number();
        self.servers[server].errands.push(Errand { id, sale, from, kind });
        self.ask_records(server, Who::Errand(id), op);
    }

    /// Stores what somebody wants of a sale.
    pub(super) fn change(&mut self, server: usize, sale: usize, wish: Wish, then: Then, from: Option<(usize, u32)>) {
        self.begin_errand(server, sale, from, Kind::Changing { wish, storing: None, then }, Op::Get { sale });
    }

    /// Has a tablet wait until `goal` is met.
    pub(super) fn wait(&mut self, server: usize, sale: usize, goal: Goal, from: Option<(usize, u32)>) {
        let kind = Kind::Waiting { goal, phase: Phase::Reading { again: false } };
        self.begin_errand(server, sale, from, kind, Op::Get { sale });
        let errand = self.servers[server].number;
        self.arrange(server, goal.patience(), Work::Patience { errand });
        self.begin_to_wait(server, sale);
    }

    /// The records have answered an errand.
    pub(super) fn errand_hears(&mut self, server: usize, id: u32, done: Done) {
        let Some(errand) = self.servers[server].take_errand(id) else { return };
        match errand.kind {
            Kind::Opening { .. } => self.opened(server, errand, done),
            Kind::Changing { .. } => self.changing(server, errand, done),
            Kind::Waiting { .. } => self.read_for(server, errand, done),
        }
    }

    fn opened(&mut self, server: usize, errand: Errand, done: Done) {
        let Kind::Opening { checkout, first, name, admitted } = errand.kind else { return };
        let (sale, from) = (errand.sale, errand.from);
        if !matches!(done, Done::Well) {
            self.withdraw(server, admitted);
        }
        match done {
            Done::Well => {
                let view = View::of(sale, &checkout);
                self.tell(|_| format!("server {server} has stored sale {sale}"));
                self.rules.stored_first(sale, &view);
                self.follow(server, sale, checkout.saved(), first, name, admitted);
                self.wait(server, sale, Goal::Opened, from);
            }
            // Whoever stored it carries it through.
            Done::Existing => self.wait(server, sale, Goal::Opened, from),
            // It may be stored, with this server as its owner, and nobody who follows it.
            _ => {
                self.servers[server].membership.unsure();
                self.answer(from, None);
            }
        }
    }

    fn changing(&mut self, server: usize, mut errand: Errand, done: Done) {
        let Kind::Changing { wish, storing, then } = errand.kind else { return };
        let (sale, now) = (errand.sale, self.time_at(server));
        match (done, storing) {
            (Done::Loaded(checkout), _) => {
                let as_it_is = View::of(sale, &checkout);
                let Some(next) = wish.apply(*checkout, now) else {
                    return self.answer(errand.from, Some(as_it_is));
                };
                let view = View::of(sale, &next);
                if next.unsaved().is_empty() {
                    return self.changed(server, sale, view, then, errand.from);
                }
                let id = errand.id;
                errand.kind = Kind::Changing { wish, storing: Some(view), then };
                self.servers[server].errands.push(errand);
                self.ask_records(server, Who::Errand(id), Op::Save { sale, checkout: Box::new(next) });
            }
            (Done::Well, Some(view)) => {
                self.ring(server, sale, Some(view));
                self.nudge(server, sale, false);
                self.call(server, Call::Changed(sale));
                if let Wish::Decide(..) = wish {
                    self.note(Count::Decided);
                }
                self.changed(server, sale, view, then, errand.from);
            }
            (Done::Stale, _) => {
                let id = errand.id;
                errand.kind = Kind::Changing { wish, storing: None, then };
                self.servers[server].errands.push(errand);
                self.ask_records(server, Who::Errand(id), Op::Get { sale });
            }
            _ => self.answer(errand.from, None),
        }
    }

    fn changed(&mut self, server: usize, sale: usize, view: View, then: Then, from: Option<(usize, u32)>) {
        if then == Then::LastLook && view.is_live {
            self.wait(server, sale, Goal::CancelOver, from);
        } else {
            self.answer(from, Some(view));
        }
    }

    fn read_for(&mut self, server: usize, mut errand: Errand, done: Done) {
        let Kind::Waiting { goal, phase } = errand.kind else { return };
        let sale = errand.sale;
        let view = match done {
            Done::Loaded(checkout) => View::of(sale, &checkout),
            _ => {
                self.end_to_wait(server, sale);
                return self.answer(errand.from, None);
            }
        };
        if phase == Phase::Last || goal.is_met_by(&view) {
            return self.waited(server, sale, goal, view, errand.from);
        }
        let again = phase == Phase::Reading { again: true };
        let phase = if again { Phase::Reading { again: false } } else { Phase::Listening };
        errand.kind = Kind::Waiting { goal, phase };
        let id = errand.id;
        self.servers[server].errands.push(errand);
        if again {
            self.ask_records(server, Who::Errand(id), Op::Get { sale });
        }
    }

    /// Somebody has waited long enough.
    fn waited(&mut self, server: usize, sale: usize, goal: Goal, view: View, from: Option<(usize, u32)>) {
        self.end_to_wait(server, sale);
        if goal == Goal::CancelOver && view.is_live {
            // Nobody watches it at the moment, or the payment is being confirmed; then this is refused.
            self.change(server, sale, Wish::Cancel, Then::Answer, from);
        } else {
            self.answer(from, Some(view));
        }
    }

    pub(super) fn patience_ends(&mut self, server: usize, id: u32) {
        let Some(errand) = self.servers[server].errand(id) else { return };
        let sale = errand.sale;
        if let Kind::Waiting { phase, .. } = &mut errand.kind {
            let is_listening = *phase == Phase::Listening;
            *phase = Phase::Last;
            if is_listening {
                self.ask_records(server, Who::Errand(id), Op::Get { sale });
            }
        }
    }

    /// The bell has rung: who waits is told, or reads.
    pub(super) fn wake_errands(&mut self, server: usize, sale: usize, view: Option<View>) {
        let mut n = 0;
        while n < self.servers[server].errands.len() {
            let errand = &mut self.servers[server].errands[n];
            n += 1;
            let Kind::Waiting { goal, phase } = &mut errand.kind else { continue };
            if errand.sale != sale {
                continue;
            }
            match (phase, view) {
                (Phase::Listening, Some(view)) if goal.is_met_by(&view) => {
                    let (goal, from) = (*goal, errand.from);
                    n -= 1;
                    self.servers[server].errands.swap_remove(n);
                    self.waited(server, sale, goal, view, from);
                }
                (Phase::Listening, Some(_)) | (Phase::Last, _) => {}
                (phase @ Phase::Listening, None) => {
                    *phase = Phase::Reading { again: false };
                    let id = errand.id;
                    self.ask_records(server, Who::Errand(id), Op::Get { sale });
                }
                (Phase::Reading { again }, _) => *again = true,
            }
        }
    }
}
