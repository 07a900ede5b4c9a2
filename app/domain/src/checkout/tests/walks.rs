//! Random walks through everything that may happen to a checkout, in any order, at any time, with any
//! answer: nothing panics, and no step breaks a rule.
//!
//! More of them: `PROPTEST_CASES=100000 cargo test --release -p domain walks -- --nocapture`.

use super::{at, id, opened};
use crate::alarm::{AlarmKind, Verdict};
use crate::answer::{Action, Answer, Blocked, Funding, Invoice, InvoiceFault, OnChain, Refusal, StatusRead};
use crate::checkout::state::State;
use crate::checkout::{Checkout, Record};
use crate::id::SessionId;
use crate::money::Msat;
use crate::time::Timestamp;
use proptest::prelude::*;
use proptest::test_runner::TestRunner;
use uuid::Uuid;

/// Something that happens, and when; an answer also has a time at which it was asked for.
#[derive(Clone, Debug, PartialEq)]
enum Happening {
    Asking(Action),
    Answer(Answer, Timestamp),
    Cancel,
    AskCancel,
    PutAside,
    TakeUp,
    Decide(AlarmKind, Verdict),
    Expire,
    Close,
}

/// Mostly times of the sale, its end and the end of watching among them; sometimes the ends of time.
fn any_time() -> impl Strategy<Value = Timestamp> {
    prop_oneof![
        12 => (-10_i64..900).prop_map(at),
        2 => (86_000_i64..88_000).prop_map(at),
        2 => prop_oneof![Just(at(600)), Just(at(590)), Just(at(600 + 86_400))],
        1 => prop_oneof![Just(i64::MIN), Just(i64::MAX), Just(0), Just(-1), any::<i64>()].prop_map(Timestamp::from_unix_ms),
    ]
}

fn any_invoice() -> impl Strategy<Value = Answer> {
    (any_time(), 0_u64..4, any::<bool>()).prop_map(|(expires_at, hash, is_on_chain)| {
        let on_chain = is_on_chain.then(|| OnChain { address: String::new(), fee_rate: None });
        let payment_hash = hash.to_string();
        Answer::AttemptReady(Invoice {
            bolt11: String::new(),
            payment_hash,
            amount: Msat::from_msat(hash),
            expires_at,
            on_chain,
        })
    })
}

fn any_status() -> impl Strategy<Value = Answer> {
    let funding = prop_oneof![Just(None), Just(Some(Funding::Well)), Just(Some(Funding::Under)), Just(Some(Funding::Over))];
    let available = prop_oneof![Just(None), Just(Some(0)), Just(Some(i64::MIN)), any::<i64>().prop_map(Some)];
    let word = prop_oneof![Just("draft"), Just("funded"), Just(""), Just("\u{0}💸")];
    (any::<[bool; 4]>(), any_time(), funding, available, word).prop_map(
        |([paid, last, timed, seen], paid_at, funding, available, word)| {
            Answer::Status(StatusRead {
                word: word.to_owned(),
                word_means_paid: paid,
                word_is_last: last,
                paid_at: timed.then_some(paid_at),
                seen,
                funding,
                fee_is_correct: None,
                funding_status: None,
                fee_status: None,
                funding_amount_available: available,
            })
        },
    )
}

fn any_answer() -> impl Strategy<Value = Answer> {
    let session = (1_u128..4, proptest::option::of(any_time()))
        .prop_map(|(n, expires_at)| Answer::SessionOpen { id: SessionId::from_uuid(Uuid::from_u128(n)), expires_at });
    prop_oneof![
        3 => session,
        3 => any_invoice(),
        6 => any_status(),
        1 => Just(Answer::SessionAbsent),
        1 => Just(Answer::SessionConflict),
        1 => Just(Answer::AttemptBlocked(Blocked { by_compliance: true, missing_fields: vec![] })),
        1 => Just(Answer::AttemptUnusable(InvoiceFault::Expired)),
        1 => Just(Answer::Refused(Refusal { http_status: 422, text: String::new() })),
        1 => Just(Answer::NotDone),
        1 => Just(Answer::Lost),
    ]
}

fn any_happening() -> impl Strategy<Value = Happening> {
    let action = prop_oneof![
        Just(Action::CreateSession),
        Just(Action::LookUpSession),
        Just(Action::CreateAttempt),
        Just(Action::ReadStatus)
    ];
    let kind = (0..AlarmKind::ALL.len()).prop_map(|n| AlarmKind::ALL[n]);
    let verdict = prop_oneof![Just(Verdict::Accept), Just(Verdict::Refund), Just(Verdict::Link(id()))];
    prop_oneof![
        8 => action.prop_map(Happening::Asking),
        10 => (any_answer(), any_time()).prop_map(|(answer, asked_at)| Happening::Answer(answer, asked_at)),
        1 => Just(Happening::Cancel),
        1 => Just(Happening::AskCancel),
        1 => Just(Happening::PutAside),
        1 => Just(Happening::TakeUp),
        2 => (kind, verdict).prop_map(|(kind, verdict)| Happening::Decide(kind, verdict)),
        1 => Just(Happening::Expire),
        1 => Just(Happening::Close),
    ]
}

fn happen(checkout: Checkout, happening: Happening, now: Timestamp) -> Option<Checkout> {
    match happening {
        Happening::Asking(action) => checkout.asking(action, now).ok(),
        Happening::Answer(answer, asked_at) => checkout.answered(answer, asked_at, now).ok(),
        Happening::Cancel => checkout.cancel(now).ok(),
        Happening::AskCancel => checkout.ask_cancel(now).ok(),
        Happening::PutAside => checkout.put_aside(now).ok(),
        Happening::TakeUp => Some(checkout.take_up(now)),
        Happening::Decide(kind, verdict) => checkout.decide(kind, verdict, "", now).ok(),
        Happening::Expire => checkout.expire_unopened(now).ok(),
        Happening::Close => checkout.close(now).ok(),
    }
}

/// Where a checkout may be found after it was in `from`.
fn may_follow(from: &State, to: &State) -> bool {
    match from {
        State::Opening => !matches!(to, State::Confirming | State::Seen | State::Underpaid),
        State::AwaitingPayment | State::Confirming | State::Seen | State::Underpaid => !matches!(to, State::Opening),
        State::Paid(known) => matches!(to, State::Paid(now) if now.paid_at == known.paid_at),
        State::PaidLate(known) => {
            matches!(to, State::PaidLate(now) if now.after == known.after && now.settlement.paid_at == known.settlement.paid_at)
        }
        ended => to == ended || matches!(to, State::PaidLate(_)),
    }
}

/// What is known stays known.
fn keeps(before: &Record, after: &Record) -> bool {
    let invoices = before.attempts.iter().zip(&after.attempts);
    let alarms = before.alarms.iter().zip(&after.alarms);
    before.session.open().is_none_or(|session| after.session.open() == Some(session))
        && before.attempts.len() <= after.attempts.len()
        && invoices.into_iter().all(|(one, other)| one.invoice().is_none() || one.invoice() == other.invoice())
        && before.alarms.len() <= after.alarms.len()
        && alarms.into_iter().all(|(one, other)| {
            (one.kind, one.raised_at) == (other.kind, other.raised_at)
                && (one.decision.is_none() || one.decision == other.decision)
        })
        && before.is_closed <= after.is_closed
}

/// The alarms there must be, and those there must not.
fn is_alarmed_rightly(record: &Record) -> bool {
    let count = |kind| record.alarms.iter().filter(|alarm| alarm.kind == kind).count();
    let reads = |is: fn(&StatusRead) -> bool| record.reading.as_ref().is_some_and(is);
    let has_over = count(AlarmKind::Twice) + count(AlarmKind::Overpaid) > 0;
    AlarmKind::ALL.into_iter().all(|kind| count(kind) <= 1)
        && (count(AlarmKind::Late) == 1) == matches!(record.state, State::PaidLate(_))
        && (!reads(StatusRead::is_over) || record.state.settlement().is_none() || has_over)
        && (count(AlarmKind::Underpaid) == 0 || !record.state.is_live())
}

fn check(before: &Checkout, after: &Checkout, read_paid: bool) -> Result<(), TestCaseError> {
    let (old, new) = (before.record(), after.record());
    prop_assert!(may_follow(before.state(), after.state()), "{:?} to {:?}", before.state(), after.state());
    prop_assert!(keeps(old, new), "{old:?} to {new:?}");
    prop_assert!(is_alarmed_rightly(new), "{new:?}");
    if after.state().settlement().is_some() && before.state().settlement().is_none() {
        prop_assert!(read_paid, "paid without Mion's word");
        let was_left = before.state().ending().is_some() || old.put_aside_at.is_some();
        prop_assert_eq!(was_left, matches!(after.state(), State::PaidLate(_)));
    }
    prop_assert_eq!(after.version(), after.unsaved().len() as u64);
    prop_assert_eq!(after.stored_version(), 0);
    prop_assert!(after == before || after.version() > before.version(), "a change that is not noted");
    prop_assert_eq!(Checkout::restore(new.clone()), Ok(after.clone().saved()));
    prop_assert!(!after.is_complete() || !after.state().is_live());
    Ok(())
}

#[test]
#[expect(clippy::print_stderr, reason = "how many inputs there were is wanted by whoever asks for more of them")]
fn no_sequence_breaks_the_rules() {
    let walks = proptest::collection::vec((any_happening(), 0_i64..40_000, proptest::option::weighted(0.03, any_time())), 0..100);
    let inputs = core::cell::Cell::new(0_u64);
    let result = TestRunner::default().run(&walks, |walk| {
        let mut checkout = opened();
        let mut time = at(0);
        inputs.set(inputs.get() + walk.len() as u64);
        for (happening, ms, elsewhere) in walk {
            time = Timestamp::from_unix_ms(time.as_unix_ms() + ms);
            let read_paid = matches!(&happening, Happening::Answer(Answer::Status(read), _) if read.paid().is_some());
            let Some(next) = happen(checkout.clone(), happening, elsewhere.unwrap_or(time)) else { continue };
            check(&checkout, &next, read_paid)?;
            checkout = next;
        }
        Ok(())
    });
    eprintln!("{} inputs", inputs.get());
    assert_eq!(result, Ok(()));
}
