//! How often Mion is asked in all, who goes first, and when it is left alone.
//!
//! - a **budget** of requests per second, shared among the servers, never exceeded in any second
//! - **classes**: a customer who waits goes first; but every eighth request goes to whoever has waited
//!   longest in the lowest class, so that a busy hour never starves the watch over late payments
//! - a **breaker**: after several questions in a row without an answer nothing is asked for a while,
//!   then one question alone, and everything again only once Mion has answered it

use core::time::Duration;
use domain::{Timestamp, planted};
use std::collections::VecDeque;

/// Questions in a row without an answer before Mion is left alone.
const PATIENCE: u32 = 5;
/// Questions in a row without an answer before the tablets are told. One is bad luck.
const BAD_LUCK: u32 = 1;
const SHORTEST_PAUSE: Duration = Duration::from_secs(1);
const LONGEST_PAUSE: Duration = Duration::from_secs(8);
/// Longest that a `Retry-After` to one question keeps all others back.
const LONGEST_HOLD: Duration = Duration::from_secs(60);
/// After so long without word, the question that was to try Mion out is given up.
const TRIAL: Duration = Duration::from_secs(20);
/// One request in so many goes to the lowest class that has any.
const TURN_OF_THE_LAST: u32 = 8;

/// How soon a question has to be asked, most urgent first.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Class {
    /// A customer waits for the invoice.
    Opening,
    /// A customer waits for "paid".
    Waited,
    /// Nobody looks.
    Unattended,
    /// The sale is over; a payment may still come.
    Ended,
}

/// What may happen next.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Next<T> {
    /// This one may ask now.
    Go(T),
    /// Nobody may ask before then.
    NotBefore(Timestamp),
    /// Mion is being tried out; nobody may ask before its answer, or before then.
    Trying(Timestamp),
    /// Nobody wants to ask.
    Nobody,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Breaker {
    Closed,
    /// Left alone until then.
    Open(Timestamp),
    /// One question is on its way since then.
    Trying(Timestamp),
}

/// Lets questions through. `T` is whoever waits to ask.
#[derive(Debug)]
pub struct Governor<T> {
    per_second: u32,
    servers: u32,
    queues: [VecDeque<T>; 4],
    let_through: u32,
    /// When the next request would be due at a steady rate, in microseconds since the Unix epoch.
    due_us: i64,
    unanswered: u32,
    /// When the first of those in a row came to nothing.
    unanswered_since: Option<Timestamp>,
    breaker: Breaker,
    held_until: Option<Timestamp>,
}

impl<T> Governor<T> {
    /// A governor that lets at most `per_second` requests through in any second, all servers together.
    pub fn new(per_second: u32) -> Self {
        Self {
            per_second: per_second.max(1),
            servers: 1,
            queues: Default::default(),
            let_through: 0,
            due_us: i64::MIN,
            unanswered: 0,
            unanswered_since: None,
            breaker: Breaker::Closed,
            held_until: None,
        }
    }

    /// So many servers share the budget from now on.
    pub fn share_among(&mut self, servers: u32) {
        self.servers = servers.max(1);
    }

    /// Queues somebody who wants to ask.
    pub fn queue(&mut self, class: Class, who: T) {
        self.queues[class as usize].push_back(who);
    }

    /// Whether one who would queue as [`Class::Opening`] may ask at once: nobody is before them, and it is
    /// within the budget.
    pub fn admit_now(&mut self, now: Timestamp) -> bool {
        let is_first = self.queues[Class::Opening as usize].is_empty();
        is_first && self.breaker == Breaker::Closed && self.kept_back(now).is_none() && self.spend(now)
    }

    /// How many wait.
    pub fn waiting(&self) -> usize {
        self.queues.iter().map(VecDeque::len).fold(0, usize::saturating_add)
    }

    /// Lets the next one through, or says when to try again.
    pub fn next(&mut self, now: Timestamp) -> Next<T> {
        if let Some(not_yet) = self.kept_back(now) {
            return not_yet;
        }
        if self.queues.iter().all(VecDeque::is_empty) {
            return Next::Nobody;
        }
        if !self.spend(now) {
            return Next::NotBefore(self.affordable_at());
        }
        let who = self.take();
        if let Some(who) = who {
            if matches!(self.breaker, Breaker::Open(_) | Breaker::Trying(_)) {
                self.breaker = Breaker::Trying(now);
            }
            return Next::Go(who);
        }
        Next::Nobody
    }

    /// Whether nothing at all may be asked now, and until when.
    fn kept_back(&self, now: Timestamp) -> Option<Next<T>> {
        if planted!(IgnoreTheBreaker) {
            return None;
        }
        if let Some(until) = self.held_until.filter(|until| *until > now) {
            return Some(Next::NotBefore(until));
        }
        match self.breaker {
            Breaker::Open(until) if until > now => Some(Next::NotBefore(until)),
            Breaker::Trying(since) if since.plus(TRIAL) > now => Some(Next::Trying(since.plus(TRIAL))),
            _ => None,
        }
    }

    fn take(&mut self) -> Option<T> {
        self.let_through = self.let_through.wrapping_add(1);
        if self.let_through.is_multiple_of(TURN_OF_THE_LAST) {
            return self.queues.iter_mut().rev().find_map(VecDeque::pop_front);
        }
        self.queues.iter_mut().find_map(VecDeque::pop_front)
    }

    /// Learns from the end of a question. `chance` of 256 spreads the pauses of several servers.
    pub fn heard(&mut self, answered: bool, retry_after: Option<Duration>, now: Timestamp, chance: u8) {
        if let Some(wait) = retry_after {
            let until = now.plus(wait.min(LONGEST_HOLD));
            self.held_until = self.held_until.max(Some(until));
        }
        if answered {
            (self.unanswered, self.unanswered_since, self.breaker) = (0, None, Breaker::Closed);
            return;
        }
        self.unanswered_since.get_or_insert(now);
        self.unanswered = self.unanswered.saturating_add(1);
        if self.unanswered >= PATIENCE {
            let doublings = self.unanswered.saturating_sub(PATIENCE).min(8);
            let pause = SHORTEST_PAUSE.saturating_mul(1 << doublings).min(LONGEST_PAUSE);
            let pause =
                pause.saturating_sub(pause.saturating_mul(u32::from(chance)).checked_div(1024).unwrap_or_default());
            self.breaker = Breaker::Open(now.plus(pause));
        }
    }

    /// Whoever was let through at `admitted_at` does not ask after all. Where that was the one to try
    /// Mion out, another may.
    pub fn withdrawn(&mut self, admitted_at: Timestamp) {
        if self.breaker == Breaker::Trying(admitted_at) {
            self.breaker = Breaker::Open(admitted_at);
        }
    }

    /// Whether Mion answers, as far as the tablets need to know.
    pub fn mion_answers(&self) -> bool {
        self.unanswered <= BAD_LUCK
    }

    /// Since when it does not.
    pub fn silent_since(&self) -> Option<Timestamp> {
        self.unanswered_since.filter(|_| !self.mion_answers())
    }

    /// Microseconds between two of this server's requests at a steady rate of four fifths of its share.
    /// The last fifth is for bursts, so that a whole second never holds more than the share.
    fn interval_us(&self) -> i64 {
        let steady_milli = self.share_milli().saturating_sub(self.burst().saturating_mul(1000)).max(1);
        i64::try_from(1_000_000_000_u64.div_ceil(steady_milli)).unwrap_or(i64::MAX)
    }

    /// This server's part of the budget, in thousandths of a request per second.
    fn share_milli(&self) -> u64 {
        u64::from(self.per_second).saturating_mul(1000).checked_div(u64::from(self.servers)).unwrap_or(1)
    }

    fn burst(&self) -> u64 {
        self.share_milli() / 5000
    }

    fn earliest_us(&self) -> i64 {
        let ahead = self.interval_us().saturating_mul(i64::try_from(self.burst()).unwrap_or(i64::MAX));
        self.due_us.saturating_sub(ahead)
    }

    fn spend(&mut self, now: Timestamp) -> bool {
        if planted!(IgnoreTheBudget) {
            return true;
        }
        let now_us = now.as_unix_ms().saturating_mul(1000);
        if self.earliest_us() > now_us {
            return false;
        }
        self.due_us = self.due_us.max(now_us).saturating_add(self.interval_us());
        true
    }

    fn affordable_at(&self) -> Timestamp {
        Timestamp::from_unix_ms(self.earliest_us().saturating_add(999).checked_div(1000).unwrap_or(0))
    }
}

#[cfg(test)]
mod tests;
