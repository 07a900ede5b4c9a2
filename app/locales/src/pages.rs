//! The texts of the pages that the server draws: `pages/<room>/<code>.json`, one folder for each room of the office. They
//! are kept apart from `languages/`, of which the kiosk's module carries the functions and the page a whole table:
//! what stands here costs no tablet a byte.

use crate::{Language, PATTERN, Text, pseudo};
use std::collections::BTreeMap;
use std::fs;
use std::path::Path;

/// Reads and checks the texts of all rooms in `folder`, for each of the kiosk's `languages`: all rooms of one language
/// together, in the order of the languages, the pseudo-locale last.
///
/// # Errors
/// Everything that is wrong with them, one line each.
pub fn read(folder: &Path, languages: &[Language]) -> Result<Vec<Language>, String> {
    let folder = folder.join("pages");
    let mut rooms = Vec::new();
    for entry in fs::read_dir(&folder).map_err(|error| format!("{}: {error}", folder.display()))? {
        let path = entry.map_err(|error| error.to_string())?.path();
        if path.is_dir() {
            rooms.push(path);
        }
    }
    rooms.sort();
    let spoken = || languages.iter().filter(|language| language.code != pseudo::CODE);
    let mut all: Vec<Language> = Vec::new();
    let mut mistakes = Vec::new();
    for language in spoken() {
        let mut found = Language { texts: BTreeMap::new(), ..language.clone() };
        for room in &rooms {
            let path = room.join(format!("{}.json", language.code));
            let name = path.strip_prefix(&folder).unwrap_or(&path).display().to_string();
            let text = fs::read_to_string(&path).map_err(|error| format!("{name}: {error}"))?;
            let texts: BTreeMap<String, Text> =
                serde_json::from_str(&text).map_err(|error| format!("{name}: {error}"))?;
            for (key, text) in texts {
                if found.texts.insert(key.clone(), text).is_some() {
                    mistakes.push(format!("{name}: {key} stands in another room, too"));
                }
            }
        }
        all.push(found);
    }
    let Some(pattern) = all.first().filter(|language| language.code == PATTERN).cloned() else {
        return Err(format!("{PATTERN}.json is missing in {}", folder.display()));
    };
    mistakes.extend(all.iter().flat_map(|language| language.mistakes(&pattern)));
    if !mistakes.is_empty() {
        return Err(mistakes.join("\n"));
    }
    all.push(pseudo::of(&pattern));
    Ok(all)
}
