//! Holds the sources against the texts: nothing is said on a screen that is not in `locales/`, and nothing is in
//! `locales/` that no screen says.

use std::fs;
use std::path::{Path, PathBuf};

/// What looks like words and is none: names of keys, events and things that are called the same everywhere.
const NAMES: [&str; 6] = ["Mion", "Enter", "Escape", "Ok", "Err", "POST"];

fn sources(folder: &Path, found: &mut Vec<PathBuf>) {
    for entry in fs::read_dir(folder).unwrap() {
        let path = entry.unwrap().path();
        if path.is_dir() {
            sources(&path, found);
        } else if path.extension().is_some_and(|extension| extension == "rs") {
            found.push(path);
        }
    }
}

/// The code of a file, without its tests and comments, and without what only the compiler reads.
fn code(path: &Path) -> String {
    let text = fs::read_to_string(path).unwrap();
    let text = text.split("#[cfg(test)]\nmod tests").next().unwrap();
    let is_code = |line: &&str| {
        let line = line.trim_start();
        !line.starts_with("//")
            && !line.starts_with("#[")
            && !line.contains("reason = ")
            && !line.contains("compile_error!")
    };
    text.lines().filter(is_code).map(|line| line.split(" // ").next().unwrap()).collect::<Vec<_>>().join("\n")
}

/// The texts in quotes, each with what stands before it.
fn literals(code: &str) -> Vec<(String, String)> {
    let mut found = Vec::new();
    let mut letters = code.char_indices();
    while let Some((start, letter)) = letters.next() {
        // A quote as a letter: '"'.
        if letter != '"' || code[..start].ends_with('\'') || code[..start].ends_with("b'") {
            continue;
        }
        let mut literal = String::new();
        while let Some((_, letter)) = letters.next() {
            match letter {
                '"' => break,
                '\\' => {
                    letters.next();
                }
                letter => literal.push(letter),
            }
        }
        found.push((code[..start].trim_end().to_owned(), literal));
    }
    found
}

/// Whether a person would read `literal`: it has words, or stands where a screen reader or an eye finds it.
fn is_said(before: &str, literal: &str) -> bool {
    let has_letters = literal.chars().any(char::is_alphabetic);
    let is_read_out = ["aria-label=", "placeholder=", "title=", "alt=", "aria-description="];
    let is_child = before.ends_with('>') && !before.ends_with("=>") && !before.ends_with("->");
    let capital = |word: &str| {
        let mut letters = word.chars();
        letters.next().is_some_and(char::is_uppercase) && letters.next().is_some_and(char::is_lowercase)
    };
    let is_name = NAMES.contains(&literal.trim_matches(|letter: char| !letter.is_alphabetic()));
    has_letters
        && !is_name
        && (is_child
            || is_read_out.iter().any(|attribute| before.ends_with(attribute))
            || literal.split(' ').any(capital))
}

#[test]
fn whatever_a_screen_says_can_be_translated() {
    let mut files = Vec::new();
    for folder in ["src/components", "src/pages", "src/kiosk", "src/live"] {
        sources(Path::new(folder), &mut files);
    }
    files.extend(["src/kiosk.rs", "src/lib.rs", "src/live.rs", "src/page.rs"].map(PathBuf::from));
    let mut said = Vec::new();
    for file in &files {
        for (before, literal) in literals(&code(file)) {
            if is_said(&before, &literal) {
                said.push(format!("{}: {literal:?}", file.display()));
            }
        }
    }
    assert_eq!(said, [""; 0], "these belong into locales/languages/*.json");
}

#[test]
fn the_scan_finds_what_it_is_for() {
    let code = r#"view! { <h1>"paid"</h1> <p aria-label="amount" class="button is-main">{x}</p> } let a = "Try again."; m => "up""#;
    let found: Vec<_> = literals(code).into_iter().filter(|(before, literal)| is_said(before, literal)).collect();
    assert_eq!(found.into_iter().map(|(_, literal)| literal).collect::<Vec<_>>(), ["paid", "amount", "Try again."]);
}

#[test]
fn every_text_is_said_somewhere() {
    let mut files = Vec::new();
    sources(Path::new("src"), &mut files);
    let all: String = files.iter().map(|file| code(file)).collect();
    let english = fs::read_to_string("locales/languages/en.json").unwrap();
    let english: serde_json::Value = serde_json::from_str(&english).unwrap();
    let texts = english["texts"].as_object().unwrap();
    let unsaid: Vec<_> = texts.keys().filter(|name| !all.contains(&format!(".{name}("))).collect();
    assert_eq!(unsaid, [""; 0], "nobody says these any more");
}

#[test]
fn no_language_was_left_in_english() {
    // What is called the same: a loanword, or a name.
    const SAME: [&str; 8] = ["code", "late_code", "server", "pin", "pin_enter", "terminal", "test_code", "tip"];
    let read = |code: &str| -> serde_json::Value {
        serde_json::from_str(&fs::read_to_string(format!("locales/languages/{code}.json")).unwrap()).unwrap()
    };
    let english = read("en");
    for language in super::Language::all().filter(|language| *language != super::Language::ENGLISH) {
        let texts = read(language.code());
        let texts = texts["texts"].as_object().unwrap();
        let left: Vec<_> = texts
            .iter()
            .filter(|(name, text)| **text == english["texts"][name.as_str()] && !SAME.contains(&name.as_str()))
            .map(|(name, _)| name)
            .collect();
        assert_eq!(left, [""; 0], "{}", language.code());
    }
}
