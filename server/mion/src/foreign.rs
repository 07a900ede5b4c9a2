//! Text that came from outside, made safe to keep: bounded in length, without control characters.
//! Characters are replaced or cut visibly, so that a mangled word never reads like a known one.

use core::fmt;

/// Most characters kept of what Mion wrote in a refusal.
const PROVIDER_TEXT_CHARS: usize = 500;

/// `text` cut to `max_chars` characters (the last is then `…`), each control character replaced by U+FFFD.
pub(crate) fn bounded(text: &str, max_chars: usize) -> String {
    let mut chars = text.chars().map(|c| if c.is_control() { char::REPLACEMENT_CHARACTER } else { c });
    let mut kept: String = chars.by_ref().take(max_chars).collect();
    if chars.next().is_some() {
        kept.pop();
        kept.push('…');
    }
    kept
}

/// What Mion wrote beside a refusal: for staff, never for a log. `Debug` shows its length alone.
#[derive(Clone, PartialEq, Eq)]
pub struct ProviderText(String);

impl ProviderText {
    /// Keeps at most 500 characters of `body`; runs of white space become one space, control characters
    /// go, and `secret` is blotted out in case Mion repeats the key it refuses. `None` if nothing is left.
    pub(crate) fn from_body(body: &[u8], secret: &str) -> Option<Self> {
        let text = String::from_utf8_lossy(body).replace(secret, "[key]");
        let words: Vec<&str> =
            text.split(|c: char| c.is_whitespace() || c.is_control()).filter(|w| !w.is_empty()).collect();
        let text = bounded(&words.join(" "), PROVIDER_TEXT_CHARS);
        if text.is_empty() { None } else { Some(Self(text)) }
    }

    /// The text.
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

impl fmt::Debug for ProviderText {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "ProviderText({} bytes)", self.0.len())
    }
}

/// Shows of a secret text only that it is there, and how long it is.
pub(crate) struct Hidden<'a>(pub(crate) &'a Option<String>);

impl fmt::Debug for Hidden<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self.0 {
            Some(text) => write!(f, "Some({} bytes)", text.len()),
            None => f.write_str("None"),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn a_refusal_is_kept_short_clean_and_without_the_key() {
        let body = b"{\"message\":\"key sk_secret_1 \x1b[31mis\r\n unknown\"}";
        let text = ProviderText::from_body(body, "sk_secret_1").unwrap();
        assert_eq!(text.as_str(), "{\"message\":\"key [key] [31mis unknown\"}");
        assert_eq!(format!("{text:?}"), "ProviderText(38 bytes)");
        let long = ProviderText::from_body("ä".repeat(9_000).as_bytes(), "sk_secret_1").unwrap();
        assert_eq!(long.as_str().chars().count(), 500);
        assert!(long.as_str().ends_with('…'));
        assert_eq!(ProviderText::from_body(b" \r\n\0", "sk_secret_1"), None);
    }

    proptest! {
        #[test]
        fn bounded_text_is_short_and_printable(text in any::<String>(), max in 1usize..80) {
            let kept = bounded(&text, max);
            prop_assert!(kept.chars().count() <= max);
            prop_assert!(!kept.chars().any(char::is_control));
        }

        #[test]
        fn any_body_makes_a_text_without_the_key(body in any::<Vec<u8>>()) {
            let mut body = body;
            body.extend_from_slice(b"sk_secret_1");
            let text = ProviderText::from_body(&body, "sk_secret_1").unwrap();
            prop_assert!(!text.as_str().contains("sk_secret_1"));
        }
    }
}
