//! What a shop sells: items in categories, each with a price that includes VAT. Names are a shop's own, in any
//! script, and are never trusted to be harmless: they are checked here once and shown as text alone.
//!
//! - [`id`]: the names of items, categories, pictures and held carts
//! - [`label`]: what people call them
//! - [`vat`]: rates, and the VAT that is in a price

pub mod id;
pub mod label;
pub mod vat;

pub use id::{CategoryId, HeldCartId, ItemId, PictureId};
pub use label::{Code, Label};
pub use vat::VatRate;

use serde::{Deserialize, Serialize};

/// The highest price of one item, in minor units: what the keypad can show.
pub const HIGHEST_PRICE_MINOR: u64 = 999_999_999;

/// The most items a catalogue holds.
pub const MOST_ITEMS: usize = 20_000;

/// The most categories a catalogue holds.
pub const MOST_CATEGORIES: usize = 500;

/// A shelf of items that belong together.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Category {
    /// Which.
    pub id: CategoryId,
    /// What the shop calls it.
    pub name: Label,
    /// Where it stands among the others; smaller comes first.
    pub place: u32,
}

/// Something a shop sells.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Item {
    /// Which.
    pub id: ItemId,
    /// How often it was stored; 0 for a new one. A write names the one it has seen.
    pub revision: u32,
    /// What the shop calls it.
    pub name: Label,
    /// Where it is found, if it stands in a category.
    pub category: Option<CategoryId>,
    /// What one costs, in minor units of the shop's currency, VAT included.
    pub price_minor: u64,
    /// The VAT that is in the price.
    pub vat: VatRate,
    /// What it looks like.
    pub picture: Option<PictureId>,
    /// What is printed on it for a scanner, if anything.
    pub code: Option<Code>,
    /// Whether it can be bought now.
    pub offer: Offer,
    /// Where it stands among the others of its category; smaller comes first.
    pub place: u32,
}

/// Whether an item can be bought.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Offer {
    /// Yes.
    #[default]
    Offered,
    /// Not today; it is shown as sold out.
    SoldOut,
    /// No, and it is not shown.
    Withdrawn,
}

/// A text that says nothing about an offer.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
#[error("expected offered, sold-out or withdrawn")]
pub struct NotAnOffer;

impl Offer {
    /// All of them.
    pub const ALL: [Self; 3] = [Self::Offered, Self::SoldOut, Self::Withdrawn];

    /// The name it is stored under.
    pub fn name(self) -> &'static str {
        match self {
            Self::Offered => "offered",
            Self::SoldOut => "sold-out",
            Self::Withdrawn => "withdrawn",
        }
    }
}

impl core::str::FromStr for Offer {
    type Err = NotAnOffer;
    fn from_str(text: &str) -> Result<Self, NotAnOffer> {
        Self::ALL.into_iter().find(|offer| offer.name() == text).ok_or(NotAnOffer)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_offer_is_found_by_its_name_and_no_other() {
        for offer in Offer::ALL {
            assert_eq!(offer.name().parse(), Ok(offer));
        }
        assert_eq!("Offered".parse::<Offer>(), Err(NotAnOffer));
    }
}
