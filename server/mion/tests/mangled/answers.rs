//! Valid answers: the documented fields, each with one of many values that Mion might write, some left out.

use crate::dice::Dice;

pub(crate) const ID: &str = "75099bcf-22d5-43f9-8976-b7c5692eaa85";

const WORDS: [&str; 9] = [
    "\"draft\"",
    "\"funding-detected\"",
    "\"funding-received\"",
    "\"funding-collected\"",
    "\"exchanged\"",
    "\"funded\"",
    "\"frozen\"",
    "\"\"",
    "null",
];
const INSTANTS: [&str; 7] = [
    "\"2019-08-24T14:15:22Z\"",
    "\"2026-01-02T12:00:30.000Z\"",
    "\"2026-01-02T13:00:30.123456789+01:00\"",
    "\"0001-01-01T00:00:00Z\"",
    "\"9999-12-30T22:00:00Z\"",
    "\"1970-01-01T00:00:00Z\"",
    "null",
];
const AMOUNTS: [&str; 6] = ["25000000", "0", "1", "18446744073709551615", "1250", "null"];
const NUMBERS: [&str; 8] = ["0", "-3", "1.10", "2.5e7", "1e400", "-0.0", "12345678901234567890123456789012345", "null"];
const FUNDING: [&str; 6] =
    ["\"well-funded\"", "\"under-funded\"", "\"underfunded\"", "\"over-funded\"", "\"half-funded\"", "null"];
const FEES: [&str; 4] = ["\"correct\"", "\"too-low\"", "\"\"", "null"];
const METHODS: [&str; 4] = ["\"lightning\"", "\"onchain\"", "\"\\u26a1\"", "null"];
const FLAGS: [&str; 3] = ["false", "true", "null"];
const LISTS: [&str; 5] = ["[]", "[\"name\",\"email\"]", "[{\"field\":\"name\"},7,null]", "[[]]", "null"];
const INVOICES: [&str; 3] = ["\"lnbcrt250u1pmarked\"", "\"string\"", "null"];
const ADDRESSES: [&str; 3] = ["\"bcrt1qmarked\"", "\"string\"", "null"];
const REFERENCES: [&str; 4] = ["\"till-1/sale 7\"", "\"\\u00fc\\ud83e\\uddfe\"", "\"x\"", "null"];

/// An object of `fields`, now and then without one of them.
fn object(dice: &mut Dice, fields: &[(&str, &[&str])]) -> String {
    let mut json = format!("{{\"paymentSessionId\":\"{ID}\"");
    for (name, values) in fields {
        if !dice.once_in(12) {
            json.extend([",\"", name, "\":", dice.one_of(values)]);
        }
    }
    json.push('}');
    json
}

pub(crate) fn session(dice: &mut Dice) -> String {
    let fields: [(&str, &[&str]); 6] = [
        ("reference", &REFERENCES),
        ("amount", &AMOUNTS),
        ("currencyIso3", &["\"EUR\"", "\"SEK\"", "null"]),
        ("expiresAt", &INSTANTS),
        ("expiry", &["600", "\"2019-08-24T14:15:22Z\"", "null"]),
        ("status", &WORDS),
    ];
    object(dice, &fields)
}

pub(crate) fn attempt(dice: &mut Dice) -> String {
    let fields: [(&str, &[&str]); 8] = [
        ("amountMsat", &AMOUNTS),
        ("blockedByCompliance", &FLAGS),
        ("expiry", &INSTANTS),
        ("lnInvoice", &INVOICES),
        ("missingComplianceCustomerFields", &LISTS),
        ("onChainAddress", &ADDRESSES),
        ("paymentMethod", &METHODS),
        ("suggestedFeeRate", &NUMBERS),
    ];
    object(dice, &fields)
}

pub(crate) fn status(dice: &mut Dice) -> String {
    let fields: [(&str, &[&str]); 7] = [
        ("expiresAt", &INSTANTS),
        ("feeStatus", &FEES),
        ("fundingAmountAvailable", &NUMBERS),
        ("fundingStatus", &FUNDING),
        ("paidAt", &INSTANTS),
        ("paymentMethod", &METHODS),
        ("status", &WORDS),
    ];
    object(dice, &fields)
}
