//! The words of the screens in the language of whoever reads them. Each text of `locales/languages/en.json` is a
//! function of `Words`; one that a language lacks, or is given too little for, is an error of the compiler. Numbers,
//! amounts and times are written as the language's readers expect, from whole minor units and without a float.
//!
//! Words hold no language of their own: the server has a table of lines for each, puts one into the page, and the
//! browser loads another when somebody chooses it (docs/adr/0018).
//!
//! - `formats`: numbers and amounts
//! - `intl`: plurals and times by the browser's `Intl`
//! - `tables`: the same for the server's first picture of a page, and every language there is (server only)
//! - `generated`: the texts, from `locales/` by `build.rs`
//! - `beside`: the words of the pages that the server draws beside the kiosk (server only)
//! - `choice`: the languages a customer can choose from
//! - `scan`: the sources held against the texts (tests only)

#[cfg(feature = "ssr")]
mod beside;
mod choice;
mod formats;
#[cfg(feature = "ssr")]
#[cfg(test)]
mod scan;
#[allow(dead_code, reason = "the browser uses some texts and the server others; a test finds those nobody uses")]
mod generated {
    use super::Words;
    #[cfg(feature = "ssr")]
    use super::tables::Table;

    include!(concat!(env!("OUT_DIR"), "/words.rs"));
}
#[cfg(not(feature = "ssr"))]
mod intl;
#[cfg(feature = "ssr")]
mod tables;

#[cfg(feature = "ssr")]
pub use self::beside::{LightWords, OfflineWords, ReallyWords, ReceiptWords};
pub(crate) use self::choice::Choice;
#[cfg(feature = "ssr")]
pub use self::tables::{Language, NotALanguage};

pub(crate) use self::generated::LINES;
#[cfg(feature = "ssr")]
use self::generated::TABLES;
#[cfg(not(feature = "ssr"))]
use self::intl as here;
#[cfg(feature = "ssr")]
use self::tables as here;
use domain::limits::AmountRefused;
use domain::money::BitcoinUnit;
use domain::{Currency, Money, Msat};

/// The words of one language; a handle, copied freely.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Words(&'static [&'static str]);

impl Words {
    /// The words in a table that was loaded, which is kept for as long as the page is open, with the `formats` of the
    /// shop's currency as a line of their own; none where it is not one of this program's.
    pub(crate) fn keep(mut table: String, formats: &str) -> Option<Self> {
        table.push('\n');
        table.push_str(formats);
        let lines: Vec<&'static str> = table.leak().split('\n').collect();
        (lines.len() == LINES.saturating_add(1)).then(|| Self(lines.leak()))
    }

    /// As browsers want it in `lang`.
    pub(crate) fn tag(self) -> &'static str {
        self.line(0)
    }

    /// As browsers want it in `dir`.
    pub(crate) fn direction(self) -> &'static str {
        self.line(1)
    }

    /// Whose plural forms and times it has.
    #[cfg(not(feature = "ssr"))]
    fn formats_tag(self) -> &'static str {
        self.line(2)
    }

    /// `€1,234.50`
    pub(crate) fn money(self, money: Money) -> String {
        formats::money(&here::formats(self, money.currency()), money)
    }

    /// Why a total is not accepted.
    pub(crate) fn amount_reason(self, refused: AmountRefused) -> String {
        match refused {
            AmountRefused::Zero => self.enter_amount().to_owned(),
            AmountRefused::BelowMinimum(least) => self.smallest_amount(&self.money(least)),
            AmountRefused::AboveMaximum(most) => self.largest_amount(&self.money(most)),
        }
    }

    /// `25,000 sat`, every millisatoshi kept.
    pub(crate) fn bitcoin(self, unit: BitcoinUnit, amount: Msat) -> String {
        let (decimal, name) = unit.decimal(amount);
        format!("{}\u{a0}{name}", self.number(&decimal))
    }

    /// A number of digits and at most one point, `1234.5`, as it is written here.
    pub(crate) fn number(self, decimal: &str) -> String {
        // Numbers are written the same beside any currency.
        formats::number(&here::formats(self, Currency::EUR), decimal)
    }

    /// The time of day at `unix_ms` milliseconds since the Unix epoch; empty on the server, which does not know
    /// where the tablet stands.
    pub(crate) fn time(self, unix_ms: i64) -> String {
        here::time(self, unix_ms)
    }

    fn count(self, count: u32) -> String {
        self.number(&count.to_string())
    }

    /// Which of the six lines of a counted text is for `count`.
    fn plural(self, count: u32) -> usize {
        const FORMS: [&str; 5] = ["zero", "one", "two", "few", "many"];
        let form = here::plural(self, count);
        FORMS.iter().position(|known| *known == form).unwrap_or(FORMS.len())
    }

    fn line(self, n: usize) -> &'static str {
        self.0.get(n).copied().unwrap_or_default()
    }

    /// Line `n`, filled in.
    fn fill(self, n: usize, values: &[(&str, &str)]) -> String {
        filled(self.line(n), values)
    }
}

/// `line` with each name between braces replaced by its value; what is filled in is not looked through for more.
pub fn filled(line: &str, values: &[(&str, &str)]) -> String {
    let (mut rest, mut filled) = (line, String::new());
    while let Some((before, after)) = rest.split_once('{') {
        let (name, after) = after.split_once('}').unwrap_or((after, ""));
        filled.push_str(before);
        filled.push_str(values.iter().find(|(known, _)| *known == name).map_or("", |(_, value)| value));
        rest = after;
    }
    filled.push_str(rest);
    filled
}
