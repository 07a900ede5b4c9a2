//! The loop's decisions, one by one.

use super::*;
use crate::view::ShopNews;
use domain::limits::AmountRefused;
use domain::{Currency, Money};

const SHOP: ShopNews = ShopNews { mion_answers: true, alarms: 0, newest_alarm_ms: 0 };

fn view(version: u64, state: StateView) -> CheckoutView {
    CheckoutView {
        id: "75099bcf-22d5-43f9-8976-b7c5692eaa85".parse().unwrap(),
        code: "BCDFGH".to_owned(),
        total: Money::from_minor(1250, Currency::EUR),
        seen: Seen { version, shop: SHOP },
        put_aside: false,
        cancelling: false,
        alarms: Vec::new(),
        state,
    }
}

fn aside(version: u64, state: StateView) -> CheckoutView {
    CheckoutView { put_aside: true, ..view(version, state) }
}

fn here(version: u64, state: StateView) -> Known {
    Known::Here(Box::new(view(version, state)))
}

fn aside_known(version: u64, state: StateView) -> Known {
    Known::Here(Box::new(aside(version, state)))
}

const SALE: Ask = Ask::Open { total_minor: 1250 };

#[test]
fn a_sale_is_opened_until_the_server_has_answered() {
    let sale = Pending::name(1250).unwrap();
    for known in [Known::NotYet, Known::Nothing] {
        assert_eq!(known.next_ask(Some(sale), false, true), Some(SALE));
        assert_eq!(known.face(true), Face::Opening);
    }
}

#[test]
fn a_live_checkout_is_taken_up_once_and_then_watched() {
    let known = here(3, StateView::Confirming);
    assert_eq!(known.next_ask(None, false, true), Some(Ask::TakeUp));
    assert_eq!(known.next_ask(None, true, true), Some(Ask::Update(Seen { version: 3, shop: SHOP })));
}

#[test]
fn what_another_tablet_puts_aside_is_taken_up_by_the_one_that_shows_it() {
    let known = aside_known(4, StateView::Opening);
    assert_eq!(known.next_ask(None, true, true), Some(Ask::TakeUp));
    assert!(Ask::TakeUp.is_vain(&aside(4, StateView::Opening), 5), "no loop where it stays aside");
    assert!(!Ask::TakeUp.is_vain(&view(5, StateView::Opening), 5));
}

#[test]
fn a_screen_that_nobody_can_see_takes_nothing_up() {
    let known = aside_known(4, StateView::Confirming);
    assert_eq!(known.next_ask(None, false, false), Some(Ask::Read));
    assert_eq!(known.next_ask(None, true, false), Some(Ask::Update(Seen { version: 4, shop: SHOP })));
}

#[test]
fn only_what_is_open_is_left_aside() {
    assert!(here(3, StateView::Underpaid).is_to_be_left_aside());
    for known in [aside_known(3, StateView::Underpaid), here(3, StateView::Expired), Known::NotYet] {
        assert!(!known.is_to_be_left_aside(), "{known:?}");
    }
}

#[test]
fn an_answer_without_news_is_vain_unless_it_took_its_time() {
    let ask = Ask::Update(Seen { version: 3, shop: SHOP });
    assert!(ask.is_vain(&view(3, StateView::Confirming), 5));
    assert!(!ask.is_vain(&view(3, StateView::Confirming), 20_000));
    assert!(!ask.is_vain(&view(4, StateView::Confirming), 5));
}

#[test]
fn nothing_more_is_asked_once_it_is_over_or_unknown() {
    assert_eq!(here(3, StateView::Expired).next_ask(None, true, true), None);
    assert_eq!(aside_known(3, StateView::Expired).next_ask(None, true, true), None);
    assert_eq!(Known::Nothing.next_ask(None, false, true), None);
}

#[test]
fn a_cancel_under_way_has_its_own_face_until_a_payment_is_seen() {
    let face = |state| Known::Here(Box::new(CheckoutView { cancelling: true, ..view(3, state) })).face(false);
    for state in [StateView::Opening, StateView::Underpaid] {
        assert_eq!(face(state), Face::Waiting(Wait::Cancelling));
    }
    assert_eq!(face(StateView::Confirming), Face::Waiting(Wait::Confirming));
    assert_eq!(face(StateView::Seen { fee_is_low: true }).name(), "seen");
    assert_eq!(face(StateView::Cancelled), Face::Over(StateView::Cancelled));
}

#[test]
fn what_is_shown_never_goes_back() {
    let mut known = here(5, StateView::Paid { paid_at_ms: 1, amount: None, receipt: String::new() });
    assert!(!known.learn(view(4, StateView::Opening)));
    assert_eq!(known.face(false).name(), "paid");
    assert!(known.learn(view(5, StateView::Paid { paid_at_ms: 1, amount: None, receipt: String::new() })));
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
    let seen = Seen { version: 1, shop: SHOP };
    for ask in [SALE, Ask::TakeUp, Ask::Read, Ask::Update(seen)] {
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
