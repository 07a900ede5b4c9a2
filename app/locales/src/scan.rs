//! Sources held against the texts, for the tests of whoever speaks: nothing is said that is not in a language's file,
//! nothing is in one that nobody says, and nothing was left in English.
//!
//! It reads text and knows no Rust: what it takes for words is a quoted text that begins a sentence, reads like a
//! phrase, or stands where an eye or a screen reader finds it (between tags, in `aria-label`, `placeholder`, `title` or
//! `alt`). A single word in small letters that stands anywhere else escapes it.

use crate::Language;
use std::io;
use std::path::{Path, PathBuf};

/// The sources in `folder` and below, but for files of tests.
///
/// # Errors
/// Where they cannot be listed.
pub fn sources(folder: &Path) -> io::Result<Vec<PathBuf>> {
    let mut found = Vec::new();
    for entry in std::fs::read_dir(folder)? {
        let path = entry?.path();
        if path.is_dir() {
            found.extend(sources(&path)?);
        } else if path.extension().is_some_and(|extension| extension == "rs") && !path.ends_with("tests.rs") {
            found.push(path);
        }
    }
    found.sort();
    Ok(found)
}

/// The code of a file, without its tests and comments, without its log, and without what only the compiler reads.
///
/// # Errors
/// Where it cannot be read.
pub fn code(path: &Path) -> io::Result<String> {
    let text = std::fs::read_to_string(path)?;
    let text = text.split("#[cfg(test)]\nmod tests").next().unwrap_or_default();
    let is_code = |line: &&str| {
        let line = line.trim_start();
        !line.starts_with("//")
            && !line.starts_with("#[")
            && !line.contains("reason = ")
            && !line.contains("compile_error!")
            && !line.contains("tracing::")
    };
    let lines: Vec<&str> =
        text.lines().filter(is_code).map(|line| line.split(" // ").next().unwrap_or_default()).collect();
    Ok(lines.join("\n"))
}

/// What `files` say without its being a text of any language; `names` are called the same everywhere.
///
/// # Errors
/// Where one cannot be read.
pub fn said(files: &[PathBuf], names: &[&str]) -> io::Result<Vec<String>> {
    let mut found = Vec::new();
    for file in files {
        for (before, literal) in literals(&code(file)?) {
            if is_said(&before, &literal, names) {
                found.push(format!("{}: {literal:?}", file.display()));
            }
        }
    }
    Ok(found)
}

/// The texts of `pattern` that the sources in `folder` do not use.
///
/// # Errors
/// Where one cannot be read.
pub fn unsaid<'a>(pattern: &'a Language, folder: &Path) -> io::Result<Vec<&'a str>> {
    let all: io::Result<Vec<String>> = sources(folder)?.iter().map(|file| code(file)).collect();
    Ok(unused(pattern, &all?.join("\n")))
}

/// The texts of `pattern` that `code` does not use.
fn unused<'a>(pattern: &'a Language, code: &str) -> Vec<&'a str> {
    let is_used = |name: &str| code.contains(&format!(".{name}(")) || is_named(code, &format!("Words::{name}"));
    pattern.texts.keys().map(String::as_str).filter(|name| !is_used(name)).collect()
}

/// Whether `name` stands in `code` as a whole.
fn is_named(code: &str, name: &str) -> bool {
    let goes_on = |rest: &str| rest.starts_with(|next: char| next.is_alphanumeric() || next == '_');
    code.match_indices(name).any(|(at, _)| code.get(at + name.len()..).is_some_and(|rest| !goes_on(rest)))
}

/// The texts of `languages` that are those of the first, English, as `de: paid`; but for those that are the `same`, in any
/// language (`paid`) or in one (`de: paid`).
pub fn left_in_english(languages: &[Language], same: &[&str]) -> Vec<String> {
    let Some((english, others)) = languages.split_first() else { return Vec::new() };
    let mut found = Vec::new();
    for language in others {
        for (name, text) in &language.texts {
            let at = format!("{}: {name}", language.code);
            let may_be = same.contains(&name.as_str()) || same.contains(&at.as_str());
            if english.texts.get(name) == Some(text) && !may_be {
                found.push(at);
            }
        }
    }
    found
}

/// The texts in quotes, each with what stands before it.
fn literals(code: &str) -> Vec<(String, String)> {
    let mut found = Vec::new();
    let mut letters = code.char_indices();
    while let Some((start, letter)) = letters.next() {
        let before = code.get(..start).unwrap_or_default();
        // A quote as a letter: '"'.
        if letter != '"' || before.ends_with('\'') || before.ends_with("b'") {
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
        found.push((before.trim_end().to_owned(), literal));
    }
    found
}

/// Whether a person would read `literal`: it has words, or stands where a screen reader or an eye finds it.
fn is_said(before: &str, literal: &str, names: &[&str]) -> bool {
    let has_letters = literal.chars().any(char::is_alphabetic);
    let ends_with_any = |ends: &[&str]| ends.iter().any(|end| before.ends_with(end));
    let is_read_out = ends_with_any(&["aria-label=", "placeholder=", "title=", "alt=", "aria-description="]);
    let is_dress = ends_with_any(&["class=", " d=", "viewBox=", "content=", "rel=", "media="]);
    let is_child = before.ends_with('>') && !before.ends_with("=>") && !before.ends_with("->");
    let is_name = names.contains(&literal.trim_matches(|letter: char| !letter.is_alphabetic()));
    let begins = literal.split(' ').any(|word| {
        let mut letters = word.chars();
        letters.next().is_some_and(char::is_uppercase) && letters.next().is_some_and(char::is_lowercase)
    });
    let is_word = |word: &str| word.len() > 1 && word.chars().all(|letter| letter.is_alphabetic());
    let words: Vec<&str> = literal.split(' ').collect();
    let is_phrase = words.windows(2).any(|pair| pair.iter().all(|word| is_word(word)));
    has_letters && !is_name && (is_child || is_read_out || (!is_dress && (begins || is_phrase)))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn it_finds_what_it_is_for_and_nothing_else() {
        let code = r#"view! { <h1>"paid"</h1> <p aria-label="amount" class="button is main">{x}</p> <b>"Mion"</b> }
            let a = "Try again."; m => "up"; format!("and {more} more things"); SELF => "a-b c", '"' "GET", "x y""#;
        let found: Vec<_> =
            literals(code).into_iter().filter(|(before, literal)| is_said(before, literal, &["Mion"])).collect();
        let found: Vec<_> = found.into_iter().map(|(_, literal)| literal).collect();
        assert_eq!(found, ["paid", "amount", "Try again.", "and {more} more things"]);
    }

    #[test]
    fn a_text_is_used_by_a_call_or_by_its_name() {
        let file = r#"{"name": "E", "tag": "en", "texts": {"paid": "Paid", "paid_late": "Late", "sale": "Sale"}}"#;
        let language = Language::parse("en", file).unwrap();
        assert_eq!(unused(&language, "words.paid() Words::paid_late"), ["sale"]);
        assert_eq!(unused(&language, "Words::paid_late Words::sales"), ["paid", "sale"]);
    }

    #[test]
    fn what_is_the_same_in_two_languages_is_named() {
        let parse = |code: &str, text: &str| {
            let texts = format!(r#"{{"name": "E", "tag": "de", "texts": {{"a": "{text}", "b": "PIN"}}}}"#);
            Language::parse(code, &texts).unwrap()
        };
        let languages = [parse("en", "Paid"), parse("de", "Paid"), parse("fi", "Maksettu")];
        assert_eq!(left_in_english(&languages, &["b"]), ["de: a"]);
        assert_eq!(left_in_english(&languages, &["a", "fi: b"]), ["de: b"]);
        assert_eq!(left_in_english(&languages, &["de: a", "b"]), [""; 0]);
    }
}
