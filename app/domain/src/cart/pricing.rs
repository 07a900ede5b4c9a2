//! From an order to what it comes to. Every sum is checked; what does not fit is refused, never cut off.

use super::order::{Order, is_note};
use super::sharing::shared;
use super::sold::{Sold, SoldLine};
use super::{CartRefused, HIGHEST_SUM_MINOR, MOST_LINES, MOST_QUANTITY};
use crate::catalogue::{Item, ItemId, Offer};
use crate::money::Currency;
use std::collections::BTreeSet;

/// What `order` comes to, by the items that `find` finds.
///
/// A discount on a line is taken off that line, one on the whole off what then remains, spread over the lines in
/// proportion. The tip is worked out from the rest and stands beside it.
///
/// # Errors
/// [`CartRefused`] says what is wrong with it.
pub fn price<'a>(
    order: &Order,
    currency: Currency,
    find: impl Fn(ItemId) -> Option<&'a Item>,
) -> Result<Sold, CartRefused> {
    if order.keyed_minor > 0 && !(order.lines.is_empty() && order.discount.is_none()) {
        return Err(CartRefused::Mixed);
    }
    if order.keyed_minor > HIGHEST_SUM_MINOR {
        return Err(CartRefused::TooMuch);
    }
    if order.lines.is_empty() && order.keyed_minor == 0 {
        return Err(CartRefused::Empty);
    }
    if !is_note(&order.note) {
        return Err(CartRefused::Note);
    }
    if order.lines.len() > MOST_LINES {
        return Err(CartRefused::TooManyLines);
    }
    let mut seen = BTreeSet::new();
    let mut lines = Vec::with_capacity(order.lines.len());
    for wanted in &order.lines {
        let id = wanted.item;
        if !seen.insert(id) {
            return Err(CartRefused::Twice(id));
        }
        if wanted.quantity == 0 || wanted.quantity > MOST_QUANTITY {
            return Err(CartRefused::Quantity(id));
        }
        let item = find(id).ok_or(CartRefused::Unknown(id))?;
        if item.offer != Offer::Offered {
            return Err(CartRefused::NotOffered(id));
        }
        let full = item.price_minor.checked_mul(u64::from(wanted.quantity)).ok_or(CartRefused::TooMuch)?;
        lines.push(SoldLine {
            item: id,
            name: item.name.to_string(),
            quantity: wanted.quantity,
            price_minor: item.price_minor,
            vat: item.vat,
            discount_minor: wanted.discount.as_ref().map_or(Ok(0), |discount| discount.of(full))?,
            discount: wanted.discount.clone(),
            share_minor: 0,
        });
    }
    let before = sum(lines.iter().map(SoldLine::line_minor)).ok_or(CartRefused::TooMuch)?;
    let discount_minor = order.discount.as_ref().map_or(Ok(0), |discount| discount.of(before))?;
    let parts: Vec<u64> = lines.iter().map(SoldLine::line_minor).collect();
    for (line, share_minor) in lines.iter_mut().zip(shared(discount_minor, &parts)) {
        line.share_minor = share_minor;
    }
    let keyed_minor = order.keyed_minor;
    let mut sold = Sold {
        keyed_minor,
        lines,
        discount: order.discount.clone(),
        discount_minor,
        tip: order.tip,
        tip_minor: 0,
        note: order.note.clone(),
    };
    sold.tip_minor = order.tip.of(sold.goods_minor(), currency)?;
    if sold.total_minor() > HIGHEST_SUM_MINOR {
        return Err(CartRefused::TooMuch);
    }
    Ok(sold)
}

/// The sum; none where it does not fit.
pub(super) fn sum(mut parts: impl Iterator<Item = u64>) -> Option<u64> {
    parts.try_fold(0_u64, |sum, part| sum.checked_add(part))
}
