//! The amount that waits while the customer is asked for a tip, on a page of the server's: kept in the tab's storage, so
//! that *Back* leads to it. Whatever page of the kiosk comes next takes it: the keypad shows it again, and a sale that
//! was opened leaves nothing of it.

use crate::browser;
use domain::entry::{Entry, Key};

const KEY: &str = "keyed";

/// Keeps what was keyed.
pub(super) fn keep(entry: &Entry) {
    browser::keep(KEY, &text(entry));
}

/// What was kept, which is kept no longer.
pub(super) fn take() -> Option<Entry> {
    let kept = browser::recall(KEY)?;
    browser::forget(KEY);
    parse(&kept)
}

/// The keys that lead to it: `1250+300`.
fn text(entry: &Entry) -> String {
    let mut text = String::new();
    for minor in entry.terms_minor() {
        text.push_str(&minor.to_string());
        text.push('+');
    }
    text.push_str(&entry.current_minor().to_string());
    text
}

/// Somebody else may have written there: what no key makes is nothing.
fn parse(text: &str) -> Option<Entry> {
    const MOST_KEYS: usize = 1_000;
    if text.len() > MOST_KEYS {
        return None;
    }
    let pressed = |entry: Entry, key: char| Some(entry.press(Key::from_keyboard(key.encode_utf8(&mut [0; 4]))?));
    text.chars().try_fold(Entry::default(), pressed)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_was_keyed_comes_back_with_its_parts() {
        for keys in ["", "5", "1250", "1250+300", "1250+300+"] {
            let entry = parse(keys).unwrap();
            let back = parse(&text(&entry)).unwrap();
            assert_eq!((back.total_minor(), back.terms_minor()), (entry.total_minor(), entry.terms_minor()), "{keys}");
        }
        assert_eq!(parse("1250+300").map(|entry| entry.total_minor()), Some(1550));
    }

    #[test]
    fn anything_else_in_the_storage_is_nothing() {
        for text in ["12x", "<b>", "-5", &"1".repeat(1_001)] {
            assert!(parse(text).is_none(), "{text:.20}");
        }
    }
}
