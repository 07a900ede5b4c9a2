//! VAT. Prices include it, as they must where shops sell to consumers in Europe, so it is taken out of what was
//! paid and never put on top. It is taken out once for each rate of a sale, not for each line: only so do the
//! parts add up to what the customer sees.

use core::fmt;
use core::str::FromStr;
use serde::{Deserialize, Serialize};

/// Basis points of a whole: a hundred in each per cent.
pub(crate) const WHOLE: u64 = 10_000;

/// A rate of VAT in basis points: 1900 is 19 %, 550 is 5.5 %.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(try_from = "u16", into = "u16")]
pub struct VatRate(u16);

/// A number or text that is no rate.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
#[error("a VAT rate is 0 to 100 per cent, with at most two decimals")]
pub struct NotARate;

impl VatRate {
    /// No VAT.
    pub const NONE: Self = Self(0);

    /// The rate in basis points.
    pub const fn basis_points(self) -> u16 {
        self.0
    }

    /// The VAT that is in `gross_minor`: `gross × rate ÷ (1 + rate)`, rounded to the nearest minor unit, halves up.
    pub fn within(self, gross_minor: u64) -> u64 {
        let rate = u64::from(self.0);
        // Never above the gross, so it always fits.
        portion(gross_minor, rate, WHOLE.saturating_add(rate)).unwrap_or(gross_minor)
    }
}

/// `amount × part ÷ whole`, rounded to the nearest, halves up; none where it does not fit or `whole` is 0.
pub(crate) fn portion(amount: u64, part: u64, whole: u64) -> Option<u64> {
    let (product, whole) = (u128::from(amount).checked_mul(u128::from(part))?, u128::from(whole));
    let half = whole.checked_div(2)?;
    u64::try_from(product.checked_add(half)?.checked_div(whole)?).ok()
}

impl TryFrom<u16> for VatRate {
    type Error = NotARate;
    fn try_from(basis_points: u16) -> Result<Self, NotARate> {
        if u64::from(basis_points) <= WHOLE { Ok(Self(basis_points)) } else { Err(NotARate) }
    }
}

impl From<VatRate> for u16 {
    fn from(rate: VatRate) -> Self {
        rate.0
    }
}

/// As people write it: `19`, `5.5`, `5,5 %`.
impl FromStr for VatRate {
    type Err = NotARate;
    fn from_str(text: &str) -> Result<Self, NotARate> {
        parse_percent(text).and_then(|rate| Self::try_from(rate).ok()).ok_or(NotARate)
    }
}

/// `19 %`, `5.5 %`.
impl fmt::Display for VatRate {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}\u{a0}%", percent_text(self.0))
    }
}

/// Basis points as a percentage without a sign: `19`, `5.5`.
pub fn percent_text(basis_points: u16) -> String {
    let (whole, rest) = (basis_points / 100, basis_points % 100);
    let text = format!("{whole}.{rest:02}");
    text.trim_end_matches('0').trim_end_matches('.').to_owned()
}

/// Basis points from a percentage with at most two decimals, and with or without its sign.
pub fn parse_percent(text: &str) -> Option<u16> {
    let text = text.trim().trim_end_matches('%').trim_end();
    let (whole, rest) = text.split_once(['.', ',']).unwrap_or((text, "0"));
    let is_number = |text: &str| !text.is_empty() && text.bytes().all(|byte| byte.is_ascii_digit());
    if !is_number(whole) || !is_number(rest) || rest.len() > 2 {
        return None;
    }
    let whole: u16 = whole.parse().ok()?;
    let rest: u16 = format!("{rest:0<2}").parse().ok()?;
    whole.checked_mul(100)?.checked_add(rest)
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn rate(basis_points: u16) -> VatRate {
        VatRate::try_from(basis_points).unwrap()
    }

    #[test]
    fn vat_is_taken_out_of_the_price() {
        assert_eq!(rate(1900).within(11_900), 1_900);
        assert_eq!(rate(700).within(1_070), 70);
        assert_eq!(rate(1900).within(1_000), 160, "159.66 is nearer to 160");
        assert_eq!(rate(2000).within(3), 1, "a half goes up");
        assert_eq!(VatRate::NONE.within(1_000), 0);
        assert_eq!(rate(10_000).within(u64::MAX), u64::MAX / 2 + 1);
    }

    #[test]
    fn rates_are_read_and_written_as_people_do() {
        for (text, basis_points) in
            [("19", 1900), ("5.5", 550), ("5,5 %", 550), ("0", 0), ("8.10%", 810), ("100", 10_000)]
        {
            assert_eq!(text.parse::<VatRate>(), Ok(rate(basis_points)), "{text}");
        }
        assert_eq!(rate(550).to_string(), "5.5\u{a0}%");
        assert_eq!(rate(1900).to_string(), "19\u{a0}%");
        assert_eq!(rate(205).to_string(), "2.05\u{a0}%");
        for bad in ["", "-1", "100.01", "1.234", "abc", ".", "1.", "%", "99999999", "+1", "1e1"] {
            assert_eq!(bad.parse::<VatRate>(), Err(NotARate), "{bad}");
        }
    }

    proptest! {
        #[test]
        fn vat_and_net_are_the_price(gross in any::<u64>(), basis_points in 0_u16..=10_000) {
            let vat = rate(basis_points).within(gross);
            prop_assert!(vat <= gross.div_ceil(2));
            // The net with VAT on top is the price again, to within the rounding of one minor unit.
            let net = u128::from(gross - vat);
            let again = net * (10_000 + u128::from(basis_points)) / 10_000;
            prop_assert!(again.abs_diff(u128::from(gross)) <= 1);
        }

        #[test]
        fn what_is_written_is_read_back(basis_points in 0_u16..=10_000) {
            prop_assert_eq!(rate(basis_points).to_string().parse::<VatRate>(), Ok(rate(basis_points)));
        }
    }
}
