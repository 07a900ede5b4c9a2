//! What a customer takes: an order as the browser tells it, and what it comes to by the shop's own catalogue.
//! The browser works it out to show it and the server to charge it, with the same code; only the server's counts.
//!
//! - [`order`]: items, quantities, discounts and a tip, without a single price
//! - [`sold`]: the same with every price, and the VAT in it, as it was when it was sold
//! - `pricing`: from one to the other
//! - `sharing`: a discount on the whole, spread over what it is taken from

pub mod order;
mod pricing;
mod sharing;
pub mod sold;
#[cfg(test)]
mod tests;

pub use order::{Cut, Discount, Order, OrderLine, Tip};
pub use pricing::price;
pub use sold::{Sold, SoldLine, VatShare};

use crate::catalogue::ItemId;
use serde::{Deserialize, Serialize};

/// The most lines of one cart.
pub const MOST_LINES: usize = 200;

/// The most of one item in a cart.
pub const MOST_QUANTITY: u32 = 9_999;

/// The highest sum of a cart and its tip, in minor units: nine digits, as on the keypad. Whether a shop accepts
/// so much is for its own limits to say.
pub const HIGHEST_SUM_MINOR: u64 = 999_999_999;

/// The longest reason of a discount, in characters.
pub const LONGEST_REASON: usize = 200;

/// The longest note of a sale, in characters.
pub const LONGEST_NOTE: usize = 60;

/// A free tip may always be this much, in minor units, however little was bought.
pub const TIP_ALWAYS_MINOR: u64 = 2_000;

/// Why a cart cannot be sold. Nothing was changed.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, thiserror::Error)]
#[serde(rename_all = "kebab-case")]
pub enum CartRefused {
    /// There is nothing in it.
    #[error("the cart is empty")]
    Empty,
    /// A keyed amount with items or a discount beside it.
    #[error("a keyed amount stands alone")]
    Mixed,
    /// More than [`MOST_LINES`].
    #[error("a cart holds at most 200 different items")]
    TooManyLines,
    /// None of it, or more than [`MOST_QUANTITY`].
    #[error("the quantity of an item must be 1 to 9999")]
    Quantity(ItemId),
    /// The same item on two lines.
    #[error("an item stands in the cart twice")]
    Twice(ItemId),
    /// Not in the catalogue.
    #[error("an item is not in the catalogue any more")]
    Unknown(ItemId),
    /// In the catalogue, and not to be had.
    #[error("an item is sold out")]
    NotOffered(ItemId),
    /// The sum is above [`HIGHEST_SUM_MINOR`].
    #[error("the sum is too large")]
    TooMuch,
    /// A discount of nothing, or of more than 100 %.
    #[error("a discount must be more than nothing and at most 100 %")]
    Cut,
    /// A discount above what it is taken from.
    #[error("a discount must not be more than what it is taken from")]
    AbovePrice,
    /// No reason, one longer than [`LONGEST_REASON`], or one that is not a line of text.
    #[error("a discount needs a reason, of at most 200 characters on one line")]
    Reason,
    /// A note longer than [`LONGEST_NOTE`], or one that is not a line of text.
    #[error("a note is at most 60 characters on one line")]
    Note,
    /// A terminal that customers use on their own gives no discounts.
    #[error("no discount can be given here")]
    NoDiscountsHere,
    /// A tip of nothing under another name, or one that nobody would mean.
    #[error("the tip must be at most as much as the bill, or 20.00")]
    Tip,
    /// Nobody asks for a tip here.
    #[error("no tip can be given here")]
    NoTipsHere,
}
