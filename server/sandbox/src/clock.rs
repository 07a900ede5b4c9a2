//! The sandbox's own time: the system's, or one that stands still, plus what control has added.
//! Every session and invoice is judged by it, so a test ends a session by moving the clock.

use std::sync::{Arc, Mutex, PoisonError};

use jiff::Timestamp;

/// The furthest that a clock can be moved in all: ten years, in milliseconds.
const FURTHEST_MS: i64 = 10 * 366 * 24 * 60 * 60 * 1_000;

/// A clock that only moves forward. Clones are the same clock.
#[derive(Clone, Debug)]
pub struct Clock(Arc<Face>);

#[derive(Debug)]
struct Face {
    stopped_at_ms: Option<i64>,
    advanced_ms: Mutex<i64>,
}

/// The clock was asked to move further than ten years in all.
#[derive(Debug, thiserror::Error)]
#[error("the clock can be moved forward by ten years in all")]
pub struct TooFar;

impl Clock {
    /// The system's time.
    #[must_use]
    pub fn system() -> Self {
        Self::with(None)
    }

    /// A clock that stands at `start` (to the millisecond) and moves by [`Clock::advance`] alone.
    #[must_use]
    pub fn stopped_at(start: Timestamp) -> Self {
        Self::with(Some(start.as_millisecond()))
    }

    fn with(stopped_at_ms: Option<i64>) -> Self {
        Self(Arc::new(Face { stopped_at_ms, advanced_ms: Mutex::new(0) }))
    }

    /// The time it shows.
    #[must_use]
    #[expect(clippy::disallowed_methods, reason = "this is the clock that the sandbox reads")]
    pub fn now(&self) -> Timestamp {
        let base_ms = self.0.stopped_at_ms.unwrap_or_else(|| Timestamp::now().as_millisecond());
        let advanced_ms = *self.0.advanced_ms.lock().unwrap_or_else(PoisonError::into_inner);
        Timestamp::from_millisecond(base_ms.saturating_add(advanced_ms)).unwrap_or(Timestamp::MAX)
    }

    /// Moves the clock forward.
    ///
    /// # Errors
    /// [`TooFar`] when all moves together would exceed ten years; the clock stays where it was.
    pub fn advance(&self, seconds: u64) -> Result<(), TooFar> {
        let mut advanced_ms = self.0.advanced_ms.lock().unwrap_or_else(PoisonError::into_inner);
        let moved_ms = i64::try_from(seconds)
            .ok()
            .and_then(|seconds| seconds.checked_mul(1_000))
            .and_then(|step_ms| advanced_ms.checked_add(step_ms))
            .filter(|moved_ms| *moved_ms <= FURTHEST_MS)
            .ok_or(TooFar)?;
        *advanced_ms = moved_ms;
        Ok(())
    }

    /// Takes back every move.
    pub(crate) fn rewind(&self) {
        *self.0.advanced_ms.lock().unwrap_or_else(PoisonError::into_inner) = 0;
    }
}

/// Whole seconds from `now` to `end`, rounded up: zero means that `end` is reached or past.
pub(crate) fn seconds_left(now: Timestamp, end: Timestamp) -> i64 {
    let left_ms = end.as_millisecond().saturating_sub(now.as_millisecond()).max(0);
    left_ms.saturating_add(999) / 1_000
}

#[cfg(test)]
mod tests {
    use super::*;

    fn noon() -> Timestamp {
        "2026-01-02T12:00:00Z".parse().unwrap()
    }

    #[test]
    fn a_stopped_clock_moves_only_when_told_and_its_clones_move_with_it() {
        let clock = Clock::stopped_at(noon());
        let same = clock.clone();
        clock.advance(90).unwrap();
        assert_eq!(same.now().to_string(), "2026-01-02T12:01:30Z");
        clock.rewind();
        assert_eq!(same.now(), noon());
    }

    #[test]
    fn a_move_too_far_leaves_the_clock_alone() {
        let clock = Clock::stopped_at(noon());
        assert!(clock.advance(u64::MAX).is_err());
        assert!(clock.advance(400 * 366 * 24 * 60 * 60).is_err());
        assert_eq!(clock.now(), noon());
    }

    #[test]
    fn seconds_left_reach_zero_only_at_the_end() {
        let end: Timestamp = "2026-01-02T12:00:02Z".parse().unwrap();
        assert_eq!(seconds_left(noon(), end), 2);
        assert_eq!(seconds_left("2026-01-02T12:00:01.999Z".parse().unwrap(), end), 1);
        assert_eq!(seconds_left(end, end), 0);
        assert_eq!(seconds_left("2026-01-02T13:00:00Z".parse().unwrap(), end), 0);
    }
}
