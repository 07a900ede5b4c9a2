//! Numbers and amounts, written as the browser's `Intl` would, from a line that says how. It costs no first use: on a
//! slow tablet the first format of `Intl` takes a tenth of a second.
//!
//! A line is `EUR,.1{}\u{a0}€`: the currency that it is for, what stands before the places, what stands between
//! thousands, how many digits there must be before the first of those, and the amount with its sign.

use super::filled;
use domain::Money;

/// `amount` as `formats` says; with the code after it where they are another currency's.
pub(super) fn money(formats: &str, amount: Money) -> String {
    let (digits, currency) = (number(formats, &amount.decimal()), amount.currency());
    match formats.strip_prefix(currency.code()).and_then(understood) {
        Some((.., around)) => filled(around, &[("", &digits)]),
        None => format!("{digits}\u{a0}{currency}"),
    }
}

/// `decimal`, digits and at most one point, as `formats` says.
pub(super) fn number(formats: &str, decimal: &str) -> String {
    let Some((point, group, least, _)) = formats.get(3..).and_then(understood) else { return decimal.to_owned() };
    let whole = decimal.split('.').next().unwrap_or_default().len();
    let mut text = String::new();
    for (n, digit) in decimal.chars().enumerate() {
        let left = whole.saturating_sub(n);
        if n > 0 && left > 0 && left.is_multiple_of(3) && whole >= least {
            text.push(group);
        }
        text.push(if digit == '.' { point } else { digit });
    }
    text
}

/// The sign before the places, the one between thousands, how many digits there must be for one, and what is around an
/// amount.
fn understood(rest: &str) -> Option<(char, char, usize, &str)> {
    let mut signs = rest.chars();
    let (point, group, least) = (signs.next()?, signs.next()?, signs.next()?.to_digit(10)?);
    Some((point, group, least as usize + 3, signs.as_str()))
}

#[cfg(test)]
mod tests {
    use super::*;
    use domain::Currency;

    #[test]
    fn thousands_are_set_apart_from_the_first_that_is_on() {
        for (formats, decimal, expected) in [
            ("EUR.,1{}", "0", "0"),
            ("EUR.,1{}", "100.0000", "100.0000"),
            ("EUR.,1{}", "1000.5", "1,000.5"),
            ("EUR,.2{}", "1000.5", "1000,5"),
            ("EUR,\u{202f}2{}", "1234567.89", "1\u{202f}234\u{202f}567,89"),
            ("", "1000.5", "1000.5"),
            ("EUR", "1000.5", "1000.5"),
            ("EUR,.x{}", "1000.5", "1000.5"),
        ] {
            assert_eq!(number(formats, decimal), expected, "{formats} {decimal}");
        }
    }

    #[test]
    fn an_amount_of_another_currency_never_gets_this_ones_sign() {
        let money = |formats, code: &str| money(formats, Money::from_minor(123_450, code.parse::<Currency>().unwrap()));
        assert_eq!(money("EUR,.1{}\u{a0}€", "EUR"), "1.234,50\u{a0}€");
        assert_eq!(money("EUR,.1{}\u{a0}€", "USD"), "1.234,50\u{a0}USD");
        assert_eq!(money("EUR,.1{}\u{a0}€", "JPY"), "123.450\u{a0}JPY");
        assert_eq!(money("", "EUR"), "1234.50\u{a0}EUR");
    }
}
