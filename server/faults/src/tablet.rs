//! The tablets and who stands before them: staff who open, cancel, put aside and take up sales, tap
//! twice, ask again, reload and walk away. A tablet asks only servers, and shows only their answers.

use crate::event::{AtTablet, Event, Work};
use crate::server::Life;
use crate::stats::Count;
use crate::view::View;
use crate::world::World;
use domain::alarm::Verdict;

/// One tablet.
#[derive(Clone, Debug, Default)]
pub(crate) struct Tablet {
    /// The sale on its screen.
    pub(crate) screen: Option<usize>,
    /// What is on the screen of it.
    shown: Option<View>,
    /// Counts its questions.
    number: u32,
    /// The question it waits for, and what it wanted.
    asked: Option<(u32, Want)>,
    /// The server it asks.
    server: usize,
    /// Somebody has thought of something to do about this sale.
    has_plans: Option<usize>,
}

/// A tablet's question.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Request {
    pub(crate) tablet: usize,
    pub(crate) number: u32,
    pub(crate) sale: usize,
    pub(crate) want: Want,
}

/// What it wants.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Want {
    Open,
    News { seen: u64 },
    Cancel,
    PutAside,
    TakeUp,
}

/// What staff do about the sale on the screen.
#[derive(Clone, Copy, Debug)]
pub(crate) enum Act {
    Cancel,
    PutAside,
    MoveOn,
    Reload,
    Tap,
}

/// After so long without an answer a tablet asks again, in milliseconds.
const SILENCE: i64 = 6_000;
const SILENCE_TO_NEWS: i64 = 24_000;

impl Tablet {
    /// It asks `server` from now on.
    pub(crate) fn goes_to(&mut self, server: usize) {
        self.server = server;
    }
}

impl World {
    pub(crate) fn at_tablet(&mut self, tablet: usize, what: AtTablet) {
        let is_open = self.now < self.closing;
        match what {
            AtTablet::Next if is_open => self.next_sale(tablet),
            AtTablet::Next => {}
            AtTablet::Act { sale, act } => self.act(tablet, sale, act),
            AtTablet::Answer { number, view } => self.tablet_hears(tablet, number, view),
            AtTablet::Silence { number } => self.silence(tablet, number),
        }
    }

    /// Staff begin a sale, or take one up that another tablet has begun.
    fn next_sale(&mut self, tablet: usize) {
        if self.tablets[tablet].screen.is_some() {
            return;
        }
        if !self.setup.is_rush && self.chance.one_in(self.setup.servers) {
            self.tablets[tablet].server = self.chance.below(self.setup.servers);
        }
        let fresh = self.sales.iter().position(|sale| !sale.is_begun);
        let (sale, want) = match fresh {
            Some(sale) if !self.chance.one_in(6) => (sale, Want::Open),
            _ => (self.chance.below(self.setup.sales), Want::TakeUp),
        };
        let later = self.now.plus(self.chance.between(2_000, 20_000));
        if want == Want::TakeUp && (!self.sales[sale].is_begun || self.chance.one_in(2)) {
            return self.queue.arrange(later, Event::Tablet { tablet, what: AtTablet::Next });
        }
        self.sales[sale].is_begun = true;
        self.note(if want == Want::Open { Count::Tap } else { Count::TakenUp });
        self.tell(|_| format!("tablet {tablet}: {want:?} sale {sale}"));
        let one = &mut self.tablets[tablet];
        (one.screen, one.shown) = (Some(sale), None);
        if want == Want::Open {
            self.someone_fidgets(tablet, sale);
        }
        self.ask_server(tablet, sale, want);
    }

    /// A second tap, a flat battery or a second tablet with the same link.
    fn someone_fidgets(&mut self, tablet: usize, sale: usize) {
        if self.chance.one_in(5) {
            let at = self.now.plus(self.chance.between(0, 400));
            self.queue.arrange(at, Event::Tablet { tablet, what: AtTablet::Act { sale, act: Act::Tap } });
        }
        if self.chance.one_in(8) {
            let at = self.now.plus(self.chance.between(0, 20_000));
            self.queue.arrange(at, Event::Tablet { tablet, what: AtTablet::Act { sale, act: Act::Reload } });
        }
    }

    /// Asks the tablet's server and waits for the answer.
    fn ask_server(&mut self, tablet: usize, sale: usize, want: Want) {
        let number = self.send_request(tablet, sale, want);
        self.tablets[tablet].asked = Some((number, want));
        let silence = if matches!(want, Want::News { .. }) { SILENCE_TO_NEWS } else { SILENCE };
        self.queue.arrange(self.now.plus(silence), Event::Tablet { tablet, what: AtTablet::Silence { number } });
    }

    fn send_request(&mut self, tablet: usize, sale: usize, want: Want) -> u32 {
        let one = &mut self.tablets[tablet];
        one.number += 1;
        let (number, server) = (one.number, one.server);
        if self.is_bad() && self.chance.per_mille(self.setup.tablet_trouble) {
            self.note(Count::TabletMessageLost);
            return number;
        }
        let at = self.now.plus(self.chance.between(0, 15));
        let boot = self.servers[server].boot;
        let work = Work::Request(Request { tablet, number, sale, want });
        self.queue.arrange(at, Event::Server { server, boot, work });
        number
    }

    fn tablet_hears(&mut self, tablet: usize, number: u32, view: Option<View>) {
        let Some(sale) = self.tablets[tablet].screen else { return };
        let is_awaited = self.tablets[tablet].asked.is_some_and(|(asked, _)| asked == number);
        if let Some(view) = view.filter(|view| view.sale == sale) {
            self.show(tablet, view);
        }
        if !is_awaited {
            return;
        }
        let Some(seen) = self.tablets[tablet].shown.filter(|_| view.is_some()) else {
            // An error is an answer, too: it asks again soon, perhaps elsewhere.
            self.queue.arrange(self.now.plus(500), Event::Tablet { tablet, what: AtTablet::Silence { number } });
            return;
        };
        self.tablets[tablet].asked = None;
        let is_over = !seen.is_live || self.now >= self.closing;
        if is_over {
            return self.leave(tablet, 4_000);
        }
        if seen.is_put_aside && self.chance.one_in(2) {
            return self.ask_server(tablet, sale, Want::TakeUp);
        }
        self.ask_server(tablet, sale, Want::News { seen: seen.version });
    }

    fn silence(&mut self, tablet: usize, number: u32) {
        let (Some(sale), Some((asked, want))) = (self.tablets[tablet].screen, self.tablets[tablet].asked) else {
            return;
        };
        if asked != number {
            return;
        }
        if self.now >= self.closing {
            return self.leave(tablet, 0);
        }
        self.note(Count::Retry);
        if self.setup.servers > 1 && self.chance.one_in(2) {
            self.note(Count::OtherServer);
            self.tablets[tablet].server = self.chance.below(self.setup.servers);
        }
        self.ask_server(tablet, sale, want);
    }

    /// Puts an answer on the screen, unless something newer is there.
    fn show(&mut self, tablet: usize, view: View) {
        if self.tablets[tablet].shown.is_some_and(|shown| shown.version >= view.version) {
            return;
        }
        self.tablets[tablet].shown = Some(view);
        self.tell(|_| format!("tablet {tablet} shows sale {}: {} (version {})", view.sale, view.state, view.version));
        self.check_shown(tablet, &view);
        if let Some(hash) = view.invoice {
            self.customer_sees(view.sale, hash, view.on_chain);
            self.think_of_something(tablet, view.sale);
        }
    }

    fn think_of_something(&mut self, tablet: usize, sale: usize) {
        if self.tablets[tablet].has_plans == Some(sale) {
            return;
        }
        self.tablets[tablet].has_plans = Some(sale);
        let act = match self.chance.below(20) {
            0..4 => Act::Cancel,
            4..6 => Act::PutAside,
            6 => Act::MoveOn,
            7 => Act::Reload,
            _ => return,
        };
        let at = self.now.plus(self.chance.between(200, self.setup.session_life));
        self.queue.arrange(at, Event::Tablet { tablet, what: AtTablet::Act { sale, act } });
    }

    fn act(&mut self, tablet: usize, sale: usize, act: Act) {
        if self.tablets[tablet].screen != Some(sale) || self.now >= self.closing {
            return;
        }
        self.tell(|_| format!("tablet {tablet}: {act:?} sale {sale}"));
        match act {
            Act::Cancel => {
                self.note(Count::AskedToCancel);
                self.ask_server(tablet, sale, Want::Cancel);
            }
            Act::PutAside => {
                self.note(Count::PutAside);
                self.send_request(tablet, sale, Want::PutAside);
                self.leave(tablet, 500);
            }
            Act::MoveOn => {
                self.note(Count::MovedOn);
                self.leave(tablet, 500);
            }
            Act::Reload => {
                self.note(Count::Reload);
                self.tablets[tablet].shown = None;
                self.ask_server(tablet, sale, Want::News { seen: 0 });
            }
            Act::Tap => {
                self.note(Count::DoubleTap);
                let here = self.tablets[tablet].server;
                if self.chance.one_in(2) {
                    self.tablets[tablet].server = self.chance.below(self.setup.servers);
                }
                self.send_request(tablet, sale, Want::Open);
                self.tablets[tablet].server = here;
            }
        }
    }

    fn leave(&mut self, tablet: usize, in_ms: i64) {
        let one = &mut self.tablets[tablet];
        (one.screen, one.shown, one.asked) = (None, None, None);
        let at = self.now.plus(in_ms);
        self.queue.arrange(at, Event::Tablet { tablet, what: AtTablet::Next });
    }

    /// Somebody looks at the alarms, and decides about one.
    pub(crate) fn staff_look(&mut self) {
        let open = (0..self.setup.sales).find_map(|sale| {
            let row = self.records.row(sale)?;
            let alarm = row.record.alarms.iter().find(|alarm| alarm.decision.is_none())?;
            Some((sale, alarm.kind))
        });
        let Some((sale, kind)) = open else { return };
        let verdict = self.chance.one_of(&[Verdict::Accept, Verdict::Refund]);
        // Two people at two tablets may decide about the same one.
        for _ in 0..self.chance.one_of(&[1, 1, 2]) {
            let server = self.chance.below(self.setup.servers);
            if self.servers[server].life == Life::Up {
                self.decide(server, sale, kind, verdict);
            }
        }
    }
}
