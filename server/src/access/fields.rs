//! What may be entered, and what is wrong with the rest.

use super::error::{AccessError, Field, Why};
use secrecy::{ExposeSecret as _, SecretString};
use std::collections::HashSet;
use std::sync::LazyLock;

/// The longest name, in characters.
const LONGEST_NAME: usize = 40;

/// The shortest and the longest password, in characters.
const PASSWORD: (usize, usize) = (12, 128);

/// The shortest and the longest PIN, in digits.
const PIN: (usize, usize) = (4, 10);

/// What is kept of what a browser calls itself, in characters.
const LONGEST_USER_AGENT: usize = 200;

/// Passwords that are guessed first; where they come from stands in the file.
static COMMON: LazyLock<HashSet<&'static str>> =
    LazyLock::new(|| include_str!("common_passwords.txt").lines().filter(|line| !line.starts_with('#')).collect());

/// A name as it is stored: without spaces around it.
pub(super) fn name(field: Field, text: &str) -> Result<String, AccessError> {
    let text = text.trim();
    if text.is_empty() {
        return Err(AccessError::Invalid(field, Why::Empty));
    }
    line(field, text, LONGEST_NAME)?;
    Ok(text.to_owned())
}

/// Whether `text` is one line that can be seen, of at most `max` characters.
pub(super) fn line(field: Field, text: &str, max: usize) -> Result<(), AccessError> {
    if text.chars().count() > max {
        return Err(AccessError::Invalid(field, Why::TooLong { max }));
    }
    if text.chars().any(|letter| is_unseen(letter) || (letter.is_whitespace() && letter != ' ')) {
        return Err(AccessError::Invalid(field, Why::Characters));
    }
    Ok(())
}

/// A person's name as it is compared: `Ada` and ` aDa` are one.
pub(super) fn name_key(name: &str) -> String {
    name.split_whitespace().map(str::to_lowercase).collect::<Vec<_>>().join(" ")
}

/// Whether a password may be used.
pub(super) fn check_password(password: &SecretString) -> Result<(), AccessError> {
    let wrong = |why| Err(AccessError::Invalid(Field::Password, why));
    let password = password.expose_secret();
    let (min, max) = PASSWORD;
    match password.chars().count() {
        0 => wrong(Why::Empty),
        length if length < min => wrong(Why::TooShort { min }),
        length if length > max => wrong(Why::TooLong { max }),
        _ if password.chars().any(char::is_control) => wrong(Why::Characters),
        _ if is_common(password) => wrong(Why::Common),
        _ => Ok(()),
    }
}

/// Whether a PIN may be used.
pub(super) fn check_pin(pin: &SecretString) -> Result<(), AccessError> {
    let wrong = |why| Err(AccessError::Invalid(Field::Pin, why));
    let pin = pin.expose_secret();
    let (min, max) = PIN;
    if pin.is_empty() {
        return wrong(Why::Empty);
    }
    if !pin.bytes().all(|digit| digit.is_ascii_digit()) {
        return wrong(Why::NotDigits);
    }
    match pin.len() {
        length if length < min => wrong(Why::TooShort { min }),
        length if length > max => wrong(Why::TooLong { max }),
        _ if is_trivial(pin.as_bytes()) => wrong(Why::Trivial),
        _ => Ok(()),
    }
}

/// What a browser calls itself, as far as it can be shown and stored.
pub(super) fn user_agent(text: &str) -> Option<String> {
    let seen = text.chars().filter(|letter| !is_unseen(*letter)).take(LONGEST_USER_AGENT);
    let text = seen.collect::<String>().trim().to_owned();
    (!text.is_empty()).then_some(text)
}

/// On the list; or one that is on it with digits and signs before or behind; or one short piece again
/// and again. Whoever guesses tries these, too.
fn is_common(password: &str) -> bool {
    let password = password.to_lowercase();
    if COMMON.contains(password.as_str()) {
        return true;
    }
    let core = password.trim_matches(|letter: char| !letter.is_alphabetic());
    if core.is_empty() || COMMON.contains(core) {
        return true;
    }
    let letters: Vec<char> = password.chars().collect();
    let again_and_again =
        |length: usize| letters.iter().zip(letters.iter().skip(length)).all(|(one, next)| one == next);
    let pieces = (1..=6).chain(
        (7..=letters.len() / 2)
            .filter(|length| COMMON.contains(letters.iter().take(*length).collect::<String>().as_str())),
    );
    pieces.into_iter().any(again_and_again)
}

/// One digit, or two, again and again; or every digit one more, or one less, than the one before, with 0
/// after 9.
fn is_trivial(digits: &[u8]) -> bool {
    let steps = |by: usize| digits.iter().zip(digits.iter().skip(by));
    let is_run = |step: u8| steps(1).all(|(one, next)| (next - b'0') == (one - b'0' + step) % 10);
    is_run(0) || is_run(1) || is_run(9) || steps(2).all(|(one, next)| one == next)
}

/// Control characters, and those that cannot be seen, break lines or turn the order of others around.
fn is_unseen(letter: char) -> bool {
    letter.is_control()
        || matches!(letter,
            '\u{ad}' | '\u{61c}' | '\u{180e}' | '\u{200b}'..='\u{200f}' | '\u{2028}'..='\u{202e}'
            | '\u{2060}'..='\u{206f}' | '\u{3164}' | '\u{feff}' | '\u{fff9}'..='\u{fffb}' | '\u{e0000}'..='\u{e007f}')
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn refused<T: core::fmt::Debug>(result: Result<T, AccessError>) -> Why {
        match result {
            Err(AccessError::Invalid(_, why)) => why,
            other => panic!("{other:?}"),
        }
    }

    #[test]
    fn a_name_is_something_that_can_be_read() {
        assert_eq!(name(Field::PersonName, "  Ada Lovelace ").unwrap(), "Ada Lovelace");
        for good in ["A", "Žofie", "李", "عمر", "O'Hara <b>", &"x".repeat(40)] {
            assert_eq!(name(Field::PersonName, good).unwrap(), good);
        }
        for (bad, why) in [
            ("", Why::Empty),
            (" \t ", Why::Empty),
            (&"x".repeat(41), Why::TooLong { max: 40 }),
            ("Ada\u{202e}eval", Why::Characters),
            ("Ada\nEve", Why::Characters),
            ("A\u{200b}da", Why::Characters),
            ("A\0da", Why::Characters),
            ("A\u{a0}da", Why::Characters),
            ("\u{2066}Ada", Why::Characters),
        ] {
            assert_eq!(refused(name(Field::PersonName, bad)), why, "{bad:?}");
        }
    }

    #[test]
    fn names_that_look_alike_to_a_hurried_person_are_one() {
        assert_eq!(name_key("Ada  LOVELACE"), name_key("ada lovelace"));
        assert_ne!(name_key("Ada"), name_key("Eda"));
    }

    #[test]
    fn a_password_is_long_and_not_common_and_nothing_else() {
        for good in [
            "otters swim at noon",
            "ÄÖÜäöüßéèêë-",
            "kjhwebrtkjhw",
            "            a lot of space",
            &"äz9".repeat(42)[..126],
        ] {
            let good = format!("{good}x");
            check_password(&good.into()).unwrap();
        }
        for (bad, why) in [
            ("", Why::Empty),
            ("short", Why::TooShort { min: 12 }),
            ("elevenchars", Why::TooShort { min: 12 }),
            (&"xyz ".repeat(33), Why::TooLong { max: 128 }),
            ("otters swim\0at noon", Why::Characters),
            ("administrator", Why::Common),
            ("AdminIstrator", Why::Common),
            ("password2026!", Why::Common),
            ("123456789012", Why::Common),
            ("!!!!!!!!!!!!!", Why::Common),
            ("passwordpassword", Why::Common),
            ("abcabcabcabcab", Why::Common),
            ("christopher1999", Why::Common),
            ("qwertyuiop12", Why::Common),
        ] {
            assert_eq!(refused(check_password(&bad.into())), why, "{bad}");
        }
    }

    #[test]
    fn a_pin_has_digits_and_is_not_the_first_to_be_guessed() {
        for good in ["4071", "1235", "1123", "90210", "3141592653", "0017"] {
            check_pin(&good.into()).unwrap();
        }
        for (bad, why) in [
            ("", Why::Empty),
            ("407", Why::TooShort { min: 4 }),
            ("31415926535", Why::TooLong { max: 10 }),
            ("40a1", Why::NotDigits),
            ("４０７１", Why::NotDigits),
            (" 4071", Why::NotDigits),
            ("0000", Why::Trivial),
            ("7777777", Why::Trivial),
            ("1234", Why::Trivial),
            ("7890", Why::Trivial),
            ("9876", Why::Trivial),
            ("3210987", Why::Trivial),
            ("1212", Why::Trivial),
        ] {
            assert_eq!(refused(check_pin(&bad.into())), why, "{bad}");
        }
    }

    #[test]
    fn few_pins_are_trivial() {
        // A hundred of one or two digits, and twenty in a row.
        let trivial = (0..10_000).filter(|pin| is_trivial(format!("{pin:04}").as_bytes())).count();
        assert_eq!(trivial, 120);
    }

    proptest! {
        #[test]
        fn no_text_makes_checking_panic(text in "\\PC{0,140}") {
            let secret = SecretString::from(text.clone());
            let _ = (check_password(&secret).is_ok(), check_pin(&secret).is_ok(), name(Field::PersonName, &text).is_ok());
            if let Some(agent) = user_agent(&text) {
                prop_assert!(agent.chars().count() <= LONGEST_USER_AGENT && !agent.chars().any(is_unseen));
            }
        }

        #[test]
        fn a_pin_that_is_not_trivial_is_taken(pin in "[0-9]{4}") {
            prop_assert_eq!(check_pin(&pin.clone().into()).is_ok(), !is_trivial(pin.as_bytes()));
        }
    }
}
