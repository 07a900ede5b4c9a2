//! The rules of a checkout, by example and by random walks through everything that may happen.

use super::change::Event;
use super::progress::SessionProgress;
use super::state::{Ending, Failure, State};
use super::{Checkout, InvalidTransition, SETTLING_TIME};
use crate::answer::{Action, Answer, Blocked, Invoice, InvoiceFault, Refusal, StatusRead};
use crate::id::{CheckoutId, SessionId};
use crate::money::{Currency, Money, Msat};
use crate::time::Timestamp;
use core::time::Duration;
use proptest::prelude::*;
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

fn any_answer() -> impl Strategy<Value = Answer> {
    let refusal = Refusal { http_status: 422, text: "no".to_owned() };
    let blocked = Blocked { by_compliance: true, missing_fields: vec![] };
    prop_oneof![
        (1_u128..4).prop_map(session_open),
        (-100_i64..900).prop_map(|second| invoice(at(second))),
        Just(Answer::SessionAbsent),
        Just(Answer::SessionConflict),
        Just(Answer::AttemptBlocked(blocked)),
        Just(Answer::AttemptUnusable(InvoiceFault::Expired)),
        Just(Answer::Refused(refusal)),
        Just(Answer::NotDone),
        Just(Answer::Lost),
        (any::<[bool; 3]>(), 0_i64..900).prop_map(|([paid, last, timed], second)| status(
            "x",
            paid,
            last,
            timed.then(|| at(second))
        )),
    ]
}

#[derive(Clone, Debug)]
enum Happening {
    Asking(Action),
    Answer(Answer),
    Cancel,
    Expire,
}

fn any_happening() -> impl Strategy<Value = Happening> {
    let action = prop_oneof![
        Just(Action::CreateSession),
        Just(Action::LookUpSession),
        Just(Action::CreateAttempt),
        Just(Action::ReadStatus)
    ];
    prop_oneof![
        6 => action.prop_map(Happening::Asking),
        6 => any_answer().prop_map(Happening::Answer),
        1 => Just(Happening::Cancel),
        1 => Just(Happening::Expire),
    ]
}

fn happen(checkout: Checkout, happening: Happening, now: Timestamp) -> Result<Checkout, InvalidTransition> {
    match happening {
        Happening::Asking(action) => checkout.asking(action, now),
        Happening::Answer(answer) => checkout.answered(answer, now, now),
        Happening::Cancel => checkout.cancel(now),
        Happening::Expire => checkout.expire_unopened(now),
    }
}

/// Where a checkout may be found after it was in `from`.
fn may_follow(from: &State, to: &State) -> bool {
    match from {
        State::Opening => !matches!(to, State::PaidLate(_) | State::Confirming),
        State::AwaitingPayment | State::Confirming => !matches!(to, State::Opening | State::PaidLate(_)),
        State::Paid(_) => matches!(to, State::Paid(_)),
        State::PaidLate(_) => matches!(to, State::PaidLate(_)),
        ended => to == ended || matches!(to, State::PaidLate(_)),
    }
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(2000))]

    #[test]
    fn no_sequence_breaks_the_rules(happenings in proptest::collection::vec((any_happening(), 0_i64..40), 0..60)) {
        let mut checkout = opened();
        let mut second = 0;
        for (happening, seconds) in happenings {
            second += seconds;
            let shown_as_paid = match &happening {
                Happening::Answer(Answer::Status(read)) => read.paid().is_some(),
                _ => false,
            };
            let Ok(next) = happen(checkout.clone(), happening, at(second)) else { continue };
            prop_assert!(may_follow(checkout.state(), next.state()), "{:?} to {:?}", checkout.state(), next.state());
            if next.state().settlement().is_some() && checkout.state().settlement().is_none() {
                prop_assert!(shown_as_paid, "paid without Mion's word");
            }
            if let Some(session) = checkout.session() {
                prop_assert_eq!(next.session(), Some(session), "a session never changes");
            }
            prop_assert_eq!(next.version(), next.unsaved().len() as u64);
            prop_assert_eq!(next.stored_version(), 0);
            prop_assert!(next.version() >= checkout.version());
            prop_assert!(next == checkout || next.version() > checkout.version(), "a change that is not noted");
            prop_assert_eq!(Checkout::restore(next.record().clone()), Ok(next.clone().saved()));
            checkout = next;
        }
    }
}
