//! What each address of the counter answers. Who may call it is declared in [`super::super::routes`]; what a
//! terminal may do beyond that follows from how it sells.

use super::super::form::{Asked, Typed};
use super::super::here::{Here, see};
use super::draw::{Notice, logo, screen};
use super::shelf::Look;
use super::{PATH, cart, held, shelf, tip, words};
use crate::catalogue::carts::{CartChange, Counter};
use crate::catalogue::sheet::price as parse_price;
use crate::catalogue::shelf::Wanted;
use crate::catalogue::{CartView, Catalogue, CatalogueError};
use crate::store::StoreError;
use crate::till::OrderRefused;
use app::view::ShopNews;
use axum::http::{HeaderMap, HeaderName, StatusCode};
use axum::response::{IntoResponse as _, Response};
use domain::CheckoutId;
use domain::cart::{Cut, Discount, Order, Tip};
use domain::catalogue::vat::parse_percent;
use domain::catalogue::{HeldCartId, ItemId};
use domain::mode::Mode;
use leptos::prelude::*;
use uuid::Uuid;

/// By which our script asks to be told where to go instead of being sent there.
const SWAP: HeaderName = HeaderName::from_static("x-swap");
/// Where it is to go.
const GO: HeaderName = HeaderName::from_static("x-go");
/// The longest search, in characters.
const LONGEST_SEARCH: usize = 200;

/// What everything here begins with.
async fn begin(here: &Here) -> Result<(Catalogue, Counter), Response> {
    let catalogue = here.office.tills.till.catalogue.clone();
    let terminal = here.caller.at().map(|id| id.to_string()).unwrap_or_default();
    match catalogue.counter(&terminal).await {
        Ok(at) if at.selling.mode == Mode::Keypad && !at.selling.asks_for_tip => Err(see("/")),
        Ok(at) => Ok((catalogue, at)),
        Err(error) => Err(failed(here, &error)),
    }
}

fn failed(here: &Here, error: &StoreError) -> Response {
    tracing::error!(%error, "the catalogue cannot be read or written");
    here.failed()
}

async fn notice(here: &Here, refusal: Option<String>) -> Notice {
    let news = here.office.till.shop_news(ShopNews::UNSEEN).await;
    Notice { refusal, alarms: news.alarms, mion_answers: news.mion_answers }
}

/// A name for the next sale. Sent with *Pay*, so that paying twice is paying once.
fn new_sale() -> Option<CheckoutId> {
    CheckoutId::try_from(Uuid::new_v4()).ok()
}

fn look(typed: &Typed) -> Look {
    let search = typed.text("q").chars().take(LONGEST_SEARCH).collect();
    let category = typed.text("in").parse().ok();
    Look { wanted: Wanted { category, search }, page: typed.text("page").parse().unwrap_or(0) }
}

/// `GET /catalogue`.
pub(in super::super) async fn shelf(here: Here, Asked(typed): Asked) -> Response {
    let (catalogue, at) = match begin(&here).await {
        Ok(begun) => begun,
        Err(answer) => return answer,
    };
    if at.selling.mode == Mode::Keypad {
        return see("/");
    }
    match catalogue.cart(&at).await {
        Ok(cart) if typed.is_empty() && cart.order.lines.is_empty() && !at.selling.mode.is_attended() => {
            attract(&here, &at).await
        }
        Ok(cart) => counter(&here, &catalogue, &at, &cart, &look(&typed), None).await,
        Err(error) => failed(&here, &error),
    }
}

/// What a self-service terminal shows while nobody uses it.
async fn attract(here: &Here, at: &Counter) -> Response {
    let notice = notice(here, None).await;
    let shop = here.office.frame.shop.name.clone();
    let body = view! {
        <a class="attract" href="/catalogue?start=1" data-start>
            {logo(here)}
            <bdi class="attract-shop">{shop}</bdi>
            <span class="attract-words">"Tap to order"</span>
            <span class="attract-how">"Pay with Bitcoin Lightning"</span>
        </a>
    };
    screen(here, at.selling, "attract", "Welcome", &notice, body.into_any())
}

async fn counter(
    here: &Here,
    catalogue: &Catalogue,
    at: &Counter,
    cart: &CartView,
    look: &Look,
    refusal: Option<String>,
) -> Response {
    let Some(id) = new_sale() else { return here.failed() };
    let notice = notice(here, refusal).await;
    let currency = catalogue.currency();
    let items = shelf::draw(&cart.shelf, look, currency);
    let cart = cart::draw(cart, at.selling, currency, look, id, notice.mion_answers);
    let body = view! { <div class="counter-halves">{items}{cart}</div> };
    screen(here, at.selling, "catalogue", "New sale", &notice, body.into_any())
}

/// What a form wants of the cart; none where it makes no sense.
fn wanted(typed: &Typed, catalogue: &Catalogue) -> Option<Result<CartChange, CatalogueError>> {
    let item = typed.text("item").parse::<ItemId>();
    Some(Ok(match typed.text("do") {
        "add" => CartChange::Add(item.ok()?),
        // What is not a number of things is refused as a quantity, not as nonsense: people type it.
        "set" => {
            let item = item.ok()?;
            match typed.text("quantity").parse() {
                Ok(quantity) => CartChange::Set(item, quantity),
                Err(_) => return Some(Err(domain::cart::CartRefused::Quantity(item).into())),
            }
        }
        "clear" => CartChange::Clear,
        "line-discount" => match discount(typed, catalogue) {
            Ok(discount) => CartChange::LineDiscount(item.ok()?, discount),
            Err(error) => return Some(Err(error)),
        },
        "discount" => match discount(typed, catalogue) {
            Ok(discount) => CartChange::Discount(discount),
            Err(error) => return Some(Err(error)),
        },
        _ => return None,
    }))
}

fn discount(typed: &Typed, catalogue: &Catalogue) -> Result<Option<Discount>, CatalogueError> {
    let value = typed.text("value");
    if !typed.is_on("value") {
        return Ok(None);
    }
    let cut = match typed.text("kind") {
        "percent" => parse_percent(value).map(Cut::Percent),
        "amount" => parse_price(value, catalogue.currency()).map(Cut::Amount),
        _ => None,
    };
    let cut = cut.ok_or(domain::cart::CartRefused::Cut)?;
    Ok(Some(Discount { cut, reason: typed.text("reason").to_owned() }))
}

/// `POST /catalogue/cart`.
pub(in super::super) async fn change(here: Here, typed: Typed) -> Response {
    let (catalogue, at) = match begin(&here).await {
        Ok(begun) => begun,
        Err(answer) => return answer,
    };
    let back = look_back(&typed);
    let done = if typed.text("do") == "code" {
        catalogue.scan(&at, typed.text("q")).await
    } else {
        match wanted(&typed, &catalogue) {
            Some(Ok(change)) => catalogue.change_cart(&at, &change).await,
            Some(Err(error)) => Err(error),
            None => return (StatusCode::BAD_REQUEST, "The form could not be read.").into_response(),
        }
    };
    match done {
        Ok(_) if typed.text("do") == "clear" => see(PATH),
        Ok(_) => see(&back.path()),
        Err(error) => refused(&here, &catalogue, &at, &error, &back).await,
    }
}

/// The look from which a form was sent.
fn look_back(typed: &Typed) -> Look {
    let query = typed.text("back").split_once('?').map_or("", |(_, query)| query);
    look(&form_urlencoded::parse(query.as_bytes()).into_owned().collect())
}

async fn refused(here: &Here, catalogue: &Catalogue, at: &Counter, error: &CatalogueError, back: &Look) -> Response {
    match catalogue.cart(at).await {
        Ok(cart) => match words::change(error, |id| cart.shelf.find(id).map(|item| item.name.to_string())) {
            Some(words) => counter(here, catalogue, at, &cart, back, Some(words)).await,
            None => {
                tracing::error!(%error, "a cart could not be changed");
                here.failed()
            }
        },
        Err(error) => failed(here, &error),
    }
}

/// `POST /catalogue/hold`.
pub(in super::super) async fn hold(here: Here, typed: Typed) -> Response {
    let (catalogue, at) = match begin(&here).await {
        Ok(begun) => begun,
        Err(answer) => return answer,
    };
    let Ok(id) = typed.text("id").parse::<HeldCartId>() else { return here.not_found() };
    if !at.selling.mode.is_attended() {
        return here.not_found();
    }
    match catalogue.hold_cart(&at, id, typed.text("note")).await {
        Ok(()) => see(PATH),
        Err(error) => refused(&here, &catalogue, &at, &error, &Look::default()).await,
    }
}

/// `GET /catalogue/held`.
pub(in super::super) async fn list_held(here: Here) -> Response {
    let (catalogue, at) = match begin(&here).await {
        Ok(begun) => begun,
        Err(answer) => return answer,
    };
    if !at.selling.mode.is_attended() {
        return here.not_found();
    }
    match (catalogue.held_carts().await, catalogue.shelf().await) {
        (Ok(held), Ok(shelf)) => {
            let notice = notice(&here, None).await;
            let body = held::draw(&held, &shelf, here.office.clock.now());
            screen(&here, at.selling, "held", "Held carts", &notice, body)
        }
        (Err(error), _) | (_, Err(error)) => failed(&here, &error),
    }
}

/// `POST /catalogue/recall`.
pub(in super::super) async fn recall(here: Here, typed: Typed) -> Response {
    let (catalogue, at) = match begin(&here).await {
        Ok(begun) => begun,
        Err(answer) => return answer,
    };
    let ids = (typed.text("id").parse::<HeldCartId>(), typed.text("by").parse::<HeldCartId>());
    let (Ok(id), Ok(by)) = ids else { return here.not_found() };
    if !at.selling.mode.is_attended() {
        return here.not_found();
    }
    match catalogue.recall_cart(&at, id, by).await {
        Ok(()) => see(PATH),
        Err(error) => refused(&here, &catalogue, &at, &error, &Look::default()).await,
    }
}

/// What is to be paid: the amount that was keyed, or what is in the cart.
async fn bill(catalogue: &Catalogue, at: &Counter, typed: &Typed) -> Result<(Order, u64, CartView), StoreError> {
    let cart = catalogue.cart(at).await?;
    let order = match typed.text("keyed").parse() {
        Ok(keyed_minor) if keyed_minor > 0 && at.selling.mode == Mode::Keypad => {
            Order { keyed_minor, ..Order::default() }
        }
        _ => cart.order.clone(),
    };
    let goods = catalogue.price(at, &order, &cart.shelf).map_or(0, |sold| sold.goods_minor());
    Ok((order, goods, cart))
}

/// `GET /catalogue/tip`.
pub(in super::super) async fn tip(here: Here, Asked(typed): Asked) -> Response {
    let (catalogue, at) = match begin(&here).await {
        Ok(begun) => begun,
        Err(answer) => return answer,
    };
    match bill(&catalogue, &at, &typed).await {
        Ok((order, goods, _)) if goods > 0 && at.selling.asks_for_tip => {
            ask(&here, &catalogue, &at, &typed, &order, goods, None).await
        }
        Ok(_) => see("/"),
        Err(error) => failed(&here, &error),
    }
}

async fn ask(
    here: &Here,
    catalogue: &Catalogue,
    at: &Counter,
    typed: &Typed,
    order: &Order,
    goods_minor: u64,
    refusal: Option<String>,
) -> Response {
    let Some(id) = typed.text("id").parse().ok().or_else(new_sale) else { return here.failed() };
    let notice = notice(here, refusal).await;
    let bill = tip::Bill { id, goods_minor, is_keyed: order.keyed_minor > 0 };
    let body = tip::draw(bill, catalogue.currency(), typed.text("amount"), notice.mion_answers);
    screen(here, at.selling, "tip", "Tip", &notice, body)
}

/// The tip that was chosen; none where it is none that is offered.
fn chosen(typed: &Typed, catalogue: &Catalogue) -> Option<Tip> {
    Some(match typed.text("tip") {
        "" | "none" => Tip::None,
        "round-up" => Tip::RoundUp,
        "amount" => match parse_price(typed.text("amount"), catalogue.currency())? {
            0 => Tip::None,
            minor => Tip::Amount(minor),
        },
        part => Tip::Percent(part.parse().ok()?),
    })
}

/// `POST /catalogue/pay`.
pub(in super::super) async fn pay(here: Here, headers: HeaderMap, typed: Typed) -> Response {
    let (catalogue, at) = match begin(&here).await {
        Ok(begun) => begun,
        Err(answer) => return answer,
    };
    let (order, goods, cart) = match bill(&catalogue, &at, &typed).await {
        Ok(bill) => bill,
        Err(error) => return failed(&here, &error),
    };
    let ids = (typed.text("id").parse::<CheckoutId>(), typed.text("shown").parse::<u64>());
    let (Ok(id), Ok(shown)) = ids else {
        return (StatusCode::BAD_REQUEST, "The form could not be read.").into_response();
    };
    let go = |path: String| {
        if headers.contains_key(&SWAP) { (StatusCode::OK, [(GO, path)]).into_response() } else { see(&path) }
    };
    let name = |id| cart.shelf.find(id).map(|item| item.name.to_string());
    let refusal = match chosen(&typed, &catalogue) {
        None => words::cart(domain::cart::CartRefused::Tip, name),
        Some(tip) => {
            let order = Order { tip, ..order.clone() };
            // What was shown: goods, and the tip on them.
            let shown = tip.of(shown, catalogue.currency()).map(|minor| shown.saturating_add(minor));
            let opened = match shown {
                Ok(shown) => {
                    here.office.tills.open_order(here.caller.clone(), id, order.clone(), at.clone(), shown).await
                }
                Err(reason) => Err(OrderRefused::Cart(reason)),
            };
            match opened {
                Ok(view) => {
                    if order.keyed_minor == 0
                        && let Err(error) = catalogue.sold_cart(&at, &order).await
                    {
                        // The sale is open; what is left in the cart can be seen and taken out.
                        tracing::warn!(checkout = %view.id, %error, "the cart of a sale was not emptied");
                    }
                    return go(format!("/checkout/{}", view.id));
                }
                // The first answer was lost, and the cart is empty already.
                Err(_)
                    if order.lines.is_empty() && order.keyed_minor == 0 && here.office.till.read(id).await.is_ok() =>
                {
                    return go(format!("/checkout/{id}"));
                }
                Err(error) => words::sale(&error, name),
            }
        }
    };
    if at.selling.asks_for_tip && goods > 0 {
        return ask(&here, &catalogue, &at, &typed, &order, goods, Some(refusal)).await;
    }
    counter(&here, &catalogue, &at, &cart, &Look::default(), Some(refusal)).await
}
