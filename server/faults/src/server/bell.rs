//! The bell of one sale at one server: wakes who waits for it, nudges who follows it, and tells
//! whether anybody waits.

use crate::event::{Call, Event, Work};
use crate::view::View;
use crate::world::World;
use core::time::Duration;
use domain::Timestamp;

/// How long after its last question a tablet still counts as waiting.
const BETWEEN_TWO_QUESTIONS: Duration = Duration::from_secs(1);
/// How long a tablet that waits at another server counts.
const AT_ANOTHER_SERVER: Duration = Duration::from_secs(25);

/// The bell of one sale.
#[derive(Clone, Debug, Default)]
pub(crate) struct Bell {
    pub(super) changed: bool,
    pub(super) hinted: bool,
    waited_until: Option<Timestamp>,
}

impl World {
    /// Whether somebody waits at `server` for sale number `sale`, or did a moment ago.
    pub(crate) fn waited_for(&self, server: usize, sale: usize) -> bool {
        let one = &self.servers[server];
        let now = one.clock.at(self.now);
        one.bells[sale].waited_until.is_some_and(|until| now < until)
            || one.errands.iter().any(|errand| errand.sale == sale && errand.waits())
    }

    /// Somebody begins to wait.
    pub(super) fn begin_to_wait(&mut self, server: usize, sale: usize) {
        self.rules.waited_for(sale);
        self.nudge(server, sale, false);
        let is_followed = self.servers[server].tasks.iter().any(|task| task.sale == sale);
        if !is_followed {
            self.call(server, Call::Waiting(sale));
        }
    }

    /// Somebody has stopped waiting, and may be back in a moment.
    pub(super) fn end_to_wait(&mut self, server: usize, sale: usize) {
        let until = self.time_at(server).plus(BETWEEN_TWO_QUESTIONS);
        let bell = &mut self.servers[server].bells[sale];
        bell.waited_until = bell.waited_until.max(Some(until));
    }

    /// Wakes everybody who waits at `server`. With `view`, this is what is stored now.
    pub(super) fn ring(&mut self, server: usize, sale: usize, view: Option<View>) {
        self.wake_errands(server, sale, view);
    }

    /// Tells whoever follows the sale that the record was changed, that somebody waits or, with
    /// `hint`, that Mion may have news.
    pub(super) fn nudge(&mut self, server: usize, sale: usize, hint: bool) {
        let bell = &mut self.servers[server].bells[sale];
        bell.changed |= !hint;
        bell.hinted |= hint;
        self.nudge_task(server, sale);
    }

    /// Tells the other servers; some may not hear it.
    pub(super) fn call(&mut self, server: usize, call: Call) {
        for other in 0..self.setup.servers {
            if other == server {
                continue;
            }
            let at = self.now.plus(self.chance.between(0, 4));
            let boot = self.servers[other].boot;
            self.queue.arrange(at, Event::Server { server: other, boot, work: Work::Call(call) });
        }
    }

    /// Hears what another server tells.
    pub(super) fn heed(&mut self, server: usize, call: Call) {
        if self.servers[server].deaf_until.is_some_and(|until| self.now < until) {
            self.note(crate::stats::Count::CallsLost);
            return;
        }
        match call {
            Call::Changed(sale) => {
                self.ring(server, sale, None);
                self.nudge(server, sale, false);
            }
            Call::Waiting(sale) => {
                let until = self.time_at(server).plus(AT_ANOTHER_SERVER);
                let bell = &mut self.servers[server].bells[sale];
                bell.waited_until = bell.waited_until.max(Some(until));
                self.nudge(server, sale, false);
            }
            Call::Poke => self.hint_here(server),
        }
    }

    /// Anything may have been missed, so everybody looks again.
    pub(super) fn gap(&mut self, server: usize) {
        for sale in 0..self.setup.sales {
            self.ring(server, sale, None);
            self.nudge(server, sale, false);
        }
    }

    /// Has every followed checkout looked at soon.
    pub(super) fn hint_here(&mut self, server: usize) {
        for sale in 0..self.setup.sales {
            self.nudge(server, sale, true);
        }
    }
}
