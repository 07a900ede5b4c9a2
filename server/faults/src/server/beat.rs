//! This server among the others: it moves its counter, declares those dead whose counter stands
//! still, and takes over what the dead have left. One question to the records at a time.

use crate::event::{Who, Work, new_name};
use crate::records::{Done, Name, Op};
use crate::stats::Count;
use crate::world::World;
use core::time::Duration;
use domain::{Timestamp, planted};
use engine::membership::BEAT_EVERY;
use engine::{Beat, Membership};

/// How often a server looks for checkouts of nobody's when no server has come or gone.
const CLAIM_EVERY: Duration = Duration::from_secs(10);

/// What the records are being asked.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Beating {
    Resting,
    /// To enter a new name; then who else is there.
    Joining {
        name: Name,
        began: Timestamp,
    },
    /// To move the counter; then who else is there.
    Moving {
        began: Timestamp,
    },
    /// Who else is there, after a move that began then.
    Looking {
        began: Timestamp,
        is_new: bool,
    },
    /// To remove the dead, the rest of whom follow.
    Removing(Vec<Beat<Name>>),
    Claiming,
}

impl World {
    /// Enters a new name. Until it is entered, the server goes by the old one.
    pub(super) fn join(&mut self, server: usize) {
        let (name, began) = (new_name(&mut self.names), self.time_at(server));
        self.beating(server, Beating::Joining { name, began }, Op::Join(name));
    }

    fn beating(&mut self, server: usize, beating: Beating, op: Op) {
        self.servers[server].beating = beating;
        self.ask_records(server, Who::Beating, op);
    }

    /// The time for the next beat has come.
    pub(super) fn beat(&mut self, server: usize) {
        if self.is_calm || self.servers[server].is_stopping || self.servers[server].beating != Beating::Resting {
            return;
        }
        let name = self.servers[server].name();
        if self.servers[server].membership.is_unsure() {
            // Its old name is declared dead in a while, and what it owns is taken over, perhaps by itself.
            return self.join(server);
        }
        let began = self.time_at(server);
        self.note(Count::Beat);
        self.beating(server, Beating::Moving { began }, Op::Beat(name));
    }

    fn beat_later(&mut self, server: usize) {
        self.servers[server].beating = Beating::Resting;
        let every = i64::try_from(BEAT_EVERY.as_millis()).unwrap_or(1_000);
        self.arrange(server, every, Work::Beat);
    }

    /// The records have answered.
    pub(super) fn beating_goes_on(&mut self, server: usize, done: Done) {
        let beating = core::mem::replace(&mut self.servers[server].beating, Beating::Resting);
        match (beating, done) {
            (Beating::Joining { name, began }, Done::Well) => {
                self.rename(server, name);
                self.beating(server, Beating::Looking { began, is_new: true }, Op::Members);
            }
            // Only a server that serves tries again: a start that fails is a start that fails.
            (Beating::Joining { .. }, _) => self.beat_later(server),
            (Beating::Moving { began }, Done::Moved(true)) => {
                self.beating(server, Beating::Looking { began, is_new: false }, Op::Members);
            }
            (Beating::Moving { .. }, Done::Moved(false)) => self.join(server),
            (Beating::Looking { began, is_new }, Done::Members(beats)) => self.looks(server, began, is_new, &beats),
            (Beating::Removing(rest), Done::Moved(removed)) => {
                if removed {
                    self.note(Count::DeclaredDead);
                    self.tell(|_| format!("server {server} declares another dead"));
                }
                self.remove(server, rest);
            }
            (Beating::Claiming, Done::Claimed(claimed)) => self.take_over(server, claimed),
            // What is asked for may have been handed over, and nobody knows what.
            (Beating::Claiming, _) => {
                self.servers[server].membership.unsure();
                self.beat_later(server);
            }
            _ => self.beat_later(server),
        }
    }

    fn looks(&mut self, server: usize, began: Timestamp, is_new: bool, beats: &[Beat<Name>]) {
        let now = self.time_at(server);
        let membership = &mut self.servers[server].membership;
        if is_new {
            membership.joined(beats, now);
            if beats.len() == 1 {
                self.rules.nobody_else_is_there();
            }
        }
        // In calm times nobody beats, and standing still means nothing.
        let dead = if self.is_calm { Vec::new() } else { membership.observe(beats, now) };
        membership.beaten(began);
        let servers = membership.servers();
        self.servers[server].governor.share_among(servers);
        self.run_gate(server);
        let names: Vec<Name> = beats.iter().map(|beat| beat.server).collect();
        let one = &mut self.servers[server];
        let is_due = is_new || one.others != names || now.since(one.claimed_at) >= CLAIM_EVERY;
        if is_due {
            (one.others, one.claimed_at) = (names, now);
        }
        one.claims = is_due || !dead.is_empty();
        self.remove(server, dead);
    }

    fn remove(&mut self, server: usize, mut dead: Vec<Beat<Name>>) {
        match dead.pop() {
            Some(one) => self.beating(server, Beating::Removing(dead), Op::Remove(one)),
            None if !self.servers[server].claims => self.beat_later(server),
            None => {
                let name = self.servers[server].name();
                self.beating(server, Beating::Claiming, Op::Claim(name));
            }
        }
    }

    fn take_over(&mut self, server: usize, claimed: Vec<(usize, domain::Checkout)>) {
        let name = self.servers[server].name();
        if self.servers[server].is_stopping {
            return;
        }
        for (sale, checkout) in claimed {
            self.note(Count::TakenOver);
            self.tell(|_| format!("server {server} takes over sale {sale}"));
            self.rules.taken_over(sale);
            self.ring(server, sale, None);
            self.follow(server, sale, checkout, None, name, None);
        }
        self.beat_later(server);
    }

    /// A server that was told to stop leaves as soon as nothing is under way any more.
    pub(crate) fn stop_if_done(&mut self, server: usize) {
        let one = &mut self.servers[server];
        if one.is_stopping && (one.tasks.is_empty() || planted!(LeaveInAHurry)) {
            let name = one.name();
            if !planted!(LeaveInAHurry) {
                one.membership.leaves();
            }
            self.ask_records(server, Who::Leaving, Op::Leave(name));
        }
    }

    /// Takes a new name and lets go of every checkout: they belong to the old one.
    fn rename(&mut self, server: usize, name: Name) {
        self.note(Count::Renamed);
        self.tell(|_| format!("server {server} is now {}", name.0));
        let one = &mut self.servers[server];
        one.membership = Membership::new(name);
        one.serves = true;
        // What is under way is answered and stored first.
        one.tasks.retain(|task| !task.is_idle());
    }

    /// While nothing goes wrong, nobody needs a beat every second: one is made up when it is needed.
    pub(super) fn beat_if_calm(&mut self, server: usize) {
        if self.is_calm {
            let now = self.time_at(server);
            let name = self.servers[server].name();
            self.records.beat(name);
            self.servers[server].membership.beaten(now);
        }
    }

    /// Bad times begin: everybody says that it is alive, and goes on saying so.
    pub(crate) fn wake_the_beats(&mut self) {
        for server in 0..self.setup.servers {
            self.beat_if_calm(server);
            self.arrange(server, 1, Work::Beat);
        }
        self.is_calm = false;
    }
}
