//! Which servers are alive. Every server moves a counter of its own in the shared records; whoever
//! sees another's counter stand still for long enough, by its own clock, may take that server's
//! checkouts over. No two clocks are ever compared, so a clock that is wrong harms nobody.
//!
//! The times add up: a server that could not move its counter stops asking Mion after [`SPEAKS_FOR`];
//! a request it began just before then is on the wire within [`SENT_WITHIN`] or never; and only after
//! [`DEAD_AFTER`], which is longer than both together, is it declared dead.

use core::time::Duration;
use domain::{Timestamp, planted};
use std::collections::HashMap;
use std::hash::Hash;

/// Between two moves of a server's counter.
pub const BEAT_EVERY: Duration = Duration::from_secs(1);
/// How long after it last moved its counter a server may ask Mion for its checkouts.
pub const SPEAKS_FOR: Duration = Duration::from_secs(3);
/// How long after it was begun a request may still be sent.
pub const SENT_WITHIN: Duration = Duration::from_secs(3);
/// How long a counter must stand still before its server is declared dead.
pub const DEAD_AFTER: Duration = Duration::from_secs(7);

/// A server's counter, as it was read. `S` names the server.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Beat<S> {
    /// Whose.
    pub server: S,
    /// The count.
    pub count: u64,
}

/// What one server knows of itself and the others.
#[derive(Clone, Debug)]
pub struct Membership<S> {
    me: S,
    spoken_for_until: Option<Timestamp>,
    quiet_until: Option<Timestamp>,
    is_unsure: bool,
    seen: HashMap<S, (u64, Timestamp)>,
    /// How many others there were a beat ago.
    others_before: usize,
}

impl<S: Copy + Eq + Hash> Membership<S> {
    /// Server `me`, which may not ask anything before its first beat.
    pub fn new(me: S) -> Self {
        Self { me, spoken_for_until: None, quiet_until: None, is_unsure: false, seen: HashMap::new(), others_before: 0 }
    }

    /// This server.
    pub fn me(&self) -> S {
        self.me
    }

    /// Notes that the counter was moved by a write that began at `began`.
    pub fn beaten(&mut self, began: Timestamp) {
        self.spoken_for_until = Some(began.plus(SPEAKS_FOR));
    }

    /// Notes who else was there just after this server had joined. They do not know yet that they have
    /// to share the budget, so it keeps quiet until those that have not seen it do not speak any more.
    pub fn joined(&mut self, beats: &[Beat<S>], now: Timestamp) {
        let is_alone = beats.iter().all(|beat| beat.server == self.me);
        if !is_alone && !planted!(NewcomerSpeaksAtOnce) {
            self.quiet_until = Some(now.plus(SPEAKS_FOR));
        }
    }

    /// Whether this server may ask Mion about the checkouts it took under the name `name`.
    pub fn speaks(&self, name: S, now: Timestamp) -> bool {
        let is_me = name == self.me || planted!(AskInTheOldName);
        let is_heard = self.spoken_for_until.is_some_and(|until| now < until) || planted!(IgnoreLostLease);
        is_me && is_heard && !self.is_unsure && self.quiet_until.is_none_or(|until| now >= until)
    }

    /// Notes that this server is about to leave: it does not speak any more, not even for a checkout that
    /// is being stored just now. To be noted before the others are told.
    pub fn leaves(&mut self) {
        self.quiet_until = Some(Timestamp::from_unix_ms(i64::MAX));
    }

    /// Notes that this server may have become the owner of checkouts it does not know of: a write that
    /// would have made it so failed, or nobody knows whether it did. It does not speak any more.
    pub fn unsure(&mut self) {
        self.is_unsure = !planted!(NeverUnsure);
    }

    /// Whether it must join anew, under another name: then what the old one owns is taken over.
    pub fn is_unsure(&self) -> bool {
        self.is_unsure
    }

    /// Looks at everybody's counters; returns those that have stood still for too long.
    pub fn observe(&mut self, beats: &[Beat<S>], now: Timestamp) -> Vec<Beat<S>> {
        self.others_before = self.seen.len();
        self.seen.retain(|server, _| beats.iter().any(|beat| beat.server == *server));
        let mut dead = Vec::new();
        for beat in beats.iter().filter(|beat| beat.server != self.me) {
            let (count, since) = self.seen.entry(beat.server).or_insert((beat.count, now));
            if *count != beat.count {
                (*count, *since) = (beat.count, now);
            } else if now.since(*since) >= DEAD_AFTER {
                dead.push(*beat);
            }
        }
        dead
    }

    /// How many servers there are, this one included: among so many the budget is shared. One that has
    /// gone counts for a beat more, because it may have asked within the last second.
    pub fn servers(&self) -> u32 {
        let others = self.seen.len().max(self.others_before);
        u32::try_from(others).unwrap_or(u32::MAX).saturating_add(1)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn at(ms: i64) -> Timestamp {
        Timestamp::from_unix_ms(ms)
    }

    fn beat(server: u8, count: u64) -> Beat<u8> {
        Beat { server, count }
    }

    #[test]
    fn the_times_leave_no_overlap() {
        assert!(SPEAKS_FOR + SENT_WITHIN < DEAD_AFTER);
        assert!(BEAT_EVERY * 2 < SPEAKS_FOR, "one lost beat is no reason to fall silent");
    }

    #[test]
    fn a_server_speaks_for_its_checkouts_only_while_its_counter_moves() {
        let mut me = Membership::new(1_u8);
        assert!(!me.speaks(1, at(0)));
        me.beaten(at(0));
        assert!(me.speaks(1, at(2_999)) && !me.speaks(1, at(3_000)));
        assert!(!me.speaks(2, at(1)), "nor for what it took under another name");
        me.leaves();
        assert!(!me.speaks(1, at(1)), "nor while it says goodbye");
    }

    #[test]
    fn a_newcomer_keeps_quiet_until_the_others_must_have_seen_it() {
        let mut alone = Membership::new(1_u8);
        alone.joined(&[beat(1, 0)], at(0));
        alone.beaten(at(0));
        assert!(alone.speaks(1, at(0)));
        let mut second = Membership::new(2_u8);
        second.joined(&[beat(1, 7), beat(2, 0)], at(0));
        second.beaten(at(2_000));
        assert!(!second.speaks(2, at(2_999)) && second.speaks(2, at(3_000)));
    }

    #[test]
    fn whoever_may_own_what_it_does_not_know_of_is_silent_for_good() {
        let mut me = Membership::new(1_u8);
        me.beaten(at(0));
        me.unsure();
        me.beaten(at(1));
        assert!(me.is_unsure() && !me.speaks(1, at(2)));
    }

    #[test]
    fn whose_counter_stands_still_is_dead_and_nobody_else() {
        let mut me = Membership::new(1_u8);
        assert_eq!(me.observe(&[beat(1, 0), beat(2, 5), beat(3, 0)], at(0)), []);
        assert_eq!(me.observe(&[beat(1, 0), beat(2, 6), beat(3, 0)], at(6_999)), []);
        assert_eq!(me.observe(&[beat(1, 0), beat(2, 6), beat(3, 0)], at(7_000)), [beat(3, 0)]);
        assert_eq!(me.servers(), 3);
        assert_eq!(me.observe(&[beat(1, 0), beat(2, 6)], at(13_998)), []);
        assert_eq!(me.observe(&[beat(1, 0), beat(2, 6)], at(13_999)), [beat(2, 6)]);
        assert_eq!(me.servers(), 2);
    }
}
