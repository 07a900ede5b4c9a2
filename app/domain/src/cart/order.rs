//! An order: what is wanted, in whose quantities, with which discounts and tip. It holds no price, so there is
//! none that could be tampered with.

use crate::catalogue::ItemId;
use crate::catalogue::label::is_plain;
use crate::catalogue::vat::{WHOLE, portion};
use crate::money::Currency;
use serde::{Deserialize, Serialize};

use super::{CartRefused, LONGEST_NOTE, LONGEST_REASON, TIP_ALWAYS_MINOR};

/// What is wanted.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Order {
    /// An amount that was keyed instead of items, in minor units.
    #[serde(default)]
    pub keyed_minor: u64,
    /// One line for each item.
    #[serde(default)]
    pub lines: Vec<OrderLine>,
    /// What is taken off the whole, after what is taken off its lines.
    #[serde(default)]
    pub discount: Option<Discount>,
    /// What the customer gives on top.
    #[serde(default)]
    pub tip: Tip,
    /// What the staff want to know it by, such as a table; for nobody else's eyes.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub note: String,
}

/// So many of an item.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct OrderLine {
    /// Which.
    pub item: ItemId,
    /// How many.
    pub quantity: u32,
    /// What is taken off this line.
    #[serde(default)]
    pub discount: Option<Discount>,
}

/// What is taken off, and why.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Discount {
    /// How much.
    pub cut: Cut,
    /// Why, in a person's words.
    pub reason: String,
}

/// How much is taken off.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Cut {
    /// So many minor units.
    Amount(u64),
    /// So many basis points: 1000 is 10 %.
    Percent(u16),
}

/// What a customer gives on top, and how they said it. It is no turnover of the shop's: it bears no VAT, and no
/// discount is taken off it.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Tip {
    /// Nothing.
    #[default]
    None,
    /// So many basis points of the bill.
    Percent(u16),
    /// What is missing to the next whole unit of the currency; nothing where the bill is round already.
    RoundUp,
    /// So many minor units.
    Amount(u64),
}

/// Whether a sale can be noted so: one line, and not a long one.
pub(super) fn is_note(note: &str) -> bool {
    note.chars().count() <= LONGEST_NOTE && note.chars().all(is_plain)
}

impl Discount {
    /// What it takes off `from_minor`, percentages rounded to the nearest minor unit, halves up.
    ///
    /// # Errors
    /// [`CartRefused`] where it is nothing, more than there is, or without a reason.
    pub(super) fn of(&self, from_minor: u64) -> Result<u64, CartRefused> {
        let reason = self.reason.trim();
        if reason.is_empty() || reason.chars().count() > LONGEST_REASON || !reason.chars().all(is_plain) {
            return Err(CartRefused::Reason);
        }
        match self.cut {
            Cut::Amount(0) | Cut::Percent(0) => Err(CartRefused::Cut),
            Cut::Percent(part) if u64::from(part) > WHOLE => Err(CartRefused::Cut),
            Cut::Percent(part) => portion(from_minor, u64::from(part), WHOLE).ok_or(CartRefused::TooMuch),
            Cut::Amount(minor) if minor > from_minor => Err(CartRefused::AbovePrice),
            Cut::Amount(minor) => Ok(minor),
        }
    }
}

impl Tip {
    /// The percentages that customers are offered, in basis points.
    pub const OFFERED: [u16; 3] = [500, 1_000, 1_500];

    /// The tip on a bill of `bill_minor`, percentages rounded to the nearest minor unit, halves up.
    ///
    /// # Errors
    /// [`CartRefused::Tip`] where it is above the bill and above [`TIP_ALWAYS_MINOR`], or a percentage or an
    /// amount of nothing.
    pub fn of(self, bill_minor: u64, currency: Currency) -> Result<u64, CartRefused> {
        match self {
            Self::None => Ok(0),
            Self::Percent(0) | Self::Amount(0) => Err(CartRefused::Tip),
            Self::Percent(part) if u64::from(part) > WHOLE => Err(CartRefused::Tip),
            Self::Percent(part) => portion(bill_minor, u64::from(part), WHOLE).ok_or(CartRefused::TooMuch),
            Self::RoundUp => Ok(missing_to_whole(bill_minor, currency)),
            Self::Amount(minor) if minor > bill_minor.max(TIP_ALWAYS_MINOR) => Err(CartRefused::Tip),
            Self::Amount(minor) => Ok(minor),
        }
    }
}

/// What is missing from `minor` to the next whole unit; of a currency without decimals, to the next hundred.
fn missing_to_whole(minor: u64, currency: Currency) -> u64 {
    let whole = match currency.decimals() {
        3 => 1_000,
        _ => 100,
    };
    match minor.checked_rem(whole) {
        Some(0) | None => 0,
        Some(over) => whole.saturating_sub(over),
    }
}
