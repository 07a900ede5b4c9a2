//! Does the effects that a follower asks for, one at a time, as the real server's tasks do.

use super::Server;
use crate::clock::Moment;
use crate::event::{Call, Who, Work};
use crate::records::{Done, Name, Op};
use crate::stats::{Count, of_answer};
use crate::view::View;
use crate::world::World;
use domain::answer::{Action, Answer};
use domain::{Checkout, Timestamp};
use engine::{Effect, Follower, Outcome, Reply};

/// Follows one checkout at one server.
#[derive(Debug)]
pub(crate) struct Task {
    pub(super) id: u32,
    /// Under which name the server follows it.
    pub(crate) name: Name,
    pub(crate) sale: usize,
    pub(super) follower: Follower,
    pub(super) doing: Doing,
    /// Counts its waits, so that one that was broken off wakes nobody.
    wait: u32,
    /// When a question was let through that has not been asked yet.
    pub(super) admitted: Option<Moment>,
}

/// What a task is waiting for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Doing {
    Waiting,
    Admitting,
    Asking,
    Other,
}

impl Task {
    /// Whether it waits for its time or its turn, with nothing under way.
    pub(super) fn is_idle(&self) -> bool {
        matches!(self.doing, Doing::Waiting | Doing::Admitting)
    }
}

impl Server {
    pub(super) fn task(&mut self, id: u32) -> Option<&mut Task> {
        self.tasks.iter_mut().find(|task| task.id == id)
    }
}

impl World {
    /// Follows a stored checkout, under the name the server had when it became its owner.
    pub(super) fn follow(
        &mut self,
        server: usize,
        sale: usize,
        checkout: Checkout,
        first: Option<Action>,
        name: Name,
        admitted: Option<Moment>,
    ) {
        let now = self.time_at(server);
        let one = &mut self.servers[server];
        if one.tasks.iter().any(|task| task.sale == sale && task.name == name) {
            return;
        }
        let id = one.next_number();
        let mut follower = Follower::new(checkout, first, now);
        let waited_for = self.waited_for(server, sale);
        let effect = follower.begin(waited_for, now);
        let task = Task { id, name, sale, follower, doing: Doing::Other, wait: 0, admitted };
        self.servers[server].tasks.push(task);
        self.does(server, id, effect);
    }

    /// A task's effect has come to its end.
    pub(super) fn step(&mut self, server: usize, id: u32, outcome: Outcome) {
        let now = self.time_at(server);
        let chance = self.chance.byte();
        let Some(sale) = self.servers[server].task(id).map(|task| task.sale) else { return };
        let waited_for = self.waited_for(server, sale);
        let Some(task) = self.servers[server].task(id) else { return };
        let effect = task.follower.step(outcome, waited_for, chance, now);
        if let Some(oddity) = task.follower.take_oddity() {
            self.note(Count::Oddity);
            self.tell(|_| format!("server {server}: {oddity}"));
        }
        self.does(server, id, effect);
    }

    fn does(&mut self, server: usize, id: u32, effect: Effect) {
        let (me, is_stopping) = (self.servers[server].name(), self.servers[server].is_stopping);
        let Some(task) = self.servers[server].task(id) else { return };
        let (sale, name) = (task.sale, task.name);
        task.doing = Doing::Other;
        let goes_on = match effect {
            Effect::Ask(_) | Effect::AdmitNow | Effect::Store(_) | Effect::Load | Effect::Show(_) => true,
            Effect::Wait(_) | Effect::Admit(_) => name == me && !is_stopping,
            Effect::Rest => false,
        };
        // Those keep a question that was let through; the others do not ask it any more.
        if !matches!(effect, Effect::Store(_) | Effect::Show(_) | Effect::Ask(_)) {
            let admitted = task.admitted.take();
            self.withdraw(server, admitted);
        }
        if !goes_on {
            self.servers[server].tasks.retain(|task| task.id != id);
            return self.stop_if_done(server);
        }
        self.spite(server);
        match effect {
            Effect::Rest => {}
            Effect::Wait(until) => self.waits(server, id, until),
            Effect::Admit(class) => {
                self.servers[server].governor.queue(class, id);
                self.now_doing(server, id, Doing::Admitting);
                self.run_gate(server);
            }
            Effect::AdmitNow => self.admits_now(server, id),
            Effect::Store(checkout) => self.ask_records(server, Who::Task(id), Op::Save { sale, checkout }),
            Effect::Load => self.ask_records(server, Who::Task(id), Op::Get { sale }),
            Effect::Show(checkout) => self.shows(server, id, sale, &checkout),
            Effect::Ask(action) => self.asks(server, id, action),
        }
    }

    pub(super) fn now_doing(&mut self, server: usize, id: u32, doing: Doing) {
        if let Some(task) = self.servers[server].task(id) {
            task.doing = doing;
        }
    }

    fn waits(&mut self, server: usize, id: u32, until: Timestamp) {
        let at = self.servers[server].clock.shows(until).max(self.now);
        let Some(task) = self.servers[server].task(id) else { return };
        task.doing = Doing::Waiting;
        task.wait += 1;
        let (wait, sale) = (task.wait, task.sale);
        self.arrange(server, at.since(self.now), Work::Wake { task: id, wait });
        let bell = &self.servers[server].bells[sale];
        if bell.changed || bell.hinted {
            self.arrange(server, 0, Work::Nudge { sale });
        }
    }

    pub(super) fn wake(&mut self, server: usize, id: u32, wait: u32) {
        let task = self.servers[server].task(id);
        if task.is_some_and(|task| task.doing == Doing::Waiting && task.wait == wait) {
            self.step(server, id, Outcome::Woken);
        }
    }

    /// Nudges the task that follows the sale, if it waits; else it is nudged when it does.
    pub(super) fn nudge_task(&mut self, server: usize, sale: usize) {
        let one = &mut self.servers[server];
        if !one.bells[sale].changed && !one.bells[sale].hinted {
            return;
        }
        let me = one.name();
        let waiting =
            one.tasks.iter().find(|task| task.sale == sale && task.name == me && task.doing == Doing::Waiting);
        if let Some(id) = waiting.map(|task| task.id) {
            let bell = &mut one.bells[sale];
            let hint = core::mem::take(&mut bell.hinted);
            let changed = core::mem::take(&mut bell.changed);
            if hint {
                self.rules.hinted(server, sale);
            }
            self.step(server, id, if changed { Outcome::Nudged { hint } } else { Outcome::Hinted });
        }
    }

    pub(super) fn admitted(&mut self, server: usize, id: u32, at: Moment) {
        match self.servers[server].task(id) {
            Some(task) if task.doing == Doing::Admitting => {
                task.admitted = Some(at);
                self.step(server, id, Outcome::Admitted);
            }
            _ => self.withdraw(server, Some(at)),
        }
    }

    fn admits_now(&mut self, server: usize, id: u32) {
        let (may, now) = (self.may_ask_now(server), self.now);
        if let Some(task) = self.servers[server].task(id) {
            task.admitted = may.then_some(now);
        }
        self.step(server, id, if may { Outcome::Admitted } else { Outcome::NotNow });
    }

    /// What is stored is shown to whoever waits here, and the others are told.
    fn shows(&mut self, server: usize, id: u32, sale: usize, checkout: &Checkout) {
        let view = View::of(sale, checkout);
        self.ring(server, sale, Some(view));
        self.call(server, Call::Changed(sale));
        let takes = self.chance.between(0, 1);
        self.arrange(server, takes, Work::Shown { task: id });
    }

    pub(super) fn shown(&mut self, server: usize, id: u32) {
        self.step(server, id, Outcome::Done);
    }

    /// The records have answered a task.
    pub(super) fn task_hears(&mut self, server: usize, id: u32, done: Done) {
        let outcome = match done {
            Done::Well => Outcome::Stored,
            Done::Stale => Outcome::Stale,
            Done::Taken => Outcome::Taken,
            Done::Loaded(checkout) => Outcome::Loaded(checkout),
            Done::Gone => Outcome::Gone,
            _ => Outcome::StoreFailed,
        };
        self.step(server, id, outcome);
    }

    /// Mion's answer has come, or the time to give it up.
    pub(super) fn replied(
        &mut self,
        server: usize,
        question: &crate::event::Question,
        reply: Reply,
        given: Option<Moment>,
    ) {
        self.note(of_answer(&reply.answer));
        self.spite(server);
        let asked_at = self.servers[server].clock.at(question.begun);
        self.heard_by_governor(server, reply.mion_answered, reply.retry_after);
        if given.is_some() {
            self.rules.read(question.sale, &reply.answer, asked_at);
        }
        if reply.answer == Answer::NotDone && question.action == Action::ReadStatus {
            self.rules.not_read(server, question.sale);
        }
        self.tell(|_| format!("server {server} hears of sale {}: {:?}", question.sale, reply.answer));
        self.step(server, question.task, Outcome::Replied(reply));
    }
}
