//! The two ways a checkout ends unpaid without Mion's word: staff call it off, or no invoice came in time.

use super::change::Event;
use super::progress::SessionProgress;
use super::state::State;
use super::{Checkout, InvalidTransition};
use crate::time::Timestamp;

impl Checkout {
    /// Calls the checkout off. Its invoice can still be paid at Mion, so it stays watched. Calling
    /// off twice is the same as once.
    ///
    /// # Errors
    /// [`InvalidTransition`] where it has ended already, or a payment is being confirmed.
    pub fn cancel(self, now: Timestamp) -> Result<Self, InvalidTransition> {
        match self.record.state {
            State::Opening | State::AwaitingPayment => Ok(self.entered(State::Cancelled, now, Event::Cancelled)),
            State::Cancelled => Ok(self),
            _ => Err(self.invalid("cancel")),
        }
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
            _ => Err(self.invalid("expiry")),
        }
    }

    /// Whether nobody knows if Mion has a session for this sale.
    pub fn session_in_doubt(&self) -> bool {
        matches!(self.record.session, SessionProgress::Asked { .. } | SessionProgress::Unknown { .. })
    }
}
