//! The true time of a schedule, and the clocks that show something else.

use domain::Timestamp;

/// When every schedule begins, as a right clock shows it.
const BEGINNING_MS: i64 = 1_790_000_000_000;

/// The true time, in milliseconds since the schedule began. No part of the engine ever sees it.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) struct Moment(pub(crate) i64);

impl Moment {
    /// So many milliseconds later.
    pub(crate) fn plus(self, ms: i64) -> Self {
        Self(self.0 + ms)
    }

    /// Milliseconds since `earlier`; negative where it lies ahead.
    pub(crate) fn since(self, earlier: Self) -> i64 {
        self.0 - earlier.0
    }
}

/// A clock that is wrong, and a little too fast or too slow.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Clock {
    /// How far it was ahead when the schedule began.
    pub(crate) ahead_ms: i64,
    /// How many microseconds it gains in a second.
    pub(crate) gains_ppm: i64,
}

impl Clock {
    /// One that is right.
    pub(crate) const RIGHT: Self = Self { ahead_ms: 0, gains_ppm: 0 };

    /// What it shows at `moment`.
    pub(crate) fn at(self, moment: Moment) -> Timestamp {
        let gained = moment.0.saturating_mul(self.gains_ppm) / 1_000_000;
        Timestamp::from_unix_ms(BEGINNING_MS + self.ahead_ms + moment.0 + gained)
    }

    /// The first moment at which it shows `time`, or something later.
    pub(crate) fn shows(self, time: Timestamp) -> Moment {
        let shown = time.as_unix_ms().saturating_sub(BEGINNING_MS + self.ahead_ms);
        // The drift is small: one step of the inverse is right to a few milliseconds, the rest is searched.
        let gained = shown.saturating_mul(self.gains_ppm) / 1_000_000;
        let mut moment = Moment(shown.saturating_sub(gained));
        while self.at(moment) < time {
            moment = moment.plus(1);
        }
        while self.at(moment.plus(-1)) >= time {
            moment = moment.plus(-1);
        }
        moment
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_clock_shows_a_time_first_at_one_moment() {
        for (ahead_ms, gains_ppm) in [(0, 0), (7_200_000, 150), (-300_000, -150), (13, 100)] {
            let clock = Clock { ahead_ms, gains_ppm };
            for ms in [0, 1, 999, 86_400_000, 90_000_017] {
                let time = clock.at(Moment(ms));
                let first = clock.shows(time);
                assert!(clock.at(first) >= time && clock.at(first.plus(-1)) < time, "{clock:?} {ms}");
            }
        }
    }
}
