//! How many connections there may be. When there are too many, the one that has waited longest without a
//! whole request has to go: whoever holds connections open to keep others out loses the oldest of them to
//! every newcomer, and a browser that asks at once is served at once.

use crate::clock::Clock;
use axum::extract::Request;
use core::time::Duration;
use domain::Timestamp;
use std::collections::BTreeMap;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use tokio_util::sync::CancellationToken;

/// Files that the records, Mion and the log need besides the connections.
const OTHER_FILES: u64 = 256;
/// How often it is said that there are too many.
const SAY_EVERY: Duration = Duration::from_secs(60);

/// Every connection of a kiosk.
#[derive(Clone)]
pub(crate) struct Door {
    most: usize,
    clock: Arc<dyn Clock>,
    inside: Arc<Mutex<Inside>>,
}

#[derive(Default)]
struct Inside {
    /// Connections whose request is being answered.
    busy: usize,
    /// All others, by their turn, which is the order in which they began to wait; with how to end them.
    waiting: BTreeMap<u64, CancellationToken>,
    next_turn: u64,
    /// Sent away since it was last said, and when that was.
    sent_away: u64,
    said_at: Option<Timestamp>,
}

impl Inside {
    fn wait(&mut self, end: CancellationToken) -> u64 {
        let turn = self.next_turn;
        self.next_turn += 1;
        self.waiting.insert(turn, end);
        turn
    }
}

/// A connection's place among the others, until it is dropped.
pub(crate) struct Place {
    door: Door,
    end: CancellationToken,
    /// Its turn while it waits; nothing while it is busy.
    turn: Mutex<Option<u64>>,
}

impl Door {
    /// For at most `most` connections.
    pub(crate) fn new(most: usize, clock: Arc<dyn Clock>) -> Self {
        Self { most, clock, inside: Arc::default() }
    }

    /// Lets a connection in, if need be instead of another. Nothing where all are busy.
    pub(crate) fn enter(&self) -> Option<Arc<Place>> {
        let mut inside = self.inside();
        if inside.busy + inside.waiting.len() >= self.most {
            let made_room = self.send_away(&mut inside);
            self.say(&mut inside);
            if !made_room {
                return None;
            }
        }
        let end = CancellationToken::new();
        let turn = inside.wait(end.clone());
        drop(inside);
        Some(Arc::new(Place { door: self.clone(), end, turn: Mutex::new(Some(turn)) }))
    }

    /// Ends the connection that has waited longest, for the sake of what it holds.
    pub(crate) fn make_room(&self) {
        self.send_away(&mut self.inside());
    }

    fn send_away(&self, inside: &mut Inside) -> bool {
        inside.sent_away += 1;
        let oldest = inside.waiting.pop_first();
        oldest.is_some_and(|(_, end)| {
            end.cancel();
            true
        })
    }

    fn say(&self, inside: &mut Inside) {
        let now = self.clock.now();
        if inside.said_at.is_some_and(|at| now.since(at) < SAY_EVERY) {
            return;
        }
        let (most, busy, sent_away) = (self.most, inside.busy, inside.sent_away);
        tracing::warn!(most, busy, sent_away, "too many connections (KIOSK_MAX_CONNECTIONS): the idlest are closed");
        (inside.said_at, inside.sent_away) = (Some(now), 0);
    }

    fn inside(&self) -> MutexGuard<'_, Inside> {
        // Nothing panics while it holds the lock.
        self.inside.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

impl Place {
    /// Completes when this connection has to go.
    pub(crate) async fn ended(&self) {
        self.end.cancelled().await;
    }

    fn turn(&self) -> MutexGuard<'_, Option<u64>> {
        self.turn.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// Whether no request of its is being answered.
    pub(crate) fn is_waiting(&self) -> bool {
        self.turn().is_some()
    }

    /// Its request has arrived: it is not sent away before that is answered.
    fn begin(&self) {
        let mut turn = self.turn();
        let mut inside = self.door.inside();
        // Not there any more: it is being closed already.
        if turn.is_some_and(|turn| inside.waiting.remove(&turn).is_some()) {
            *turn = None;
            inside.busy += 1;
        }
    }

    /// Its request is answered, and it waits for the next.
    fn finish(&self) {
        let mut turn = self.turn();
        if turn.is_none() {
            let mut inside = self.door.inside();
            inside.busy -= 1;
            *turn = Some(inside.wait(self.end.clone()));
        }
    }
}

impl Drop for Place {
    fn drop(&mut self) {
        self.finish();
        if let Some(turn) = *self.turn() {
            self.door.inside().waiting.remove(&turn);
        }
    }
}

/// While this lives its connection stays.
pub(super) struct Answering(Option<Arc<Place>>);

impl Answering {
    /// `request`, which has arrived whole.
    pub(super) fn to(request: &Request) -> Self {
        let place = request.extensions().get::<Arc<Place>>().cloned();
        if let Some(place) = &place {
            place.begin();
        }
        Self(place)
    }
}

impl Drop for Answering {
    fn drop(&mut self) {
        if let Some(place) = &self.0 {
            place.finish();
        }
    }
}

/// How many of `asked` connections this process may hold, raising what the system allows it as far as it may.
#[cfg(unix)]
pub(crate) fn allowed(asked: usize) -> usize {
    use rustix::process::{Resource, Rlimit, getrlimit, setrlimit};
    let needed = u64::try_from(asked).unwrap_or(u64::MAX).saturating_add(OTHER_FILES);
    let Rlimit { current, maximum } = getrlimit(Resource::Nofile);
    let Some(mut files) = current else {
        return asked;
    };
    if files < needed {
        let raised = maximum.map_or(needed, |maximum| maximum.min(needed));
        match setrlimit(Resource::Nofile, Rlimit { current: Some(raised), maximum }) {
            Ok(()) => files = raised,
            Err(error) => tracing::debug!(%error, "the limit of open files could not be raised"),
        }
    }
    let allowed = usize::try_from(files.saturating_sub(OTHER_FILES)).unwrap_or(usize::MAX).clamp(1, asked);
    if allowed < asked {
        tracing::warn!(files, allowed, "fewer connections than KIOSK_MAX_CONNECTIONS: raise LimitNOFILE (ulimit -n)");
    }
    allowed
}

/// As many as were asked for.
#[cfg(not(unix))]
pub(crate) fn allowed(asked: usize) -> usize {
    asked
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::clock::ManualClock;
    use futures::FutureExt as _;

    fn door(most: usize) -> Door {
        Door::new(most, Arc::new(ManualClock::at(Timestamp::from_unix_ms(0))))
    }

    fn is_ended(place: &Place) -> bool {
        place.ended().now_or_never().is_some()
    }

    #[test]
    fn whoever_waits_longest_goes_first() {
        let door = door(2);
        let first = door.enter().unwrap();
        let second = door.enter().unwrap();
        first.begin();
        first.finish();
        let third = door.enter().unwrap();
        assert!(is_ended(&second) && !is_ended(&first) && !is_ended(&third));
    }

    #[test]
    fn nobody_goes_while_being_answered() {
        let door = door(2);
        let places = [door.enter().unwrap(), door.enter().unwrap()];
        places.iter().for_each(|place| place.begin());
        assert!(door.enter().is_none());
        assert!(!places.iter().any(|place| is_ended(place)));
        places[1].finish();
        assert!(door.enter().is_some() && is_ended(&places[1]));
    }

    #[test]
    fn a_place_is_free_again_whatever_it_was_doing() {
        let door = door(3);
        let [waiting, busy, sent_away] = [door.enter().unwrap(), door.enter().unwrap(), door.enter().unwrap()];
        busy.begin();
        drop(waiting);
        let (_a, _b) = (door.enter().unwrap(), door.enter().unwrap());
        assert!(is_ended(&sent_away));
        // Too late: its answer would not be sent any more.
        sent_away.begin();
        drop((busy, sent_away));
        let inside = door.inside();
        assert_eq!((inside.busy, inside.waiting.len()), (0, 2));
    }
}
