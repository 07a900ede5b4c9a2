//! Holds the sources of the kiosk against its texts: nothing is said on a screen that is not in `locales/languages`, and
//! nothing is in there that no screen says. The pages that the server draws have a test of their own in `server`.

use locales::scan;
use std::path::{Path, PathBuf};

/// What looks like words and is none: names of keys, events and things that are called the same everywhere.
const NAMES: [&str; 6] = ["Mion", "Enter", "Escape", "Ok", "Err", "POST"];

fn languages() -> Vec<locales::Language> {
    locales::read(Path::new("locales")).unwrap()
}

#[test]
fn whatever_a_screen_says_can_be_translated() {
    let folders = ["src/components", "src/pages", "src/kiosk", "src/live"];
    let mut files: Vec<_> = folders.iter().flat_map(|folder| scan::sources(Path::new(folder)).unwrap()).collect();
    files.extend(["src/kiosk.rs", "src/lib.rs", "src/live.rs", "src/page.rs"].map(PathBuf::from));
    let said = scan::said(&files, &NAMES).unwrap();
    assert_eq!(said, [""; 0], "these belong into locales/languages/*.json");
}

#[test]
fn every_text_is_said_somewhere() {
    assert_eq!(scan::unsaid(&languages()[0], Path::new("src")).unwrap(), [""; 0], "nobody says these any more");
}

#[test]
fn no_language_was_left_in_english() {
    // What is called the same: a loanword, or a name.
    const SAME: [&str; 8] = ["code", "late_code", "server", "pin", "pin_enter", "terminal", "test_code", "tip"];
    assert_eq!(scan::left_in_english(&languages(), &SAME), [""; 0]);
}
