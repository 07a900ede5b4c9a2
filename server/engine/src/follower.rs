//! Carries one checkout through: a state machine without I/O. It says what is to be done, is told
//! what came of it, and says the next thing. Whoever does it, the server or the simulation, can die
//! between any two effects: everything that must not be lost has been stored by then.
//!
//! The order is always the same: the intent is stored, Mion is asked, the answer is stored, and only
//! then shown. A session is stored with the intent to ask for its invoice, where that may be asked at once.

use crate::governor::Class;
use crate::pace::Pace;
use crate::plan::{Step, class, next_step};
use crate::reply::Reply;
use core::time::Duration;
use domain::answer::{Action, Answer, InvoiceFault};
use domain::checkout::{InvalidTransition, SETTLING_TIME};
use domain::{Checkout, CheckoutId, Money, Timestamp, planted};

/// After the records could not be read or written, until it is tried again.
pub const DATABASE_PAUSE: Duration = Duration::from_secs(1);

/// How long after its end a checkout is looked at when something has happened at Mion.
pub const HINTED_AFTER_THE_END: Duration = Duration::from_secs(10 * 60);

/// What is to be done next.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Effect {
    /// Wait until one more question to Mion is allowed: [`Outcome::Admitted`].
    Admit(Class),
    /// Say whether one more question that opens a sale is allowed at once: [`Outcome::Admitted`] or [`Outcome::NotNow`].
    AdmitNow,
    /// Store this, on top of what was stored before: [`Outcome::Stored`], [`Outcome::Stale`],
    /// [`Outcome::Taken`] or [`Outcome::StoreFailed`].
    Store(Box<Checkout>),
    /// Read the checkout again: [`Outcome::Loaded`], [`Outcome::Gone`] or [`Outcome::StoreFailed`].
    Load,
    /// Ask Mion about [`Follower::checkout`]: [`Outcome::Replied`].
    Ask(Action),
    /// This is stored now: tell whoever waits. [`Outcome::Done`].
    Show(Box<Checkout>),
    /// Wait until then, or for a nudge: [`Outcome::Woken`], [`Outcome::Nudged`] or [`Outcome::Hinted`].
    Wait(Timestamp),
    /// Nothing is left to do, for good.
    Rest,
}

/// What came of an effect.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Outcome {
    /// The beginning, and the end of an effect that cannot fail.
    Done,
    /// One question may be asked.
    Admitted,
    /// No question may be asked without waiting.
    NotNow,
    /// It is stored.
    Stored,
    /// Somebody else has stored something in the meantime; this was not stored.
    Stale,
    /// The database did not do it, or nobody knows whether it did.
    StoreFailed,
    /// The payment session or the invoice belongs to another sale already; this was not stored.
    Taken,
    /// What is stored now.
    Loaded(Box<Checkout>),
    /// No such checkout is stored.
    Gone,
    /// What came of the question.
    Replied(Reply),
    /// The time has come.
    Woken,
    /// Somebody has changed the checkout, or has begun to wait for it. With `hint`, somebody says
    /// that something has happened at Mion.
    Nudged {
        /// Whether Mion should be looked at soon.
        hint: bool,
    },
    /// Somebody says that something has happened at Mion, and that is all.
    Hinted,
}

#[derive(Clone, Debug, PartialEq, Eq)]
enum Phase {
    Planning,
    /// An effect is under way after which it is planned anew.
    Resting,
    Loading,
    Admitting,
    /// A note, or the intent to ask `action`, is being stored.
    Noting {
        next: Box<Checkout>,
        action: Option<Action>,
    },
    Asking {
        action: Action,
        asked_at: Timestamp,
    },
    /// An answer is being stored; it is kept until it is.
    Answering {
        heard: Heard,
        step: AnswerStep,
    },
    /// Something stored is being shown; then what is left of it is done.
    Showing {
        then: Option<Action>,
    },
}

/// An answer, and the question it answers.
#[derive(Clone, Debug, PartialEq, Eq)]
struct Heard {
    action: Action,
    asked_at: Timestamp,
    answer: Answer,
}

#[derive(Clone, Debug, PartialEq, Eq)]
enum AnswerStep {
    /// It is being found out whether the next question may be asked at once: then the intent is stored with the answer.
    Admitting(Box<Checkout>),
    /// With the question that is stored as about to be asked.
    Storing(Box<Checkout>, Option<Action>),
    Pausing,
    Loading,
}

/// Follows one checkout.
#[derive(Clone, Debug)]
pub struct Follower {
    taken_up_at: Timestamp,
    checkout: Checkout,
    pace: Pace,
    phase: Phase,
    oddity: Option<InvalidTransition>,
}

/// A new sale as it is to be stored before anything is sent. Where a question is allowed at once, it
/// is stored as about to be asked, with that question, which saves a write; else it has to wait for its turn.
///
/// # Errors
/// None in practice: a new checkout may ask.
pub fn open(
    id: CheckoutId,
    total: Money,
    is_admitted: bool,
    now: Timestamp,
    ends_at: Timestamp,
) -> Result<(Checkout, Option<Action>), InvalidTransition> {
    let checkout = Checkout::open(id, total, now, ends_at);
    if !is_admitted || planted!(AskBeforeStoring) {
        return Ok((checkout, None));
    }
    Ok((checkout.asking(Action::CreateSession, now)?, Some(Action::CreateSession)))
}

/// What `answer` is, now that its session or invoice turns out to be another sale's: never to be shown here.
fn of_another_sale(answer: Answer) -> Answer {
    match answer {
        Answer::AttemptReady(_) => Answer::AttemptUnusable(InvoiceFault::Reused),
        _ => Answer::SessionConflict,
    }
}

impl Follower {
    /// Takes up a stored checkout. With `first`, that question is stored as about to be asked.
    pub fn new(checkout: Checkout, first: Option<Action>, now: Timestamp) -> Self {
        let phase = first.map_or(Phase::Planning, |action| Phase::Asking { action, asked_at: now });
        Self { taken_up_at: now, checkout, pace: Pace::default(), phase, oddity: None }
    }

    /// The checkout as it was last stored or read.
    pub fn checkout(&self) -> &Checkout {
        &self.checkout
    }

    /// An answer that made no sense, for the log.
    pub fn take_oddity(&mut self) -> Option<InvalidTransition> {
        self.oddity.take()
    }

    /// The first effect.
    pub fn begin(&mut self, waited_for: bool, now: Timestamp) -> Effect {
        match self.phase {
            Phase::Asking { action, .. } => Effect::Ask(action),
            _ => self.plan(waited_for, false, now),
        }
    }

    /// Takes what came of the last effect and says what is next. `waited_for`: somebody waits at a
    /// tablet. `chance` of 256 spreads back-off.
    pub fn step(&mut self, outcome: Outcome, waited_for: bool, chance: u8, now: Timestamp) -> Effect {
        // Whatever is being waited for, a hint is not forgotten.
        self.pace.hinted |=
            matches!(outcome, Outcome::Hinted | Outcome::Nudged { hint: true }) && self.heeds_hints(now);
        let phase = core::mem::replace(&mut self.phase, Phase::Planning);
        match (phase, outcome) {
            (Phase::Noting { next, action }, Outcome::Stored) => self.stored(*next, action),
            (Phase::Noting { .. }, Outcome::Stale) => self.load(),
            (Phase::Showing { then: Some(action) }, _) => self.ask(action, now),
            (Phase::Asking { action, asked_at }, Outcome::Replied(reply)) => {
                self.pace = self.pace.after(&reply, asked_at, now, waited_for, chance);
                if planted!(AskBeforeStoring)
                    && let Ok(asking) = self.checkout.clone().asking(action, asked_at)
                {
                    self.checkout = asking;
                }
                let answer = if self.is_too_early(&reply.answer, asked_at) { Answer::NotDone } else { reply.answer };
                self.answer(Heard { action, asked_at, answer }, waited_for, now)
            }
            (Phase::Answering { heard, step }, outcome) => self.answering(heard, step, outcome, waited_for, now),
            (Phase::Admitting, Outcome::Admitted) => self.plan(waited_for, true, now),
            (Phase::Loading, Outcome::Gone) => Effect::Rest,
            (_, Outcome::Loaded(checkout)) => {
                self.checkout = *checkout;
                self.plan(waited_for, false, now)
            }
            (_, Outcome::Nudged { .. }) => self.load(),
            // Nobody knows whether it was stored: what is there is read again after a pause.
            (Phase::Loading | Phase::Noting { .. }, Outcome::StoreFailed | Outcome::Taken) => {
                self.phase = Phase::Loading;
                Effect::Wait(now.plus(DATABASE_PAUSE))
            }
            (Phase::Loading, Outcome::Woken) => self.load(),
            _ => self.plan(waited_for, false, now),
        }
    }

    /// Whether a hint that something has happened may well mean this checkout. Those that ended long ago
    /// are too many to be looked at whenever anybody pays.
    fn heeds_hints(&self, now: Timestamp) -> bool {
        self.checkout.state().is_live() || now.since(self.checkout.record().state_since) < HINTED_AFTER_THE_END
    }

    /// Whether "no such session" cannot be believed yet: since when the creation is in doubt may have been
    /// noted by another server's clock, so the time is counted from here.
    fn is_too_early(&self, answer: &Answer, asked_at: Timestamp) -> bool {
        *answer == Answer::SessionAbsent
            && asked_at < self.taken_up_at.plus(SETTLING_TIME)
            && !planted!(TrustOtherClocks)
    }

    fn load(&mut self) -> Effect {
        self.phase = Phase::Loading;
        Effect::Load
    }

    fn ask(&mut self, action: Action, now: Timestamp) -> Effect {
        self.phase = Phase::Asking { action, asked_at: now };
        Effect::Ask(action)
    }

    fn plan(&mut self, waited_for: bool, is_admitted: bool, now: Timestamp) -> Effect {
        match next_step(&self.checkout, &self.pace, waited_for, now) {
            Step::Rest => Effect::Rest,
            Step::Wait(at) => {
                self.phase = Phase::Resting;
                Effect::Wait(at)
            }
            Step::Note(note) => self.note(|checkout| note.apply(checkout, now), None, now),
            Step::Ask(action) if !is_admitted => {
                self.phase = Phase::Admitting;
                Effect::Admit(class(&self.checkout, action, waited_for))
            }
            Step::Ask(action) if planted!(AskBeforeStoring) => self.ask(action, now),
            Step::Ask(action) => self.note(|checkout| checkout.asking(action, now), Some(action), now),
        }
    }

    /// Stores a change of our own making. One that is impossible means that what we know is old.
    fn note(
        &mut self,
        change: impl FnOnce(Checkout) -> Result<Checkout, InvalidTransition>,
        action: Option<Action>,
        now: Timestamp,
    ) -> Effect {
        match (change(self.checkout.clone()), action) {
            (Ok(next), Some(action)) if next.unsaved().is_empty() => self.ask(action, now),
            (Ok(next), action) => {
                let next = Box::new(next);
                self.phase = Phase::Noting { next: next.clone(), action };
                Effect::Store(next)
            }
            (Err(impossible), _) => {
                self.oddity = Some(impossible);
                self.phase = Phase::Loading;
                Effect::Wait(now.plus(DATABASE_PAUSE))
            }
        }
    }

    fn stored(&mut self, next: Checkout, then: Option<Action>) -> Effect {
        self.checkout = next.saved();
        self.phase = Phase::Showing { then };
        Effect::Show(Box::new(self.checkout.clone()))
    }

    fn answer(&mut self, heard: Heard, waited_for: bool, now: Timestamp) -> Effect {
        match self.checkout.clone().answered(heard.answer.clone(), heard.asked_at, now) {
            Ok(next) if next.unsaved().is_empty() => {
                self.checkout = next;
                self.plan(waited_for, false, now)
            }
            Ok(next) => {
                let is_opening = matches!(heard.answer, Answer::SessionOpen { .. }) && !planted!(AskBeforeStoring);
                if is_opening && next_step(&next, &self.pace, waited_for, now) == Step::Ask(Action::CreateAttempt) {
                    self.phase = Phase::Answering { heard, step: AnswerStep::Admitting(Box::new(next)) };
                    return Effect::AdmitNow;
                }
                self.store_answer(heard, Box::new(next), None)
            }
            Err(impossible) => {
                self.oddity = Some(impossible);
                self.load()
            }
        }
    }

    /// Stores an answer, and with it the intent to ask `then`.
    fn store_answer(&mut self, heard: Heard, next: Box<Checkout>, then: Option<Action>) -> Effect {
        self.phase = Phase::Answering { heard, step: AnswerStep::Storing(next.clone(), then) };
        if planted!(ShowBeforeStoring) { Effect::Show(next) } else { Effect::Store(next) }
    }

    fn answering(
        &mut self,
        heard: Heard,
        step: AnswerStep,
        outcome: Outcome,
        waited_for: bool,
        now: Timestamp,
    ) -> Effect {
        let step = match (step, outcome) {
            (AnswerStep::Admitting(next), Outcome::Admitted) => {
                return match next.clone().asking(Action::CreateAttempt, now) {
                    Ok(asking) => self.store_answer(heard, Box::new(asking), Some(Action::CreateAttempt)),
                    Err(impossible) => {
                        self.oddity = Some(impossible);
                        self.store_answer(heard, next, None)
                    }
                };
            }
            (AnswerStep::Admitting(next), _) => return self.store_answer(heard, next, None),
            (AnswerStep::Storing(next, then), Outcome::Stored) => return self.stored(*next, then),
            (AnswerStep::Storing(..), Outcome::Taken) => {
                return self.answer(Heard { answer: of_another_sale(heard.answer), ..heard }, waited_for, now);
            }
            (AnswerStep::Storing(next, then), Outcome::Done) => {
                self.phase = Phase::Answering { heard, step: AnswerStep::Storing(next.clone(), then) };
                return Effect::Store(next);
            }
            (AnswerStep::Loading, Outcome::Loaded(checkout)) => {
                let is_awaited = is_awaited(heard.action, &self.checkout, &checkout);
                self.checkout = *checkout;
                return if is_awaited {
                    self.answer(heard, waited_for, now)
                } else {
                    self.plan(waited_for, false, now)
                };
            }
            (AnswerStep::Loading, Outcome::Gone) => return Effect::Rest,
            // The answer is all that is known of what Mion did: it is kept until it can be stored.
            (_, Outcome::StoreFailed) => AnswerStep::Pausing,
            _ => AnswerStep::Loading,
        };
        let effect = if step == AnswerStep::Pausing { Effect::Wait(now.plus(DATABASE_PAUSE)) } else { Effect::Load };
        self.phase = Phase::Answering { heard, step };
        effect
    }
}

/// Whether an answer that was held back is still one to the question that stands open. While it could not
/// be stored another server may have taken over, and asked again: what was answered to the earlier
/// question says nothing about the later one.
fn is_awaited(action: Action, asked: &Checkout, stored: &Checkout) -> bool {
    let (asked, stored) = (asked.record(), stored.record());
    if planted!(TakeAnyAnswer) {
        return true;
    }
    match action {
        Action::CreateSession | Action::LookUpSession => asked.session == stored.session,
        Action::CreateAttempt => asked.attempts.len() == stored.attempts.len(),
        Action::ReadStatus => asked.reading == stored.reading,
    }
}

#[cfg(test)]
mod tests;
