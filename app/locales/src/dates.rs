//! How dates and times of day are written in each language, on the pages that the server draws: what a browser's
//! `Intl.DateTimeFormat` does, written down from one (`end2end/stories/formats.spec.ts` compares them, and writes the
//! file anew when told to). A clock has 24 hours in every language.

use serde::Deserialize;
use std::collections::BTreeMap;

/// The dates of one tag. Patterns name what is filled in between braces: `{weekday}`, `{day}`, `{month}`, `{year}`,
/// `{hour}`, `{minute}`, `{second}`.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Dates {
    /// The days of the week as they stand in `full`, Monday first.
    pub weekdays: [String; 7],
    /// The months as they stand in `full`.
    pub months: [String; 12],
    /// The months as they stand in `day` and `day_year`.
    pub short: [String; 12],
    /// `14:05`
    pub time: String,
    /// `14:05:09`
    pub seconds: String,
    /// `23 Nov`
    pub day: String,
    /// `23 Nov 2026`
    pub day_year: String,
    /// `Monday 23 November 2026`
    pub full: String,
}

/// Reads the dates of all tags.
///
/// # Errors
/// Where it is not such a file.
pub fn parse(text: &str) -> Result<BTreeMap<String, Dates>, String> {
    serde_json::from_str(text).map_err(|error| format!("dates.json: {error}"))
}
