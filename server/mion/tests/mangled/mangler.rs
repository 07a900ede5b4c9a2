//! What is done to a valid answer: one to three things of this list, or it is replaced by noise.

use crate::answers;
use crate::dice::Dice;

/// Values of every type, most of them a trap somewhere.
const VALUES: [&str; 46] = [
    "null",
    "true",
    "false",
    "0",
    "-0",
    "-1",
    "1.5",
    "1e400",
    "-1e400",
    "1e-400",
    "25000000",
    "25000000.0",
    "2.5e7",
    "18446744073709551615",
    "18446744073709551616",
    "-9223372036854775808",
    "99999999999999999999999999999999999999999",
    "01",
    "NaN",
    "\"\"",
    "\"funded\"",
    "\"Funded\"",
    "\"funded\\u0000\"",
    "\"fun\\u0064ed\"",
    "\"exchanged\"",
    "\"funding-detected\"",
    "\"paid\"",
    "\"2019-08-24T14:15:22Z\"",
    "\"2019-08-24T14:15:22\"",
    "\"2019-08-24\"",
    "\"0000-00-00T00:00:00Z\"",
    "\"-9999-01-02T01:59:59Z\"",
    "\"9999-12-30T22:00:00.999999999Z\"",
    "\"10000-01-01T00:00:00Z\"",
    "1566656122",
    "\"75099bcf-22d5-43f9-8976-b7c5692eaa85\"",
    "\"75099BCF22D543F98976B7C5692EAA85\"",
    "\"11111111-2222-4333-8444-555555555555\"",
    "\"\\ud800\"",
    "\"\\udc00\\ud800\"",
    "\"\u{202e}\u{200b}\u{feff}\u{1f9fe}\"",
    "[]",
    "{}",
    "[[[[[[]]]]]]",
    "[\"email\",\"\\u0007\"]",
    "{\"status\":\"funded\"}",
];

/// Names of the fields that are read, and some that are not.
const NAMES: [&str; 22] = [
    "amount",
    "amountMsat",
    "blockedByCompliance",
    "currencyIso3",
    "expiresAt",
    "expiry",
    "feeStatus",
    "fundingAmountAvailable",
    "fundingStatus",
    "lnInvoice",
    "missingComplianceCustomerFields",
    "onChainAddress",
    "paidAt",
    "p\\u0061idAt",
    "PaidAt",
    "paymentMethod",
    "paymentSessionId",
    "reference",
    "status",
    "suggestedFeeRate",
    "unread",
    "",
];

const TOKENS: [&str; 14] =
    ["{", "}", "[", "]", ":", ",", "\"", "\\", "null", "1", "\"status\"", "\"paidAt\"", "\u{0}", " "];

pub(crate) fn mangled(answer: String, dice: &mut Dice) -> Vec<u8> {
    if dice.once_in(40) {
        return noise(dice);
    }
    let mut bytes = answer.into_bytes();
    for _ in 0..=dice.below(3) {
        once(&mut bytes, dice);
    }
    bytes
}

fn noise(dice: &mut Dice) -> Vec<u8> {
    let length = dice.below(200);
    if dice.once_in(2) {
        return (0..length).map(|_| dice.byte()).collect();
    }
    (0..length).flat_map(|_| dice.one_of(&TOKENS).bytes()).collect()
}

fn once(bytes: &mut Vec<u8>, dice: &mut Dice) {
    let (one, other) = (dice.below(bytes.len()), dice.below(bytes.len()));
    let (start, end) = (one.min(other), one.max(other));
    match dice.below(24) {
        0 => {
            if let Some(byte) = bytes.get_mut(one) {
                *byte ^= 1 << dice.below(8);
            }
        }
        1 => {
            if let Some(byte) = bytes.get_mut(one) {
                *byte = dice.byte();
            }
        }
        2 => bytes.insert(one, dice.byte()),
        3 => drop(bytes.drain(start..end.min(start.saturating_add(8)))),
        4 => bytes.truncate(one),
        5 => splice(bytes, start, end, dice),
        6 => {
            let again = bytes[start..end].to_vec();
            bytes.splice(one..one, again);
        }
        7 => put(bytes, one, dice.one_of(&TOKENS).as_bytes()),
        8..=10 => nest(bytes, one, dice),
        11..=14 => add_field(bytes, dice),
        _ => retype(bytes, dice),
    }
}

/// Part of the answer gives way to part of another kind of answer.
fn splice(bytes: &mut Vec<u8>, start: usize, end: usize, dice: &mut Dice) {
    let donor: fn(&mut Dice) -> String =
        [answers::session as fn(&mut Dice) -> String, answers::attempt, answers::status][dice.below(3)];
    let donor = donor(dice).into_bytes();
    let (one, other) = (dice.below(donor.len()), dice.below(donor.len()));
    bytes.splice(start..end, donor[one.min(other)..one.max(other)].iter().copied());
}

fn put(bytes: &mut Vec<u8>, at: usize, text: &[u8]) {
    bytes.splice(at..at, text.iter().copied());
}

/// Brackets to nowhere, or around everything; now and then thousands of them.
fn nest(bytes: &mut Vec<u8>, at: usize, dice: &mut Dice) {
    let depth = if dice.once_in(200) { dice.below(20_000) } else { dice.below(140) };
    let (open, close) = [("[", "]"), ("{\"a\":", "}"), ("[", ""), ("[{\"status\":", "}]")][dice.below(4)];
    let nested = format!("{}{}", open.repeat(depth), close.repeat(depth));
    if dice.once_in(4) {
        put(bytes, at, nested.as_bytes());
    } else {
        put(bytes, 1.min(bytes.len()), format!("\"{}\":{nested},", dice.one_of(&NAMES)).as_bytes());
    }
}

/// One more field in front: an unknown one, or one that then comes twice.
fn add_field(bytes: &mut Vec<u8>, dice: &mut Dice) {
    let field = format!("\"{}\":{},", dice.one_of(&NAMES), dice.one_of(&VALUES));
    put(bytes, 1.min(bytes.len()), field.as_bytes());
}

/// Another value behind one of the colons.
fn retype(bytes: &mut Vec<u8>, dice: &mut Dice) {
    let colons: Vec<usize> =
        bytes.windows(2).enumerate().filter(|(_, pair)| pair == b"\":").map(|(at, _)| at.saturating_add(2)).collect();
    if colons.is_empty() {
        return;
    }
    let from = colons[dice.below(colons.len())];
    let to = end_of_value(bytes, from);
    bytes.splice(from..to, dice.one_of(&VALUES).bytes());
}

/// Where the value that begins at `from` ends, roughly: behind its closing quote or before the next comma.
fn end_of_value(bytes: &[u8], from: usize) -> usize {
    let rest = &bytes[from..];
    let length = if rest.first() == Some(&b'"') {
        rest.iter().skip(1).position(|byte| *byte == b'"').map(|at| at.saturating_add(2))
    } else {
        rest.iter().position(|byte| matches!(byte, b',' | b'}'))
    };
    length.map_or(bytes.len(), |length| from.saturating_add(length))
}
