//! The loop's decisions, one by one.

use super::*;
use domain::limits::AmountRefused;
use domain::{Currency, Money};

fn view(version: u64, state: StateView) -> CheckoutView {
    CheckoutView {
        id: "75099bcf-22d5-43f9-8976-b7c5692eaa85".parse().unwrap(),
        code: "BCDFGH".to_owned(),
        total: Money::from_minor(1250, Currency::EUR),
        seen: Seen { version, mion_answers: true },
        state,
    }
}

fn here(version: u64, state: StateView) -> Known {
    Known::Here(view(version, state))
}

const SALE: Ask = Ask::Open { total_minor: 1250 };

#[test]
fn a_sale_is_opened_until_the_server_has_answered() {
    let sale = Pending::name(1250).unwrap();
    for known in [Known::NotYet, Known::Nothing] {
        assert_eq!(known.next_ask(Some(sale), false), Some(SALE));
        assert_eq!(known.face(true), Face::Opening);
    }
}

#[test]
fn a_live_checkout_is_read_once_and_then_watched() {
    let known = here(3, StateView::Confirming);
    assert_eq!(known.next_ask(None, false), Some(Ask::Read));
    assert_eq!(known.next_ask(None, true), Some(Ask::Update(Seen { version: 3, mion_answers: true })));
}

#[test]
fn nothing_more_is_asked_once_it_is_over_or_unknown() {
    assert_eq!(here(3, StateView::Expired).next_ask(None, true), None);
    assert_eq!(Known::Nothing.next_ask(None, false), None);
}

#[test]
fn what_is_shown_never_goes_back() {
    let mut known = here(5, StateView::Paid { paid_at_ms: 1, amount: None });
    assert!(!known.learn(view(4, StateView::Opening)));
    assert_eq!(known.version(), Some(5));
    assert!(known.learn(view(5, StateView::Paid { paid_at_ms: 1, amount: None })));
    assert!(known.learn(view(6, StateView::Expired)));
    assert_eq!(known.face(false).name(), "expired");
}

#[test]
fn only_a_clear_no_ends_an_opening() {
    let reason = AmountRefused::Zero;
    assert_eq!(SALE.setback(&ApiError::Amount { reason }), Setback::Refused);
    assert_eq!(SALE.setback(&ApiError::AlreadyOpen), Setback::Refused);
    for unclear in [ApiError::BadRequest, ApiError::UnknownCheckout, ApiError::Internal { request: String::new() }] {
        assert_eq!(SALE.setback(&unclear), Setback::Trouble(Trouble::Server), "{unclear}");
    }
}

#[test]
fn silence_is_never_an_end() {
    let seen = Seen { version: 1, mion_answers: true };
    for ask in [SALE, Ask::Read, Ask::Update(seen)] {
        assert_eq!(ask.setback(&ApiError::Unreachable), Setback::Trouble(Trouble::Silent));
    }
    assert_eq!(Ask::Update(seen).setback(&ApiError::UnknownCheckout), Setback::Unknown);
}

#[test]
fn a_page_that_came_with_an_error_asks_again_unless_it_is_known_to_be_nothing() {
    assert_eq!(Known::from_answer(Err(ApiError::UnknownCheckout)), Known::Nothing);
    assert_eq!(Known::from_answer(Err(ApiError::Internal { request: String::new() })), Known::NotYet);
    assert_eq!(Known::NotYet.face(false), Face::Loading);
}
