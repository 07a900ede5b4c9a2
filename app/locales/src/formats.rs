//! How numbers and amounts are written in each language: what a browser's `Intl.NumberFormat` does, written down from
//! one (`end2end/stories/formats.spec.ts` compares them, and writes the file anew when told to). An amount travels as a
//! line of it, for the page to write others by.

use serde::Deserialize;
use std::collections::BTreeMap;

/// The formats of one tag.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Formats {
    /// Between whole and fraction.
    pub decimal: char,
    /// Between thousands.
    pub group: char,
    /// How many digits there must be before the first separator of thousands.
    pub least: usize,
    /// What stands before and after an amount whose currency is written as its code, `¤`.
    pub usual: (String, String),
    /// What stands before and after an amount, by currency, where it is something else.
    pub money: BTreeMap<String, (String, String)>,
}

impl Formats {
    /// The line for each currency that is not written as its code: `EUR,.1{}\u{a0}€`.
    pub fn lines(&self) -> Vec<String> {
        self.money.iter().map(|(currency, around)| self.line(currency, around)).collect()
    }

    /// The line for any other, its code as `¤`: `¤,.1{}\u{a0}¤`.
    pub fn usual_line(&self) -> String {
        self.line("¤", &self.usual)
    }

    fn line(&self, currency: &str, (before, after): &(String, String)) -> String {
        let Self { decimal, group, least, .. } = self;
        format!("{currency}{decimal}{group}{least}{before}{{}}{after}")
    }
}

/// Reads the formats of all tags.
///
/// # Errors
/// Where it is not such a file.
pub fn parse(text: &str) -> Result<BTreeMap<String, Formats>, String> {
    serde_json::from_str(text).map_err(|error| format!("formats.json: {error}"))
}
