//! What was sold with a checkout: written in the transaction that stores it, so that no sale is ever without its
//! lines, and read back with its sums checked.

use super::rows::{rate, small};
use super::statements::{SALE, SALE_LINE};
use crate::store::StoreError;
use crate::store::columns::{json, number};
use crate::store::connection::{Connection, Value};
use crate::store::rows::{parsed, unsigned};
use domain::CheckoutId;
use domain::cart::{Sold, SoldLine};
use std::collections::BTreeMap;

/// A sale and one of its lines.
#[derive(sqlx::FromRow)]
pub(super) struct SoldRow {
    checkout_id: String,
    whole_discount_minor: i64,
    whole_discount_json: Option<String>,
    keyed_minor: i64,
    goods_minor: i64,
    tip_minor: i64,
    tip_json: String,
    note: String,
    #[sqlx(flatten)]
    line: LineRow,
}

/// A line; of a keyed amount there is none.
#[derive(sqlx::FromRow)]
struct LineRow {
    item_id: Option<String>,
    name: Option<String>,
    quantity: Option<i64>,
    price_minor: Option<i64>,
    vat_bp: Option<i64>,
    discount_minor: Option<i64>,
    discount_json: Option<String>,
    share_minor: Option<i64>,
    due_minor: Option<i64>,
}

/// Writes what was sold with the checkout `id`.
pub(in crate::store) async fn write(
    connection: &mut impl Connection,
    id: CheckoutId,
    sold: &Sold,
) -> Result<(), StoreError> {
    let id = id.to_string();
    let values: [Value<'_>; 8] = [
        id.as_str().into(),
        number(sold.keyed_minor)?.into(),
        number(sold.goods_minor())?.into(),
        number(sold.discount_minor)?.into(),
        sold.discount.as_ref().map(json).transpose()?.into(),
        number(sold.tip_minor)?.into(),
        json(&sold.tip)?.into(),
        sold.note.as_str().into(),
    ];
    connection.execute(SALE, &values).await?;
    for (line, place) in sold.lines.iter().zip(1_i64..) {
        let values: [Value<'_>; 11] = [
            id.as_str().into(),
            place.into(),
            line.item.to_string().into(),
            line.name.as_str().into(),
            i64::from(line.quantity).into(),
            number(line.price_minor)?.into(),
            i64::from(line.vat.basis_points()).into(),
            number(line.discount_minor)?.into(),
            line.discount.as_ref().map(json).transpose()?.into(),
            number(line.share_minor)?.into(),
            number(line.due_minor())?.into(),
        ];
        connection.execute(SALE_LINE, &values).await?;
    }
    Ok(())
}

/// Puts the rows of each sale together; they stand in the order of their lines.
pub(super) fn gathered(rows: Vec<SoldRow>) -> Result<BTreeMap<CheckoutId, Sold>, StoreError> {
    let mut all = BTreeMap::<CheckoutId, (Sold, u64)>::new();
    for row in rows {
        let id: CheckoutId = row.checkout_id.parse().map_err(StoreError::broken)?;
        let line = line(row.line)?;
        if let Some((sold, _)) = all.get_mut(&id) {
            sold.lines.extend(line);
            continue;
        }
        let sold = Sold {
            keyed_minor: unsigned(row.keyed_minor)?,
            lines: line.into_iter().collect(),
            discount: row.whole_discount_json.as_deref().map(parsed).transpose()?,
            discount_minor: unsigned(row.whole_discount_minor)?,
            tip: parsed(&row.tip_json)?,
            tip_minor: unsigned(row.tip_minor)?,
            note: row.note,
        };
        all.insert(id, (sold, unsigned(row.goods_minor)?));
    }
    let checked = |(id, (sold, goods_minor)): (CheckoutId, (Sold, u64))| {
        if sold.goods_minor() == goods_minor {
            Ok((id, sold))
        } else {
            Err(StoreError::broken("the lines of a sale are not its sum"))
        }
    };
    all.into_iter().map(checked).collect()
}

fn line(row: LineRow) -> Result<Option<SoldLine>, StoreError> {
    let Some(item) = row.item_id else { return Ok(None) };
    let missing = || StoreError::broken("a line of a sale is not whole");
    let there = |value: Option<i64>| value.ok_or_else(missing).and_then(unsigned);
    let line = SoldLine {
        item: item.parse().map_err(StoreError::broken)?,
        name: row.name.ok_or_else(missing)?,
        quantity: small(row.quantity.ok_or_else(missing)?)?,
        price_minor: there(row.price_minor)?,
        vat: rate(row.vat_bp.ok_or_else(missing)?)?,
        discount: row.discount_json.as_deref().map(parsed).transpose()?,
        discount_minor: there(row.discount_minor)?,
        share_minor: there(row.share_minor)?,
    };
    if line.due_minor() == there(row.due_minor)? {
        Ok(Some(line))
    } else {
        Err(StoreError::broken("a line of a sale is not its price"))
    }
}
