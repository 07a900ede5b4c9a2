//! The words of the pages that the server draws, in the language of whoever reads them. Each text of
//! `app/locales/pages/<room>/en.json` is a function of [`Words`]; one that a language lacks, or is given too little for,
//! is an error of the compiler. The kiosk's own words are elsewhere (`app::i18n`): a tablet loads nothing of these
//! (docs/adr/0031).
//!
//! - `generated`: the texts and how dates are written, from `app/locales/` by `build.rs`
//! - `dates`: days and times of day
//! - `reader`: whose language it is: the shop's, the browser's, or the one that a customer has chosen
//! - `tests`: the sources of the pages held against the texts

mod dates;
#[allow(dead_code, reason = "the number of lines is asked for by the tests alone")]
mod generated {
    use super::dates::Dates;
    use super::{Table, Words};

    include!(concat!(env!("OUT_DIR"), "/words.rs"));
}
mod reader;
#[cfg(test)]
mod tests;

pub(crate) use reader::{Chosen, choose, forget, of, of_device, of_request};

use app::i18n::{Language, filled};
use domain::catalogue::vat::percent_text;
use domain::money::BitcoinUnit;
use domain::{Money, Msat};
use generated::TABLES;

/// What is built in of a language.
struct Table {
    code: &'static str,
    lines: &'static [&'static str],
    dates: dates::Dates,
}

/// The words of one language; a handle, copied freely.
#[derive(Clone, Copy)]
pub(crate) struct Words {
    language: Language,
    table: &'static Table,
}

impl Words {
    /// The words of `language`.
    pub(crate) fn of(language: Language) -> Self {
        let table = TABLES.iter().find(|table| table.code == language.code());
        Self { language, table: table.unwrap_or(&TABLES[0]) }
    }

    /// Which language it is.
    pub(crate) fn language(self) -> Language {
        self.language
    }

    /// As browsers want it in `lang`.
    pub(crate) fn tag(self) -> &'static str {
        self.language.tag()
    }

    /// As browsers want it in `dir`.
    pub(crate) fn direction(self) -> &'static str {
        self.language.direction()
    }

    /// An amount, as it is written here: `€1,234.50`.
    pub(crate) fn money(self, money: Money) -> String {
        self.language.money(money)
    }

    /// An amount of bitcoin, as it is written here: `25,000 sat`.
    pub(crate) fn bitcoin(self, unit: BitcoinUnit, amount: Msat) -> String {
        self.language.bitcoin(unit, amount)
    }

    /// A number of digits and at most one point, `1234.5`, as it is written here.
    pub(crate) fn number(self, decimal: &str) -> String {
        self.language.number(decimal)
    }

    /// A part in hundredths of a per cent, as it is written here: `5.5 %`.
    pub(crate) fn percent(self, basis_points: u16) -> String {
        format!("{}\u{a0}%", self.number(&percent_text(basis_points)))
    }

    /// A number of digits and at most one point, as it is typed into a field here: nothing stands between its thousands.
    pub(crate) fn typed(self, decimal: &str) -> String {
        let Some((whole, rest)) = decimal.split_once('.') else { return decimal.to_owned() };
        let rest = self.number(&format!("0.{rest}"));
        format!("{whole}{}", rest.trim_start_matches('0'))
    }

    fn count(self, count: u32) -> String {
        self.number(&count.to_string())
    }

    /// Which of the six lines of a counted text is for `count`.
    fn plural(self, count: u32) -> usize {
        self.language.plural(count)
    }

    fn line(self, n: usize) -> &'static str {
        self.table.lines.get(n).copied().unwrap_or_default()
    }

    /// Line `n`, filled in.
    fn fill(self, n: usize, values: &[(&str, &str)]) -> String {
        filled(self.line(n), values)
    }
}
