//! The kiosk's languages: `languages/*.json`, one file each, checked against the English one, laid out as a table of
//! lines, and turned into functions. Used while building and testing alone: by the build scripts of `app` and `server`, which turn
//! a mistake in any language into an error of the compiler, and by `xtask`, which puts the tables where browsers can load
//! them.
//!
//! - [`language`]: one language's file, and the mistakes that can be in it
//! - [`pages`]: the texts of the pages that the server draws, which no tablet loads
//! - [`formats`]: how it writes numbers and amounts; [`dates`]: and dates
//! - [`plural`]: which plural forms a language has
//! - [`pseudo`]: a language that nobody speaks, to see what is not translated and what does not mirror
//! - `tablet`: what the tablet's own JavaScript says
//! - [`generate`]: the functions, one for each text; [`build`]: how a build script hands them to the compiler
//! - [`scan`]: sources held against the texts, for the tests of whoever speaks
//!
//! A table is text: the language's tag, its direction and the tag of its formats, then one line for each text in the
//! order of their names. A text with plural forms has six lines, one for each form that any language may have. The last
//! line is what the tablet's own JavaScript says, as JSON.

pub mod build;
pub mod dates;
pub mod formats;
pub mod generate;
pub mod language;
pub mod pages;
pub mod plural;
pub mod pseudo;
pub mod scan;
mod tablet;

pub use dates::Dates;
pub use formats::Formats;
pub use language::{Form, Language, Text};

use std::collections::BTreeMap;
use std::fs;
use std::path::Path;

/// The language that all others are checked against.
pub const PATTERN: &str = "en";

/// Reads the formats in `folder`, by tag.
///
/// # Errors
/// Where they cannot be read, or one of the `languages` has none.
pub fn read_formats(folder: &Path, languages: &[Language]) -> Result<BTreeMap<String, Formats>, String> {
    let path = folder.join("formats.json");
    let text = fs::read_to_string(&path).map_err(|error| format!("{}: {error}", path.display()))?;
    let formats = formats::parse(&text)?;
    match languages.iter().find(|language| !formats.contains_key(language.formats())) {
        Some(Language { code, .. }) => {
            Err(format!("formats.json: {code} has no formats; see end2end/stories/formats.spec.ts"))
        }
        None => Ok(formats),
    }
}

/// Reads how dates are written in `folder`, by tag.
///
/// # Errors
/// Where they cannot be read, or one of the `languages` has none.
pub fn read_dates(folder: &Path, languages: &[Language]) -> Result<BTreeMap<String, Dates>, String> {
    let path = folder.join("dates.json");
    let text = fs::read_to_string(&path).map_err(|error| format!("{}: {error}", path.display()))?;
    let dates = dates::parse(&text)?;
    match languages.iter().find(|language| !dates.contains_key(language.formats())) {
        Some(Language { code, .. }) => {
            Err(format!("dates.json: {code} has no dates; see end2end/stories/formats.spec.ts"))
        }
        None => Ok(dates),
    }
}

/// Reads and checks every language in `folder`: English first, then the others by their code, then the pseudo-locale.
///
/// # Errors
/// Everything that is wrong with them, one line each.
pub fn read(folder: &Path) -> Result<Vec<Language>, String> {
    let mut files = Vec::new();
    let (tablet, folder) = (folder.join("tablet"), folder.join("languages"));
    let listing = fs::read_dir(&folder).map_err(|error| format!("{}: {error}", folder.display()))?;
    for entry in listing {
        let path = entry.map_err(|error| error.to_string())?.path();
        if path.extension().is_some_and(|extension| extension == "json") {
            let code = path.file_stem().and_then(|stem| stem.to_str()).unwrap_or_default().to_owned();
            let text = fs::read_to_string(&path).map_err(|error| format!("{}: {error}", path.display()))?;
            files.push((code, text));
        }
    }
    files.sort_by_key(|(code, _)| (code != PATTERN, code.clone()));
    let mut languages = Vec::new();
    for (code, text) in files {
        languages.push(Language { tablet: tablet::read(&tablet, &code)?, ..Language::parse(&code, &text)? });
    }
    let Some(pattern) = languages.first().filter(|language| language.code == PATTERN).cloned() else {
        return Err(format!("{PATTERN}.json is missing in {}", folder.display()));
    };
    let mistakes: Vec<String> = languages.iter().flat_map(|language| language.mistakes(&pattern)).collect();
    if !mistakes.is_empty() {
        return Err(mistakes.join("\n"));
    }
    languages.push(pseudo::of(&pattern));
    Ok(languages)
}
