//! Holds the sources of the pages that the server draws against their texts (`app/locales/pages`).
//!
//! Scanned are the pages and what is said where somebody comes in or is turned away. Left out, because they speak English:
//! the catalogue (`office/catalogue`), and the instructions for whoever looks after the machine (`http/trust`). So do the
//! log and the command line, which are no pages, and the names in the file of sales (`office/back/sheet.rs`), which
//! programs read.

use super::Words;
use app::i18n::Language;
use locales::scan;
use std::path::{Path, PathBuf};

/// What looks like words and is none, or is called the same everywhere.
const NAMES: [&str; 4] = ["Mion", "Ok", "Err", "mion-kiosk audit verify"];

/// What is the same as in English somewhere: a loanword, a name, or letters that are no words.
const SAME: [&str; 31] = [
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
    "name",
    "note",
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

fn scanned() -> Vec<PathBuf> {
    let folders = ["back", "counter", "entry", "parts", "staff"].map(|room| format!("src/office/{room}"));
    let mut files: Vec<_> = folders.iter().flat_map(|folder| scan::sources(Path::new(folder)).unwrap()).collect();
    files.retain(|file| !file.ends_with("back/sheet.rs"));
    files.extend(scan::sources(Path::new("src/http/entry")).unwrap());
    files.extend(["form", "frame", "here", "trouble"].map(|name| format!("src/office/{name}.rs").into()));
    files.extend(["admission", "guards", "pages", "plain", "refusal"].map(|name| format!("src/http/{name}.rs").into()));
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
    let all: String = scan::sources(Path::new("src")).unwrap().iter().map(|file| scan::code(file).unwrap()).collect();
    assert_eq!(scan::unsaid(&languages()[0], &all), [""; 0], "nobody says these any more");
}

#[test]
fn no_language_was_left_in_english() {
    let languages = languages();
    let (english, others) = languages.split_first().unwrap();
    for language in others {
        assert_eq!(scan::left_in_english(language, &english.texts, &SAME), [""; 0], "{}", language.code);
    }
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
