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

    /// The number in plain digits, such as `12.5`, `0` or `-3`: no exponent, no needless zeros, no `-0`.
    /// `None` where that takes more than 40 characters.
    pub fn to_text(&self) -> Option<String> {
        let (sign, size) = self.0.strip_prefix('-').map_or(("", self.0.as_str()), |size| ("-", size));
        let (digits, exponent) = size.split_once(['e', 'E']).unwrap_or((size, "0"));
        let (whole, part) = digits.split_once('.').unwrap_or((digits, ""));
        let digits = format!("{whole}{part}");
        let leading = digits.len().saturating_sub(digits.trim_start_matches('0').len());
        let kept = digits.trim_matches('0');
        if kept.is_empty() {
            return Some("0".to_owned());
        }
        // Where the point stands, counted from the first digit kept; one far outside makes the text too long.
        let exponent: i64 = exponent.parse().ok()?;
        let point =
            i64::try_from(whole.len()).ok()?.checked_sub(i64::try_from(leading).ok()?)?.checked_add(exponent)?;
        let zeros = |count: u64| usize::try_from(count).ok().filter(|n| *n <= Self::MAX_CHARS).map(|n| "0".repeat(n));
        let text = match usize::try_from(point) {
            Ok(0) => format!("{sign}0.{kept}"),
            Ok(point) if point < kept.len() => {
                let (whole, part) = kept.split_at(point);
                format!("{sign}{whole}.{part}")
            }
            Ok(point) => format!("{sign}{kept}{}", zeros(u64::try_from(point.saturating_sub(kept.len())).ok()?)?),
            Err(_) => format!("{sign}0.{}{kept}", zeros(point.unsigned_abs())?),
        };
        (text.len() <= Self::MAX_CHARS).then_some(text)
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

    #[test]
    fn a_number_is_told_in_plain_digits() {
        let text = |json: &str| Number::from_json(json).unwrap().to_text();
        for (json, plain) in [
            ("0", "0"),
            ("-0.00", "0"),
            ("0e400", "0"),
            ("12", "12"),
            ("1200", "1200"),
            ("-3", "-3"),
            ("1.10", "1.1"),
            ("10.0", "10"),
            ("0.05", "0.05"),
            ("2.5e1", "25"),
            ("2.5E+3", "2500"),
            ("-25e-1", "-2.5"),
            ("25e-2", "0.25"),
            ("25e-4", "0.0025"),
            ("0.00125e2", "0.125"),
            ("1e39", &format!("1{}", "0".repeat(39))),
        ] {
            assert_eq!(text(json).as_deref(), Some(plain), "{json}");
        }
        for endless in ["1e40", "1e400", "1e-39", "-1e39", "1e-99999999999999999999", "1e9223372036854775807"] {
            assert_eq!(text(endless), None, "{endless}");
        }
    }
}
