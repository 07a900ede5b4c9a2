//! The catalogue as a table that a spreadsheet can hold: one row an item. What is written out can be changed and
//! read in again; rows without an id are new items, and categories are made as they are named.

use super::{Catalogue, CatalogueError, Shelf, csv};
use crate::access::Caller;
use domain::Currency;
use domain::Money;
use domain::catalogue::label::{NotACode, NotALabel};
use domain::catalogue::vat::{NotARate, percent_text};
use domain::catalogue::{Category, Item, ItemId, MOST_ITEMS, NotAnOffer, VatRate};
use std::collections::{BTreeMap, BTreeSet};

/// The columns, in the order in which they are written.
const COLUMNS: [&str; 7] = ["id", "name", "category", "price", "vat", "code", "offer"];

/// The largest table that is read, in bytes.
pub const MOST_BYTES: usize = 4 * 1024 * 1024;

/// Why a table was not read in. Nothing was changed.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum SheetRefused {
    /// There is nothing in it.
    #[error("the file has no items in it")]
    Empty,
    /// Too large, or too many rows.
    #[error("the file is too large: at most 20 000 items and 4 MB")]
    TooLarge,
    /// It is no text.
    #[error("the file is not text in UTF-8: save it as CSV (UTF-8)")]
    NotText,
    /// A column is missing.
    #[error("the first line must name the columns; {0} is missing")]
    Column(&'static str),
    /// Something in a row.
    #[error("line {line}: {problem}")]
    Row {
        /// Which, counting from 1 with the heading.
        line: usize,
        /// What.
        problem: RowRefused,
    },
}

/// Why a row is no item.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum RowRefused {
    /// Its id is not of the kind that is given out here.
    #[error("id: none of ours")]
    StrangeId,
    /// Another row has the same id.
    #[error("id: stands there twice")]
    SameId,
    /// Nothing has its id.
    #[error("id: no item has it")]
    UnknownId,
    /// The category's name is none.
    #[error("category: {0}")]
    Category(NotALabel),
    /// The name is none.
    #[error("name: {0}")]
    Name(NotALabel),
    /// The price is none.
    #[error("price: no amount")]
    Price,
    /// The rate is none.
    #[error("vat: {0}")]
    Vat(NotARate),
    /// The code is none.
    #[error("code: {0}")]
    Code(NotACode),
    /// It does not say whether it can be bought.
    #[error("offer: {0}")]
    Offer(NotAnOffer),
}

impl RowRefused {
    /// The column that it is about.
    pub fn column(self) -> &'static str {
        match self {
            Self::StrangeId | Self::SameId | Self::UnknownId => "id",
            Self::Category(_) => "category",
            Self::Name(_) => "name",
            Self::Price => "price",
            Self::Vat(_) => "vat",
            Self::Code(_) => "code",
            Self::Offer(_) => "offer",
        }
    }
}

/// What a table has changed.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Imported {
    /// Items that are new.
    pub new: usize,
    /// Items that were changed.
    pub changed: usize,
    /// Items that are as they were.
    pub same: usize,
}

impl Catalogue {
    /// The whole catalogue as a table.
    ///
    /// # Errors
    /// [`CatalogueError`].
    pub async fn sheet(&self) -> Result<String, CatalogueError> {
        let shelf = self.shelf().await?;
        let mut out = csv::line(COLUMNS);
        for item in shelf.items() {
            let category = item.category.and_then(|id| shelf.category(id)).map(|category| category.name.as_str());
            let price = Money::from_minor(item.price_minor, self.currency()).digits().replace(',', "");
            out.push_str(&csv::line([
                item.id.to_string().as_str(),
                &csv::harmless(item.name.as_str()),
                &csv::harmless(category.unwrap_or_default()),
                &price,
                &percent_text(item.vat.basis_points()),
                &csv::harmless(item.code.as_ref().map_or("", |code| code.as_str())),
                item.offer.name(),
            ]));
        }
        Ok(out)
    }

    /// Reads a table in: changes the items it names, adds those without an id, and leaves all others alone.
    ///
    /// # Errors
    /// [`CatalogueError::Sheet`] says which line is wrong; any other [`CatalogueError`]. Nothing was changed.
    pub async fn read_sheet(&self, by: &Caller, file: &[u8]) -> Result<Imported, CatalogueError> {
        if file.len() > MOST_BYTES {
            return Err(SheetRefused::TooLarge.into());
        }
        let text = core::str::from_utf8(file).map_err(|_| SheetRefused::NotText)?;
        let shelf = self.shelf().await?;
        let read = read(text, &shelf, self.currency())?;
        if !read.categories.is_empty() {
            self.put_categories(by, &read.categories).await?;
        }
        if !read.items.is_empty() {
            self.put_items(by, &read.items).await?;
        }
        Ok(read.imported)
    }
}

struct Read {
    categories: Vec<Category>,
    items: Vec<Item>,
    imported: Imported,
}

fn read(text: &str, shelf: &Shelf, currency: Currency) -> Result<Read, SheetRefused> {
    let mut rows = csv::rows(text).into_iter();
    let heading = rows.next().ok_or(SheetRefused::Empty)?;
    let place = |name: &str| heading.iter().position(|title| title.trim().eq_ignore_ascii_case(name));
    for needed in ["name", "price"] {
        place(needed).ok_or(SheetRefused::Column(if needed == "name" { "name" } else { "price" }))?;
    }
    let mut categories: BTreeMap<String, Category> =
        shelf.categories().iter().map(|category| (category.name.to_string(), category.clone())).collect();
    let known: BTreeSet<String> = categories.keys().cloned().collect();
    let mut all = Read { categories: Vec::new(), items: Vec::new(), imported: Imported::default() };
    let mut seen = BTreeSet::new();
    for (row, line) in rows.zip(2..) {
        let field = |name: &str| place(name).and_then(|at| row.get(at)).map(|field| csv::plain(field.trim()));
        let wrong = |problem: RowRefused| SheetRefused::Row { line, problem };
        let before = match field("id").filter(|id| !id.is_empty()) {
            None => None,
            Some(id) => {
                let id: ItemId = id.parse().map_err(|_| wrong(RowRefused::StrangeId))?;
                if !seen.insert(id) {
                    return Err(wrong(RowRefused::SameId));
                }
                Some(shelf.find(id).ok_or_else(|| wrong(RowRefused::UnknownId))?)
            }
        };
        let category = match field("category") {
            None => before.and_then(|item| item.category),
            Some("") => None,
            Some(name) => {
                let next = u32::try_from(categories.len()).unwrap_or(u32::MAX);
                let label: domain::catalogue::Label =
                    name.parse().map_err(|problem| wrong(RowRefused::Category(problem)))?;
                let new = || Category { id: Catalogue::new_category_id(), name: label.clone(), place: next };
                Some(categories.entry(label.to_string()).or_insert_with(new).id)
            }
        };
        let read = |name: &str| field(name).filter(|field| !field.is_empty());
        let item = Item {
            id: before.map_or_else(Catalogue::new_item_id, |item| item.id),
            revision: before.map_or(0, |item| item.revision),
            name: field("name").unwrap_or_default().parse().map_err(|problem| wrong(RowRefused::Name(problem)))?,
            category,
            price_minor: price(field("price").unwrap_or_default(), currency).ok_or_else(|| wrong(RowRefused::Price))?,
            vat: match read("vat") {
                Some(rate) => rate.parse().map_err(|problem| wrong(RowRefused::Vat(problem)))?,
                None => before.map_or(VatRate::NONE, |item| item.vat),
            },
            picture: before.and_then(|item| item.picture.clone()),
            code: match (place("code"), read("code")) {
                (_, Some(code)) => Some(code.parse().map_err(|problem| wrong(RowRefused::Code(problem)))?),
                (Some(_), None) => None,
                (None, None) => before.and_then(|item| item.code.clone()),
            },
            offer: match read("offer") {
                Some(offer) => offer.parse().map_err(|problem| wrong(RowRefused::Offer(problem)))?,
                None => before.map(|item| item.offer).unwrap_or_default(),
            },
            place: before.map_or_else(|| u32::try_from(line).unwrap_or(u32::MAX), |item| item.place),
        };
        match before {
            Some(before) if *before == item => all.imported.same += 1,
            Some(_) => {
                all.imported.changed += 1;
                all.items.push(item);
            }
            None => {
                all.imported.new += 1;
                all.items.push(item);
            }
        }
        if all.items.len() > MOST_ITEMS {
            return Err(SheetRefused::TooLarge);
        }
    }
    if all.imported == Imported::default() {
        return Err(SheetRefused::Empty);
    }
    all.categories = categories.into_iter().filter(|(name, _)| !known.contains(name)).map(|(_, new)| new).collect();
    Ok(all)
}

/// A price as people write it: `3.5`, `3,50`, `1234.56`; in minor units.
pub fn price(text: &str, currency: Currency) -> Option<u64> {
    let text = text.trim();
    let (whole, rest) = text.rsplit_once(['.', ',']).unwrap_or((text, ""));
    let decimals = currency.decimals();
    let is_number = |text: &str| text.bytes().all(|byte| byte.is_ascii_digit());
    if whole.is_empty() || !is_number(whole) || !is_number(rest) || rest.len() > decimals {
        return None;
    }
    let minor: u64 = format!("{whole}{rest:0<decimals$}").parse().ok()?;
    (minor <= domain::catalogue::HIGHEST_PRICE_MINOR).then_some(minor)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn prices_are_read_as_people_write_them() {
        for (text, minor) in [("3.50", 350), ("3,5", 350), ("3", 300), ("0.01", 1), (" 1234.56 ", 123_456), ("0", 0)] {
            assert_eq!(price(text, Currency::EUR), Some(minor), "{text}");
        }
        for bad in ["", "-1", "3.505", "1 000", "1.000,50", "abc", ".5", "1e3", "99999999.99", "€3"] {
            assert_eq!(price(bad, Currency::EUR), None, "{bad}");
        }
        assert_eq!(price("350", "JPY".parse().unwrap()), Some(350));
        assert_eq!(price("3.5", "JPY".parse().unwrap()), None);
    }

    #[test]
    fn a_wrong_line_is_named() {
        let shelf = Shelf::default();
        let problem = |text: &str| read(text, &shelf, Currency::EUR).map(|read| read.imported).unwrap_err();
        assert_eq!(problem(""), SheetRefused::Empty);
        assert_eq!(problem("name,price\n"), SheetRefused::Empty);
        assert_eq!(problem("name\nTea"), SheetRefused::Column("price"));
        for (text, column) in [
            ("name,price\nTea,3.50\n,2", "name"),
            ("name,price\nTea,1\nMilk,free", "price"),
            ("name,price,vat\nTea,1,7\nMilk,2,101", "vat"),
            ("id,name,price\n,Tea,1\n7,Milk,2", "id"),
            ("id,name,price\n,Tea,1\n75099bcf-22d5-43f9-8976-b7c5692eaa85,Milk,2", "id"),
            ("name,price,offer\nTea,1,\nMilk,2,gone", "offer"),
            ("name,price,code\nTea,1,\nMilk,2,a b", "code"),
        ] {
            let SheetRefused::Row { line: 3, problem } = problem(text) else { panic!("{text}") };
            assert_eq!(problem.column(), column, "{problem}");
        }
    }

    #[test]
    fn categories_are_made_as_they_are_named() {
        let text = "name;price;category\nTea;3,50;Drinks\nMilk;1;Drinks\nRoll;2;Food\nBag;0,10;";
        let read = read(text, &Shelf::default(), Currency::EUR).unwrap();
        assert_eq!((read.imported.new, read.categories.len()), (4, 2));
        assert_eq!(read.items[0].category, read.items[1].category);
        assert_eq!(read.items[3].category, None);
    }
}
