//! What must hold of every value that was read, by a second reader of JSON that keeps whole documents in memory.
//! Each check returns whether the input was read as a value.

use jiff::Timestamp;
use mion::{Attempt, Client, Funding, Number, OpenName, Settings, StatusName, wire};
use serde_json::{Map, Value};

/// Mion's four paid statuses.
const PAID: [&str; 4] = ["funding-received", "funding-collected", "exchanged", "funded"];

/// What the second reader makes of an input that the first took for an object. It knows limits that the first
/// has no need of, because the first skips what nobody asks for.
fn fields(input: &[u8]) -> Option<Map<String, Value>> {
    match serde_json::from_slice(input) {
        Ok(Value::Object(fields)) => Some(fields),
        Ok(other) => panic!("{other} was read as an object"),
        Err(error) => {
            let excuses = ["recursion limit", "number out of range", "surrogate", "hex escape", "unicode code point"];
            let text = error.to_string();
            assert!(excuses.iter().any(|excuse| text.contains(excuse)), "read as an object, but: {text}");
            None
        }
    }
}

/// The instant that a field tells.
fn instant(fields: &Map<String, Value>, name: &str) -> Option<Timestamp> {
    fields.get(name).and_then(Value::as_str).and_then(|text| text.parse().ok())
}

fn text<'a>(fields: &'a Map<String, Value>, name: &str) -> Option<&'a str> {
    fields.get(name).and_then(Value::as_str).filter(|text| !text.is_empty())
}

fn is_short(text: &str) -> bool {
    text.chars().count() <= 64 && !text.chars().any(char::is_control)
}

fn check_id(id: mion::PaymentSessionId, fields: &Map<String, Value>) {
    assert_eq!(text(fields, "paymentSessionId").unwrap().parse(), Ok(id));
}

fn check_word(word: Option<&OpenName>, fields: &Map<String, Value>, name: &str) {
    let written = text(fields, name);
    assert_eq!(word.is_some(), written.is_some());
    if let (Some(word), Some(written)) = (word, written) {
        assert!(is_short(word.as_str()));
        assert_eq!(word.as_str() == written, is_short(written));
    }
}

fn check_number(number: Option<&Number>) {
    if let Some(number) = number {
        assert!(number.as_str().len() <= 40);
        assert!(serde_json::from_str::<&serde_json::value::RawValue>(number.as_str()).is_ok());
        let Some(plain) = number.to_text() else { return };
        let digits = plain.strip_prefix('-').unwrap_or(&plain);
        assert!(plain.len() <= 40 && plain != "-0" && digits.starts_with(|first: char| first.is_ascii_digit()));
        assert!(digits.bytes().all(|byte| byte == b'.' || byte.is_ascii_digit()) && !plain.ends_with('.'));
        if let Some(whole) = number.whole() {
            assert_eq!(plain.parse(), Ok(whole));
        }
    }
}

pub(crate) fn session(input: &[u8]) -> bool {
    let Ok(session) = wire::parse_session(input) else { return false };
    let Some(fields) = fields(input) else { return true };
    check_id(session.id, &fields);
    assert_eq!(session.amount_minor, fields.get("amount").and_then(Value::as_u64));
    assert_eq!(session.reference.as_deref(), text(&fields, "reference"));
    assert_eq!(session.currency.as_deref(), text(&fields, "currencyIso3"));
    assert_eq!(session.expires_at, instant(&fields, "expiresAt").or_else(|| instant(&fields, "expiry")));
    assert_eq!(session.status, text(&fields, "status").map(StatusName::from_wire));
    true
}

pub(crate) fn attempt(input: &[u8]) -> bool {
    let Ok(attempt) = wire::parse_attempt(input) else { return false };
    check_number(attempt.suggested_fee_rate.as_ref());
    assert!(attempt.payment_method.as_deref().is_none_or(is_short));
    let missing = &attempt.missing_customer_fields;
    assert!(missing.len() <= 50 && missing.iter().all(|label| is_short(label)));
    // A splice can make the method's name of an invoice; the method is no secret.
    let shown = format!("{:?}", Attempt { payment_method: None, ..attempt.clone() });
    assert!(!shown.contains("marked"), "{shown}");
    let Some(fields) = fields(input) else { return true };
    check_id(attempt.session_id, &fields);
    assert_eq!(attempt.amount_msat, fields.get("amountMsat").and_then(Value::as_u64));
    assert_eq!(attempt.expires_at, instant(&fields, "expiry"));
    assert_eq!(attempt.ln_invoice.as_deref(), text(&fields, "lnInvoice"));
    assert_eq!(attempt.on_chain_address.as_deref(), text(&fields, "onChainAddress"));
    assert_eq!(attempt.blocked_by_compliance, fields.get("blockedByCompliance") == Some(&Value::Bool(true)));
    let listed = fields.get("missingComplianceCustomerFields").and_then(Value::as_array).map_or(0, Vec::len);
    assert_eq!(missing.len(), listed.min(50));
    assert_eq!(attempt.is_blocked(), attempt.blocked_by_compliance || listed > 0);
    true
}

/// A client for its lists of words; it is asked nothing.
pub(crate) fn client() -> Client {
    Client::new(Settings::new("http://127.0.0.1:9".parse().unwrap(), "sk_marked_key".into())).unwrap()
}

pub(crate) fn status(client: &Client, input: &[u8]) -> bool {
    let Ok(status) = wire::parse_status(input) else { return false };
    check_number(status.funding_amount_available.as_ref());
    assert!(is_short(status.status.as_str()));
    assert!(status.payment_method.as_deref().is_none_or(is_short));
    let word = status.status.as_str();
    assert_eq!(status.status.is_paid_status(), PAID.contains(&word));
    assert_eq!(status.paid(), status.paid_at.filter(|_| PAID.contains(&word)));
    assert_eq!(client.is_seen(&status), word == "funding-detected");
    let funding = client.funding(&status);
    assert_eq!(funding.is_some(), status.funding_status.is_some());
    assert_eq!(funding == Some(Funding::Well), status.funding_status == Some(OpenName::from_wire("well-funded")));
    assert_eq!(client.fee_is_correct(&status), status.fee_status.as_ref().map(|word| word.as_str() == "correct"));
    let Some(fields) = fields(input) else { return true };
    check_id(status.session_id, &fields);
    check_word(status.fee_status.as_ref(), &fields, "feeStatus");
    check_word(status.funding_status.as_ref(), &fields, "fundingStatus");
    let written = text(&fields, "status").unwrap();
    assert_eq!(status.status, StatusName::from_wire(written));
    assert_eq!(word == written, is_short(written));
    assert_eq!(status.expires_at, instant(&fields, "expiresAt"));
    let first_block: Timestamp = "2009-01-03T18:15:05Z".parse().unwrap();
    assert_eq!(status.paid_at, instant(&fields, "paidAt").filter(|at| *at >= first_block));
    true
}
