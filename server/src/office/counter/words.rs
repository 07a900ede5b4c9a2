//! Why something was not done, for whoever stands before the screen.

use crate::catalogue::CatalogueError;
use crate::till::OrderRefused;
use app::api::ApiError;
use domain::cart::CartRefused;

/// Why a cart cannot be sold, or not be changed so; items are called by their names where they have one.
pub(super) fn cart(refused: CartRefused, name: impl Fn(domain::catalogue::ItemId) -> Option<String>) -> String {
    let item = |id| name(id).unwrap_or_else(|| "an item".to_owned());
    match refused {
        CartRefused::Empty => "The cart is empty.".to_owned(),
        CartRefused::Mixed => "An amount and items cannot be paid together.".to_owned(),
        CartRefused::TooManyLines => "A cart holds at most 200 different items.".to_owned(),
        CartRefused::Quantity(id) => format!("Choose a quantity from 1 to 9999 of “{}”.", item(id)),
        CartRefused::Twice(id) => format!("“{}” stands in the cart twice.", item(id)),
        CartRefused::Unknown(_) => "An item is not in the catalogue any more. Take it out of the cart.".to_owned(),
        CartRefused::NotOffered(id) => format!("“{}” is sold out.", item(id)),
        CartRefused::TooMuch => "The sum is too large for one sale.".to_owned(),
        CartRefused::Cut => "A discount is more than nothing and at most 100 %.".to_owned(),
        CartRefused::AbovePrice => "The discount is more than what it is taken from.".to_owned(),
        CartRefused::Reason => "Write why there is a discount, in at most 200 characters.".to_owned(),
        CartRefused::NoDiscountsHere => "No discount can be given at this terminal.".to_owned(),
        CartRefused::Tip => "A tip is at most as much as the bill, or 20.00.".to_owned(),
        CartRefused::NoTipsHere => "No tip can be given at this terminal.".to_owned(),
    }
}

/// Why a change was not made; none where only the log should know.
pub(super) fn change(
    error: &CatalogueError,
    name: impl Fn(domain::catalogue::ItemId) -> Option<String>,
) -> Option<String> {
    Some(match error {
        CatalogueError::Cart(refused) => cart(*refused, name),
        CatalogueError::UnknownCode => "No item has this code.".to_owned(),
        CatalogueError::UnknownItem => "This item is not in the cart.".to_owned(),
        CatalogueError::Stale => "Too much happened at once. Tap again.".to_owned(),
        CatalogueError::Full => "There is something in the cart here. Hold it or sell it first.".to_owned(),
        CatalogueError::Gone => "Somebody has taken this cart up already.".to_owned(),
        _ => return None,
    })
}

/// Why a sale was not opened.
pub(super) fn sale(refused: &OrderRefused, name: impl Fn(domain::catalogue::ItemId) -> Option<String>) -> String {
    let error = match refused {
        OrderRefused::Cart(reason) => return format!("Not charged. {}", cart(*reason, name)),
        OrderRefused::PriceChanged(total) => {
            return format!("Not charged. A price has changed: it is {total} now. Look at the cart and pay again.");
        }
        OrderRefused::Sale(error) => error,
    };
    match error {
        ApiError::Amount { reason } => format!("Not charged: {reason}."),
        ApiError::AlreadyOpen => "Not charged. This sale is already open with something else. Pay again.".to_owned(),
        ApiError::OtherTerminal => "Not charged. This sale is open at another terminal.".to_owned(),
        ApiError::Internal { .. } => {
            "Nobody knows whether the sale was opened. Pay again: it is charged once.".to_owned()
        }
        _ => "Not charged. The server did not accept the request.".to_owned(),
    }
}
