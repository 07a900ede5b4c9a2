//! Why something was not done with the catalogue, for whoever looks after it.

use crate::catalogue::CatalogueError;
use crate::catalogue::picture::PictureRefused;
use crate::catalogue::sheet::{RowRefused, SheetRefused};
use crate::words::Words;
use domain::catalogue::Offer;
use domain::catalogue::label::NotALabel;
use domain::{Currency, Money};

/// A price as somebody could type it: `3.50`.
pub(super) fn example(currency: Currency, words: Words) -> String {
    words.typed(&Money::from_minor(350, currency).decimal())
}

/// Why a change was not made, and at which field; none where nobody can do anything about it.
pub(super) fn change(error: &CatalogueError, currency: Currency, words: Words) -> Option<(&'static str, String)> {
    let (field, why) = match error {
        CatalogueError::CodeTaken => ("code", words.code_taken()),
        CatalogueError::UnknownCategory => ("category", words.category_gone()),
        CatalogueError::UnknownItem => ("", words.item_gone()),
        CatalogueError::Label(problem) => ("name", name(*problem, words)),
        CatalogueError::Stale => ("", words.item_stale()),
        CatalogueError::Full => ("", words.catalogue_full()),
        CatalogueError::Picture(refused) => ("file", picture(*refused, words)),
        CatalogueError::Sheet(refused) => return Some(("file", sheet(refused, currency, words))),
        CatalogueError::Cart(_) | CatalogueError::UnknownCode | CatalogueError::Gone | CatalogueError::Store(_) => {
            return None;
        }
    };
    Some((field, why.to_owned()))
}

/// Why a text is no name.
pub(super) fn name(problem: NotALabel, words: Words) -> &'static str {
    match problem {
        NotALabel::Empty => words.name_empty(),
        NotALabel::TooLong => words.name_long(),
        NotALabel::NotPlain => words.name_not_plain(),
    }
}

/// Why a file is no picture that can be used.
pub(in super::super) fn picture(refused: PictureRefused, words: Words) -> &'static str {
    match refused {
        PictureRefused::Empty => words.picture_empty(),
        PictureRefused::TooLarge => words.picture_large(),
        PictureRefused::NotAPicture => words.picture_other(),
        PictureRefused::TooManyPixels => words.picture_pixels(),
        PictureRefused::Broken => words.picture_broken(),
        PictureRefused::TooSlow => words.picture_slow(),
    }
}

/// Why a file of items was not read in.
fn sheet(refused: &SheetRefused, currency: Currency, words: Words) -> String {
    match refused {
        SheetRefused::Empty => words.sheet_empty().to_owned(),
        SheetRefused::TooLarge => words.sheet_large().to_owned(),
        SheetRefused::NotText => words.sheet_not_text().to_owned(),
        SheetRefused::Column(column) => words.sheet_column(column),
        SheetRefused::Row { line, problem } => {
            words.sheet_row(&words.number(&line.to_string()), problem.column(), &row(*problem, currency, words))
        }
    }
}

/// Why a row of it is no item. The columns, and what stands for an offer, are called so in the file itself.
fn row(problem: RowRefused, currency: Currency, words: Words) -> String {
    let why = match problem {
        RowRefused::StrangeId => words.row_strange(),
        RowRefused::SameId => words.row_twice(),
        RowRefused::UnknownId => words.row_unknown(),
        RowRefused::Category(problem) | RowRefused::Name(problem) => name(problem, words),
        RowRefused::Price => return words.price_wrong(&example(currency, words)),
        RowRefused::Vat(_) => words.vat_wrong(),
        RowRefused::Code(_) => words.code_wrong(),
        RowRefused::Offer(_) => return words.row_offer(&Offer::ALL.map(Offer::name).join(" · ")),
    };
    why.to_owned()
}

#[cfg(test)]
mod tests {
    use super::*;
    use domain::cart::CartRefused;

    #[test]
    fn a_wrong_line_is_named_in_the_readers_language() {
        let error = |problem| CatalogueError::Sheet(SheetRefused::Row { line: 1203, problem });
        let why = |code: &str, problem| change(&error(problem), Currency::EUR, Words::of(code.parse().unwrap()));
        let said = |code: &str, problem| why(code, problem).unwrap().1;
        assert_eq!(said("en", RowRefused::Price), "Line 1,203, price: Write what one costs, such as 3.50.");
        assert_eq!(said("de", RowRefused::Price), "Zeile 1.203, price: Bitte den Preis eingeben, etwa 3,50.");
        assert!(
            said("fi", RowRefused::Offer(domain::catalogue::NotAnOffer)).contains("offered · sold-out · withdrawn")
        );
    }

    #[test]
    fn an_example_is_a_price_of_the_shops_currency() {
        let words = |code: &str| Words::of(code.parse().unwrap());
        assert_eq!(example(Currency::EUR, words("en")), "3.50");
        assert_eq!(example(Currency::EUR, words("pl")), "3,50");
        assert_eq!(example("JPY".parse().unwrap(), words("pl")), "350");
    }

    #[test]
    fn what_nobody_can_do_anything_about_is_not_said() {
        let words = Words::of("de".parse().unwrap());
        for error in [CatalogueError::Cart(CartRefused::Empty), CatalogueError::Gone] {
            assert_eq!(change(&error, Currency::EUR, words), None);
        }
        assert_eq!(change(&CatalogueError::CodeTaken, Currency::EUR, words).unwrap().0, "code");
    }
}
