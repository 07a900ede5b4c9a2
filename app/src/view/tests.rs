//! What serde writes is what a tablet reads, for every type and every variant.

use super::*;
use crate::api::ApiError;
use domain::alarm::DecisionRefused;
use domain::limits::AmountRefused;
use domain::told::{Told, Value};
use domain::{CheckoutId, Currency};
use serde::Serialize;

fn is_told<T: Told + Serialize + PartialEq + core::fmt::Debug>(all: impl IntoIterator<Item = T>) {
    for value in all {
        let json = serde_json::to_string(&value).unwrap();
        let read = Value::parse(&json).and_then(|told| T::read(&told));
        assert_eq!(read.as_ref(), Some(&value), "{json}");
    }
}

fn view(state: StateView) -> CheckoutView {
    let id: CheckoutId = "75099bcf-22d5-43f9-8976-b7c5692eaa85".parse().unwrap();
    CheckoutView {
        id,
        code: id.short_code(),
        total: Money::from_minor(u64::MAX, Currency::EUR),
        seen: Seen { version: 7, shop: ShopNews::UNSEEN },
        put_aside: true,
        cancelling: false,
        alarms: AlarmKind::ALL.to_vec(),
        state,
    }
}

#[test]
fn every_state_of_a_checkout() {
    let amount = Msat::from_msat(25_000_001);
    let on_chain = OnChainView {
        uri: "bitcoin:bc1q?amount=1&label=\"é\"".to_owned(),
        address: "bc1q".to_owned(),
        fee_rate: Some("1.5".to_owned()),
    };
    let invoice = |on_chain| InvoiceView {
        bolt11: "lnbc1".to_owned(),
        in_code: "LIGHTNING:LNBC1".to_owned(),
        amount,
        seconds_left: 600,
        replaced: true,
        on_chain,
    };
    let endings = [Ending::Expired, Ending::Cancelled, Ending::Blocked, Ending::Failed, Ending::PutAside];
    let mut states = vec![
        StateView::Opening,
        StateView::AwaitingPayment(invoice(None)),
        StateView::AwaitingPayment(invoice(Some(on_chain))),
        StateView::Confirming,
        StateView::Seen { fee_is_low: true },
        StateView::Underpaid,
        StateView::Paid { paid_at_ms: 1_764_000_000_000, amount: Some(amount), receipt: "r".to_owned() },
        StateView::Paid { paid_at_ms: -1, amount: None, receipt: String::new() },
        StateView::Expired,
        StateView::Cancelled,
        StateView::Blocked { by_compliance: false, missing_fields: vec!["dateOfBirth".to_owned()] },
        StateView::Failed(FailureView::Refused),
        StateView::Failed(FailureView::Unusable),
        StateView::Failed(FailureView::Conflict),
    ];
    states.extend(endings.map(|after| StateView::PaidLate { paid_at_ms: 1, after }));
    is_told(states.into_iter().map(view));
}

#[test]
fn every_error() {
    let least = Money::from_minor(1, "KWD".parse().unwrap());
    let amounts = [AmountRefused::Zero, AmountRefused::BelowMinimum(least), AmountRefused::AboveMaximum(least)];
    is_told(amounts.map(|reason| ApiError::Amount { reason }));
    let decisions =
        [DecisionRefused::NoAlarm, DecisionRefused::Decided, DecisionRefused::Note, DecisionRefused::Itself];
    is_told(decisions.map(|reason| ApiError::Decision { reason }));
    is_told([
        ApiError::UnknownCheckout,
        ApiError::AlreadyOpen,
        ApiError::NotCancellable,
        ApiError::UnknownLink,
        ApiError::BadRequest,
        ApiError::TooLarge,
        ApiError::WrongContentType,
        ApiError::OtherOrigin,
        ApiError::NotPaired,
        ApiError::Locked,
        ApiError::PinNeeded,
        ApiError::Forbidden,
        ApiError::WrongPin { wait_s: 30 },
        ApiError::OtherTerminal,
        ApiError::TooOften { wait_s: 1 },
        ApiError::Unreachable,
        ApiError::Internal { request: "a-b".to_owned() },
    ]);
}

#[test]
fn a_result_and_a_person() {
    is_told([Ok(view(StateView::Opening)), Err(ApiError::UnknownCheckout)]);
    is_told([StaffName { id: "75099bcf-22d5-43f9-8976-b7c5692eaa85".parse().unwrap(), name: "Ü".to_owned() }]);
    is_told([()]);
}

#[test]
fn what_a_browser_has_seen_is_read_by_serde() {
    let seen = Seen { version: 9, shop: ShopNews { mion_answers: true, alarms: 2, newest_alarm_ms: -3 } };
    let mut json = String::new();
    seen.tell(&mut json);
    assert_eq!(serde_json::from_str::<Seen>(&json).unwrap(), seen);
}

#[test]
fn an_answer_that_lacks_something_is_none() {
    let json = serde_json::to_string(&view(StateView::Expired)).unwrap();
    for (there, not) in [
        ("\"total\"", "\"totals\""),
        ("\"version\":7", "\"version\":\"7\""),
        ("\"expired\"", "\"expiry\""),
        ("EUR", "eur"),
        ("true", "1"),
    ] {
        let changed = json.replacen(there, not, 1);
        assert_ne!(changed, json, "{there}");
        assert_eq!(CheckoutView::read(&Value::parse(&changed).unwrap()), None, "{changed}");
    }
}
