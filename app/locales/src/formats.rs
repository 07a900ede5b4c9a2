//! How numbers and amounts are written in each language, for the server's first picture of a page: what a browser's
//! `Intl.NumberFormat` does, written down from one (`end2end/stories/formats.spec.ts` compares them, and writes the
//! file anew when told to).

use serde::Deserialize;
use std::collections::BTreeMap;

/// The formats of one tag.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Formats {
    /// Between whole and fraction.
    pub decimal: String,
    /// Between thousands.
    pub group: String,
    /// How many digits there must be before the first separator of thousands.
    pub least: usize,
    /// What stands before and after an amount whose currency is written as its code, `¤`.
    pub usual: (String, String),
    /// What stands before and after an amount, by currency, where it is something else.
    pub money: BTreeMap<String, (String, String)>,
}

/// Reads the formats of all tags.
///
/// # Errors
/// Where it is not such a file.
pub fn parse(text: &str) -> Result<BTreeMap<String, Formats>, String> {
    serde_json::from_str(text).map_err(|error| format!("formats.json: {error}"))
}
