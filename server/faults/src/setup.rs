//! What a schedule is like: how many servers, tablets and sales, how wrong the clocks are, how bad the
//! network is, how long a session lives.

use crate::clock::Clock;
use crate::random::Chance;

/// The circumstances of one schedule. Times are in milliseconds, shares in thousandths.
#[derive(Clone, Debug)]
pub(crate) struct Setup {
    pub(crate) servers: usize,
    pub(crate) tablets: usize,
    pub(crate) sales: usize,
    /// One server with its records in a file: whoever starts is alone, and knows it.
    pub(crate) one_file: bool,
    pub(crate) clocks: [Clock; 3],
    pub(crate) mion_clock: Clock,
    pub(crate) session_life: i64,
    pub(crate) invoice_life: i64,
    pub(crate) takes_on_chain: bool,
    /// Questions to Mion in a second, all servers together.
    pub(crate) budget: u32,
    /// After so long the server gives a question up.
    pub(crate) patience: i64,
    /// How long Mion takes to answer, at most, where there is no trouble.
    pub(crate) mion_takes: i64,
    /// How many questions to Mion meet trouble.
    pub(crate) mion_trouble: usize,
    /// How many questions to the records are slow.
    pub(crate) slow_records: usize,
    /// How many messages between tablet and server are lost.
    pub(crate) tablet_trouble: usize,
    /// How many steps of a server are followed by its death or a freeze.
    pub(crate) spite: usize,
    /// Those that are singled out are stopped in good order.
    pub(crate) spite_stops: bool,
    /// How long the first bad time lasts.
    pub(crate) length: i64,
    /// When a second bad time begins.
    pub(crate) again_at: Option<i64>,
    /// How long the shop is closed and all servers are off.
    pub(crate) closed_for: Option<i64>,
    /// A second server is started when there is most to do.
    pub(crate) is_rush: bool,
    /// Nothing goes wrong.
    pub(crate) is_quiet: bool,
}

/// What a schedule is mostly about.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Theme {
    Anything,
    /// Servers die and freeze while a sale is being opened, and Mion is slow.
    Handover,
    /// Many questions at once, and hardly any allowed.
    Rush,
    /// Nothing goes wrong at all, so that everything has to be prompt.
    Quiet,
}

impl Setup {
    /// Draws one.
    pub(crate) fn draw(chance: &mut Chance) -> Self {
        use Theme::{Anything, Handover, Quiet, Rush};
        let theme = chance
            .one_of(&[Anything, Anything, Anything, Anything, Anything, Handover, Handover, Handover, Rush, Quiet]);
        let mut setup = Self::draw_any(chance);
        match theme {
            Anything => {}
            Handover => {
                setup.servers = chance.one_of(&[2, 2, 3]);
                setup.sales = chance.one_of(&[1, 2]);
                setup.one_file = false;
                setup.mion_trouble = chance.one_of(&[100, 300, 500]);
                setup.spite = chance.one_of(&[60, 150, 300]);
                setup.patience = if chance.one_in(3) { 1_500 } else { chance.between(8_000, 15_000) };
                setup.length = setup.length.max(40_000);
                setup.mion_takes = chance.one_of(&[40, 3_000]);
                setup.spite_stops = chance.one_in(4);
                if setup.spite_stops {
                    setup.mion_takes = 40;
                    setup.patience = chance.between(400, 1_500);
                    setup.clocks = core::array::from_fn(|n| Clock { ahead_ms: chance.between(-6, 6) * 1_000, ..setup.clocks[n] });
                }
            }
            Rush => {
                setup.sales = 4;
                setup.tablets = 4;
                setup.budget = chance.one_of(&[3, 4, 5]);
                setup.servers = 2;
                setup.one_file = false;
                setup.is_rush = true;
            }
            Quiet => {
                (setup.mion_trouble, setup.slow_records, setup.tablet_trouble, setup.spite) = (0, 0, 0, 0);
                (setup.is_quiet, setup.budget, setup.clocks) = (true, 50, [Clock::RIGHT; 3]);
                (setup.again_at, setup.closed_for) = (None, None);
            }
        }
        setup
    }

    fn draw_any(chance: &mut Chance) -> Self {
        let servers = chance.one_of(&[1, 1, 2, 2, 2, 3]);
        let session_life = match chance.below(20) {
            0 => chance.between(300_000, 600_000),
            1 | 2 => chance.between(8_000, 25_000),
            _ => chance.between(30_000, 80_000),
        };
        let invoice_life = if chance.one_in(2) { session_life } else { chance.between(6_000, session_life.max(7_000)) };
        let hours = chance.one_in(25);
        let clocks = [draw_clock(chance, hours), draw_clock(chance, hours), draw_clock(chance, hours)];
        let clocks = if chance.one_in(3) { [Clock::RIGHT; 3] } else { clocks };
        let later = chance.one_in(5).then(|| chance.between(1_200_000, 60_000_000));
        let is_closed = chance.one_in(3);
        Self {
            servers,
            tablets: 1 + chance.below(4),
            sales: chance.one_of(&[1, 1, 1, 2, 2, 3, 4]),
            one_file: servers == 1 && chance.one_in(2),
            clocks,
            mion_clock: if chance.one_in(2) { Clock::RIGHT } else { draw_clock(chance, false) },
            session_life,
            invoice_life,
            takes_on_chain: chance.one_in(4),
            budget: chance.one_of(&[3, 5, 8, 12, 20, 50]),
            patience: if chance.one_in(3) { chance.between(800, 3_000) } else { chance.between(3_500, 10_000) },
            mion_takes: chance.one_of(&[40, 40, 40, 400]),
            mion_trouble: chance.one_of(&[0, 0, 10, 50, 150, 350]),
            slow_records: chance.one_of(&[0, 0, 5, 20, 80]),
            spite: chance.one_of(&[0, 0, 5, 20, 60, 150]),
            spite_stops: false,
            tablet_trouble: chance.one_of(&[0, 10, 50, 200]),
            length: session_life.min(90_000) + chance.between(0, 30_000),
            again_at: later.filter(|_| !is_closed),
            closed_for: later.filter(|_| is_closed).map(|later| later * 4),
            is_rush: false,
            is_quiet: false,
        }
    }

    /// Whether all servers' clocks are right.
    pub(crate) fn clocks_are_right(&self) -> bool {
        self.clocks.iter().all(|clock| clock.ahead_ms == 0 && clock.gains_ppm == 0)
    }
}

fn draw_clock(chance: &mut Chance, hours: bool) -> Clock {
    let most = match chance.below(8) {
        _ if hours => 3 * 3_600_000,
        0 => 0,
        1..6 => 2_000,
        _ => 60_000,
    };
    Clock { ahead_ms: chance.between(-most, most), gains_ppm: chance.between(-100, 100) }
}
