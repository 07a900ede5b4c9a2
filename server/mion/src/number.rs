//! A number of undocumented unit and precision, kept exactly as Mion wrote it.
//! It never passes through floating point; whoever needs an integer asks for one.

use core::fmt;

/// A JSON number as text, such as `0` or `1.5`.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Number(String);

impl Number {
    /// Longest number kept, in characters: more than any 128-bit integer needs.
    const MAX_CHARS: usize = 40;

    /// Takes `json` if it is a JSON number of reasonable length. It must be one valid JSON value.
    pub(crate) fn from_json(json: &str) -> Option<Self> {
        let starts_like_one = json.starts_with(|c: char| c == '-' || c.is_ascii_digit());
        if starts_like_one && json.len() <= Self::MAX_CHARS { Some(Self(json.to_owned())) } else { None }
    }

    /// The number as Mion wrote it.
    pub fn as_str(&self) -> &str {
        &self.0
    }

    /// The number, if it is written as an integer and fits.
    pub fn whole(&self) -> Option<i64> {
        self.0.parse().ok()
    }
}

impl fmt::Display for Number {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_number_is_kept_to_the_last_digit() {
        let number = Number::from_json("0.30000000000000004").unwrap();
        assert_eq!(number.as_str(), "0.30000000000000004");
        assert_eq!(number.whole(), None);
        assert_eq!(Number::from_json("-12").unwrap().whole(), Some(-12));
        for bad in ["\"1\"", "[1]", "true", &"9".repeat(41)] {
            assert_eq!(Number::from_json(bad), None, "{bad}");
        }
    }
}
