//! The order of effects, by example: stored before asked, stored before shown, nothing lost in between.

use super::*;
use crate::pace::WHILE_UNATTENDED;
use domain::answer::{Invoice, StatusRead};
use domain::checkout::state::{Failure, State};
use domain::{Currency, Msat, SessionId};
use uuid::Uuid;

fn at(second: i64) -> Timestamp {
    Timestamp::from_unix_ms(second * 1000)
}

fn opened() -> (Checkout, Option<Action>) {
    let id: CheckoutId = "75099bcf-22d5-43f9-8976-b7c5692eaa85".parse().unwrap();
    let (checkout, first) = open(id, Money::from_minor(1250, Currency::EUR), true, at(0), at(600)).unwrap();
    (checkout.saved(), first)
}

fn reply(answer: Answer) -> Outcome {
    Outcome::Replied(Reply { answer, mion_answered: true, retry_after: None })
}

fn session() -> Answer {
    Answer::SessionOpen { id: SessionId::from_uuid(Uuid::from_u128(1)), expires_at: None }
}

fn invoice() -> Answer {
    Answer::AttemptReady(Invoice {
        bolt11: "lnbcrt1".to_owned(),
        payment_hash: "00".to_owned(),
        amount: Msat::from_msat(1),
        expires_at: at(600),
        on_chain: None,
    })
}

fn paid() -> Answer {
    Answer::Status(StatusRead {
        word: "funded".to_owned(),
        word_means_paid: true,
        word_is_last: true,
        paid_at: Some(at(3)),
        seen: false,
        funding: None,
        fee_is_correct: None,
        funding_status: None,
        fee_status: None,
        funding_amount_available: None,
    })
}

/// Stores what is to be stored and shows what is to be shown, until anything else comes up.
fn on(follower: &mut Follower, mut effect: Effect, now: Timestamp) -> Effect {
    loop {
        let outcome = match effect {
            Effect::Store(_) => Outcome::Stored,
            Effect::Show(_) => Outcome::Done,
            Effect::Admit(_) | Effect::AdmitNow => Outcome::Admitted,
            other => return other,
        };
        effect = follower.step(outcome, true, 0, now);
    }
}

fn awaiting() -> (Follower, Effect) {
    let (checkout, first) = opened();
    let mut follower = Follower::new(checkout, first, at(0));
    assert_eq!(follower.begin(true, at(0)), Effect::Ask(Action::CreateSession));
    let effect = follower.step(reply(session()), true, 0, at(1));
    let effect = on(&mut follower, effect, at(1));
    assert_eq!(effect, Effect::Ask(Action::CreateAttempt));
    let effect = follower.step(reply(invoice()), true, 0, at(2));
    let effect = on(&mut follower, effect, at(2));
    (follower, effect)
}

#[test]
fn every_question_and_every_answer_is_stored_before_anything_follows_from_it() {
    let (checkout, first) = opened();
    let mut follower = Follower::new(checkout, first, at(0));
    follower.begin(true, at(0));
    assert_eq!(follower.step(reply(session()), true, 0, at(1)), Effect::AdmitNow);
    let Effect::Store(opened) = follower.step(Outcome::NotNow, true, 0, at(1)) else { panic!("not stored") };
    assert!(opened.session().is_some());
    assert!(opened.record().attempts.is_empty());
    assert!(matches!(follower.step(Outcome::Stored, true, 0, at(1)), Effect::Show(_)));
    assert_eq!(follower.step(Outcome::Done, true, 0, at(1)), Effect::Admit(Class::Opening));
    let Effect::Store(asking) = follower.step(Outcome::Admitted, true, 0, at(1)) else { panic!("not stored") };
    assert_eq!(asking.record().attempts.len(), 1);
    assert!(matches!(follower.step(Outcome::Stored, true, 0, at(1)), Effect::Show(_)));
    assert_eq!(follower.step(Outcome::Done, true, 0, at(1)), Effect::Ask(Action::CreateAttempt));
}

#[test]
fn where_the_next_question_is_allowed_at_once_it_is_stored_with_the_answer() {
    let (checkout, first) = opened();
    let mut follower = Follower::new(checkout, first, at(0));
    follower.begin(true, at(0));
    assert_eq!(follower.step(reply(session()), true, 0, at(1)), Effect::AdmitNow);
    let Effect::Store(both) = follower.step(Outcome::Admitted, true, 0, at(1)) else { panic!("not stored") };
    assert!(both.session().is_some());
    assert_eq!(both.record().attempts.len(), 1);
    let mut stored = follower.clone();
    let effect = stored.step(Outcome::Stored, true, 0, at(1));
    assert!(matches!(effect, Effect::Show(_)));
    assert_eq!(on(&mut stored, effect, at(1)), Effect::Ask(Action::CreateAttempt));

    // Not stored after all, or nobody knows: the answer is kept, and nothing is sent.
    assert_eq!(follower.step(Outcome::StoreFailed, true, 0, at(1)), Effect::Wait(at(2)));
    assert_eq!(follower.step(Outcome::Woken, true, 0, at(2)), Effect::Load);
    let (before, mut other) = (Box::new(follower.checkout().clone()), follower.clone());
    assert_eq!(follower.step(Outcome::Loaded(before), true, 0, at(2)), Effect::AdmitNow);
    // It was stored: that question was never sent, so it is asked anew, as the second.
    assert_eq!(other.step(Outcome::Loaded(Box::new(both.saved())), true, 0, at(2)), Effect::Admit(Class::Opening));
    let Effect::Store(again) = other.step(Outcome::Admitted, true, 0, at(2)) else { panic!("not stored") };
    assert_eq!(again.record().attempts.len(), 2);
}

#[test]
fn an_answer_is_kept_until_it_can_be_stored() {
    let (mut follower, effect) = awaiting();
    assert_eq!(effect, Effect::Ask(Action::ReadStatus));
    assert!(matches!(follower.step(reply(paid()), true, 0, at(3)), Effect::Store(_)));
    assert_eq!(follower.step(Outcome::StoreFailed, true, 0, at(3)), Effect::Wait(at(4)));
    assert_eq!(follower.step(Outcome::Woken, true, 0, at(4)), Effect::Load);
    let stored = Box::new(follower.checkout().clone());
    let Effect::Store(next) = follower.step(Outcome::Loaded(stored), true, 0, at(4)) else { panic!("dropped") };
    assert!(matches!(next.state(), State::Paid(_)));
}

#[test]
fn what_others_stored_in_the_meantime_is_read_first() {
    let (mut follower, _) = awaiting();
    follower.step(reply(paid()), true, 0, at(3));
    assert_eq!(follower.step(Outcome::Stale, true, 0, at(3)), Effect::Load);
    let cancelled = follower.checkout().clone().cancel(at(3)).unwrap().saved();
    let Effect::Store(next) = follower.step(Outcome::Loaded(Box::new(cancelled)), true, 0, at(3)) else {
        panic!("dropped")
    };
    assert!(matches!(next.state(), State::PaidLate(_)), "it was called off before we knew");
}

#[test]
fn an_answer_that_was_held_back_is_not_taken_for_one_to_a_later_question() {
    let (checkout, first) = opened();
    let mut follower = Follower::new(checkout.clone(), first, at(0));
    follower.begin(true, at(0));
    follower.step(reply(Answer::NotDone), true, 0, at(1));
    // Meanwhile another server has looked in vain, and asks itself.
    let asked = checkout.asking(Action::LookUpSession, at(8)).unwrap();
    let absent = asked.answered(Answer::SessionAbsent, at(10), at(10)).unwrap();
    let again = Box::new(absent.asking(Action::CreateSession, at(11)).unwrap().saved());
    assert_eq!(follower.step(Outcome::Stale, true, 0, at(11)), Effect::Load);
    let effect = follower.step(Outcome::Loaded(again.clone()), true, 0, at(11));
    assert!(!matches!(effect, Effect::Store(_)), "it would undo the other's question");
    assert_eq!(follower.checkout(), &*again);
}

#[test]
fn the_age_of_a_doubt_is_taken_from_no_other_clock() {
    let (checkout, _) = opened();
    // By the clock of whoever takes it up, the answer was lost five minutes ago.
    let unknown = checkout.answered(Answer::Lost, at(0), at(1)).unwrap().saved();
    let mut follower = Follower::new(unknown, None, at(300));
    follower.begin(true, at(300));
    assert_eq!(follower.step(Outcome::Admitted, true, 0, at(300)), Effect::Ask(Action::LookUpSession));
    let effect = follower.step(reply(Answer::SessionAbsent), true, 0, at(300));
    assert!(matches!(effect, Effect::Wait(_)), "asked too early to be believed");
    assert!(follower.checkout().session_in_doubt());
}

#[test]
fn an_intent_that_may_not_have_been_stored_is_not_acted_on() {
    let (checkout, _) = opened();
    let unknown = checkout.answered(Answer::Lost, at(0), at(1)).unwrap().saved();
    let mut follower = Follower::new(unknown, None, at(1));
    assert_eq!(follower.begin(true, at(1)), Effect::Admit(Class::Opening));
    assert_eq!(follower.step(Outcome::Admitted, true, 0, at(1)), Effect::Ask(Action::LookUpSession));
    let absent = follower.step(reply(Answer::SessionAbsent), true, 0, at(1));
    assert!(matches!(absent, Effect::Wait(_)), "asked too early to be believed");
    assert!(matches!(follower.step(Outcome::Woken, true, 0, at(4)), Effect::Admit(_)));
    follower.step(Outcome::Admitted, true, 0, at(4));
    let effect = follower.step(reply(Answer::SessionAbsent), true, 0, at(4));
    let effect = match effect {
        Effect::Store(_) => follower.step(Outcome::Stored, true, 0, at(4)),
        other => panic!("{other:?}"),
    };
    assert!(matches!(effect, Effect::Show(_)));
    follower.step(Outcome::Done, true, 0, at(4));
    assert!(matches!(follower.step(Outcome::Admitted, true, 0, at(4)), Effect::Store(_)));
    assert_eq!(follower.step(Outcome::StoreFailed, true, 0, at(4)), Effect::Wait(at(5)));
    assert_eq!(follower.step(Outcome::Woken, true, 0, at(5)), Effect::Load, "read again, never sent on a guess");
}

#[test]
fn a_nudge_brings_a_read_and_a_hint_a_look() {
    let unpaid = || match paid() {
        Answer::Status(read) => Answer::Status(StatusRead { word_means_paid: false, paid_at: None, ..read }),
        other => other,
    };
    let (mut follower, _) = awaiting();
    let effect = follower.step(reply(unpaid()), false, 0, at(2));
    assert!(matches!(on(&mut follower, effect, at(2)), Effect::Wait(_)));
    assert_eq!(follower.step(Outcome::Nudged { hint: false }, false, 0, at(3)), Effect::Load);
    let stored = Box::new(follower.checkout().clone());
    let effect = follower.step(Outcome::Loaded(stored), false, 0, at(3));
    assert_eq!(effect, Effect::Wait(at(2).plus(WHILE_UNATTENDED)));
    assert_eq!(follower.step(Outcome::Hinted, false, 0, at(3)), Effect::Admit(Class::Unattended));
}

#[test]
fn what_ended_long_ago_is_not_looked_at_whenever_anybody_pays() {
    let (follower, _) = awaiting();
    let cancelled = follower.checkout().clone().cancel(at(3)).unwrap().saved();
    for (second, is_looked_at) in [(200, true), (3_000, false)] {
        let mut follower = Follower::new(cancelled.clone(), None, at(second));
        assert_eq!(follower.begin(false, at(second)), Effect::Admit(Class::Ended));
        follower.step(Outcome::Admitted, false, 0, at(second));
        let effect = follower.step(reply(Answer::Lost), false, 0, at(second));
        assert!(matches!(effect, Effect::Wait(_)));
        follower.step(Outcome::Hinted, false, 0, at(second));
        assert_eq!(follower.pace.hinted, is_looked_at);
    }
}

#[test]
fn a_checkout_that_is_gone_is_left_alone() {
    let (mut follower, _) = awaiting();
    follower.step(reply(Answer::NotDone), false, 0, at(3));
    assert_eq!(follower.step(Outcome::Nudged { hint: false }, false, 0, at(3)), Effect::Load);
    assert_eq!(follower.step(Outcome::Gone, false, 0, at(3)), Effect::Rest);
}

#[test]
fn the_session_or_invoice_of_another_sale_is_never_taken() {
    let (checkout, first) = opened();
    let mut follower = Follower::new(checkout, first, at(0));
    follower.begin(true, at(0));
    follower.step(reply(session()), true, 0, at(1));
    follower.step(Outcome::Admitted, true, 0, at(1));
    let Effect::Store(next) = follower.step(Outcome::Taken, true, 0, at(1)) else { panic!("not stored") };
    assert_eq!(next.state(), &State::Failed(Failure::Conflict));

    let (checkout, first) = opened();
    let mut follower = Follower::new(checkout, first, at(0));
    follower.begin(true, at(0));
    let effect = follower.step(reply(session()), true, 0, at(1));
    assert_eq!(on(&mut follower, effect, at(1)), Effect::Ask(Action::CreateAttempt));
    follower.step(reply(invoice()), true, 0, at(2));
    let Effect::Store(next) = follower.step(Outcome::Taken, true, 0, at(2)) else { panic!("not stored") };
    assert_eq!(next.state(), &State::Failed(Failure::Unusable(InvoiceFault::Reused)));
    assert!(next.invoice().is_none());
}
