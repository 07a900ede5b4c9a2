//! What a status of Mion's does to a checkout.

use super::Checkout;
use super::change::Event;
use super::state::{Ending, LateSettlement, Settlement, State};
use crate::answer::StatusRead;
use crate::planted;
use crate::time::Timestamp;
use core::time::Duration;

/// How long after its end a checkout that may still be paid is watched, and how long money that is
/// on its way is waited for.
pub const WATCHED_AFTER_THE_END: Duration = Duration::from_secs(24 * 60 * 60);

impl Checkout {
    pub(super) fn read(mut self, read: StatusRead, asked_at: Timestamp, now: Timestamp) -> Self {
        let is_news = self.record.reading.as_ref() != Some(&read);
        let next = self.after(&read, asked_at, now);
        let word = read.word.clone();
        self.record.reading = Some(read);
        let checkout = match next {
            Some((state, event)) => self.entered(state, now, event),
            None if is_news => self.noted(now, Event::StatusRead(word)),
            None => self,
        };
        checkout.alarmed(now)
    }

    /// The state `read` leads to, if it is another one.
    fn after(&self, read: &StatusRead, asked_at: Timestamp, now: Timestamp) -> Option<(State, Event)> {
        let word = || Event::StatusRead(read.word.clone());
        let Some(paid_at) = read.paid() else {
            return self.after_unpaid(read, asked_at).map(|state| {
                let event = if state == State::Expired { Event::Expired } else { word() };
                (state, event)
            });
        };
        let settlement = Settlement { paid_at, recorded_at: now, complete: read.word_is_last };
        let completes = |known: &Settlement| read.word_is_last && !known.complete;
        let late = |after| (State::PaidLate(LateSettlement { settlement, after }), Event::PaidLate(paid_at));
        match &self.record.state {
            State::Paid(known) if completes(known) => {
                Some((State::Paid(Settlement { complete: true, ..*known }), word()))
            }
            State::PaidLate(known) if completes(&known.settlement) => {
                let settlement = Settlement { complete: true, ..known.settlement };
                Some((State::PaidLate(LateSettlement { settlement, ..*known }), word()))
            }
            State::Paid(_) | State::PaidLate(_) => None,
            state => match state.ending() {
                _ if planted!(LateIsPaid) => Some((State::Paid(settlement), Event::Paid(paid_at))),
                Some(after) => Some(late(after)),
                None if self.record.put_aside_at.is_some() && !planted!(AsideIsPaid) => Some(late(Ending::PutAside)),
                None => Some((State::Paid(settlement), Event::Paid(paid_at))),
            },
        }
    }

    fn after_unpaid(&self, read: &StatusRead, asked_at: Timestamp) -> Option<State> {
        let state = &self.record.state;
        if !state.is_live() || *state == State::Opening {
            return None;
        }
        let deadline = self.deadline();
        let is_over = asked_at >= deadline;
        let is_given_up = asked_at >= deadline.plus(WATCHED_AFTER_THE_END);
        let next = match read {
            read if read.is_on_its_way() && !is_given_up => {
                if read.seen && !read.half_paid() {
                    State::Seen
                } else {
                    State::Confirming
                }
            }
            _ if is_over => State::Expired,
            read if read.is_short() => State::Underpaid,
            _ => State::AwaitingPayment,
        };
        (next != *state).then_some(next)
    }
}
