//! What was typed about an item or a category becomes one, or a list of what is wrong, field by field.

use super::super::form::Typed;
use super::super::parts::field::Refusals;
use super::why;
use crate::catalogue::sheet::price;
use crate::catalogue::{Catalogue, Shelf};
use crate::words::Words;
use domain::Currency;
use domain::catalogue::{Category, Item};

/// What people typed, and where it stands.
fn place(typed: &Typed, words: Words) -> Result<u32, String> {
    match typed.text("place") {
        "" => Ok(0),
        text => text.parse().map_err(|_| words.place_wrong().to_owned()),
    }
}

/// The item that was typed: a change of `before`, or a new one.
pub(super) fn item(
    typed: &Typed,
    before: Option<&Item>,
    shelf: &Shelf,
    currency: Currency,
    words: Words,
) -> Result<Item, Refusals> {
    let mut wrong = Vec::new();
    let mut refuse = |field: &'static str, why: String| wrong.push((field, why));
    let named = typed.text("name").parse();
    let name = named.map_err(|problem| refuse("name", why::name(problem, words).to_owned())).ok();
    let price_minor = price(typed.text("price"), currency);
    if price_minor.is_none() {
        refuse("price", words.price_wrong(&why::example(currency, words)));
    }
    let vat = typed.text("vat").parse().ok();
    if vat.is_none() {
        refuse("vat", words.vat_wrong().to_owned());
    }
    let code = match typed.text("code") {
        "" => Some(None),
        code => code.parse().ok().map(Some),
    };
    if code.is_none() {
        refuse("code", words.code_wrong().to_owned());
    }
    let category = match typed.text("category") {
        "" => Some(None),
        id => id.parse().ok().filter(|id| shelf.category(*id).is_some()).map(Some),
    };
    if category.is_none() {
        refuse("category", words.category_gone().to_owned());
    }
    let place = place(typed, words).map_err(|why| refuse("place", why)).ok();
    let offer = typed.text("offer").parse().ok();
    if offer.is_none() {
        refuse("offer", words.offer_wrong().to_owned());
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
pub(super) fn category(typed: &Typed, before: Option<&Category>, words: Words) -> Result<Category, Refusals> {
    let mut wrong = Vec::new();
    let named = typed.text("name").parse();
    let name = named.map_err(|problem| wrong.push(("name", why::name(problem, words).to_owned()))).ok();
    let place = place(typed, words).map_err(|why| wrong.push(("place", why))).ok();
    match (name, place) {
        (Some(name), Some(place)) => {
            Ok(Category { id: before.map_or_else(Catalogue::new_category_id, |category| category.id), name, place })
        }
        _ => Err(all(wrong)),
    }
}

/// Everything that is wrong.
fn all(wrong: Vec<(&'static str, String)>) -> Refusals {
    wrong.into_iter().fold(Refusals::none(), |all, (field, why)| all.and(field, why))
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
        let words = crate::office::tests::english();
        let wrong = item(&form, None, &Shelf::default(), Currency::EUR, words).unwrap_err();
        for field in ["name", "price", "vat", "code", "place", "offer"] {
            assert!(wrong.of(field).is_some(), "{field}");
        }
        let form = typed(&[("name", "<b>Tea</b>"), ("price", "3,50"), ("vat", "7"), ("offer", "offered")]);
        let tea = item(&form, None, &Shelf::default(), Currency::EUR, words).unwrap();
        assert_eq!((tea.price_minor, tea.revision, tea.name.as_str()), (350, 0, "<b>Tea</b>"));
        let elsewhere = typed(&[
            ("name", "Tea"),
            ("price", "1"),
            ("vat", "0"),
            ("offer", "offered"),
            ("category", "75099bcf-22d5-43f9-8976-b7c5692eaa85"),
        ]);
        assert!(item(&elsewhere, None, &Shelf::default(), Currency::EUR, words).unwrap_err().of("category").is_some());
    }
}
