//! What was typed about an item or a category becomes one, or a list of what is wrong, field by field.

use super::super::form::Typed;
use super::super::parts::field::Refusals;
use crate::catalogue::sheet::price;
use crate::catalogue::{Catalogue, Shelf};
use domain::Currency;
use domain::catalogue::{Category, Item};

/// What people typed, and where it stands.
fn place(typed: &Typed) -> Result<u32, String> {
    match typed.text("place") {
        "" => Ok(0),
        text => text.parse().map_err(|_| "Write a whole number; smaller ones come first.".to_owned()),
    }
}

/// The item that was typed: a change of `before`, or a new one.
pub(super) fn item(typed: &Typed, before: Option<&Item>, shelf: &Shelf, currency: Currency) -> Result<Item, Refusals> {
    let mut wrong = Vec::new();
    let mut refuse = |field: &'static str, words: String| wrong.push((field, words));
    let name = typed.text("name").parse().map_err(|problem| refuse("name", sentence(&problem))).ok();
    let price_minor = price(typed.text("price"), currency);
    if price_minor.is_none() {
        refuse("price", "Write what one costs, such as 3.50.".to_owned());
    }
    let vat = typed.text("vat").parse().map_err(|problem| refuse("vat", sentence(&problem))).ok();
    let code = match typed.text("code") {
        "" => Some(None),
        code => code.parse().map(Some).map_err(|problem| refuse("code", sentence(&problem))).ok(),
    };
    let category = match typed.text("category") {
        "" => Some(None),
        id => id.parse().ok().filter(|id| shelf.category(*id).is_some()).map(Some),
    };
    if category.is_none() {
        refuse("category", "This category is not there any more. Choose another.".to_owned());
    }
    let place = place(typed).map_err(|problem| refuse("place", problem)).ok();
    let offer = typed.text("offer").parse().ok();
    if offer.is_none() {
        refuse("offer", "Choose whether it is for sale.".to_owned());
    }
    // Whoever has seen an older one would undo what somebody else has changed.
    let revision = typed.text("revision").parse().unwrap_or(0);
    match (name, price_minor, vat, code, category, place, offer) {
        (Some(name), Some(price_minor), Some(vat), Some(code), Some(category), Some(place), Some(offer)) => Ok(Item {
            id: before.map_or_else(Catalogue::new_item_id, |item| item.id),
            revision: before.map_or(0, |_| revision),
            name,
            category,
            price_minor,
            vat,
            picture: before.and_then(|item| item.picture.clone()),
            code,
            offer,
            place,
        }),
        _ => Err(all(wrong)),
    }
}

/// The category that was typed: a change of `before`, or a new one.
pub(super) fn category(typed: &Typed, before: Option<&Category>) -> Result<Category, Refusals> {
    let mut wrong = Vec::new();
    let name = typed
        .text("name")
        .parse()
        .map_err(|problem: domain::catalogue::label::NotALabel| wrong.push(("name", sentence(&problem))))
        .ok();
    let place = place(typed).map_err(|problem| wrong.push(("place", problem))).ok();
    match (name, place) {
        (Some(name), Some(place)) => {
            Ok(Category { id: before.map_or_else(Catalogue::new_category_id, |category| category.id), name, place })
        }
        _ => Err(all(wrong)),
    }
}

/// Everything that is wrong.
fn all(wrong: Vec<(&'static str, String)>) -> Refusals {
    wrong.into_iter().fold(Refusals::none(), |all, (field, words)| all.and(field, words))
}

/// What is wrong, as a sentence.
pub(in super::super) fn sentence(problem: &impl core::fmt::Display) -> String {
    let text = problem.to_string();
    let mut chars = text.chars();
    chars.next().map_or_else(String::new, |first| format!("{}{}.", first.to_uppercase(), chars.as_str()))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn typed(pairs: &[(&str, &str)]) -> Typed {
        pairs.iter().map(|(name, value)| ((*name).to_owned(), (*value).to_owned())).collect()
    }

    #[test]
    fn what_is_wrong_is_said_at_its_field() {
        let form =
            typed(&[("name", " "), ("price", "-1"), ("vat", "200"), ("code", "a b"), ("place", "x"), ("offer", "?")]);
        let wrong = item(&form, None, &Shelf::default(), Currency::EUR).unwrap_err();
        for field in ["name", "price", "vat", "code", "place", "offer"] {
            assert!(wrong.of(field).is_some(), "{field}");
        }
        let form = typed(&[("name", "<b>Tea</b>"), ("price", "3,50"), ("vat", "7"), ("offer", "offered")]);
        let tea = item(&form, None, &Shelf::default(), Currency::EUR).unwrap();
        assert_eq!((tea.price_minor, tea.revision, tea.name.as_str()), (350, 0, "<b>Tea</b>"));
        let elsewhere = typed(&[
            ("name", "Tea"),
            ("price", "1"),
            ("vat", "0"),
            ("offer", "offered"),
            ("category", "75099bcf-22d5-43f9-8976-b7c5692eaa85"),
        ]);
        assert!(item(&elsewhere, None, &Shelf::default(), Currency::EUR).unwrap_err().of("category").is_some());
    }
}
