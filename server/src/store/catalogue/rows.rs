//! Rows to what a shop sells, and back. A row that this program would never write is an error, never a guess.

use super::{HeldCart, StoreError};
use crate::store::rows::{parsed, unsigned};
use domain::Timestamp;
use domain::catalogue::{Category, Item, VatRate};
use domain::mode::Selling;
use serde::Serialize;

#[derive(sqlx::FromRow)]
pub(super) struct CategoryRow {
    id: String,
    name: String,
    place: i64,
}

#[derive(sqlx::FromRow)]
pub(super) struct ItemRow {
    id: String,
    revision: i64,
    name: String,
    category_id: Option<String>,
    price_minor: i64,
    vat_bp: i64,
    picture_id: Option<String>,
    code: Option<String>,
    offer: String,
    place: i64,
}

#[derive(sqlx::FromRow)]
pub(super) struct HeldRow {
    id: String,
    note: String,
    order_json: String,
    held_at_ms: i64,
}

impl TryFrom<CategoryRow> for Category {
    type Error = StoreError;
    fn try_from(row: CategoryRow) -> Result<Self, StoreError> {
        Ok(Self {
            id: row.id.parse().map_err(StoreError::broken)?,
            name: row.name.parse().map_err(StoreError::broken)?,
            place: small(row.place)?,
        })
    }
}

impl TryFrom<ItemRow> for Item {
    type Error = StoreError;
    fn try_from(row: ItemRow) -> Result<Self, StoreError> {
        Ok(Self {
            id: row.id.parse().map_err(StoreError::broken)?,
            revision: small(row.revision)?,
            name: row.name.parse().map_err(StoreError::broken)?,
            category: row.category_id.map(|id| id.parse()).transpose().map_err(StoreError::broken)?,
            price_minor: unsigned(row.price_minor)?,
            vat: rate(row.vat_bp)?,
            picture: row.picture_id.map(|id| id.parse()).transpose().map_err(StoreError::broken)?,
            code: row.code.map(|code| code.parse()).transpose().map_err(StoreError::broken)?,
            offer: row.offer.parse().map_err(StoreError::broken)?,
            place: small(row.place)?,
        })
    }
}

impl TryFrom<HeldRow> for HeldCart {
    type Error = StoreError;
    fn try_from(row: HeldRow) -> Result<Self, StoreError> {
        Ok(Self {
            id: row.id.parse().map_err(StoreError::broken)?,
            note: row.note,
            order: parsed(&row.order_json)?,
            held_at: Timestamp::from_unix_ms(row.held_at_ms),
        })
    }
}

/// A row of `selling`: terminal, mode, whether it asks for a tip.
pub(super) fn selling((terminal, mode, asks): (String, String, bool)) -> Result<(String, Selling), StoreError> {
    let mode = mode.parse().map_err(StoreError::broken)?;
    Ok((terminal, Selling { mode, asks_for_tip: asks }))
}

pub(super) fn rate(basis_points: i64) -> Result<VatRate, StoreError> {
    let basis_points = u16::try_from(basis_points).map_err(StoreError::broken)?;
    VatRate::try_from(basis_points).map_err(StoreError::broken)
}

pub(super) fn small(value: i64) -> Result<u32, StoreError> {
    u32::try_from(value).map_err(StoreError::broken)
}

/// An item as `put_items!` reads it.
#[derive(Serialize)]
struct ItemAsJson<'a> {
    id: String,
    revision: u32,
    name: &'a str,
    category_id: Option<String>,
    price_minor: u64,
    vat_bp: u16,
    code: Option<&'a str>,
    offer: &'static str,
    place: u32,
}

impl<'a> TryFrom<&'a Item> for ItemAsJson<'a> {
    type Error = StoreError;
    fn try_from(item: &'a Item) -> Result<Self, StoreError> {
        Ok(Self {
            id: item.id.to_string(),
            revision: item.revision.checked_add(1).ok_or_else(|| StoreError::broken("too many revisions"))?,
            name: item.name.as_str(),
            category_id: item.category.map(|id| id.to_string()),
            price_minor: item.price_minor,
            vat_bp: item.vat.basis_points(),
            code: item.code.as_ref().map(|code| code.as_str()),
            offer: item.offer.name(),
            place: item.place,
        })
    }
}

/// Items as one JSON array, each with the revision it is to have.
pub(super) fn items(items: &[Item]) -> Result<String, StoreError> {
    let rows = items.iter().map(ItemAsJson::try_from).collect::<Result<Vec<_>, _>>()?;
    serde_json::to_string(&rows).map_err(StoreError::broken)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_rate_of_more_than_everything_is_broken() {
        assert!(rate(10_001).is_err() && rate(-1).is_err() && rate(100_000).is_err());
        assert_eq!(rate(1900).unwrap().basis_points(), 1900);
    }
}
