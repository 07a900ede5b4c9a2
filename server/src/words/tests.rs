//! Holds the sources of the pages that the server draws against their texts (`app/locales/pages`).
//!
//! Scanned are the pages and what is said where somebody comes in or is turned away. Left out, because they speak English:
//! the log and the command line, which are no pages, and the names in the file of sales (`office/back/sheet.rs`), which
//! programs read, and the cookie of `office/staff/opening.rs`.

use super::Words;
use app::i18n::Language;
use locales::scan;
use std::path::{Path, PathBuf};

/// What looks like words and is none, or is called the same everywhere.
const NAMES: [&str; 6] = ["Mion", "Android", "Windows", "Ok", "Err", "mion-kiosk audit verify"];

/// What is the same as in English somewhere: a loanword, a name, or letters that are no words.
const SAME: [&str; 33] = [
    "sold_note",
    "books_open",
    "catalogue",
    "check_print",
    "check_server",
    "closing_number",
    "code",
    "detail_alarm",
    "detail_browser",
    "detail_code",
    "detail_logo",
    "detail_no",
    "detail_number",
    "detail_passkey",
    "detail_self_service",
    "detail_vat",
    "logo",
    "menu",
    "it: mode_self",
    "name",
    "note",
    "de: optional",
    "pages",
    "passkeys",
    "password",
    "pin",
    "role_manager",
    "sheet_a4",
    "terminal",
    "terminals",
    "total",
    "what_password",
    "what_pin",
];

/// What the menus of a system are called that does not speak Estonian, or not as anybody here knows for sure.
const MENUS: [&str; 5] =
    ["et: ios_allow", "et: ios_install_button", "et: ios_profiles", "et: ios_trust_menu", "et: windows_menu"];

fn scanned() -> Vec<PathBuf> {
    let folders = ["back", "catalogue", "counter", "entry", "parts", "staff"].map(|room| format!("src/office/{room}"));
    let mut files: Vec<_> = folders.iter().flat_map(|folder| scan::sources(Path::new(folder)).unwrap()).collect();
    files.retain(|file| !file.ends_with("back/sheet.rs") && !file.ends_with("staff/opening.rs"));
    files.extend(["entry", "trust"].iter().flat_map(|room| scan::sources(&Path::new("src/http").join(room)).unwrap()));
    files.extend(["form", "frame", "here", "trouble"].map(|name| format!("src/office/{name}.rs").into()));
    files.extend(
        ["admission", "guards", "pages", "plain", "refusal", "trust"].map(|name| format!("src/http/{name}.rs").into()),
    );
    files
}

fn languages() -> Vec<locales::Language> {
    let folder = Path::new("../app/locales");
    locales::pages::read(folder, &locales::read(folder).unwrap()).unwrap()
}

#[test]
fn whatever_a_page_says_can_be_translated() {
    let said = scan::said(&scanned(), &NAMES).unwrap();
    assert_eq!(said, [""; 0], "these belong into app/locales/pages/<room>/*.json");
}

#[test]
fn every_text_is_said_somewhere() {
    assert_eq!(scan::unsaid(&languages()[0], Path::new("src")).unwrap(), [""; 0], "nobody says these any more");
}

#[test]
fn no_language_was_left_in_english() {
    assert_eq!(scan::left_in_english(&languages(), &[&SAME[..], &MENUS].concat()), [""; 0]);
}

#[test]
fn every_language_of_the_kiosk_has_a_table_of_its_own() {
    for language in Language::all().chain([Language::PSEUDO]) {
        let words = Words::of(language);
        assert_eq!(words.table.code, language.code());
        assert_eq!(words.table.lines.len(), super::generated::LINES);
    }
}

#[test]
fn a_text_is_filled_in_and_counted_in_its_language() {
    let words = |code: &str| Words::of(code.parse().unwrap());
    assert_eq!(words("en").item_count(1), "1 item");
    assert_eq!(words("de").item_count(1200), "1.200 Artikel");
    assert_eq!([2, 5, 22].map(|count| words("pl").item_count(count)), ["2 artykuły", "5 artykułów", "22 artykuły"]);
    assert_eq!(words("fi").one_more("Kahvi {name}"), "Yksi lisää: Kahvi {name}", "what is filled in is not read");
    assert_eq!(words("ar-XB").direction(), "rtl");
    assert!(words("ar-XB").not_charged("x").contains("x"));
}

#[test]
fn numbers_are_written_and_typed_as_the_reader_does() {
    let words = |code: &str| Words::of(code.parse().unwrap());
    assert_eq!(
        (words("de").percent(550), words("en").percent(1900)),
        ("5,5\u{a0}%".to_owned(), "19\u{a0}%".to_owned())
    );
    for (code, typed) in [("en", "1234.50"), ("de", "1234,50"), ("pt", "1234,50"), ("ar-XB", "1234.50")] {
        assert_eq!(words(code).typed("1234.50"), typed, "{code}");
    }
    assert_eq!((words("fi").typed("0.05"), words("fi").typed("350")), ("0,05".to_owned(), "350".to_owned()));
}
