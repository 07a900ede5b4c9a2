//! The catalogue in memory. Ten thousand items are a few megabytes, and a search through all of them takes less
//! time than asking a database would.

use crate::store::catalogue::StoredCatalogue;
use domain::catalogue::{Category, CategoryId, Item, ItemId, Offer};
use domain::mode::Selling;
use std::collections::{BTreeMap, HashMap};
use unicode_normalization::UnicodeNormalization as _;
use unicode_normalization::char::is_combining_mark;

/// Words of a search that are looked at; more would not find more.
const MOST_WORDS: usize = 8;

/// Everything that is for sale, as it was at one version.
#[derive(Debug, Default)]
pub struct Shelf {
    version: u64,
    categories: Vec<Category>,
    items: Vec<Item>,
    /// The name of each item as it is searched for.
    folded: Vec<String>,
    by_id: HashMap<ItemId, usize>,
    by_code: HashMap<String, usize>,
    selling: BTreeMap<String, Selling>,
}

/// What a customer or the staff want to see.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Wanted {
    /// In this category alone.
    pub category: Option<CategoryId>,
    /// With all these words in the name, or this code.
    pub search: String,
}

impl Shelf {
    pub(crate) fn new(stored: StoredCatalogue) -> Self {
        let StoredCatalogue { version, categories, items, selling } = stored;
        let folded = items.iter().map(|item| folded(item.name.as_str())).collect();
        let by_id = items.iter().enumerate().map(|(at, item)| (item.id, at)).collect();
        let code = |(at, item): (usize, &Item)| item.code.as_ref().map(|code| (code.as_str().to_owned(), at));
        let by_code = items.iter().enumerate().filter_map(code).collect();
        Self { version, categories, items, folded, by_id, by_code, selling }
    }

    /// Which version of the catalogue this is.
    pub fn version(&self) -> u64 {
        self.version
    }

    /// The categories, in the shop's order.
    pub fn categories(&self) -> &[Category] {
        &self.categories
    }

    /// The category `id`.
    pub fn category(&self, id: CategoryId) -> Option<&Category> {
        self.categories.iter().find(|category| category.id == id)
    }

    /// Every item, withdrawn ones among them, in the shop's order.
    pub fn items(&self) -> &[Item] {
        &self.items
    }

    /// The item `id`.
    pub fn find(&self, id: ItemId) -> Option<&Item> {
        self.by_id.get(&id).and_then(|at| self.items.get(*at))
    }

    /// The item with this code on it.
    pub fn find_code(&self, code: &str) -> Option<&Item> {
        self.by_code.get(code.trim()).and_then(|at| self.items.get(*at))
    }

    /// How the terminal called `terminal` sells: as it was told, else as all are, else by keypad.
    pub fn selling(&self, terminal: &str) -> Selling {
        self.selling.get(terminal).or_else(|| self.selling.get("")).copied().unwrap_or_default()
    }

    /// How the terminal called `terminal` was told to sell, if it was.
    pub fn own_selling(&self, terminal: &str) -> Option<Selling> {
        self.selling.get(terminal).copied()
    }

    /// What is `wanted` of what customers can see: at most `limit` items after the first `skip`, and how many
    /// there are in all.
    pub fn shown(&self, wanted: &Wanted, skip: usize, limit: usize) -> (Vec<&Item>, usize) {
        self.matching(wanted, skip, limit, |item| item.offer != Offer::Withdrawn)
    }

    /// The same of all there are.
    pub fn listed(&self, wanted: &Wanted, skip: usize, limit: usize) -> (Vec<&Item>, usize) {
        self.matching(wanted, skip, limit, |_| true)
    }

    fn matching(
        &self,
        wanted: &Wanted,
        skip: usize,
        limit: usize,
        is_seen: impl Fn(&Item) -> bool,
    ) -> (Vec<&Item>, usize) {
        let search = folded(&wanted.search);
        let words: Vec<&str> = search.split_whitespace().take(MOST_WORDS).collect();
        let code = wanted.search.trim();
        let mut all = 0_usize;
        let mut found = Vec::with_capacity(limit.min(self.items.len()));
        for (item, name) in self.items.iter().zip(&self.folded) {
            let is_here = wanted.category.is_none_or(|category| item.category == Some(category));
            let is_meant = words.iter().all(|word| name.contains(word))
                || item.code.as_ref().is_some_and(|own| own.as_str() == code);
            if !is_here || !is_meant || !is_seen(item) {
                continue;
            }
            if all >= skip && found.len() < limit {
                found.push(item);
            }
            all += 1;
        }
        (found, all)
    }
}

/// `text` as it is searched for: without accents, and large and small letters alike.
pub(super) fn folded(text: &str) -> String {
    text.nfkd().filter(|char| !is_combining_mark(*char)).flat_map(char::to_lowercase).collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use domain::catalogue::VatRate;

    fn item(number: u32, name: &str) -> Item {
        let mut bytes = [7; 16];
        bytes[..4].copy_from_slice(&number.to_be_bytes());
        Item {
            id: ItemId::try_from(uuid::Builder::from_random_bytes(bytes).into_uuid()).unwrap(),
            revision: 1,
            name: name.parse().unwrap(),
            category: None,
            price_minor: 100,
            vat: VatRate::NONE,
            picture: None,
            code: None,
            offer: Offer::Offered,
            place: number,
        }
    }

    fn shelf(items: Vec<Item>) -> Shelf {
        Shelf::new(StoredCatalogue { version: 3, items, ..StoredCatalogue::default() })
    }

    fn found(shelf: &Shelf, search: &str) -> Vec<String> {
        let wanted = Wanted { search: search.to_owned(), ..Wanted::default() };
        shelf.shown(&wanted, 0, 10).0.into_iter().map(|item| item.name.to_string()).collect()
    }

    #[test]
    fn a_search_finds_words_in_any_order_and_without_accents() {
        let shelf =
            shelf(vec![item(1, "Café au lait"), item(2, "Чёрный чай"), item(3, "CREME Brûlée"), item(4, "コーヒー")]);
        assert_eq!(found(&shelf, "cafe"), ["Café au lait"]);
        assert_eq!(found(&shelf, " LAIT  café "), ["Café au lait"]);
        assert_eq!(found(&shelf, "черный"), ["Чёрный чай"]);
        assert_eq!(found(&shelf, "crème"), ["CREME Brûlée"]);
        assert_eq!(found(&shelf, "コーヒー"), ["コーヒー"]);
        assert_eq!(found(&shelf, "tea"), [] as [&str; 0]);
        assert_eq!(found(&shelf, "").len(), 4);
    }

    #[test]
    fn what_is_withdrawn_is_listed_and_not_shown_and_a_code_finds_its_item() {
        let coded = Item { code: Some("4006381333931".parse().unwrap()), ..item(2, "Pen") };
        let gone = Item { offer: Offer::Withdrawn, ..item(1, "Ink") };
        let shelf = shelf(vec![gone, coded.clone()]);
        assert_eq!(found(&shelf, ""), ["Pen"]);
        assert_eq!(found(&shelf, "4006381333931"), ["Pen"]);
        assert_eq!(shelf.listed(&Wanted::default(), 0, 10).1, 2);
        assert_eq!(shelf.find_code(" 4006381333931\n"), Some(&coded));
        assert_eq!(shelf.find(coded.id), Some(&coded));
    }

    #[test]
    fn pages_follow_one_another_without_a_gap() {
        let shelf = shelf((0..100).map(|number| item(number, &format!("Item {number}"))).collect());
        let mut seen = Vec::new();
        for page in 0..4 {
            let (items, all) = shelf.shown(&Wanted::default(), page * 30, 30);
            assert_eq!(all, 100);
            seen.extend(items.into_iter().map(|item| item.place));
        }
        assert_eq!(seen, (0..100).collect::<Vec<_>>());
    }

    #[test]
    fn ten_thousand_items_are_searched() {
        let shelf = shelf((0..10_000).map(|number| item(number, &format!("Größe {number} für alle Fälle"))).collect());
        for number in 0..20 {
            assert!(!found(&shelf, &format!("größe {number}")).is_empty());
        }
    }
}
