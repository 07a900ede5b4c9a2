//! What people call things. Any script is fine; what would break a line, hide itself or turn the text around it
//! the other way is not.

use core::fmt;
use core::str::FromStr;
use serde::{Deserialize, Serialize};

/// The longest name, in characters.
pub const LONGEST_LABEL: usize = 500;

/// The longest code for a scanner, in characters.
pub const LONGEST_CODE: usize = 64;

/// Why a text is no name.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, thiserror::Error)]
#[serde(rename_all = "kebab-case")]
pub enum NotALabel {
    /// There is nothing to read in it.
    #[error("write a name")]
    Empty,
    /// It is longer than [`LONGEST_LABEL`].
    #[error("write at most 500 characters")]
    TooLong,
    /// It holds something that is not written on one line: control characters, or such as turn the text around.
    #[error("write one line of plain text")]
    NotPlain,
}

/// The name of an item or a category: one line that can be read, without blanks around it.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(try_from = "String", into = "String")]
pub struct Label(String);

impl Label {
    /// The text.
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

impl FromStr for Label {
    type Err = NotALabel;
    fn from_str(text: &str) -> Result<Self, NotALabel> {
        let text = text.trim();
        if !text.chars().all(is_plain) {
            return Err(NotALabel::NotPlain);
        }
        if !text.chars().any(is_visible) {
            return Err(NotALabel::Empty);
        }
        if text.chars().count() > LONGEST_LABEL {
            return Err(NotALabel::TooLong);
        }
        Ok(Self(text.to_owned()))
    }
}

impl TryFrom<String> for Label {
    type Error = NotALabel;
    fn try_from(text: String) -> Result<Self, NotALabel> {
        text.parse()
    }
}

impl From<Label> for String {
    fn from(label: Label) -> Self {
        label.0
    }
}

impl fmt::Display for Label {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

/// Whether `char` may stand in one line of text. The joiners and the two plain direction marks may: scripts and
/// emoji need them. What opens a direction and need not close it may not: it would turn the price beside it around.
pub fn is_plain(char: char) -> bool {
    !char.is_control()
        && !matches!(char, '\u{202a}'..='\u{202e}' | '\u{2066}'..='\u{2069}' | '\u{2028}' | '\u{2029}' | '\u{feff}')
}

/// Whether anything of `char` is seen by itself.
fn is_visible(char: char) -> bool {
    !char.is_whitespace() && !matches!(char, '\u{200b}'..='\u{200f}' | '\u{2060}' | '\u{ad}' | '\u{180e}' | '\u{3164}')
}

/// What is printed on an item for a scanner: digits, letters and the few signs that bar codes have.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(try_from = "String", into = "String")]
pub struct Code(String);

/// A text that is no code.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
#[error("a code has 1 to 64 letters, digits, or - . / + $ % _")]
pub struct NotACode;

impl Code {
    /// The text.
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

impl FromStr for Code {
    type Err = NotACode;
    fn from_str(text: &str) -> Result<Self, NotACode> {
        let text = text.trim();
        let fits = (1..=LONGEST_CODE).contains(&text.len());
        if fits && text.bytes().all(|byte| byte.is_ascii_alphanumeric() || b"-./+$%_".contains(&byte)) {
            Ok(Self(text.to_owned()))
        } else {
            Err(NotACode)
        }
    }
}

impl TryFrom<String> for Code {
    type Error = NotACode;
    fn try_from(text: String) -> Result<Self, NotACode> {
        text.parse()
    }
}

impl From<Code> for String {
    fn from(code: Code) -> Self {
        code.0
    }
}

impl fmt::Display for Code {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn any_script_makes_a_name() {
        for name in ["Käsekuchen", "чай", "قهوة", "珈琲", "☕", "👩‍🍳 cook", "<b>&amp;", "a\u{200f}b", &"é".repeat(500)]
        {
            assert_eq!(name.parse::<Label>().unwrap().as_str(), name);
        }
        assert_eq!("  Tea ".parse::<Label>().unwrap().as_str(), "Tea");
    }

    #[test]
    fn what_cannot_be_read_on_one_line_is_no_name() {
        for empty in ["", " ", "\u{a0}", "\u{200b}\u{200e}", "\u{3164}"] {
            assert_eq!(empty.parse::<Label>(), Err(NotALabel::Empty), "{empty:?}");
        }
        for odd in ["a\nb", "a\u{0}", "a\u{202e}b", "\u{2066}a", "a\u{2028}b"] {
            assert_eq!(odd.parse::<Label>(), Err(NotALabel::NotPlain), "{odd:?}");
        }
        assert_eq!("é".repeat(501).parse::<Label>(), Err(NotALabel::TooLong));
    }

    #[test]
    fn a_code_is_what_scanners_read() {
        for code in ["4006381333931", "A-1.2/3+$%_"] {
            assert_eq!(code.parse::<Code>().unwrap().as_str(), code);
        }
        for bad in ["", "a b", "ä", &"1".repeat(65), "1\n2"] {
            assert_eq!(bad.parse::<Code>(), Err(NotACode), "{bad:?}");
        }
    }

    proptest! {
        #[test]
        fn a_name_that_was_accepted_is_accepted_again(text in ".{0,60}") {
            if let Ok(label) = text.parse::<Label>() {
                prop_assert_eq!(label.as_str().parse::<Label>(), Ok(label.clone()));
            }
        }
    }
}
