//! The way to Mion: every question passes here, in the order and at the rate the governor allows.

use crate::clock::Moment;
use crate::event::Work;
use crate::stats::Count;
use crate::world::World;
use core::time::Duration;
use engine::Next;

impl World {
    /// Lets through whom the governor lets through.
    pub(super) fn run_gate(&mut self, server: usize) {
        self.beat_if_calm(server);
        loop {
            let now = self.time_at(server);
            let one = &mut self.servers[server];
            // What others may have taken over is not even begun.
            if !one.membership.speaks(one.name(), now) {
                return;
            }
            match self.servers[server].governor.next(now) {
                Next::Go(task) => {
                    self.lets_through(server);
                    let now = self.now;
                    self.arrange(server, 0, Work::Admitted { task, at: now });
                }
                Next::NotBefore(then) | Next::Trying(then) => {
                    let at = self.servers[server].clock.shows(then).max(self.now.plus(1));
                    return self.gate_again(server, at);
                }
                Next::Nobody => return,
            }
        }
    }

    fn gate_again(&mut self, server: usize, at: Moment) {
        let one = &mut self.servers[server];
        if one.gate_due.is_none_or(|due| at < due) {
            one.gate_due = Some(at);
            self.arrange(server, at.since(self.now), Work::Gate);
        }
    }

    pub(super) fn gate_is_due(&mut self, server: usize) {
        let one = &mut self.servers[server];
        if one.gate_due.is_some_and(|due| due <= self.now) {
            one.gate_due = None;
        }
        self.run_gate(server);
    }

    /// Whether a question of a sale that is being opened may be asked at once.
    pub(super) fn may_ask_now(&mut self, server: usize) -> bool {
        let now = self.time_at(server);
        let one = &mut self.servers[server];
        let may = one.membership.speaks(one.name(), now) && one.governor.admit_now(now);
        if may {
            self.lets_through(server);
        }
        may
    }

    fn lets_through(&self, server: usize) {
        self.tell(|_| format!("server {server} lets a question through"));
    }

    /// Whoever was let through at `admitted` does not ask.
    pub(super) fn withdraw(&mut self, server: usize, admitted: Option<Moment>) {
        let Some(admitted) = admitted else { return };
        let one = &mut self.servers[server];
        one.governor.withdrawn(one.clock.at(admitted));
        self.run_gate(server);
    }

    /// The governor learns from the end of a question.
    pub(super) fn heard_by_governor(&mut self, server: usize, answered: bool, retry_after: Option<Duration>) {
        let now = self.time_at(server);
        let chance = self.chance.byte();
        let was_well = self.servers[server].governor.mion_answers();
        self.servers[server].governor.heard(answered, retry_after, now, chance);
        self.rules.heard(server, answered, self.now);
        if was_well && !self.servers[server].governor.mion_answers() {
            self.note(Count::BreakerOpened);
        }
        self.run_gate(server);
    }
}
