//! Money as integers: minor units of an ISO 4217 currency, and millisatoshi. There is no floating
//! point and no conversion between the two: only Mion exchanges.

use crate::told::{Told, Value};
use crate::told_fields;
use core::fmt;
use core::str::FromStr;
use serde::{Deserialize, Serialize};

/// An ISO 4217 currency code, such as `EUR`.
#[derive(Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(try_from = "String", into = "String")]
pub struct Currency([u8; 3]);

impl Currency {
    /// The euro, the one currency every Mion account accepts.
    ///
    /// # Source
    /// Mion Point-of-Sale guide, notes to step 1.
    pub const EUR: Self = Self(*b"EUR");

    /// The three letters.
    pub fn code(&self) -> &str {
        // Only ASCII letters are ever stored.
        core::str::from_utf8(&self.0).unwrap_or("???")
    }

    /// Digits after the decimal separator: 2 for EUR, 0 for JPY, 3 for KWD (ISO 4217).
    pub fn decimals(&self) -> usize {
        match &self.0 {
            b"BIF" | b"CLP" | b"DJF" | b"GNF" | b"ISK" | b"JPY" | b"KMF" | b"KRW" | b"PYG" | b"RWF" | b"UGX"
            | b"UYI" | b"VND" | b"VUV" | b"XAF" | b"XOF" | b"XPF" => 0,
            b"BHD" | b"IQD" | b"JOD" | b"KWD" | b"LYD" | b"OMR" | b"TND" => 3,
            _ => 2,
        }
    }

    /// The sign written before an amount in English, with a no-break space where it is the code itself.
    pub fn sign(&self) -> String {
        match &self.0 {
            b"EUR" => "€".to_owned(),
            b"USD" => "$".to_owned(),
            b"GBP" => "£".to_owned(),
            _ => format!("{}\u{a0}", self.code()),
        }
    }
}

/// A text that is not a currency code.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error("a currency is three letters, such as EUR (ISO 4217)")]
pub struct NotACurrency;

impl FromStr for Currency {
    type Err = NotACurrency;
    fn from_str(text: &str) -> Result<Self, NotACurrency> {
        let letters: [u8; 3] = text.as_bytes().try_into().map_err(|_| NotACurrency)?;
        if letters.iter().all(u8::is_ascii_uppercase) { Ok(Self(letters)) } else { Err(NotACurrency) }
    }
}

impl TryFrom<String> for Currency {
    type Error = NotACurrency;
    fn try_from(text: String) -> Result<Self, NotACurrency> {
        text.parse()
    }
}

impl From<Currency> for String {
    fn from(currency: Currency) -> Self {
        currency.code().to_owned()
    }
}

impl fmt::Display for Currency {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.code())
    }
}

impl fmt::Debug for Currency {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.code())
    }
}

/// An amount of a currency in its minor units: 1250 with EUR is 12.50 euro.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub struct Money {
    minor: u64,
    currency: Currency,
}

impl Money {
    /// `minor` minor units of `currency`.
    pub const fn from_minor(minor: u64, currency: Currency) -> Self {
        Self { minor, currency }
    }

    /// The amount in minor units.
    pub const fn minor(&self) -> u64 {
        self.minor
    }

    /// The currency.
    pub const fn currency(&self) -> Currency {
        self.currency
    }

    /// The amount as an exact decimal number, all places of the currency kept: `1240.00`.
    pub fn decimal(&self) -> String {
        pointed(self.minor, self.currency.decimals())
    }

    /// The digits alone, grouped by thousands: `1,240.00`.
    pub fn digits(&self) -> String {
        let text = self.decimal();
        let (whole, fraction) = text.split_once('.').unwrap_or((&text, ""));
        let whole = grouped(whole, ',');
        if fraction.is_empty() { whole } else { format!("{whole}.{fraction}") }
    }
}

/// As written in English: `€12.50`.
impl fmt::Display for Money {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}{}", self.currency.sign(), self.digits())
    }
}

/// An amount of bitcoin in millisatoshi.
///
/// # Source
/// Mion Point-of-Sale guide, step 2: 25 000 000 msat = 25 000 sat = 0.00025 BTC.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(transparent)]
pub struct Msat(u64);

impl Msat {
    /// `msat` millisatoshi.
    pub const fn from_msat(msat: u64) -> Self {
        Self(msat)
    }

    /// The amount in millisatoshi.
    pub const fn msat(self) -> u64 {
        self.0
    }

    /// Written in satoshi, grouped by narrow spaces, every millisatoshi kept: `25 000` or `25 000.5`.
    pub fn sat_text(self) -> String {
        decimal(self.0, 3)
    }

    /// Written in bitcoin, every millisatoshi kept: `0.00025`.
    pub fn btc_text(self) -> String {
        decimal(self.0, 11)
    }
}

/// The unit in which a shop shows bitcoin.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum BitcoinUnit {
    /// Satoshi: `25 000 sat`.
    #[default]
    Sat,
    /// Bitcoin: `0.00025 BTC`.
    Btc,
}

impl BitcoinUnit {
    /// `amount` in this unit as an exact decimal number without zeros at its end, and the unit's name.
    pub fn decimal(self, amount: Msat) -> (String, &'static str) {
        let (places, name) = match self {
            Self::Sat => (3, "sat"),
            Self::Btc => (11, "BTC"),
        };
        let text = pointed(amount.0, places);
        (text.trim_end_matches('0').trim_end_matches('.').to_owned(), name)
    }

    /// `amount` in this unit, with the unit after a no-break space.
    pub fn write(self, amount: Msat) -> String {
        match self {
            Self::Sat => format!("{}\u{a0}sat", amount.sat_text()),
            Self::Btc => format!("{}\u{a0}BTC", amount.btc_text()),
        }
    }
}

/// A text that names no unit.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error("expected sat or btc")]
pub struct NotAUnit;

impl FromStr for BitcoinUnit {
    type Err = NotAUnit;
    fn from_str(text: &str) -> Result<Self, NotAUnit> {
        match text {
            "sat" => Ok(Self::Sat),
            "btc" => Ok(Self::Btc),
            _ => Err(NotAUnit),
        }
    }
}

/// `value` with the decimal point `places` digits from the right and no trailing zeros.
fn decimal(value: u64, places: usize) -> String {
    let text = format!("{value:0width$}", width = places.saturating_add(1));
    let (whole, fraction) = text.split_at(text.len().saturating_sub(places));
    let whole = grouped(whole, '\u{202f}');
    match fraction.trim_end_matches('0') {
        "" => whole,
        fraction => format!("{whole}.{fraction}"),
    }
}

/// `value` with the point `places` digits from the right, and no point where that is nowhere.
fn pointed(value: u64, places: usize) -> String {
    let mut text = value.to_string();
    if places > 0 {
        while text.len() <= places {
            text.insert(0, '0');
        }
        text.insert(text.len().saturating_sub(places), '.');
    }
    text
}

fn grouped(digits: &str, separator: char) -> String {
    let mut out = String::with_capacity(digits.len().saturating_mul(2));
    for (i, digit) in digits.chars().enumerate() {
        if i > 0 && digits.len().saturating_sub(i).is_multiple_of(3) {
            out.push(separator);
        }
        out.push(digit);
    }
    out
}

impl Told for Currency {
    fn read(value: &Value<'_>) -> Option<Self> {
        value.parsed()
    }
}

impl Told for Msat {
    fn read(value: &Value<'_>) -> Option<Self> {
        u64::read(value).map(Self)
    }
}

impl Told for BitcoinUnit {
    fn read(value: &Value<'_>) -> Option<Self> {
        value.parsed()
    }
}

told_fields!(Money { minor, currency });

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn the_guides_example_is_written_in_all_three_units() {
        let amount = Msat::from_msat(25_000_000);
        assert_eq!(amount.sat_text(), "25\u{202f}000");
        assert_eq!(amount.btc_text(), "0.00025");
        assert_eq!(BitcoinUnit::Btc.write(amount), "0.00025\u{a0}BTC");
        assert_eq!(Money::from_minor(1200, Currency::EUR).to_string(), "€12.00");
    }

    #[test]
    fn odd_amounts_keep_every_millisatoshi() {
        assert_eq!(Msat::from_msat(1).sat_text(), "0.001");
        assert_eq!(Msat::from_msat(25_000_500).sat_text(), "25\u{202f}000.5");
        assert_eq!(Msat::from_msat(100_000_000_000).btc_text(), "1");
        let decimal = |unit: BitcoinUnit, msat| unit.decimal(Msat::from_msat(msat)).0;
        assert_eq!(
            [0, 1000, 10_500, 1_000_000].map(|msat| decimal(BitcoinUnit::Sat, msat)),
            ["0", "1", "10.5", "1000"]
        );
        assert_eq!([1, 1_000_000_000_000].map(|msat| decimal(BitcoinUnit::Btc, msat)), ["0.00000000001", "10"]);
    }

    #[test]
    fn currencies_know_their_decimals() {
        let yen: Currency = "JPY".parse().unwrap();
        assert_eq!(Money::from_minor(1250, yen).to_string(), "JPY\u{a0}1,250");
        let dinar: Currency = "KWD".parse().unwrap();
        assert_eq!(Money::from_minor(5, dinar).digits(), "0.005");
        assert_eq!(Money::from_minor(1250, yen).decimal(), "1250");
        assert_eq!(Money::from_minor(123_456, Currency::EUR).decimal(), "1234.56");
        for bad in ["eur", "EU", "EURO", "€", "E1R"] {
            assert_eq!(bad.parse::<Currency>(), Err(NotACurrency), "{bad}");
        }
    }

    proptest! {
        #[test]
        fn what_is_written_can_be_read_back(minor in any::<u64>()) {
            let text = Money::from_minor(minor, Currency::EUR).digits();
            let read: u64 = text.replace([',', '.'], "").parse().unwrap();
            prop_assert_eq!(read, minor);
            prop_assert_eq!(text.rsplit_once('.').map(|(_, cents)| cents.len()), Some(2));
        }

        #[test]
        fn bitcoin_is_written_exactly(msat in any::<u64>()) {
            for (text, places) in [(Msat::from_msat(msat).sat_text(), 3), (Msat::from_msat(msat).btc_text(), 11)] {
                let plain = text.replace('\u{202f}', "");
                let (whole, fraction) = plain.split_once('.').unwrap_or((&plain, ""));
                let read: u64 = format!("{whole}{fraction:0<places$}").parse().unwrap();
                prop_assert_eq!(read, msat);
            }
        }
    }
}
