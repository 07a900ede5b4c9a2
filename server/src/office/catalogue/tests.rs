//! The pages of the catalogue keep the rules that all pages have, and say nothing that is no text of the reader's language.

use super::super::form::Typed;
use super::super::frame::Page;
use super::super::parts::field::Refusals;
use super::super::tests::{english, frame, hostile, keeps_the_rules};
use super::{categories, items, selling, typed as read};
use crate::catalogue::Shelf;
use crate::catalogue::shelf::Wanted;
use crate::store::catalogue::StoredCatalogue;
use crate::words::Words;
use app::i18n::Language;
use domain::Currency;
use domain::catalogue::{Category, Item, Label, Offer};

const ID: &str = "75099bcf-22d5-43f9-8976-b7c5692eaa85";

/// A shop in which everything is called `name`.
fn shelf(name: &Label) -> Shelf {
    let category = Category { id: ID.parse().unwrap(), name: name.clone(), place: 1 };
    let item = |offer| Item {
        id: ID.parse().unwrap(),
        revision: 1,
        name: name.clone(),
        category: Some(category.id),
        price_minor: 350,
        vat: "5.5".parse().unwrap(),
        picture: None,
        code: None,
        offer,
        place: 1,
    };
    let items = Offer::ALL.map(item).to_vec();
    Shelf::new(StoredCatalogue { version: 1, categories: vec![category.clone()], items, selling: Default::default() })
}

/// Every page, with everything that can be wrong.
fn pages(name: &Label, words: Words) -> Vec<Page> {
    let (shelf, text) = (shelf(name), name.as_str().to_owned());
    let nothing = Typed::default();
    let typed: Typed = [("name", ""), ("price", "x"), ("vat", "x"), ("code", "é é"), ("place", "x"), ("category", "x")]
        .map(|(field, value)| (field.to_owned(), value.to_owned()))
        .into_iter()
        .collect();
    let wrong = read::item(&typed, None, &shelf, Currency::EUR, words).unwrap_err();
    let wanted = Wanted { category: None, search: text.clone() };
    let all = Wanted::default();
    let bodies = [
        items::list(&shelf, &all, 0, Currency::EUR, None, &Refusals::none(), words),
        items::list(&shelf, &wanted, 0, Currency::EUR, None, &Refusals::one("file", text.clone()), words),
        items::one(&shelf, shelf.items().first(), None, &Refusals::none(), None, Currency::EUR, words),
        items::one(&shelf, None, Some(&typed), &wrong, None, Currency::EUR, words),
        categories::list(&shelf, &nothing, &Refusals::none(), Some(words.saved()), words),
        categories::list(&Shelf::default(), &typed, &read::category(&typed, None, words).unwrap_err(), None, words),
        selling::page(&shelf, &[(ID.to_owned(), text.clone())], None, words),
    ];
    bodies.into_iter().map(|body| Page::new(text.clone(), body)).collect()
}

/// What an eye or a screen reader finds in `html`.
fn found(html: &str) -> Vec<&str> {
    let between = html.split('<').filter_map(|part| part.split_once('>')).map(|(_, text)| text);
    let named = ["aria-label=\"", "alt=\"", "placeholder=\"", "title=\""]
        .into_iter()
        .flat_map(|name| html.split(name).skip(1).filter_map(|rest| rest.split_once('"')).map(|(text, _)| text));
    between.chain(named).collect()
}

#[test]
fn a_strangers_words_are_words_in_the_catalogue() {
    for name in hostile().into_iter().filter_map(|text| text.parse().ok()) {
        for words in [english(), Words::of(Language::PSEUDO)] {
            for page in pages(&name, words) {
                keeps_the_rules(&page.html(&frame(name.as_str()), words));
            }
        }
    }
}

#[test]
fn nothing_is_said_that_is_no_text_of_the_readers_language() {
    let words = Words::of(Language::PSEUDO);
    for page in pages(&"茶".parse().unwrap(), words) {
        let html = page.html(&frame("茶"), words);
        for text in found(&html) {
            // Everything that is translated has an accent on each of its letters.
            let rest = text.replace("EUR", "");
            assert!(!rest.contains(|letter: char| letter.is_ascii_alphabetic()), "{text:?} in {html}");
        }
    }
}
