//! A server: the engine's own followers, governor and membership, and around them what the real
//! server does with them. It can be killed and frozen between any two steps.
//!
//! - `follow`: does the effects that the followers ask for
//! - `gate`: lets questions to Mion through
//! - `wire`: the questions to Mion on their way
//! - `beat`: its counter, and taking over from the dead
//! - `door`: what tablets ask of it
//! - `bell`: wakes whoever waits for a sale

mod beat;
pub(crate) mod bell;
mod door;
mod errand;
mod follow;
mod gate;
mod wire;

use crate::clock::{Clock, Moment};
use crate::event::{Event, Who, Work};
use crate::records::{Done, Name, Op};
use crate::stats::Count;
use crate::world::World;
use beat::Beating;
use bell::Bell;
use domain::Timestamp;
use engine::{Governor, Membership};
use errand::Errand;
use follow::{Doing, Task};

/// Whether a server runs.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Life {
    Up,
    Frozen,
    Down,
}

/// One server.
#[derive(Debug)]
pub(crate) struct Server {
    pub(crate) clock: Clock,
    pub(crate) life: Life,
    /// Counts its starts; what was meant for an earlier one is lost.
    pub(crate) boot: u32,
    /// Counts how often it was frozen.
    pub(crate) freezes: u32,
    /// What it has to do when it thaws.
    pub(crate) gathered: Vec<Work>,
    /// The records do not answer it until then.
    pub(crate) records_away: Option<Moment>,
    /// It does not hear the others until then.
    pub(crate) deaf_until: Option<Moment>,
    budget: u32,
    membership: Membership<Name>,
    governor: Governor<u32>,
    gate_due: Option<Moment>,
    beating: Beating,
    /// Who was there at the last look for checkouts of nobody's, when that was, and whether one is due.
    others: Vec<Name>,
    claimed_at: Timestamp,
    claims: bool,
    /// It has joined, and tablets find it.
    serves: bool,
    pub(crate) tasks: Vec<Task>,
    errands: Vec<Errand>,
    bells: Vec<Bell>,
    /// It was told to stop: what is under way is finished, and nothing is begun.
    is_stopping: bool,
    /// The last number given to a task or an errand.
    number: u32,
}

impl Server {
    pub(crate) fn new(clock: Clock, budget: u32, sales: usize) -> Self {
        Self {
            clock,
            life: Life::Down,
            boot: 0,
            freezes: 0,
            gathered: Vec::new(),
            records_away: None,
            deaf_until: None,
            budget,
            membership: Membership::new(Name(0)),
            governor: Governor::new(budget),
            gate_due: None,
            beating: Beating::Resting,
            others: Vec::new(),
            claimed_at: Timestamp::from_unix_ms(0),
            claims: false,
            serves: false,
            tasks: Vec::new(),
            errands: Vec::new(),
            bells: vec![Bell::default(); sales],
            is_stopping: false,
            number: 0,
        }
    }

    /// Everything it held in memory is lost.
    pub(crate) fn die(&mut self) {
        self.life = Life::Down;
        self.boot += 1;
        self.gathered.clear();
    }

    /// It lets go of what it has not begun; false where it was told before.
    pub(crate) fn begin_to_stop(&mut self) -> bool {
        let is_news = !self.is_stopping;
        (self.is_stopping, self.serves) = (true, false);
        self.tasks.retain(|task| !task.is_idle());
        is_news
    }

    /// It stops where it stands; returns the number of this freeze.
    pub(crate) fn freeze(&mut self) -> u32 {
        self.life = Life::Frozen;
        self.freezes += 1;
        self.freezes
    }

    /// Whether a question to Mion is under way.
    pub(crate) fn is_asking(&self) -> bool {
        self.life != Life::Down && self.tasks.iter().any(|task| task.doing == Doing::Asking)
    }

    /// Whether it would ask Mion about what it follows.
    pub(crate) fn would_speak(&self, now: Moment) -> bool {
        let has_gone = self.is_stopping && self.tasks.is_empty();
        !has_gone && self.membership.speaks(self.name(), self.clock.at(now))
    }

    /// What it is called among the servers.
    pub(crate) fn name(&self) -> Name {
        self.membership.me()
    }

    fn next_number(&mut self) -> u32 {
        self.number += 1;
        self.number
    }
}

impl World {
    /// The time at `server`.
    pub(crate) fn time_at(&self, server: usize) -> Timestamp {
        self.servers[server].clock.at(self.now)
    }

    /// A server starts.
    pub(crate) fn start(&mut self, server: usize) {
        let sales = self.setup.sales;
        let one = &mut self.servers[server];
        if one.life == Life::Up || one.life == Life::Frozen {
            // It did not stop in time.
            one.die();
        }
        let fresh = Server::new(one.clock, one.budget, sales);
        let (boot, records_away, deaf_until) = (one.boot, one.records_away, one.deaf_until);
        *one = Server { boot, records_away, deaf_until, life: Life::Up, ..fresh };
        self.rules.server_starts(server);
        self.tell(|_| format!("server {server} starts"));
        if self.setup.one_file {
            // With the lock on the file in hand, everybody else is known to be dead.
            self.records.members.clear();
        }
        self.join(server);
    }

    /// Does one piece of work at a server that is up.
    pub(crate) fn work(&mut self, server: usize, work: Work) {
        match work {
            Work::Beat => self.beat(server),
            Work::Answered { who: Who::Leaving, .. } => self.servers[server].die(),
            Work::Answered { who: Who::Beating, done } => self.beating_goes_on(server, done),
            Work::Answered { who: Who::Task(task), done } => self.task_hears(server, task, done),
            Work::Answered { who: Who::Errand(errand), done } => self.errand_hears(server, errand, done),
            Work::Wake { task, wait } => self.wake(server, task, wait),
            Work::Nudge { sale } => self.nudge_task(server, sale),
            Work::Admitted { task, at } => self.admitted(server, task, at),
            Work::Shown { task } => self.shown(server, task),
            Work::Send(question) => self.send(question),
            Work::Reply { question, reply, given } => self.replied(server, &question, *reply, given),
            Work::Gate => self.gate_is_due(server),
            Work::Request(request) if self.servers[server].serves => self.asked_by_tablet(server, request),
            Work::Poked { sale } if self.servers[server].serves => self.poked(server, sale),
            Work::Request(_) | Work::Poked { .. } => {}
            Work::Patience { errand } => self.patience_ends(server, errand),
            Work::Call(call) => self.heed(server, call),
            Work::Gap => self.gap(server),
        }
    }

    /// Arranges work at a server, `ms` from now.
    fn arrange(&mut self, server: usize, ms: i64, work: Work) {
        let boot = self.servers[server].boot;
        self.queue.arrange(self.now.plus(ms), Event::Server { server, boot, work });
    }

    /// Sends a question to the records.
    fn ask_records(&mut self, server: usize, who: Who, op: Op) {
        let boot = self.servers[server].boot;
        let takes = self.records_take();
        self.queue.arrange(self.now.plus(takes), Event::Records { server, boot, who, op });
    }

    fn records_take(&mut self) -> i64 {
        if self.setup.slow_records > 0 && self.is_bad() && self.chance.per_mille(self.setup.slow_records) {
            self.note(Count::SlowRecords);
            return self.chance.between(100, 4_500);
        }
        self.chance.between(0, 2)
    }

    /// The records do what they were asked, or do not, and answer, or do not.
    pub(crate) fn at_records(&mut self, server: usize, boot: u32, who: Who, op: Op) {
        let is_alive = self.servers[server].boot == boot && self.servers[server].life != Life::Down;
        // Killed before it was sent, or only before the answer came.
        if !is_alive && self.chance.one_in(2) {
            return;
        }
        let is_away = self.servers[server].records_away.is_some_and(|until| self.now < until);
        if is_away && !self.chance.one_in(6) {
            self.note(Count::NotStored);
            let takes = if self.chance.one_in(4) { self.chance.between(100, 5_000) } else { 1 };
            return self.arrange(server, takes, Work::Answered { who, done: Done::Failed });
        }
        let done = self.perform(server, op);
        let takes = self.records_take();
        let done = if is_away {
            self.note(Count::StoredUnheard);
            Done::Failed
        } else {
            done
        };
        if is_alive {
            self.arrange(server, takes, Work::Answered { who, done });
        }
    }

    fn perform(&mut self, server: usize, op: Op) -> Done {
        match op {
            Op::Insert { sale, checkout, owner } => {
                let done = self.records.insert(sale, &checkout, owner);
                if matches!(done, Done::Well) {
                    self.count_changes(&checkout);
                }
                done
            }
            Op::Save { sale, checkout } => {
                let before = self.records.row(sale).map(|row| row.record.clone());
                let done = self.records.save(sale, &checkout);
                match (&done, before) {
                    (Done::Well, Some(before)) => {
                        self.count_changes(&checkout);
                        self.check_save(sale, &before, &checkout);
                    }
                    (Done::Stale, _) => self.note(Count::Stale),
                    (Done::Taken, _) => self.note(Count::Taken),
                    _ => {}
                }
                done
            }
            Op::Get { sale } => self.records.get(sale),
            Op::Join(name) => self.records.join(name),
            Op::Beat(name) => self.records.beat(name),
            Op::Members => Done::Members(self.records.members.clone()),
            Op::Remove(dead) => self.records.remove(dead),
            Op::Leave(name) => self.records.leave(name),
            Op::Claim(name) => {
                let done = self.records.claim(name);
                self.check_claim(server);
                done
            }
        }
    }
}
