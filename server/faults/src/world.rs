//! One schedule: everybody in it, the true time, and what is going to happen. One thing happens after
//! another; after each, the rules are looked at.

use crate::clock::Moment;
use crate::event::{AtTablet, Event};
use crate::faults::SETTLES_IN;
use crate::mion::Mion;
use crate::queue::Queue;
use crate::random::Chance;
use crate::records::Records;
use crate::rules::{Rules, Violation};
use crate::server::{Life, Server};
use crate::setup::Setup;
use crate::stats::{Count, Stats};
use crate::tablet::Tablet;
use domain::CheckoutId;
use uuid::Builder;

/// Nothing needs so many steps: whoever does runs in a circle.
const MOST_STEPS: u64 = 400_000;

/// When more servers are started in a schedule about a rush, and asked at once.
const RUSH: i64 = 12_000;

/// A sale that staff are going to make.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Sale {
    pub(crate) id: CheckoutId,
    pub(crate) total: u64,
    /// Some tablet has begun it.
    pub(crate) is_begun: bool,
}

/// One schedule.
#[derive(Debug)]
pub(crate) struct World {
    pub(crate) now: Moment,
    pub(crate) chance: Chance,
    pub(crate) setup: Setup,
    pub(crate) queue: Queue<Event>,
    pub(crate) servers: Vec<Server>,
    pub(crate) tablets: Vec<Tablet>,
    pub(crate) sales: Vec<Sale>,
    pub(crate) records: Records,
    pub(crate) mion: Mion,
    pub(crate) rules: Rules,
    pub(crate) stats: Stats,
    /// The last name a server took.
    pub(crate) names: u32,
    /// Nothing goes wrong, and nobody needs to say that it is alive.
    pub(crate) is_calm: bool,
    /// Until then things go wrong.
    pub(crate) bad_until: Moment,
    /// Until then no server is singled out again.
    pub(crate) spared_until: Moment,
    /// When staff go home.
    pub(crate) closing: Moment,
    /// Whether every step is told.
    is_told: bool,
}

impl World {
    /// The schedule of `seed`.
    pub(crate) fn new(seed: u64, is_told: bool) -> Self {
        let mut chance = Chance::new(seed);
        let setup = Setup::draw(&mut chance);
        let sales = (0..setup.sales).map(|_| draw_sale(&mut chance)).collect();
        let closing = Moment(setup.length + 20_000);
        let mut world = Self {
            now: Moment(0),
            queue: Queue::new(),
            servers: (0..setup.servers).map(|n| Server::new(setup.clocks[n], setup.budget, setup.sales)).collect(),
            tablets: (0..setup.tablets).map(|_| Tablet::default()).collect(),
            sales,
            records: Records::new(setup.sales),
            mion: Mion::new(setup.mion_clock),
            rules: Rules::new(&setup),
            stats: Stats::new(),
            names: 0,
            is_calm: false,
            bad_until: Moment(0),
            spared_until: Moment(0),
            closing,
            is_told,
            chance,
            setup,
        };
        world.begin();
        world
    }

    fn begin(&mut self) {
        for server in 0..self.setup.servers {
            let at = match server {
                0 => 0,
                _ if self.setup.is_rush => RUSH,
                _ => self.chance.between(0, 3_000),
            };
            self.queue.arrange(Moment(at), Event::Start { server });
        }
        for tablet in 0..self.setup.tablets {
            let joins_the_rush = self.setup.is_rush && tablet > 1;
            let at = Moment(match joins_the_rush {
                true => RUSH + self.chance.between(0, 700),
                false => self.chance.between(100, 9_000),
            });
            if joins_the_rush {
                self.tablets[tablet].goes_to(1);
            }
            self.queue.arrange(at, Event::Tablet { tablet, what: AtTablet::Next });
        }
        let length = self.setup.length;
        self.bad_times(Moment(0), Moment(length));
        if let Some(again) = self.setup.again_at {
            self.queue.arrange(Moment(length + SETTLES_IN + again), Event::BadTimes);
        }
    }

    fn bad_times(&mut self, from: Moment, to: Moment) {
        self.bad_until = to;
        self.plan_faults(from, to);
        self.queue.arrange(to.plus(SETTLES_IN), Event::Calm);
        for _ in 0..self.chance.below(3) {
            let at = from.plus(self.chance.between(5_000, to.since(from) + SETTLES_IN / 2));
            self.queue.arrange(at, Event::Staff);
        }
        self.plan_lies(from, to);
    }

    /// Lets everything happen, to the end or to the first rule that is broken.
    pub(crate) fn run(mut self) -> (Stats, Option<Violation>) {
        let mut steps = 0_u64;
        while let Some((at, event)) = self.queue.next() {
            debug_assert!(at >= self.now, "time goes on");
            self.now = at;
            self.happens(event);
            steps += 1;
            if steps > MOST_STEPS {
                self.rules.broken(Violation::wrong("it never comes to rest"));
            }
            if self.rules.violation.is_some() {
                break;
            }
        }
        if self.rules.violation.is_none() {
            self.check_the_end();
        }
        (self.stats, self.rules.violation)
    }

    fn happens(&mut self, event: Event) {
        match event {
            Event::Server { server, boot, work } => self.at_server(server, boot, work),
            Event::Records { server, boot, who, op } => self.at_records(server, boot, who, op),
            Event::Mion { question, heard } => self.at_mion(question, heard),
            Event::Tablet { tablet, what } => self.at_tablet(tablet, what),
            Event::Pay { sale, hash, minor, how } => self.pay(sale, hash, minor, how),
            Event::Webhook { sale, is_true } => self.webhook(sale, is_true),
            Event::Staff => self.staff_look(),
            Event::Goes(fault) => self.goes_wrong(fault),
            Event::Start { server } => self.start(server),
            Event::Thaw { server, freeze } => self.thaw(server, freeze),
            Event::BadTimes => {
                self.tell(|_| "bad times again".to_owned());
                self.wake_the_beats();
                let (from, to) = (self.now, self.now.plus(30_000));
                self.bad_times(from, to);
            }
            Event::Calm if self.setup.closed_for.is_some() => {
                let away = self.setup.closed_for.take().unwrap_or(0);
                self.close_the_shop(away);
            }
            Event::Calm => {
                self.tell(|_| "calm".to_owned());
                self.is_calm = true;
            }
        }
    }

    /// Does a server's work, if it is still the start of it that was meant.
    fn at_server(&mut self, server: usize, boot: u32, work: crate::event::Work) {
        let one = &mut self.servers[server];
        if one.boot != boot {
            return;
        }
        match one.life {
            Life::Up => self.work(server, work),
            Life::Frozen => one.gathered.push(work),
            Life::Down => {}
        }
    }

    /// Whether these are times in which things go wrong.
    pub(crate) fn is_bad(&self) -> bool {
        self.now < self.bad_until
    }

    pub(crate) fn note(&mut self, what: Count) {
        self.stats.note(what);
    }

    /// Tells a step, where somebody listens.
    #[expect(clippy::print_stdout, reason = "a replayed schedule is read by a person")]
    pub(crate) fn tell(&self, what: impl FnOnce(&Self) -> String) {
        if self.is_told {
            println!("{:>9}.{:03}  {}", self.now.0 / 1000, self.now.0 % 1000, what(self));
        }
    }
}

fn draw_sale(chance: &mut Chance) -> Sale {
    let total = u64::try_from(chance.between(100, 99_999)).unwrap_or(100);
    loop {
        let bytes = (u128::from(chance.next()) << 64 | u128::from(chance.next())).to_le_bytes();
        if let Ok(id) = CheckoutId::try_from(Builder::from_random_bytes(bytes).into_uuid()) {
            return Sale { id, total, is_begun: false };
        }
    }
}
