//! Why something was not done, for whoever stands before the screen.

use crate::catalogue::CatalogueError;
use crate::till::OrderRefused;
use crate::words::Words;
use app::api::ApiError;
use domain::cart::{CartRefused, TIP_ALWAYS_MINOR};
use domain::catalogue::ItemId;
use domain::limits::AmountRefused;
use domain::{Currency, Money};

/// Why a cart cannot be sold, or not be changed so; items are called by their names where they have one.
pub(super) fn cart(
    refused: CartRefused,
    currency: Currency,
    words: Words,
    name: impl Fn(ItemId) -> Option<String>,
) -> String {
    let item = |id| name(id).unwrap_or_else(|| words.an_item().to_owned());
    match refused {
        CartRefused::Empty => words.refused_empty().to_owned(),
        CartRefused::Mixed => words.refused_mixed().to_owned(),
        CartRefused::TooManyLines => words.refused_lines().to_owned(),
        CartRefused::Quantity(id) => words.refused_quantity(&item(id)),
        CartRefused::Twice(id) => words.refused_twice(&item(id)),
        CartRefused::Unknown(_) => words.refused_unknown().to_owned(),
        CartRefused::NotOffered(id) => words.refused_sold_out(&item(id)),
        CartRefused::TooMuch => words.refused_too_much().to_owned(),
        CartRefused::Cut => words.refused_cut().to_owned(),
        CartRefused::AbovePrice => words.refused_above_price().to_owned(),
        CartRefused::Reason => words.refused_reason().to_owned(),
        CartRefused::Note => words.refused_note().to_owned(),
        CartRefused::NoDiscountsHere => words.refused_no_discounts().to_owned(),
        CartRefused::Tip => words.refused_tip(&words.money(Money::from_minor(TIP_ALWAYS_MINOR, currency))),
        CartRefused::NoTipsHere => words.refused_no_tips().to_owned(),
    }
}

/// Why a change was not made; none where only the log should know.
pub(super) fn change(
    error: &CatalogueError,
    currency: Currency,
    words: Words,
    name: impl Fn(ItemId) -> Option<String>,
) -> Option<String> {
    Some(match error {
        CatalogueError::Cart(refused) => cart(*refused, currency, words, name),
        CatalogueError::UnknownCode => words.no_such_code().to_owned(),
        CatalogueError::UnknownItem => words.not_in_cart().to_owned(),
        CatalogueError::Stale => words.tap_again().to_owned(),
        CatalogueError::Full => words.cart_full().to_owned(),
        CatalogueError::Gone => words.cart_taken().to_owned(),
        _ => return None,
    })
}

/// Why a sale was not opened.
pub(super) fn sale(
    refused: &OrderRefused,
    currency: Currency,
    words: Words,
    name: impl Fn(ItemId) -> Option<String>,
) -> String {
    let error = match refused {
        OrderRefused::Cart(reason) => return words.not_charged(&cart(*reason, currency, words, name)),
        OrderRefused::PriceChanged(total) => return words.price_changed(&words.money(*total)),
        OrderRefused::Sale(error) => error,
    };
    match error {
        ApiError::Amount { reason } => words.not_charged(&amount(*reason, words)),
        ApiError::AlreadyOpen => words.open_with_other().to_owned(),
        ApiError::OtherTerminal => words.open_elsewhere().to_owned(),
        ApiError::Internal { .. } => words.perhaps_opened().to_owned(),
        _ => words.sale_refused().to_owned(),
    }
}

/// Why a total is not accepted.
fn amount(refused: AmountRefused, words: Words) -> String {
    match refused {
        AmountRefused::Zero => words.enter_amount().to_owned(),
        AmountRefused::BelowMinimum(least) => words.smallest_amount(&words.money(least)),
        AmountRefused::AboveMaximum(most) => words.largest_amount(&words.money(most)),
    }
}
