//! What was sold: every price as it was then. What is stored of a sale, and what its exports are made of.

use super::order::{Discount, Order, OrderLine, Tip};
use super::pricing::sum;
use crate::catalogue::{ItemId, VatRate};
use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;

/// A cart as it was sold.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Sold {
    /// What was keyed instead of items, in minor units. Nobody has said which VAT is in it.
    pub keyed_minor: u64,
    /// What was sold, in the order of the cart.
    pub lines: Vec<SoldLine>,
    /// What was taken off the whole.
    pub discount: Option<Discount>,
    /// How much that was, in minor units. It is spread over the lines.
    pub discount_minor: u64,
    /// How the customer gave a tip.
    pub tip: Tip,
    /// How much that was, in minor units.
    pub tip_minor: u64,
    /// What the staff want to know the sale by; empty where they wrote nothing.
    #[serde(default)]
    pub note: String,
}

/// One item of a sale.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct SoldLine {
    /// Which.
    pub item: ItemId,
    /// What it was called then.
    pub name: String,
    /// How many.
    pub quantity: u32,
    /// What one cost then, in minor units, VAT included.
    pub price_minor: u64,
    /// The VAT in it then.
    pub vat: VatRate,
    /// What was taken off this line.
    pub discount: Option<Discount>,
    /// How much that was, in minor units.
    pub discount_minor: u64,
    /// Its share of what was taken off the whole, in minor units.
    pub share_minor: u64,
}

/// What a sale holds of one rate of VAT. `net + vat = gross`.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct VatShare {
    /// The rate.
    pub rate: VatRate,
    /// What was paid at that rate, after all discounts, in minor units.
    pub gross_minor: u64,
    /// The VAT in it.
    pub vat_minor: u64,
}

impl VatShare {
    /// What was paid, without the VAT in it.
    pub fn net_minor(&self) -> u64 {
        self.gross_minor.saturating_sub(self.vat_minor)
    }
}

impl SoldLine {
    /// All of it at its price, before any discount, in minor units.
    pub fn full_minor(&self) -> u64 {
        self.price_minor.saturating_mul(u64::from(self.quantity))
    }

    /// All of it after its own discount.
    pub fn line_minor(&self) -> u64 {
        self.full_minor().saturating_sub(self.discount_minor)
    }

    /// What it came to in the end, after its share of the discount on the whole.
    pub fn due_minor(&self) -> u64 {
        self.line_minor().saturating_sub(self.share_minor)
    }
}

impl Sold {
    /// What was ordered. Whoever opens the same sale again orders the same, at whatever price it now has.
    pub fn order(&self) -> Order {
        let line =
            |line: &SoldLine| OrderLine { item: line.item, quantity: line.quantity, discount: line.discount.clone() };
        Order {
            keyed_minor: self.keyed_minor,
            lines: self.lines.iter().map(line).collect(),
            discount: self.discount.clone(),
            tip: self.tip,
            note: self.note.clone(),
        }
    }

    /// What the goods come to, after all discounts and without the tip, in minor units.
    pub fn goods_minor(&self) -> u64 {
        sum(self.lines.iter().map(SoldLine::due_minor)).unwrap_or(u64::MAX).saturating_add(self.keyed_minor)
    }

    /// What all discounts took off together.
    pub fn discounts_minor(&self) -> u64 {
        sum(self.lines.iter().map(|line| line.discount_minor)).unwrap_or(u64::MAX).saturating_add(self.discount_minor)
    }

    /// What the customer owes: goods and tip.
    pub fn total_minor(&self) -> u64 {
        self.goods_minor().saturating_add(self.tip_minor)
    }

    /// What there is of each rate of VAT, the lowest rate first. Together with what was keyed they are
    /// [`Sold::goods_minor`]; the tip is in none.
    pub fn vat(&self) -> Vec<VatShare> {
        let mut gross = BTreeMap::<VatRate, u64>::new();
        for line in &self.lines {
            let of_rate = gross.entry(line.vat).or_default();
            *of_rate = of_rate.saturating_add(line.due_minor());
        }
        let share =
            |(rate, gross_minor): (VatRate, u64)| VatShare { rate, gross_minor, vat_minor: rate.within(gross_minor) };
        gross.into_iter().map(share).collect()
    }
}
