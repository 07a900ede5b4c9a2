//! The rules of a checkout, by example. Random walks through everything that may happen are in `walks`.

mod walks;

use super::change::Event;
use super::progress::SessionProgress;
use super::state::{Ending, Failure, State};
use super::{Checkout, InvalidTransition, SETTLING_TIME};
use crate::alarm::AlarmKind;
use crate::answer::{Action, Answer, Blocked, Funding, Invoice, InvoiceFault, Refusal, StatusRead};
use crate::id::{CheckoutId, SessionId};
use crate::money::{Currency, Money, Msat};
use crate::time::Timestamp;
use core::time::Duration;
use uuid::Uuid;

const LIFE: Duration = Duration::from_secs(600);

fn at(seconds: i64) -> Timestamp {
    Timestamp::from_unix_ms(1_790_000_000_000 + seconds * 1000)
}

fn id() -> CheckoutId {
    "75099bcf-22d5-43f9-8976-b7c5692eaa85".parse().unwrap()
}

fn session_open(n: u128) -> Answer {
    Answer::SessionOpen { id: SessionId::from_uuid(Uuid::from_u128(n)), expires_at: None }
}

fn invoice(expires_at: Timestamp) -> Answer {
    Answer::AttemptReady(Invoice {
        bolt11: "lnbcrt1".to_owned(),
        payment_hash: "00".repeat(32),
        amount: Msat::from_msat(25_000_000),
        expires_at,
        on_chain: None,
    })
}

fn status(word: &str, paid: bool, last: bool, paid_at: Option<Timestamp>) -> Answer {
    Answer::Status(StatusRead {
        word: word.to_owned(),
        word_means_paid: paid,
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

fn opened() -> Checkout {
    Checkout::open(id(), Money::from_minor(1250, Currency::EUR), at(0), at(0).plus(LIFE))
}

fn with_session() -> Checkout {
    opened()
        .asking(Action::CreateSession, at(0))
        .and_then(|checkout| checkout.answered(session_open(1), at(0), at(1)))
        .unwrap()
}

fn awaiting() -> Checkout {
    with_session()
        .asking(Action::CreateAttempt, at(1))
        .and_then(|checkout| checkout.answered(invoice(at(600)), at(1), at(2)))
        .unwrap()
}

fn read(checkout: Checkout, answer: Answer, second: i64) -> Checkout {
    checkout.answered(answer, at(second), at(second)).unwrap()
}

#[test]
fn a_sale_goes_from_charge_to_funded() {
    let checkout = awaiting();
    assert_eq!(checkout.state(), &State::AwaitingPayment);
    let paid = read(checkout, status("funding-received", true, false, Some(at(5))), 6);
    let settlement = paid.state().settlement().unwrap();
    assert_eq!((settlement.paid_at, settlement.recorded_at, settlement.complete), (at(5), at(6), false));
    let funded = read(paid, status("funded", true, true, Some(at(5))), 9);
    assert!(matches!(funded.state(), State::Paid(settlement) if settlement.complete));
    let events: Vec<_> = funded.unsaved().iter().map(|change| &change.event).collect();
    assert!(matches!(
        events[..],
        [
            Event::Opened,
            Event::SessionAsked,
            Event::SessionOpen(_),
            Event::AttemptAsked(1),
            Event::InvoiceReady(_),
            Event::Paid(_),
            Event::StatusRead(_)
        ]
    ));
}

#[test]
fn one_half_of_paid_is_confirming_and_never_expires() {
    for half in [status("funded", true, true, None), status("draft", false, false, Some(at(5)))] {
        let confirming = read(awaiting(), half.clone(), 6);
        assert_eq!(confirming.state(), &State::Confirming);
        let later = read(confirming, half, 700);
        assert_eq!(later.state(), &State::Confirming);
        assert_eq!(later.clone().cancel(at(701)), Err(InvalidTransition { from: "confirming", event: "cancel" }));
        let back = read(later, status("draft", false, false, None), 702);
        assert_eq!(back.state(), &State::Expired);
    }
}

#[test]
fn only_a_status_asked_after_the_end_expires_an_invoice() {
    let early = awaiting().answered(status("draft", false, false, None), at(599), at(605)).unwrap();
    assert_eq!(early.state(), &State::AwaitingPayment);
    assert!(early.clone().expire_unopened(at(900)).is_err());
    let silent = early.answered(Answer::Lost, at(700), at(705)).unwrap();
    assert_eq!(silent.state(), &State::AwaitingPayment, "no answer is not an expiry");
    assert_eq!(read(silent, status("draft", false, false, None), 706).state(), &State::Expired);
}

#[test]
fn money_after_the_end_is_paid_late() {
    let paid = || status("funded", true, true, Some(at(650)));
    let expired = read(awaiting(), status("draft", false, false, None), 601);
    let cancelled = awaiting().cancel(at(10)).unwrap();
    for (checkout, ending) in [(expired, Ending::Expired), (cancelled, Ending::Cancelled)] {
        let late = read(checkout, paid(), 651);
        assert!(matches!(late.state(), State::PaidLate(late) if late.after == ending && late.settlement.complete));
    }
}

#[test]
fn a_lost_answer_is_asked_for_by_reference_before_another_session_is_created() {
    let lost = opened().asking(Action::CreateSession, at(0)).unwrap().answered(Answer::Lost, at(0), at(10)).unwrap();
    assert!(lost.session_in_doubt());
    assert!(lost.clone().asking(Action::CreateSession, at(11)).is_err());
    // Too early to believe that the request never arrived.
    let doubtful = lost.clone().answered(Answer::SessionAbsent, at(11), at(11)).unwrap();
    assert!(doubtful.session_in_doubt());
    for useless in [Answer::Lost, Answer::NotDone, Answer::Refused(Refusal { http_status: 403, text: String::new() })] {
        assert!(doubtful.clone().answered(useless, at(12), at(12)).unwrap().session_in_doubt());
    }
    let absent = doubtful.clone().answered(Answer::SessionAbsent, at(10).plus(SETTLING_TIME), at(13)).unwrap();
    assert_eq!(absent.record().session, SessionProgress::NotAsked);
    let found = doubtful.answered(session_open(7), at(13), at(13)).unwrap();
    assert_eq!(found.session().unwrap().id, SessionId::from_uuid(Uuid::from_u128(7)));
}

#[test]
fn an_end_in_the_past_does_not_end_a_session_at_birth() {
    let answer = Answer::SessionOpen { id: SessionId::from_uuid(Uuid::from_u128(1)), expires_at: Some(at(-9)) };
    let checkout = opened().asking(Action::CreateSession, at(0)).unwrap().answered(answer, at(0), at(1)).unwrap();
    assert_eq!(checkout.session().unwrap().expires_at, at(600));
}

#[test]
fn an_invoice_that_ends_early_is_replaced_under_the_same_session() {
    let first = with_session().asking(Action::CreateAttempt, at(1)).unwrap();
    let first = first.answered(invoice(at(60)), at(1), at(2)).unwrap();
    assert_eq!(first.deadline(), at(600));
    let second = first.asking(Action::CreateAttempt, at(61)).unwrap();
    assert_eq!(second.state(), &State::AwaitingPayment);
    let second = second.answered(invoice(at(590)), at(61), at(62)).unwrap();
    assert_eq!((second.record().attempts.len(), second.invoice().unwrap().expires_at), (2, at(590)));
    assert_eq!(second.deadline(), at(590), "ten seconds are too few for a third");
}

#[test]
fn refusals_blocks_and_unusable_invoices_show_nothing() {
    let refusal = Refusal { http_status: 400, text: "no".to_owned() };
    let refused = opened().asking(Action::CreateSession, at(0)).unwrap();
    let refused = refused.answered(Answer::Refused(refusal.clone()), at(0), at(1)).unwrap();
    assert_eq!(refused.state(), &State::Failed(Failure::Refused(refusal)));

    let blocked = Blocked { by_compliance: true, missing_fields: vec!["name".to_owned()] };
    for (answer, state) in [
        (Answer::AttemptBlocked(blocked.clone()), State::Blocked(blocked)),
        (
            Answer::AttemptUnusable(InvoiceFault::WrongAmount),
            State::Failed(Failure::Unusable(InvoiceFault::WrongAmount)),
        ),
    ] {
        let ended =
            with_session().asking(Action::CreateAttempt, at(1)).unwrap().answered(answer, at(1), at(2)).unwrap();
        assert_eq!(ended.state(), &state);
        assert!(ended.invoice().is_none() && !ended.may_be_paid());
    }
}

#[test]
fn an_invoice_that_comes_after_cancel_is_kept_and_watched() {
    let asked = with_session().asking(Action::CreateAttempt, at(1)).unwrap();
    let cancelled = asked.cancel(at(2)).unwrap().answered(invoice(at(600)), at(1), at(3)).unwrap();
    assert_eq!(cancelled.state(), &State::Cancelled);
    assert!(cancelled.may_be_paid());
}

fn on_its_way() -> Answer {
    status("pondering", false, false, Some(at(5)))
}

fn short() -> Answer {
    let Answer::Status(read) = status("draft", false, false, None) else { unreachable!() };
    Answer::Status(StatusRead { funding: Some(Funding::Under), funding_amount_available: Some(1), ..read })
}

fn kinds(checkout: &Checkout) -> Vec<AlarmKind> {
    checkout.record().alarms.iter().map(|alarm| alarm.kind).collect()
}

#[test]
fn too_little_is_a_state_of_its_own_and_an_alarm_only_at_the_end() {
    let underpaid = read(awaiting(), short(), 10);
    assert_eq!((underpaid.state(), kinds(&underpaid)), (&State::Underpaid, vec![]));
    let expired = read(underpaid.clone(), short(), 600);
    assert_eq!((expired.state(), kinds(&expired)), (&State::Expired, vec![AlarmKind::Underpaid]));
    assert_eq!(kinds(&underpaid.cancel(at(11)).unwrap()), [AlarmKind::Underpaid]);
}

#[test]
fn money_for_a_sale_that_was_put_aside_is_for_the_staff_to_look_at() {
    let aside = awaiting().put_aside(at(3)).unwrap();
    let late = read(aside.clone(), status("funded", true, true, Some(at(5))), 6);
    assert!(matches!(late.state(), State::PaidLate(late) if late.after == Ending::PutAside));
    assert_eq!(kinds(&late), [AlarmKind::Late]);
    let taken_up = aside.take_up(at(4));
    assert!(matches!(read(taken_up, status("funded", true, true, Some(at(5))), 6).state(), State::Paid(_)));
}

#[test]
fn money_on_its_way_is_an_alarm_when_nobody_waits_any_longer() {
    let day = 24 * 3600;
    // A payment that comes by halves just after the end is nothing to be alarmed about yet.
    let cancelled = read(awaiting().cancel(at(3)).unwrap(), on_its_way(), 6);
    assert_eq!(kinds(&cancelled), []);
    let closed = cancelled.close(at(day + 3)).unwrap();
    assert_eq!((kinds(&closed), closed.is_complete()), (vec![AlarmKind::Unsettled], true));
    let expired = read(read(awaiting(), on_its_way(), 6), on_its_way(), 600 + day);
    assert_eq!((expired.state(), kinds(&expired)), (&State::Expired, vec![AlarmKind::Unsettled]));
}

#[test]
fn watching_ends_once_and_only_what_has_ended() {
    assert!(awaiting().close(at(9)).is_err());
    let closed = awaiting().cancel(at(3)).unwrap().close(at(9)).unwrap();
    assert_eq!(closed.clone().close(at(10)), Ok(closed.clone()));
    assert!(closed.is_complete() && !awaiting().cancel(at(3)).unwrap().is_complete());
}

#[test]
fn an_interrupted_creation_is_in_doubt_from_the_moment_it_is_looked_up() {
    let interrupted = opened().asking(Action::CreateSession, at(0)).unwrap();
    let asked = interrupted.asking(Action::LookUpSession, at(50)).unwrap();
    assert_eq!(asked.record().session, SessionProgress::Unknown { lost_at: at(50) });
    assert!(asked.answered(Answer::SessionAbsent, at(51), at(51)).unwrap().session_in_doubt());
}
