//! `/catalogue`: the shelf with the cart beside it.

use super::super::super::form::{Asked, Typed};
use super::super::super::here::see;
use super::super::at::{At, new_sale};
use super::super::draw::{ATTRACT, Notice, logo};
use super::super::shelf::Look;
use super::super::switch::Switch;
use super::super::{cart, shelf, switch};
use crate::catalogue::CartView;
use crate::catalogue::shelf::Wanted;
use axum::http::StatusCode;
use axum::response::{IntoResponse as _, Response};
use domain::mode::Mode;
use leptos::prelude::*;

/// The longest search, in characters.
const LONGEST_SEARCH: usize = 200;

/// What is looked at, as an address or a form has it.
pub(super) fn look(typed: &Typed) -> Look {
    let search = typed.text("q").chars().take(LONGEST_SEARCH).collect();
    let category = typed.text("in").parse().ok();
    Look { wanted: Wanted { category, search }, page: typed.text("page").parse().unwrap_or(0) }
}

/// `GET /catalogue`.
pub(in super::super::super) async fn shelf(at: At, Asked(typed): Asked) -> Response {
    if at.counter.selling.mode == Mode::Keypad {
        return see("/");
    }
    match at.catalogue.cart(&at.counter).await {
        Ok(cart) if typed.is_empty() && cart.order.lines.is_empty() && !at.is_attended() => attract(at).await,
        Ok(cart) => counter(&at, &cart, &look(&typed), None).await,
        Err(error) => at.failed(&error),
    }
}

/// What a self-service terminal shows while nobody uses it: in the shop's language, with all others to begin in.
async fn attract(at: At) -> Response {
    let notice = Notice { begins: true, ..at.notice(None).await };
    let words = at.here.words;
    let shop = at.here.office.frame.shop.name.clone();
    let body = view! {
        <div class="attract">
            <a class="attract-start" href="/catalogue?start=1" data-start>
                {logo(&at.here)}
                <bdi class="attract-shop">{shop}</bdi>
                <span class="attract-words">{words.tap_to_order()}</span>
                <span class="attract-how">{words.pay_by_lightning()}</span>
            </a>
            {switch::all(words)}
        </div>
    };
    let nobody = At { chosen: None, ..at };
    let answer = nobody.show(ATTRACT, words.attract_title(), &notice, body.into_any());
    At { chosen: at.chosen, ..nobody }.anew(answer)
}

/// `POST /catalogue/stay`: somebody looks at the cart, and has not gone away.
pub(in super::super::super) async fn stay(at: At) -> Response {
    match at.catalogue.keep_cart(&at.counter).await {
        Ok(()) => StatusCode::NO_CONTENT.into_response(),
        Err(error) => {
            tracing::warn!(%error, "a cart may be taken for abandoned");
            StatusCode::SERVICE_UNAVAILABLE.into_response()
        }
    }
}

/// The shelf and `cart`, with why something was not done.
pub(super) async fn counter(at: &At, cart: &CartView, look: &Look, refusal: Option<String>) -> Response {
    let Some(id) = new_sale() else { return at.here.failed() };
    let begins = cart.order.lines.is_empty() && refusal.is_none();
    let mut notice = Notice { begins, ..at.notice(refusal).await };
    let (currency, words) = (at.currency(), at.words());
    let items = shelf::draw(&cart.shelf, look, currency, words);
    let cart = cart::draw(cart, at.counter.selling, currency, look, id, notice.mion_answers, words);
    let body = view! { <div class="counter-halves">{items}{cart}</div> };
    if at.is_attended() {
        // The staff's own: the customer before has gone.
        return at.anew(at.show("catalogue", words.new_sale(), &notice, body.into_any()));
    }
    notice.switch = Some(Switch { back: look.path() });
    at.show("catalogue", words.new_sale(), &notice, body.into_any())
}
