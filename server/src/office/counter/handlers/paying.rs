//! `/catalogue/tip` and `/catalogue/pay`: what is to be paid, the customer's tip on it, and the sale.

use super::super::super::form::{Asked, Typed, unreadable};
use super::super::super::here::see;
use super::super::at::{At, new_sale};
use super::super::draw::screen;
use super::super::shelf::Look;
use super::super::switch::Switch;
use super::super::{really, tip, why};
use super::shelf::counter;
use crate::catalogue::CartView;
use crate::catalogue::sheet::price as parse_price;
use crate::store::StoreError;
use crate::till::OrderRefused;
use crate::words;
use axum::http::{HeaderMap, HeaderName, StatusCode};
use axum::response::{IntoResponse as _, Response};
use domain::cart::{CartRefused, Order, Tip};
use domain::mode::Mode;
use domain::{CheckoutId, Currency};

/// By which our script asks to be told where to go instead of being sent there.
const SWAP: HeaderName = HeaderName::from_static("x-swap");
/// Where it is to go.
const GO: HeaderName = HeaderName::from_static("x-go");

/// What is to be paid: the amount that was keyed, or what is in the cart.
async fn bill(at: &At, typed: &Typed) -> Result<(Order, u64, CartView), StoreError> {
    let cart = at.catalogue.cart(&at.counter).await?;
    let order = match typed.text("keyed").parse() {
        Ok(keyed_minor) if keyed_minor > 0 && at.counter.selling.mode == Mode::Keypad => {
            Order { keyed_minor, note: typed.text("note").trim().to_owned(), ..Order::default() }
        }
        _ => cart.order.clone(),
    };
    let goods = at.catalogue.price(&at.counter, &order, &cart.shelf).map_or(0, |sold| sold.goods_minor());
    Ok((order, goods, cart))
}

/// `GET /catalogue/tip`.
pub(in super::super::super) async fn tip(at: At, Asked(typed): Asked) -> Response {
    match bill(&at, &typed).await {
        Ok((order, goods, _)) if goods > 0 && at.counter.selling.asks_for_tip => {
            if is_doubtful(&at, &typed, &order, goods) {
                return doubt(&at, &typed, goods).await;
            }
            ask(&at, &typed, &order, goods, None).await
        }
        Ok(_) => see("/"),
        Err(error) => at.failed(&error),
    }
}

/// Whether somebody should be asked if the total of a cart is meant: it is unusual here, and nobody was. Of an amount that
/// was keyed, the keypad has asked.
fn is_doubtful(at: &At, typed: &Typed, order: &Order, goods_minor: u64) -> bool {
    let is_unusual = at.here.office.till.shop().ask_from_minor.is_some_and(|from_minor| goods_minor >= from_minor);
    is_unusual && order.keyed_minor == 0 && !typed.is_on("really")
}

/// That question.
async fn doubt(at: &At, typed: &Typed, goods_minor: u64) -> Response {
    let Some(id) = typed.text("id").parse().ok().or_else(new_sale) else { return at.here.failed() };
    let (mut notice, words) = (at.notice(None).await, at.words());
    if !at.is_attended() {
        notice.switch = Some(Switch { back: Look::default().path() });
    }
    let bill = tip::Bill { id, goods_minor, is_keyed: false, is_meant: false };
    let body = really::draw(bill, at.counter.selling.asks_for_tip, at.currency(), notice.mion_answers, words);
    at.show("really", words.new_sale(), &notice, body)
}

/// The customer's own step, wherever it is taken: in their language.
async fn ask(at: &At, typed: &Typed, order: &Order, goods_minor: u64, refusal: Option<String>) -> Response {
    let Some(id) = typed.text("id").parse().ok().or_else(new_sale) else { return at.here.failed() };
    let mut notice = at.notice(refusal).await;
    let bill = tip::Bill { id, goods_minor, is_keyed: order.keyed_minor > 0, is_meant: typed.is_on("really") };
    let words = at.customers();
    notice.switch = Some(Switch { back: bill.path(&order.note) });
    let body = tip::draw(bill, &order.note, at.currency(), typed.text("amount"), notice.mion_answers, words);
    screen(&at.here, at.counter.selling, words, "tip", words.tip(), &notice, body)
}

/// The tip that was chosen; none where it is none that is offered.
fn chosen(typed: &Typed, currency: Currency) -> Option<Tip> {
    Some(match typed.text("tip") {
        "" | "none" => Tip::None,
        "round-up" => Tip::RoundUp,
        "amount" => match parse_price(typed.text("amount"), currency)? {
            0 => Tip::None,
            minor => Tip::Amount(minor),
        },
        part => Tip::Percent(part.parse().ok()?),
    })
}

/// `POST /catalogue/pay`.
pub(in super::super::super) async fn pay(at: At, headers: HeaderMap, typed: Typed) -> Response {
    let (order, goods, cart) = match bill(&at, &typed).await {
        Ok(bill) => bill,
        Err(error) => return at.failed(&error),
    };
    let ids = (typed.text("id").parse::<CheckoutId>(), typed.text("shown").parse::<u64>());
    let (Ok(id), Ok(shown)) = ids else { return unreadable(at.customers()) };
    // The sale takes the customer's language along, if our script can tell it; here it is given up.
    let go = |path: String| {
        at.anew(if headers.contains_key(&SWAP) { (StatusCode::OK, [(GO, path)]).into_response() } else { see(&path) })
    };
    if is_doubtful(&at, &typed, &order, goods) {
        return doubt(&at, &typed, goods).await;
    }
    let (currency, name) = (at.currency(), At::name_of(&cart));
    let is_asked = at.counter.selling.asks_for_tip && goods > 0;
    let words: words::Words = if is_asked { at.customers() } else { at.words() };
    let refusal = match chosen(&typed, currency) {
        None => why::cart(CartRefused::Tip, currency, words, name),
        Some(tip) => match open(&at, id, &Order { tip, ..order.clone() }, shown).await {
            Ok(()) => return go(format!("/checkout/{id}")),
            // The first answer was lost, and the cart is empty already.
            Err(_)
                if order.lines.is_empty() && order.keyed_minor == 0 && at.here.office.till.read(id).await.is_ok() =>
            {
                return go(format!("/checkout/{id}"));
            }
            Err(error) => why::sale(&error, currency, words, name),
        },
    };
    if is_asked {
        return ask(&at, &typed, &order, goods, Some(refusal)).await;
    }
    counter(&at, &cart, &Look::default(), Some(refusal)).await
}

/// Opens the sale `id` of `order`, for whose goods `shown` was on the screen.
async fn open(at: &At, id: CheckoutId, order: &Order, shown: u64) -> Result<(), OrderRefused> {
    // What was shown: goods, and the tip on them.
    let tip_minor = order.tip.of(shown, at.currency()).map_err(OrderRefused::Cart)?;
    let shown = shown.saturating_add(tip_minor);
    let view =
        at.here.office.tills.open_order(at.here.caller.clone(), id, order.clone(), at.counter.clone(), shown).await?;
    if order.keyed_minor == 0
        && let Err(error) = at.catalogue.sold_cart(&at.counter, order).await
    {
        // The sale is open; what is left in the cart can be seen and taken out.
        tracing::warn!(checkout = %view.id, %error, "the cart of a sale was not emptied");
    }
    Ok(())
}
