//! `/catalogue/cart`: what a form wants of the cart.

use super::super::super::form::{Typed, unreadable};
use super::super::super::here::see;
use super::super::at::At;
use super::super::shelf::Look;
use super::super::{PATH, why};
use super::shelf::{counter, look};
use crate::catalogue::CatalogueError;
use crate::catalogue::carts::CartChange;
use crate::catalogue::sheet::price as parse_price;
use crate::catalogue::shelf::Wanted;
use axum::response::Response;
use domain::Currency;
use domain::cart::{CartRefused, Cut, Discount};
use domain::catalogue::ItemId;
use domain::catalogue::vat::parse_percent;

/// `POST /catalogue/cart`.
pub(in super::super::super) async fn change(at: At, typed: Typed) -> Response {
    let back = look_back(&typed);
    let done = if typed.text("do") == "code" {
        at.catalogue.scan(&at.counter, typed.text("q")).await
    } else {
        match wanted(&typed, at.currency()) {
            Some(Ok(change)) => at.catalogue.change_cart(&at.counter, &change).await,
            Some(Err(error)) => Err(error),
            None => return unreadable(at.words()),
        }
    };
    match done {
        Ok(_) if typed.text("do") == "clear" => see(PATH),
        // What was scanned is not searched for any more.
        Ok(_) if typed.text("do") == "code" => see(&searching("", &back).path()),
        Ok(_) => see(&back.path()),
        // Nor is everything that ends with *Enter* a code: a word is searched for.
        Err(CatalogueError::UnknownCode) if !is_a_scanners(typed.text("q")) => {
            see(&searching(typed.text("q"), &back).path())
        }
        Err(error) => refused(&at, &error, &back).await,
    }
}

/// So many digits in one go: that was a scanner.
fn is_a_scanners(text: &str) -> bool {
    (6..=64).contains(&text.len()) && text.bytes().all(|byte| byte.is_ascii_digit())
}

/// `look`, searching for `text`.
fn searching(text: &str, look: &Look) -> Look {
    let wanted = Wanted { category: look.wanted.category, search: text.to_owned() };
    Look { wanted, page: 0 }
}

/// What a form wants of the cart; none where it makes no sense.
fn wanted(typed: &Typed, currency: Currency) -> Option<Result<CartChange, CatalogueError>> {
    let item = typed.text("item").parse::<ItemId>();
    Some(Ok(match typed.text("do") {
        "add" => CartChange::Add(item.ok()?),
        // What is not a number of things is refused as a quantity, not as nonsense: people type it.
        "set" => {
            let item = item.ok()?;
            match typed.text("quantity").parse() {
                Ok(quantity) => CartChange::Set(item, quantity),
                Err(_) => return Some(Err(CartRefused::Quantity(item).into())),
            }
        }
        "clear" => CartChange::Clear,
        "line-discount" => match discount(typed, currency) {
            Ok(discount) => CartChange::LineDiscount(item.ok()?, discount),
            Err(error) => return Some(Err(error)),
        },
        "discount" => match discount(typed, currency) {
            Ok(discount) => CartChange::Discount(discount),
            Err(error) => return Some(Err(error)),
        },
        _ => return None,
    }))
}

fn discount(typed: &Typed, currency: Currency) -> Result<Option<Discount>, CatalogueError> {
    let value = typed.text("value");
    if !typed.is_on("value") {
        return Ok(None);
    }
    let cut = match typed.text("kind") {
        "percent" => parse_percent(value).map(Cut::Percent),
        "amount" => parse_price(value, currency).map(Cut::Amount),
        _ => None,
    };
    let cut = cut.ok_or(CartRefused::Cut)?;
    Ok(Some(Discount { cut, reason: typed.text("reason").to_owned() }))
}

/// The look from which a form was sent.
fn look_back(typed: &Typed) -> Look {
    let query = typed.text("back").split_once('?').map_or("", |(_, query)| query);
    look(&form_urlencoded::parse(query.as_bytes()).into_owned().collect())
}

/// The counter as it is, with why something was not done.
pub(super) async fn refused(at: &At, error: &CatalogueError, back: &Look) -> Response {
    match at.catalogue.cart(&at.counter).await {
        Ok(cart) => match why::change(error, at.currency(), at.words(), At::name_of(&cart)) {
            Some(why) => counter(at, &cart, back, Some(why)).await,
            None => {
                tracing::error!(%error, "a cart could not be changed");
                at.here.failed()
            }
        },
        Err(error) => at.failed(&error),
    }
}
