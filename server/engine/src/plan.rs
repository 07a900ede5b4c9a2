//! What to do next for a checkout: a pure function of what is stored, what is going on, and the time.

use crate::governor::Class;
use crate::pace::{self, Pace};
use core::time::Duration;
use domain::answer::Action;
use domain::checkout::progress::SessionProgress;
use domain::checkout::state::State;
use domain::checkout::{InvalidTransition, WATCHED_AFTER_THE_END};
use domain::{Checkout, Timestamp, planted};

/// How long the last look before a cancellation may take; after that the sale is called off and stays watched.
pub const LAST_LOOK: Duration = Duration::from_secs(3);

/// The next step of a checkout.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Step {
    /// Ask Mion.
    Ask(Action),
    /// Note something that follows from what is stored and the time alone.
    Note(Note),
    /// Nothing to do before then.
    Wait(Timestamp),
    /// Nothing to do any more.
    Rest,
}

/// What follows from what is stored and the time alone.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Note {
    /// Its time is over and there never was an invoice.
    Expire,
    /// Staff want it called off, and the last look is over.
    Cancel,
    /// It ended long ago, and Mion was asked once more after that.
    Close,
}

impl Note {
    /// The checkout with this noted.
    ///
    /// # Errors
    /// [`InvalidTransition`] where somebody else was faster.
    pub fn apply(self, checkout: Checkout, now: Timestamp) -> Result<Checkout, InvalidTransition> {
        match self {
            Self::Expire => checkout.expire_unopened(now),
            Self::Cancel => checkout.cancel(now),
            Self::Close => checkout.close(now),
        }
    }
}

/// The next step of `checkout`, at `now`, for somebody who waits at a tablet or for nobody.
pub fn next_step(checkout: &Checkout, pace: &Pace, waited_for: bool, now: Timestamp) -> Step {
    let record = checkout.record();
    let step = match (checkout.state(), record.cancel_asked_at) {
        (State::Opening | State::AwaitingPayment | State::Underpaid, Some(asked_at)) => {
            cancelling(checkout, pace, asked_at, now)
        }
        (State::Opening, _) => opening(checkout, pace, now),
        (State::AwaitingPayment, _) => awaiting(checkout, pace, waited_for, now),
        // A second invoice for the same sale would invite paying it twice.
        (State::Underpaid | State::Confirming, _) if waited_for => read_every(pace::WHILE_WAITED_FOR, pace, now),
        (State::Seen, _) if waited_for => read_every(pace::WHILE_UNCONFIRMED, pace, now),
        (State::Underpaid | State::Confirming | State::Seen, _) => {
            let interval = pace::after_the_end(now.since(record.state_since)).max(pace::WHILE_UNATTENDED);
            read_every(interval, pace, now)
        }
        _ if checkout.is_complete() => Step::Rest,
        _ => after_the_end(checkout, pace, now),
    };
    match (step, pace.not_before) {
        (Step::Ask(_), Some(not_before)) if not_before > now => Step::Wait(not_before),
        (step, _) => step,
    }
}

/// How soon a question about `checkout` has to be asked, beside those about others.
pub fn class(checkout: &Checkout, action: Action, waited_for: bool) -> Class {
    match (action, checkout.state()) {
        (Action::CreateSession | Action::LookUpSession | Action::CreateAttempt, _) => Class::Opening,
        (Action::ReadStatus, state) if !state.is_live() => Class::Ended,
        (Action::ReadStatus, _) if waited_for || checkout.record().cancel_asked_at.is_some() => Class::Waited,
        (Action::ReadStatus, _) => Class::Unattended,
    }
}

fn cancelling(checkout: &Checkout, pace: &Pace, asked_at: Timestamp, now: Timestamp) -> Step {
    let has_looked = pace.read_at.is_some_and(|read_at| read_at >= asked_at);
    let latest = asked_at.plus(LAST_LOOK);
    // Where it was asked for by another server, whose clock is far ahead, nobody could say when to stop.
    let is_ahead = asked_at.since(now) > LAST_LOOK;
    if !checkout.may_be_paid() || has_looked || now >= latest || is_ahead {
        return Step::Note(Note::Cancel);
    }
    match (every(pace::AFTER_A_HINT, Action::ReadStatus, pace, now), pace.not_before) {
        (Step::Ask(_), Some(not_before)) if not_before > now => Step::Wait(not_before.min(latest)),
        (step, _) => step,
    }
}

fn opening(checkout: &Checkout, pace: &Pace, now: Timestamp) -> Step {
    let over = now >= checkout.deadline();
    match checkout.record().session {
        _ if over => Step::Note(Note::Expire),
        SessionProgress::NotAsked => Step::Ask(Action::CreateSession),
        SessionProgress::Asked { .. } | SessionProgress::Unknown { .. } => {
            every(pace::WHILE_WAITED_FOR, Action::LookUpSession, pace, now)
        }
        SessionProgress::Open(_) => Step::Ask(Action::CreateAttempt),
    }
}

fn awaiting(checkout: &Checkout, pace: &Pace, waited_for: bool, now: Timestamp) -> Step {
    let Some(invoice) = checkout.invoice() else {
        return Step::Ask(Action::CreateAttempt);
    };
    if planted!(ExpireWithoutLook) && now >= checkout.deadline() {
        return Step::Note(Note::Expire);
    }
    if now < invoice.expires_at || now >= checkout.deadline() {
        let interval = if waited_for { pace::WHILE_WAITED_FOR } else { pace::WHILE_UNATTENDED };
        // Be there when the invoice runs out, however long nobody looked.
        return match read_every(interval, pace, now) {
            Step::Wait(at) if at > invoice.expires_at && now < invoice.expires_at => Step::Wait(invoice.expires_at),
            step => step,
        };
    }
    // It ran out before its session: a last look at it, then another one under the same session.
    match pace.read_at {
        Some(read_at) if read_at >= invoice.expires_at => Step::Ask(Action::CreateAttempt),
        _ if planted!(ReplaceWithoutLook) => Step::Ask(Action::CreateAttempt),
        _ => Step::Ask(Action::ReadStatus),
    }
}

fn after_the_end(checkout: &Checkout, pace: &Pace, now: Timestamp) -> Step {
    let since = checkout.record().state_since;
    let is_told = pace.told_at.is_some_and(|told_at| told_at >= since.plus(WATCHED_AFTER_THE_END));
    if planted!(StopAtTheEnd) {
        return Step::Rest;
    }
    // However long nobody could look, because no server ran: the last look is never left out.
    if is_told || (planted!(CloseWithoutLook) && now >= since.plus(WATCHED_AFTER_THE_END)) {
        return Step::Note(Note::Close);
    }
    read_every(pace::after_the_end(now.since(since)), pace, now)
}

fn read_every(interval: Duration, pace: &Pace, now: Timestamp) -> Step {
    let usual = every(interval, Action::ReadStatus, pace, now);
    let (Step::Wait(due), true) = (usual, pace.hinted) else { return usual };
    match pace.heeded_at.map(|heeded_at| heeded_at.plus(pace::AFTER_A_HINT)) {
        Some(soon) if soon > now => Step::Wait(soon.min(due)),
        _ => Step::Ask(Action::ReadStatus),
    }
}

fn every(interval: Duration, action: Action, pace: &Pace, now: Timestamp) -> Step {
    match pace.asked_at.map(|asked_at| asked_at.plus(interval)) {
        Some(due) if due > now => Step::Wait(due),
        _ => Step::Ask(action),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use domain::answer::{Answer, Invoice, Refusal, StatusRead};
    use domain::{CheckoutId, Currency, Money, Msat, SessionId};
    use uuid::Uuid;

    fn at(second: i64) -> Timestamp {
        Timestamp::from_unix_ms(1_790_000_000_000 + second * 1000)
    }

    fn opened() -> Checkout {
        let id: CheckoutId = "75099bcf-22d5-43f9-8976-b7c5692eaa85".parse().unwrap();
        Checkout::open(id, Money::from_minor(1250, Currency::EUR), at(0), at(600))
    }

    fn asked() -> Checkout {
        opened().asking(Action::CreateSession, at(0)).unwrap()
    }

    fn with_session() -> Checkout {
        let id = SessionId::from_uuid(Uuid::from_u128(1));
        asked().answered(Answer::SessionOpen { id, expires_at: None }, at(0), at(0)).unwrap()
    }

    fn awaiting_until(second: i64) -> Checkout {
        let invoice = Invoice {
            bolt11: "lnbcrt1".to_owned(),
            payment_hash: "00".to_owned(),
            amount: Msat::from_msat(1),
            expires_at: at(second),
            on_chain: None,
        };
        let asked = with_session().asking(Action::CreateAttempt, at(0)).unwrap();
        asked.answered(Answer::AttemptReady(invoice), at(0), at(0)).unwrap()
    }

    fn status(paid_at: Option<Timestamp>, last: bool) -> Answer {
        Answer::Status(StatusRead {
            word: "x".to_owned(),
            word_means_paid: paid_at.is_some(),
            word_is_last: last,
            paid_at,
            seen: false,
            funding: None,
            fee_is_correct: None,
            funding_status: None,
            fee_status: None,
            funding_amount_available: None,
        })
    }

    fn asked_at(second: i64) -> Pace {
        Pace { asked_at: Some(at(second)), read_at: Some(at(second)), told_at: Some(at(second)), ..Pace::default() }
    }

    #[test]
    fn a_sale_is_opened_step_by_step() {
        let fresh = Pace::default();
        assert_eq!(next_step(&opened(), &fresh, true, at(0)), Step::Ask(Action::CreateSession));
        assert_eq!(next_step(&with_session(), &fresh, true, at(0)), Step::Ask(Action::CreateAttempt));
        assert_eq!(next_step(&awaiting_until(600), &fresh, true, at(0)), Step::Ask(Action::ReadStatus));
    }

    #[test]
    fn after_a_crash_mion_is_asked_by_reference_before_anything_is_created() {
        let fresh = Pace::default();
        assert_eq!(next_step(&asked(), &fresh, true, at(1)), Step::Ask(Action::LookUpSession));
        let unknown = asked().answered(Answer::Lost, at(0), at(1)).unwrap();
        assert_eq!(next_step(&unknown, &fresh, true, at(1)), Step::Ask(Action::LookUpSession));
        let just_asked = next_step(&unknown, &asked_at(1), true, at(1));
        assert_eq!(just_asked, Step::Wait(at(1).plus(pace::WHILE_WAITED_FOR)), "Mion is not hammered");
    }

    #[test]
    fn mion_is_left_alone_while_it_asks_for_it() {
        let pace = Pace { not_before: Some(at(30)), failures: 1, ..Pace::default() };
        assert_eq!(next_step(&opened(), &pace, true, at(0)), Step::Wait(at(30)));
        assert_eq!(next_step(&opened(), &pace, true, at(30)), Step::Ask(Action::CreateSession));
    }

    #[test]
    fn half_a_second_while_somebody_waits_and_five_while_nobody_does() {
        let checkout = awaiting_until(600);
        assert_eq!(next_step(&checkout, &asked_at(10), true, at(10)), Step::Wait(at(10).plus(pace::WHILE_WAITED_FOR)));
        assert_eq!(next_step(&checkout, &asked_at(10), true, at(11)), Step::Ask(Action::ReadStatus));
        assert_eq!(next_step(&checkout, &asked_at(10), false, at(11)), Step::Wait(at(15)));
        assert_eq!(next_step(&checkout, &asked_at(598), false, at(599)), Step::Wait(at(600)), "there at the end");
    }

    #[test]
    fn an_invoice_that_ran_out_early_is_read_once_more_and_replaced() {
        let checkout = awaiting_until(60);
        assert_eq!(next_step(&checkout, &asked_at(59), true, at(60)), Step::Ask(Action::ReadStatus));
        assert_eq!(next_step(&checkout, &asked_at(60), true, at(60)), Step::Ask(Action::CreateAttempt));
    }

    #[test]
    fn what_never_had_an_invoice_simply_ends() {
        assert_eq!(next_step(&with_session(), &Pace::default(), false, at(600)), Step::Note(Note::Expire));
        let expired = with_session().expire_unopened(at(600)).unwrap();
        assert_eq!(next_step(&expired, &Pace::default(), false, at(601)), Step::Rest);
        let refused = Answer::Refused(Refusal { http_status: 400, text: String::new() });
        let failed = asked().answered(refused, at(0), at(1)).unwrap();
        assert_eq!(next_step(&failed, &Pace::default(), false, at(2)), Step::Rest);
    }

    #[test]
    fn what_can_still_be_paid_is_watched_for_a_day_ever_more_slowly() {
        let cancelled = awaiting_until(600).cancel(at(0)).unwrap();
        assert_eq!(next_step(&cancelled, &asked_at(10), false, at(11)), Step::Wait(at(12)));
        assert_eq!(next_step(&cancelled, &asked_at(3600), false, at(3600)), Step::Wait(at(3600 + 360)));
        assert_eq!(next_step(&cancelled, &asked_at(80_000), false, at(86_399)), Step::Ask(Action::ReadStatus));
        assert_eq!(next_step(&cancelled, &asked_at(86_399), false, at(86_400)), Step::Wait(at(86_999)));
        assert_eq!(next_step(&cancelled, &asked_at(86_400), false, at(86_401)), Step::Note(Note::Close));
        assert_eq!(next_step(&cancelled.close(at(86_401)).unwrap(), &asked_at(86_400), false, at(86_401)), Step::Rest);
    }

    #[test]
    fn a_paid_sale_is_followed_until_mion_is_done_with_it() {
        let paid = awaiting_until(600).answered(status(Some(at(5)), false), at(5), at(5)).unwrap();
        assert_eq!(next_step(&paid, &asked_at(5), false, at(5)), Step::Wait(at(7)));
        let funded = paid.answered(status(Some(at(5)), true), at(8), at(8)).unwrap();
        assert_eq!(next_step(&funded, &asked_at(8), false, at(9)), Step::Rest);
    }

    #[test]
    fn a_cancellation_looks_once_more_and_never_waits_long() {
        let asked = awaiting_until(600).ask_cancel(at(10)).unwrap();
        assert_eq!(next_step(&asked, &asked_at(9), false, at(10)), Step::Ask(Action::ReadStatus));
        assert_eq!(next_step(&asked, &asked_at(10), false, at(10)), Step::Note(Note::Cancel));
        assert_eq!(next_step(&asked, &asked_at(9), false, at(6)), Step::Note(Note::Cancel), "a clock far ahead");
        let just_asked = Pace { read_at: Some(at(9)), ..asked_at(10) };
        let soon = at(10).plus(pace::AFTER_A_HINT);
        assert_eq!(next_step(&asked, &just_asked, false, at(10)), Step::Wait(soon), "never in a circle");
        let silent = Pace { not_before: Some(at(60)), ..asked_at(9) };
        assert_eq!(next_step(&asked, &silent, false, at(11)), Step::Wait(at(13)));
        assert_eq!(next_step(&asked, &silent, false, at(13)), Step::Note(Note::Cancel));
        let unopened = opened().ask_cancel(at(1)).unwrap();
        assert_eq!(next_step(&unopened, &Pace::default(), true, at(1)), Step::Note(Note::Cancel));
    }

    #[test]
    fn a_hint_brings_the_next_look_forward_but_not_twice() {
        let hinted = Pace { hinted: true, ..asked_at(10) };
        let step = |pace: &Pace, now| next_step(&awaiting_until(600), pace, true, now);
        assert_eq!(step(&hinted, at(10)), Step::Ask(Action::ReadStatus));
        let again = Pace { heeded_at: Some(at(10)), ..hinted };
        let soon = at(10).plus(pace::AFTER_A_HINT);
        assert_eq!(step(&again, at(10)), Step::Wait(soon));
        assert_eq!(step(&again, soon), Step::Ask(Action::ReadStatus));
        let long_ago = Pace { heeded_at: Some(at(9)), ..hinted };
        assert_eq!(step(&long_ago, at(10)), Step::Ask(Action::ReadStatus));
        let due = Pace { asked_at: Some(at(9)), ..again };
        assert_eq!(step(&due, at(10)), Step::Ask(Action::ReadStatus), "what is due anyway does not wait for a hint");
    }

    #[test]
    fn whoever_waits_goes_before_whoever_does_not() {
        let open = awaiting_until(600);
        assert_eq!(class(&opened(), Action::CreateSession, false), Class::Opening);
        assert_eq!(class(&open, Action::ReadStatus, true), Class::Waited);
        assert_eq!(class(&open, Action::ReadStatus, false), Class::Unattended);
        assert_eq!(class(&open.cancel(at(1)).unwrap(), Action::ReadStatus, true), Class::Ended);
    }
}
