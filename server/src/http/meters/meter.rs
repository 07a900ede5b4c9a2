//! Counts who asks how often: for each key one time, at which what it has used up will have come back (the
//! "generic cell rate algorithm"). Time is passed in, and the memory is bounded.

use crate::config::rates::Rate;
use core::hash::Hash;
use core::time::Duration;
use domain::Timestamp;
use std::collections::HashMap;
use std::sync::{Mutex, PoisonError};

/// Most keys that are told apart. Whoever comes when all are in use is counted with all others who do.
const MOST_KEYS: usize = 20_000;

/// One rate, for each of many keys by itself.
pub(crate) struct Meter<K> {
    rate: Rate,
    counted: Mutex<Counted<K>>,
}

struct Counted<K> {
    /// When nothing will be used up any more.
    whole_at: HashMap<K, Timestamp>,
    /// The same for all who find no place.
    of_the_rest: Timestamp,
}

impl<K: Eq + Hash> Meter<K> {
    pub(crate) fn new(rate: Rate) -> Self {
        let of_the_rest = Timestamp::from_unix_ms(0);
        Self { rate, counted: Mutex::new(Counted { whole_at: HashMap::new(), of_the_rest }) }
    }

    /// Counts one more of `key`, now.
    ///
    /// # Errors
    /// How long `key` has to wait first; nothing is counted then.
    pub(crate) fn take(&self, key: K, now: Timestamp) -> Result<(), Duration> {
        // Nothing panics while it holds the lock.
        let mut counted = self.counted.lock().unwrap_or_else(PoisonError::into_inner);
        if counted.whole_at.len() >= MOST_KEYS && !counted.whole_at.contains_key(&key) {
            counted.whole_at.retain(|_, whole_at| *whole_at > now);
        }
        let is_full = counted.whole_at.len() >= MOST_KEYS && !counted.whole_at.contains_key(&key);
        let Counted { whole_at, of_the_rest } = &mut *counted;
        let whole_at = if is_full { of_the_rest } else { whole_at.entry(key).or_insert(now) };
        let most = self.rate.every.saturating_mul(self.rate.burst);
        // Never later than that by more than has been used up, also where the clock was set back.
        let next = (*whole_at).clamp(now, now.plus(most)).plus(self.rate.every);
        let over = next.since(now).saturating_sub(most);
        if over.is_zero() {
            *whole_at = next;
            Ok(())
        } else {
            Err(over)
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const RATE: Rate = Rate { burst: 3, every: Duration::from_secs(10) };

    fn at(seconds: i64) -> Timestamp {
        Timestamp::from_unix_ms(seconds * 1000)
    }

    #[test]
    fn so_many_at_once_and_then_one_at_a_time() {
        let meter = Meter::new(RATE);
        for _ in 0..3 {
            assert_eq!(meter.take("a", at(100)), Ok(()));
        }
        assert_eq!(meter.take("a", at(100)), Err(Duration::from_secs(10)));
        assert_eq!(meter.take("a", at(107)), Err(Duration::from_secs(3)), "asking too early costs nothing");
        assert_eq!(meter.take("a", at(110)), Ok(()));
        assert_eq!(meter.take("a", at(110)), Err(Duration::from_secs(10)));
        for _ in 0..3 {
            assert_eq!(meter.take("a", at(1_000)), Ok(()), "after a pause it is as in the beginning");
        }
        assert!(meter.take("a", at(1_000)).is_err());
    }

    #[test]
    fn nobody_pays_for_another() {
        let meter = Meter::new(RATE);
        while meter.take(1, at(0)).is_ok() {}
        assert_eq!(meter.take(2, at(0)), Ok(()));
    }

    #[test]
    fn a_crowd_costs_no_more_memory_than_there_is_and_is_still_limited() {
        let meter = Meter::new(RATE);
        let crowd = i32::try_from(MOST_KEYS).unwrap();
        for key in 0..crowd {
            assert_eq!(meter.take(key, at(0)), Ok(()));
        }
        let let_in = (crowd..crowd + 1_000).filter(|key| meter.take(*key, at(1)).is_ok()).count();
        assert_eq!(let_in, 3, "as one of them");
        assert_eq!(meter.counted.lock().unwrap().whole_at.len(), MOST_KEYS);
        assert_eq!(meter.take(-1, at(60)), Ok(()), "once those before have rested there is room");
        assert_eq!(meter.counted.lock().unwrap().whole_at.len(), 1);
    }

    #[test]
    fn a_clock_that_is_set_back_does_not_lock_anybody_out_for_long() {
        let meter = Meter::new(RATE);
        while meter.take("a", at(10_000)).is_ok() {}
        assert_eq!(meter.take("a", at(0)), Err(Duration::from_secs(10)));
    }
}
