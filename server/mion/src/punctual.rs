//! A body that is sent in time or not at all. A program that was frozen between deciding to ask and asking
//! (SIGSTOP, a suspended machine) may have lost the sale to another server meanwhile, and must not ask any more.
//! The check stands where HTTP takes the body: what is frozen before that sends nothing, what is let through is
//! written to the connection in the same breath. The microseconds between the two are all that remains.

use bytes::Bytes;
use core::pin::Pin;
use core::task::{Context, Poll};
use core::time::Duration;
use http_body::{Body, Frame, SizeHint};
use std::time::{Instant, SystemTime};

/// The body was asked for too late, and none of it was given.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
#[error("too late to be sent")]
pub(crate) struct TooLate;

/// When a question began, by two clocks: one that nobody sets, and one that goes on while the machine sleeps.
#[derive(Clone, Copy)]
pub(crate) struct Began {
    steady: Instant,
    wall: SystemTime,
}

impl Began {
    #[expect(clippy::disallowed_methods, reason = "how long a question has waited is not a matter of the till's time")]
    pub(crate) fn now() -> Self {
        Self { steady: Instant::now(), wall: SystemTime::now() }
    }

    /// How long ago that was at `now`, by the clock that says longer. A wall clock set back says nothing.
    fn until(self, now: Self) -> Duration {
        let wall = now.wall.duration_since(self.wall).unwrap_or_default();
        now.steady.saturating_duration_since(self.steady).max(wall)
    }
}

/// A JSON body with a deadline.
pub(crate) struct Punctual {
    json: Bytes,
    began: Began,
    /// Longest time from `began` to the moment the body is taken.
    within: Duration,
    now: fn() -> Began,
}

impl Punctual {
    /// `json`, to be taken within so long after `began`.
    pub(crate) fn new(json: String, began: Began, within: Duration) -> Self {
        Self { json: json.into(), began, within, now: Began::now }
    }
}

impl Body for Punctual {
    type Data = Bytes;
    type Error = TooLate;

    fn poll_frame(mut self: Pin<&mut Self>, _: &mut Context<'_>) -> Poll<Option<Result<Frame<Bytes>, TooLate>>> {
        if self.is_end_stream() {
            return Poll::Ready(None);
        }
        if self.began.until((self.now)()) > self.within {
            return Poll::Ready(Some(Err(TooLate)));
        }
        Poll::Ready(Some(Ok(Frame::data(core::mem::take(&mut self.json)))))
    }

    fn is_end_stream(&self) -> bool {
        self.json.is_empty()
    }

    fn size_hint(&self) -> SizeHint {
        SizeHint::with_exact(u64::try_from(self.json.len()).unwrap_or(u64::MAX))
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use core::task::Waker;

    const WITHIN: Duration = Duration::from_secs(5);

    fn zero() -> Began {
        static ZERO: std::sync::OnceLock<Began> = std::sync::OnceLock::new();
        *ZERO.get_or_init(Began::now)
    }

    fn later(steady_ms: u64, wall_ms: u64) -> Began {
        let steady = zero().steady.checked_add(Duration::from_millis(steady_ms)).unwrap();
        let wall = zero().wall.checked_add(Duration::from_millis(wall_ms)).unwrap();
        Began { steady, wall }
    }

    fn taken(now: fn() -> Began) -> Option<Result<Bytes, TooLate>> {
        let mut body = Punctual { now, ..Punctual::new("{}".to_owned(), zero(), WITHIN) };
        assert_eq!(body.size_hint().exact(), Some(2));
        let mut cx = Context::from_waker(Waker::noop());
        let Poll::Ready(first) = Pin::new(&mut body).poll_frame(&mut cx) else { panic!("the body is there at once") };
        let first = first.map(|frame| frame.map(|frame| frame.into_data().unwrap()));
        if first.as_ref().is_some_and(Result::is_ok) {
            assert!(body.is_end_stream());
            assert!(matches!(Pin::new(&mut body).poll_frame(&mut cx), Poll::Ready(None)));
        }
        first
    }

    #[test]
    fn in_time_it_is_given_once_and_whole() {
        assert_eq!(taken(zero), Some(Ok(Bytes::from_static(b"{}"))));
        assert_eq!(taken(|| later(5_000, 5_000)), Some(Ok(Bytes::from_static(b"{}"))));
    }

    #[test]
    fn late_by_either_clock_nothing_is_given() {
        assert_eq!(taken(|| later(5_001, 0)), Some(Err(TooLate)));
        assert_eq!(taken(|| later(0, 5_001)), Some(Err(TooLate)));
    }

    #[test]
    fn a_wall_clock_set_back_neither_helps_nor_harms() {
        let wall = zero().wall.checked_sub(Duration::from_secs(3_600)).unwrap();
        let set_back = |steady_ms| Began { wall, ..later(steady_ms, 0) };
        assert_eq!(zero().until(set_back(4_000)), Duration::from_secs(4));
        assert_eq!(zero().until(set_back(6_000)), Duration::from_secs(6));
    }
}
