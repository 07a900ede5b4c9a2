//! Instants as plain values. Nothing in this crate asks a clock: the caller passes the time in,
//! so that a test can live through a day in a microsecond.

use core::time::Duration;
use serde::{Deserialize, Serialize};

/// An instant, in milliseconds since the Unix epoch (UTC).
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(transparent)]
pub struct Timestamp(i64);

impl Timestamp {
    /// The instant `ms` milliseconds after the Unix epoch.
    pub const fn from_unix_ms(ms: i64) -> Self {
        Self(ms)
    }

    /// Milliseconds since the Unix epoch.
    pub const fn as_unix_ms(self) -> i64 {
        self.0
    }

    /// The instant `duration` later; the end of time where that would overflow.
    #[must_use]
    pub fn plus(self, duration: Duration) -> Self {
        Self(self.0.saturating_add(saturating_ms(duration)))
    }

    /// The instant `duration` earlier; the beginning of time where that would overflow.
    #[must_use]
    pub fn minus(self, duration: Duration) -> Self {
        Self(self.0.saturating_sub(saturating_ms(duration)))
    }

    /// How long ago `earlier` was, or zero where it lies ahead.
    pub fn since(self, earlier: Self) -> Duration {
        Duration::from_millis(u64::try_from(self.0.saturating_sub(earlier.0)).unwrap_or(0))
    }

    /// Whole seconds until `later`, rounded up so that the last second counts, or zero where it is past.
    pub fn seconds_until(self, later: Self) -> u64 {
        u64::try_from(later.0.saturating_sub(self.0)).unwrap_or(0).div_ceil(1000)
    }
}

fn saturating_ms(duration: Duration) -> i64 {
    i64::try_from(duration.as_millis()).unwrap_or(i64::MAX)
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    proptest! {
        #[test]
        fn a_duration_added_and_asked_for_is_the_same(at in -1_000_000_000_000_i64..4_000_000_000_000, ms in 0_u64..10_000_000_000) {
            let at = Timestamp::from_unix_ms(at);
            let later = at.plus(Duration::from_millis(ms));
            prop_assert_eq!(later.since(at), Duration::from_millis(ms));
            prop_assert_eq!(at.since(later), Duration::ZERO);
            prop_assert_eq!(later.minus(Duration::from_millis(ms)), at);
            prop_assert_eq!(at.seconds_until(later), ms.div_ceil(1000));
        }

        #[test]
        fn no_instant_overflows(at in any::<i64>(), ms in any::<u64>()) {
            let at = Timestamp::from_unix_ms(at);
            prop_assert!(at.plus(Duration::from_millis(ms)) >= at);
            prop_assert!(at.minus(Duration::from_millis(ms)) <= at);
        }
    }
}
