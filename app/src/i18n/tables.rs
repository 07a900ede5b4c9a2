//! Every language with its table of lines, and how it writes numbers: what the browser's `Intl` would write, so that
//! the server's picture of a page and the page that takes its place read the same.

use super::{TABLES, Words};
use core::fmt;
use core::str::FromStr;
use domain::Currency;
use std::borrow::Cow;

/// A language as it is built in.
pub(super) struct Table {
    pub(super) code: &'static str,
    pub(super) name: &'static str,
    pub(super) lines: &'static [&'static str],
    /// How amounts and numbers are written, for each currency with a sign of its own, and with `¤` for any other.
    pub(super) money: &'static [&'static str],
    pub(super) usual: &'static str,
}

/// A language that the kiosk speaks.
#[derive(Clone, Copy, PartialEq, Eq)]
pub struct Language(&'static Table);

impl PartialEq for Table {
    fn eq(&self, other: &Self) -> bool {
        self.code == other.code
    }
}

impl Eq for Table {}

/// A text that names no language of the kiosk's.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error("expected one of {}", Language::all().map(Language::code).collect::<Vec<_>>().join(", "))]
pub struct NotALanguage;

impl Language {
    /// English.
    pub const ENGLISH: Self = Self(&TABLES[0]);
    /// The pseudo-locale: for the demo and for tests.
    pub const PSEUDO: Self = Self(&TABLES[TABLES.len() - 1]);

    /// Every language that people speak, English first, then by their codes.
    pub fn all() -> impl Iterator<Item = Self> {
        TABLES.iter().map(Self).filter(|language| *language != Self::PSEUDO)
    }

    /// As in settings: `pt`.
    pub fn code(self) -> &'static str {
        self.0.code
    }

    /// What it is called by those who speak it.
    pub fn name(self) -> &'static str {
        self.0.name
    }

    /// As browsers want it in `lang`: `pt-PT`.
    pub fn tag(self) -> &'static str {
        self.words().tag()
    }

    /// As browsers want it in `dir`.
    pub fn direction(self) -> &'static str {
        self.words().direction()
    }

    /// The first language that `accept_language`, the header of a request, asks for and the kiosk speaks.
    ///
    /// # Source
    /// RFC 9110, 12.5.4; a region that is not known here (`de-AT`) is content with the language.
    pub fn asked_for(accept_language: &str) -> Option<Self> {
        let mut wishes: Vec<(u32, Self)> = accept_language
            .split(',')
            .take(MOST_WISHES)
            .filter_map(|wish| {
                let (tag, weight) = wish.split_once(';').map_or((wish, "q=1"), |(tag, weight)| (tag, weight.trim()));
                let weight = thousandths(weight.strip_prefix("q=")?)?;
                Some((weight, Self::of_tag(tag.trim())?)).filter(|(weight, _)| *weight > 0)
            })
            .collect();
        // Stable: of two with the same weight, the first is meant.
        wishes.sort_by_key(|(weight, _)| core::cmp::Reverse(*weight));
        wishes.first().map(|(_, language)| *language)
    }

    fn of_tag(tag: &str) -> Option<Self> {
        let language = tag.split('-').next()?.to_ascii_lowercase();
        // What a Norwegian's browser says is one of three.
        let code = if matches!(language.as_str(), "no" | "nn") { "nb" } else { &language };
        Self::all().find(|known| known.code() == code)
    }

    pub(crate) fn words(self) -> Words {
        Words(self.0.lines)
    }

    /// The table that the browser is given.
    pub(crate) fn table(self) -> String {
        self.0.lines.join("\n")
    }

    /// How it writes amounts of `currency`, and numbers.
    pub(crate) fn formats(self, currency: Currency) -> String {
        formats(self.words(), currency).into_owned()
    }
}

/// More wishes than any browser has.
const MOST_WISHES: usize = 32;

/// `0.8` as 800; none where it is not a weight.
fn thousandths(weight: &str) -> Option<u32> {
    let (whole, places) = weight.split_once('.').unwrap_or((weight, ""));
    let is_digits = places.bytes().all(|byte| byte.is_ascii_digit()) && places.len() <= 3;
    match whole {
        "1" if is_digits => Some(1000),
        "0" if is_digits => format!("{places:0<3}").parse().ok(),
        _ => None,
    }
}

impl fmt::Debug for Language {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.code())
    }
}

impl FromStr for Language {
    type Err = NotALanguage;
    fn from_str(text: &str) -> Result<Self, NotALanguage> {
        TABLES.iter().find(|table| table.code == text).map(Self).ok_or(NotALanguage)
    }
}

/// How amounts of `currency` are written, and numbers.
pub(super) fn formats(words: Words, currency: Currency) -> Cow<'static, str> {
    let table = TABLES.iter().find(|table| core::ptr::eq(table.lines, words.0)).unwrap_or(&TABLES[0]);
    let known = table.money.iter().find(|formats| formats.starts_with(currency.code()));
    known.map_or_else(|| table.usual.replace('¤', currency.code()).into(), |formats| (*formats).into())
}

/// The name of the plural form for `count`.
///
/// # Source
/// Unicode CLDR 47, cardinal numbers, for whole numbers.
pub(super) fn plural(words: Words, count: u32) -> String {
    let code = words.tag().split('-').next().unwrap_or_default();
    let is_million = count > 0 && count.is_multiple_of(1_000_000);
    let form = match (code, count) {
        ("pl", 1) => "one",
        ("pl", _) => match (count % 10, count % 100) {
            (2..=4, 12..=14) => "many",
            (2..=4, _) => "few",
            _ => "many",
        },
        ("fr" | "pt", 0) if words.tag() != "pt-PT" => "one",
        (_, 1) => "one",
        ("es" | "fr" | "it" | "pt", _) if is_million => "many",
        _ => "other",
    };
    form.to_owned()
}

/// Nobody knows what time it is where the tablet stands.
pub(super) fn time(_: Words, _: i64) -> String {
    String::new()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::i18n::LINES;
    use domain::Money;

    fn language(code: &str) -> Language {
        code.parse().unwrap()
    }

    fn money(code: &str, minor: u64, currency: &str) -> String {
        language(code).words().money(Money::from_minor(minor, currency.parse().unwrap()))
    }

    #[test]
    fn what_was_asked_for_first_and_is_spoken_wins() {
        for (header, expected) in [
            ("en-US,en;q=0.9", Some("en")),
            ("", None),
            ("*", None),
            ("tlh", None),
            ("en;q=0", None),
            ("en;q=nonsense", None),
            (&",".repeat(100_000), None),
        ] {
            assert_eq!(Language::asked_for(header).map(Language::code), expected, "{header:.40}");
        }
    }

    #[test]
    fn amounts_keep_the_places_of_their_currency() {
        assert_eq!(money("en", 123_456_789, "EUR"), "€1,234,567.89");
        assert_eq!(money("en", 1250, "JPY"), "JP¥1,250");
        assert_eq!(money("en", 5, "KWD"), "KWD\u{a0}0.005");
        assert_eq!(money("en", u64::MAX, "EUR"), "€184,467,440,737,095,516.15");
        assert_eq!(money("ar-XB", 1250, "EUR"), "\u{200f}12.50\u{a0}\u{200f}€");
    }

    #[test]
    fn bitcoin_keeps_every_millisatoshi() {
        use domain::Msat;
        use domain::money::BitcoinUnit;
        let words = Language::ENGLISH.words();
        assert_eq!(words.bitcoin(BitcoinUnit::Sat, Msat::from_msat(25_000_500)), "25,000.5\u{a0}sat");
        assert_eq!(words.bitcoin(BitcoinUnit::Btc, Msat::from_msat(25_000_000)), "0.00025\u{a0}BTC");
    }

    #[test]
    fn a_count_chooses_its_form() {
        let words = Language::ENGLISH.words();
        assert_eq!(words.to_decide(1), "A payment needs a decision");
        assert_eq!(words.to_decide(1200), "1,200 payments need a decision");
    }

    #[test]
    fn a_table_that_travelled_is_whole_and_any_other_is_refused() {
        for table in &TABLES {
            assert_eq!(table.lines.len(), LINES, "{}", table.code);
        }
        let formats = Language::ENGLISH.formats(Currency::EUR);
        let words = Words::keep(Language::ENGLISH.table(), &formats).unwrap();
        assert_eq!(words.paid(), "Paid");
        assert_eq!(words.line(LINES), "EUR.,1€{}");
        assert_eq!(Words::keep("en\nltr\nen".to_owned(), &formats), None);
    }
}
