//! What happens without Mion's word: staff call a sale off or put it aside, no invoice came in time,
//! or the watching ends.

use super::change::Event;
use super::progress::SessionProgress;
use super::state::State;
use super::{Checkout, InvalidTransition};
use crate::planted;
use crate::time::Timestamp;

impl Checkout {
    /// Calls the checkout off. Its invoice can still be paid at Mion, so it stays watched. Calling
    /// off twice is the same as once.
    ///
    /// # Errors
    /// [`InvalidTransition`] where it has ended already, or a payment is being confirmed.
    pub fn cancel(self, now: Timestamp) -> Result<Self, InvalidTransition> {
        match self.record.state {
            State::Opening | State::AwaitingPayment | State::Underpaid => {
                Ok(self.entered(State::Cancelled, now, Event::Cancelled).alarmed(now))
            }
            State::Cancelled => Ok(self),
            _ => Err(self.invalid("cancel")),
        }
    }

    /// Notes that staff want it called off. Whoever watches it looks once more whether it is paid,
    /// then calls it off. Asking twice is the same as once.
    ///
    /// # Errors
    /// [`InvalidTransition`] as for [`Checkout::cancel`].
    pub fn ask_cancel(mut self, now: Timestamp) -> Result<Self, InvalidTransition> {
        match (&self.record.state, self.record.cancel_asked_at) {
            (State::Cancelled, _) => Ok(self),
            (State::Opening | State::AwaitingPayment | State::Underpaid, Some(_)) => Ok(self),
            (State::Opening | State::AwaitingPayment | State::Underpaid, None) => {
                self.record.cancel_asked_at = Some(now);
                Ok(self.noted(now, Event::CancelAsked))
            }
            _ => Err(self.invalid("cancel")),
        }
    }

    /// Puts a sale aside that is still open: staff move on to the next customer. A payment that
    /// comes meanwhile is one for the staff to look at.
    ///
    /// # Errors
    /// [`InvalidTransition`] where it has ended.
    pub fn put_aside(mut self, now: Timestamp) -> Result<Self, InvalidTransition> {
        match self.record.put_aside_at {
            _ if !self.record.state.is_live() => Err(self.invalid("being put aside")),
            Some(_) => Ok(self),
            None => {
                self.record.put_aside_at = Some(now);
                Ok(self.noted(now, Event::PutAside))
            }
        }
    }

    /// Takes a sale up that was put aside. One that was not, or has ended, is left as it is.
    #[must_use]
    pub fn take_up(mut self, now: Timestamp) -> Self {
        if self.record.put_aside_at.is_none() || !self.record.state.is_live() {
            return self;
        }
        self.record.put_aside_at = None;
        self.noted(now, Event::TakenUp)
    }

    /// Ends a checkout that never got an invoice and whose time is over. One that has an invoice
    /// expires only by a status that Mion gave after the end.
    ///
    /// # Errors
    /// [`InvalidTransition`] where an invoice exists, the time is not over, or it has ended already.
    pub fn expire_unopened(self, now: Timestamp) -> Result<Self, InvalidTransition> {
        match self.record.state {
            State::Opening if now >= self.deadline() && self.invoice().is_none() => {
                Ok(self.entered(State::Expired, now, Event::Expired))
            }
            State::AwaitingPayment if planted!(ExpireWithoutLook) => {
                Ok(self.entered(State::Expired, now, Event::Expired))
            }
            _ => Err(self.invalid("expiry")),
        }
    }

    /// Ends the watching. What Mion had begun to say, and never finished, is one for a person to look at.
    ///
    /// # Errors
    /// [`InvalidTransition`] where the sale has not ended.
    pub fn close(mut self, now: Timestamp) -> Result<Self, InvalidTransition> {
        if self.record.state.is_live() {
            return Err(self.invalid("the end of watching"));
        }
        if self.record.is_closed {
            return Ok(self);
        }
        self.record.is_closed = true;
        Ok(self.noted(now, Event::Closed).alarmed(now))
    }

    /// Whether nobody knows if Mion has a session for this sale.
    pub fn session_in_doubt(&self) -> bool {
        matches!(self.record.session, SessionProgress::Asked { .. } | SessionProgress::Unknown { .. })
    }
}
