//! What asking Mion and being answered does to a checkout.

use super::change::Event;
use super::progress::{Attempt, AttemptOutcome, Session, SessionProgress};
use super::state::{Failure, State};
use super::{Checkout, InvalidTransition};
use crate::answer::{Action, Answer};
use crate::planted;
use crate::time::Timestamp;
use core::time::Duration;

/// How long after a lost answer Mion's "no such session" is believed. Until then the lost request
/// may still be on its way, and creating another session could make two for one sale.
pub const SETTLING_TIME: Duration = Duration::from_secs(2);

/// How much longer than it was asked for a session may live, whatever Mion says.
const LONGEST_EXTENSION: Duration = Duration::from_secs(24 * 60 * 60);

impl Checkout {
    /// Notes that Mion is about to be asked. To be stored before the request is sent.
    ///
    /// # Errors
    /// [`InvalidTransition`] where the question makes no sense in this state.
    pub fn asking(mut self, action: Action, now: Timestamp) -> Result<Self, InvalidTransition> {
        match (action, self.record.session, &self.record.state) {
            (Action::CreateSession, SessionProgress::NotAsked, State::Opening) => {
                self.record.session = SessionProgress::Asked { at: now };
                Ok(self.noted(now, Event::SessionAsked))
            }
            (Action::CreateAttempt, SessionProgress::Open(_), State::Opening | State::AwaitingPayment) => {
                // An attempt interrupted by a crash never showed an invoice to anybody.
                self.settle_attempt(AttemptOutcome::Without);
                self.record.attempts.push(Attempt { asked_at: now, outcome: AttemptOutcome::Asked });
                let number = self.record.attempts.len();
                Ok(self.noted(now, Event::AttemptAsked(number)))
            }
            // Whoever is really being asked to create it does not come by here: that was interrupted.
            (Action::LookUpSession, SessionProgress::Asked { .. }, State::Opening) => {
                self.record.session = SessionProgress::Unknown { lost_at: now };
                Ok(self.noted(now, Event::SessionUnknown))
            }
            // Reading changes nothing at Mion, so there is nothing to note.
            (Action::LookUpSession, SessionProgress::Unknown { .. }, State::Opening)
            | (Action::ReadStatus, SessionProgress::Open(_), _) => Ok(self),
            _ => Err(self.invalid("this question to Mion")),
        }
    }

    /// Takes Mion's answer to a question that was asked at `asked_at`. To be stored before it is shown.
    /// Returns the checkout unchanged where the answer tells nothing new.
    ///
    /// # Errors
    /// [`InvalidTransition`] where nobody asked.
    pub fn answered(self, answer: Answer, asked_at: Timestamp, now: Timestamp) -> Result<Self, InvalidTransition> {
        match (answer, self.record.session) {
            (Answer::Status(read), SessionProgress::Open(_)) => Ok(self.read(read, asked_at, now)),
            (answer, SessionProgress::Open(_)) => self.attempt_answered(answer, now),
            (answer, SessionProgress::Asked { .. } | SessionProgress::Unknown { .. }) => {
                self.session_answered(answer, asked_at, now)
            }
            (_, SessionProgress::NotAsked) => Err(self.invalid("an answer nobody asked for")),
        }
    }

    fn session_answered(
        mut self,
        answer: Answer,
        asked_at: Timestamp,
        now: Timestamp,
    ) -> Result<Self, InvalidTransition> {
        match (answer, self.record.session) {
            (Answer::SessionOpen { id, expires_at }, _) => {
                // An end that lies in the past would be a slip of somebody's clock: keep what we asked for.
                let expires_at = expires_at.filter(|end| *end > now).unwrap_or(self.record.ends_at);
                let expires_at = expires_at.min(self.record.ends_at.plus(LONGEST_EXTENSION));
                self.record.session = SessionProgress::Open(Session { id, expires_at });
                Ok(self.noted(now, Event::SessionOpen(id)))
            }
            (Answer::SessionAbsent, SessionProgress::Unknown { lost_at }) => {
                if asked_at < lost_at.plus(SETTLING_TIME) && !planted!(BelieveAbsenceAtOnce) {
                    return Ok(self);
                }
                self.record.session = SessionProgress::NotAsked;
                Ok(self.noted(now, Event::SessionAbsent))
            }
            (Answer::Lost, SessionProgress::Asked { .. }) => {
                if planted!(SkipLookUp) {
                    self.record.session = SessionProgress::NotAsked;
                    return Ok(self.noted(now, Event::SessionNotCreated));
                }
                self.record.session = SessionProgress::Unknown { lost_at: now };
                Ok(self.noted(now, Event::SessionUnknown))
            }
            (Answer::NotDone, SessionProgress::Asked { .. }) => {
                self.record.session = SessionProgress::NotAsked;
                Ok(self.noted(now, Event::SessionNotCreated))
            }
            // A look-up that failed leaves the doubt as it was.
            (Answer::Lost | Answer::NotDone | Answer::Refused(_), SessionProgress::Unknown { .. }) => Ok(self),
            (Answer::Refused(refusal), SessionProgress::Asked { .. }) => {
                self.record.session = SessionProgress::NotAsked;
                let event = Event::Refused(refusal.clone());
                Ok(self.ended(State::Failed(Failure::Refused(refusal)), now, event))
            }
            (Answer::SessionConflict, _) => Ok(self.ended(State::Failed(Failure::Conflict), now, Event::Conflict)),
            _ => Err(self.invalid("an answer to another question")),
        }
    }

    fn attempt_answered(mut self, answer: Answer, now: Timestamp) -> Result<Self, InvalidTransition> {
        let outcome = match &answer {
            Answer::AttemptReady(invoice) => AttemptOutcome::Ready(invoice.clone()),
            _ => AttemptOutcome::Without,
        };
        if !self.settle_attempt(outcome) {
            return match answer {
                Answer::Lost if planted!(SilenceIsExpiry) => Ok(self.ended(State::Expired, now, Event::Expired)),
                // A status that could not be read tells nothing: not expired, not failed, not paid.
                Answer::Lost | Answer::NotDone | Answer::Refused(_) => Ok(self),
                _ => Err(self.invalid("an answer to another question")),
            };
        }
        match answer {
            Answer::AttemptReady(invoice) => {
                let event = Event::InvoiceReady(invoice.payment_hash);
                Ok(self.ended(State::AwaitingPayment, now, event))
            }
            Answer::AttemptBlocked(blocked) => {
                let event = Event::Blocked(blocked.clone());
                Ok(self.ended(State::Blocked(blocked), now, event))
            }
            Answer::AttemptUnusable(fault) => {
                Ok(self.ended(State::Failed(Failure::Unusable(fault)), now, Event::InvoiceUnusable(fault)))
            }
            Answer::Refused(refusal) => {
                let event = Event::Refused(refusal.clone());
                Ok(self.ended(State::Failed(Failure::Refused(refusal)), now, event))
            }
            Answer::Lost | Answer::NotDone => Ok(self.noted(now, Event::AttemptLost)),
            _ => Err(self.invalid("an answer to another question")),
        }
    }

    /// Enters `state`, unless the checkout has been called off or has run out in the meantime:
    /// then what happened is only noted.
    fn ended(self, state: State, now: Timestamp, event: Event) -> Self {
        match self.record.state {
            State::Opening | State::AwaitingPayment => self.entered(state, now, event),
            _ => self.noted(now, event),
        }
    }
}
