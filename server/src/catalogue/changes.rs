//! What a change of the catalogue changes, field by field, as the audit log is told it.

use super::Shelf;
use crate::access::{ItemChange, SettingChange};
use domain::catalogue::Item;
use domain::mode::Selling;
use serde_json::Value;

/// What is not as it was on `shelf`; of a new item, everything. Its picture is told of apart.
pub(super) fn of_item(shelf: &Shelf, item: &Item) -> ItemChange {
    let was = shelf.find(item.id).map(|before| fields(shelf, before));
    let fields = fields(shelf, item).into_iter().enumerate();
    let changes = fields.filter_map(|(at, (setting, to))| {
        let from = was.as_ref().map_or(Value::Null, |was| was[at].1.clone());
        (from != to).then(|| SettingChange { setting: setting.to_owned(), from, to })
    });
    ItemChange { item: item.id, name: item.name.to_string(), changes: changes.collect() }
}

fn fields(shelf: &Shelf, item: &Item) -> [(&'static str, Value); 6] {
    let category = item.category.and_then(|id| shelf.category(id));
    [
        ("name", item.name.as_str().into()),
        ("price_minor", item.price_minor.into()),
        ("vat_basis_points", item.vat.basis_points().into()),
        ("category", category.map(|category| category.name.as_str()).into()),
        ("code", item.code.as_ref().map(|code| code.as_str().to_owned()).into()),
        ("offer", item.offer.name().into()),
    ]
}

/// What is not as it was in how a terminal sells.
pub(super) fn of_selling(before: Selling, selling: Selling) -> Vec<SettingChange> {
    let fields = |selling: Selling| {
        [("mode", Value::from(selling.mode.name())), ("asks_for_tip", Value::from(selling.asks_for_tip))]
    };
    let both = fields(before).into_iter().zip(fields(selling));
    both.filter(|(from, to)| from != to)
        .map(|((setting, from), (_, to))| SettingChange { setting: setting.to_owned(), from, to })
        .collect()
}
