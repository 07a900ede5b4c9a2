//! What goes wrong, and when: servers killed and frozen, records and Mion away, calls lost.

use crate::clock::Moment;
use crate::event::{Event, Work};
use crate::server::Life;
use crate::stats::Count;
use crate::world::World;

/// Something that goes wrong; times in milliseconds.
#[derive(Clone, Copy, Debug)]
pub(crate) enum Fault {
    /// `kill -9`, and started again later.
    Kill { server: usize, away: i64 },
    /// Stopped in good order, and started again later.
    Stop { server: usize, away: i64 },
    /// `SIGSTOP` and later `SIGCONT`.
    Freeze { server: usize, away: i64 },
    /// The records do not answer; for one server, or for all.
    RecordsAway { server: Option<usize>, away: i64 },
    /// Mion is not there; it refuses connections or swallows questions.
    MionAway { away: i64, refuses: bool },
    /// A server does not hear what the others tell.
    CallsLost { server: usize, away: i64 },
}

/// After the last fault, until everything has settled: servers declared dead and their checkouts taken over.
pub(crate) const SETTLES_IN: i64 = 30_000;
/// A server that was told to stop is killed if it has not, before it is started again.
const STOPS_WITHIN: i64 = 15_000;

impl World {
    /// Arranges what goes wrong from `from` to `to`.
    pub(crate) fn plan_faults(&mut self, from: Moment, to: Moment) {
        let length = to.since(from);
        if self.setup.is_quiet {
            return;
        }
        for _ in 0..self.chance.one_of(&[0, 1, 2, 3, 4, 6, 9]) {
            let at = from.plus(self.chance.between(0, length - 1));
            let left = to.since(at);
            let fault = self.draw_fault(left);
            self.queue.arrange(at, Event::Goes(fault));
        }
    }

    fn draw_fault(&mut self, left: i64) -> Fault {
        let server = self.chance.below(self.setup.servers);
        // Short ones, and such as are just shorter or just longer than a lease.
        let away = match self.chance.below(4) {
            0 => self.chance.between(1, 1_500),
            1 => self.chance.between(2_500, 4_500),
            2 => self.chance.between(6_000, 14_000),
            _ => self.chance.between(10_000, 60_000),
        };
        let away = away.min(left);
        match self.chance.below(16) {
            0..4 => Fault::Kill { server, away: if self.chance.one_in(2) { away } else { away.min(400) } },
            4 => Fault::Stop { server, away },
            5..9 => Fault::Freeze { server, away },
            9 | 10 => Fault::RecordsAway { server: None, away: away.min(20_000) },
            11 | 12 => Fault::RecordsAway { server: Some(server), away: away.min(20_000) },
            13 | 14 => Fault::MionAway { away, refuses: self.chance.one_in(3) },
            _ => Fault::CallsLost { server, away },
        }
    }

    /// Something goes wrong.
    pub(crate) fn goes_wrong(&mut self, fault: Fault) {
        let now = self.now;
        match fault {
            Fault::Kill { server, away } => self.kill(server, away),
            Fault::Stop { server, away } => self.stop(server, away),
            Fault::Freeze { server, away } => self.freeze(server, away),
            Fault::RecordsAway { server, away } => {
                self.note(if server.is_some() { Count::RecordsOutForOne } else { Count::RecordsOut });
                for (n, server_n) in self.servers.iter_mut().enumerate() {
                    if server.is_none_or(|one| one == n) {
                        server_n.records_away = server_n.records_away.max(Some(now.plus(away)));
                    }
                }
                self.tell(|_| format!("the records are away for {away} ms, {}", whom(server)));
            }
            Fault::MionAway { away, refuses } => {
                self.note(Count::MionOut);
                self.mion.away = self.mion.away.max(Some(now.plus(away)));
                self.mion.refuses = refuses;
                self.tell(|_| format!("Mion is away for {away} ms, {}", if refuses { "refusing" } else { "silent" }));
            }
            Fault::CallsLost { server, away } => {
                let back = now.plus(away);
                self.servers[server].deaf_until = Some(back);
                let boot = self.servers[server].boot;
                self.queue.arrange(back, Event::Server { server, boot, work: Work::Gap });
                self.tell(|_| format!("server {server} hears no calls for {away} ms"));
            }
        }
    }

    fn kill(&mut self, server: usize, away: i64) {
        if self.servers[server].life == Life::Down {
            return;
        }
        self.note(Count::Crash);
        if self.servers[server].is_asking() {
            self.note(Count::CrashWhileAsking);
        }
        self.tell(|_| format!("server {server} is killed, back in {away} ms"));
        self.servers[server].die();
        self.queue.arrange(self.now.plus(away), Event::Start { server });
    }

    /// A server may die or freeze just now, between two steps of a sale.
    pub(crate) fn spite(&mut self, server: usize) {
        if self.now < self.spared_until || !self.is_bad() || !self.chance.per_mille(self.setup.spite) {
            return;
        }
        // The others shall have time to take over.
        self.spared_until = self.now.plus(self.chance.one_of(&[1_000, 15_000]));
        let soon = self.now.plus(self.chance.one_of(&[0, 0, 1, 2, 10, 40]));
        // Around the time at which others take over.
        let away = match self.chance.below(5) {
            0 => self.chance.between(1, 4_000),
            1 => self.chance.between(12_000, 20_000),
            _ => self.chance.between(6_500, 12_000),
        };
        let fault = match self.chance.below(8) {
            _ if self.setup.spite_stops => Fault::Stop { server, away },
            0 | 1 => Fault::Kill { server, away: 10 },
            2 => Fault::Kill { server, away },
            3 => Fault::Stop { server, away },
            4 => Fault::RecordsAway { server: Some(server), away },
            _ => Fault::Freeze { server, away },
        };
        self.queue.arrange(soon, Event::Goes(fault));
    }

    /// The shop closes: every server is off for `away` milliseconds.
    pub(crate) fn close_the_shop(&mut self, away: i64) {
        self.note(Count::ShopClosed);
        for server in 0..self.setup.servers {
            self.kill(server, away);
        }
        self.queue.arrange(self.now.plus(away + SETTLES_IN), Event::Calm);
    }

    fn stop(&mut self, server: usize, away: i64) {
        if self.servers[server].life != Life::Up || !self.servers[server].begin_to_stop() {
            return;
        }
        self.note(Count::Stopped);
        self.tell(|_| format!("server {server} is told to stop, back in {away} ms"));
        self.stop_if_done(server);
        self.queue.arrange(self.now.plus(away.max(STOPS_WITHIN)), Event::Start { server });
    }

    fn freeze(&mut self, server: usize, away: i64) {
        if self.servers[server].life != Life::Up {
            return;
        }
        self.note(Count::Freeze);
        if away > 7_000 {
            self.note(Count::FrozenPastItsLease);
        }
        self.tell(|_| format!("server {server} is frozen for {away} ms"));
        let freeze = self.servers[server].freeze();
        self.queue.arrange(self.now.plus(away), Event::Thaw { server, freeze });
    }

    /// A frozen server goes on with everything that has gathered, in no particular order.
    pub(crate) fn thaw(&mut self, server: usize, freeze: u32) {
        if self.servers[server].life != Life::Frozen || self.servers[server].freezes != freeze {
            return;
        }
        self.note(Count::Thaw);
        self.tell(|_| format!("server {server} thaws"));
        self.servers[server].life = Life::Up;
        let boot = self.servers[server].boot;
        // Everything is due, and some of it has to be fetched from a slow disk first.
        let longest = self.chance.one_of(&[5, 5, 6_000]);
        for work in core::mem::take(&mut self.servers[server].gathered) {
            let at = self.now.plus(self.chance.between(0, longest));
            self.queue.arrange(at, Event::Server { server, boot, work });
        }
    }
}

fn whom(server: Option<usize>) -> String {
    server.map_or_else(|| "for all".to_owned(), |server| format!("for server {server}"))
}
