//! The documented examples, and everything that is nearly one.

use super::*;
use crate::route::Routes;
use crate::settings::RetailPos;
use proptest::prelude::*;

const ATTEMPT: &str = include_str!("../../fixtures/attempt.json");
const STATUS: &str = include_str!("../../fixtures/status.json");
const ID: &str = "75099bcf-22d5-43f9-8976-b7c5692eaa85";

fn instant(text: &str) -> Timestamp {
    text.parse().unwrap()
}

/// `fixture` with `field` set to `json`.
fn with(fixture: &str, field: &str, json: &str) -> Vec<u8> {
    let mut fields: Map<String, Value> = serde_json::from_str(fixture).unwrap();
    fields.remove(field);
    let rest = Value::Object(fields).to_string();
    format!("{{\"{field}\":{json},{}", rest.strip_prefix('{').unwrap()).into_bytes()
}

fn without(fixture: &str, field: &str) -> Vec<u8> {
    let mut fields: Map<String, Value> = serde_json::from_str(fixture).unwrap();
    assert!(fields.remove(field).is_some(), "{field}");
    Value::Object(fields).to_string().into_bytes()
}

fn settings() -> Settings {
    Settings::new("https://mion.example".parse().unwrap(), "sk_marked_key".into())
}

#[test]
fn the_documented_attempt_is_read_whole() {
    let attempt = parse_attempt(ATTEMPT.as_bytes()).unwrap();
    assert_eq!(attempt.amount_msat, Some(25_000_000));
    assert!(!attempt.is_blocked());
    assert_eq!(attempt.expires_at, Some(instant("2019-08-24T14:15:22Z")));
    assert_eq!(attempt.ln_invoice.as_deref(), Some("string"));
    assert_eq!(attempt.missing_customer_fields, Vec::<String>::new());
    assert_eq!(attempt.on_chain_address.as_deref(), Some("string"));
    assert_eq!(attempt.payment_method.as_deref(), Some("lightning"));
    assert_eq!(attempt.suggested_fee_rate.unwrap().whole(), Some(0));
    assert_eq!(attempt.session_id.to_string(), ID);
}

#[test]
fn the_documented_status_is_read_whole_and_is_not_paid() {
    let status = parse_status(STATUS.as_bytes()).unwrap();
    assert_eq!(status.expires_at, Some(instant("2019-08-24T14:15:22Z")));
    assert_eq!(status.fee_status.as_ref().unwrap().as_str(), "correct");
    assert_eq!(status.funding_amount_available.as_ref().unwrap().whole(), Some(0));
    assert_eq!(status.funding_status.as_ref().unwrap().as_str(), "well-funded");
    assert_eq!(status.paid_at, Some(instant("2019-08-24T14:15:22Z")));
    assert_eq!(status.payment_method.as_deref(), Some("lightning"));
    assert_eq!(status.session_id.to_string(), ID);
    assert_eq!(status.status, StatusName::Draft);
    assert_eq!(status.paid(), None);
}

#[test]
fn paid_needs_a_paid_status_and_a_time() {
    let funded = parse_status(&with(STATUS, "status", "\"funded\"")).unwrap();
    assert_eq!(funded.paid(), Some(instant("2019-08-24T14:15:22Z")));
    let untimed = with(std::str::from_utf8(&with(STATUS, "status", "\"funded\"")).unwrap(), "paidAt", "null");
    assert_eq!(parse_status(&untimed).unwrap().paid(), None);
    let unknown = parse_status(&with(STATUS, "status", "\"paid-in-full\"")).unwrap();
    assert_eq!((unknown.status.clone(), unknown.paid()), (StatusName::Other("paid-in-full".to_owned()), None));
}

#[test]
fn a_malformed_time_of_payment_is_never_paid() {
    for bad in [
        "\"\"",
        "\"yesterday\"",
        "\"2019-08-24\"",
        "\"2019-08-24T14:15:22\"",
        "1566656122",
        "true",
        "{}",
        "\"2019-13-24T14:15:22Z\"",
    ] {
        let error = parse_status(&with(STATUS, "paidAt", bad)).unwrap_err();
        assert_eq!(error, Unreadable::Wrong { field: "paidAt", expected: "an instant (RFC 3339)" }, "{bad}");
    }
    let twice = format!("{{\"paidAt\":null,{}", STATUS.trim_start().strip_prefix('{').unwrap());
    assert_eq!(parse_status(twice.as_bytes()), Err(Unreadable::Twice { field: "paidAt" }));
}

#[test]
fn optional_fields_may_be_absent_or_null_and_unknown_ones_are_ignored() {
    for field in ["expiresAt", "feeStatus", "fundingAmountAvailable", "fundingStatus", "paidAt", "paymentMethod"] {
        parse_status(&without(STATUS, field)).unwrap();
        parse_status(&with(STATUS, field, "null")).unwrap();
    }
    let bare = parse_attempt(format!("{{\"paymentSessionId\":\"{ID}\"}}").as_bytes()).unwrap();
    assert_eq!((bare.amount_msat, bare.ln_invoice.clone(), bare.is_blocked()), (None, None, false));
    assert_eq!(parse_attempt(&with(ATTEMPT, "lnInvoice", "\"\"")).unwrap().ln_invoice, None);
    parse_attempt(&with(ATTEMPT, "newField", "{\"a\":[1,2.5,null]}")).unwrap();
}

#[test]
fn what_an_answer_is_about_must_be_there() {
    assert_eq!(parse_status(&without(STATUS, "status")), Err(Unreadable::Lacks { field: "status" }));
    let lacks_id = Unreadable::Lacks { field: "paymentSessionId" };
    assert_eq!(parse_status(&without(STATUS, "paymentSessionId")), Err(lacks_id));
    assert_eq!(parse_attempt(&with(ATTEMPT, "paymentSessionId", "null")), Err(lacks_id));
    assert_eq!(parse_session(b"{}"), Err(lacks_id));
    let error = parse_session(b"{\"paymentSessionId\":\"string\"}").unwrap_err();
    assert_eq!(error.to_string(), "paymentSessionId is not a UUID");
}

#[test]
fn amounts_are_whole_and_in_range_or_the_answer_is_unreadable() {
    let most = parse_attempt(&with(ATTEMPT, "amountMsat", "18446744073709551615")).unwrap();
    assert_eq!(most.amount_msat, Some(u64::MAX));
    for bad in ["-1", "-0", "1.5", "25000000.0", "2.5e7", "18446744073709551616", "1e400", "\"25000000\"", "[]", "true"]
    {
        let error = parse_attempt(&with(ATTEMPT, "amountMsat", bad)).unwrap_err();
        assert!(matches!(error, Unreadable::Wrong { field: "amountMsat", .. }), "{bad}");
        let session = format!("{{\"paymentSessionId\":\"{ID}\",\"amount\":{bad}}}");
        assert!(matches!(parse_session(session.as_bytes()), Err(Unreadable::Wrong { field: "amount", .. })), "{bad}");
    }
}

#[test]
fn numbers_of_unknown_unit_are_kept_exactly() {
    let rate = parse_attempt(&with(ATTEMPT, "suggestedFeeRate", "1.10")).unwrap().suggested_fee_rate.unwrap();
    assert_eq!(rate.as_str(), "1.10");
    let funding = parse_status(&with(STATUS, "fundingAmountAvailable", "-3")).unwrap();
    assert_eq!(funding.funding_amount_available.unwrap().whole(), Some(-3));
    let error = parse_status(&with(STATUS, "fundingAmountAvailable", "\"3\"")).unwrap_err();
    assert_eq!(error.to_string(), "fundingAmountAvailable is not a number");
}

#[test]
fn whatever_is_missing_of_the_customer_blocks_the_attempt() {
    let named =
        parse_attempt(&with(ATTEMPT, "missingComplianceCustomerFields", "[\"email\", {\"field\":\"name\"}]")).unwrap();
    assert!(named.is_blocked());
    assert_eq!(named.missing_customer_fields, ["email", "{\"field\":\"name\"}"]);
    let many = format!("[{}0]", "0,".repeat(999));
    let many = parse_attempt(&with(ATTEMPT, "missingComplianceCustomerFields", &many)).unwrap();
    assert_eq!(many.missing_customer_fields.len(), 50);
    assert!(parse_attempt(&with(ATTEMPT, "blockedByCompliance", "true")).unwrap().is_blocked());
    for (field, bad) in [("missingComplianceCustomerFields", "\"email\""), ("blockedByCompliance", "\"false\"")] {
        assert!(matches!(parse_attempt(&with(ATTEMPT, field, bad)), Err(Unreadable::Wrong { .. })), "{field}");
    }
}

#[test]
fn a_session_may_tell_little_and_its_expiry_in_any_format() {
    let bare = parse_session(format!("{{\"paymentSessionId\":\"{ID}\"}}").as_bytes()).unwrap();
    assert_eq!((bare.reference, bare.amount_minor, bare.expires_at, bare.status), (None, None, None, None));
    let whole = format!(
        "{{\"paymentSessionId\":\"{ID}\",\"reference\":\"r-1\",\"amount\":1200,\"currencyIso3\":\"EUR\",\
         \"expiry\":\"2019-08-24T14:15:22Z\",\"status\":\"draft\"}}"
    );
    let whole = parse_session(whole.as_bytes()).unwrap();
    assert_eq!((whole.reference.as_deref(), whole.amount_minor), (Some("r-1"), Some(1200)));
    assert_eq!((whole.currency.as_deref(), whole.status), (Some("EUR"), Some(StatusName::Draft)));
    assert_eq!(whole.expires_at, Some(instant("2019-08-24T14:15:22Z")));
    let seconds = format!("{{\"paymentSessionId\":\"{ID}\",\"expiry\":600}}");
    assert_eq!(parse_session(seconds.as_bytes()).unwrap().expires_at, None);
    let twice = format!("{{\"paymentSessionId\":\"{ID}\",\"expiry\":600,\"expiry\":\"2019-08-24T14:15:22Z\"}}");
    assert_eq!(parse_session(twice.as_bytes()), Err(Unreadable::Twice { field: "expiry" }));
}

#[test]
fn only_one_whole_object_is_an_answer() {
    for bad in ["", " ", "{", "<html>", "{\"a\":1}x", "{\"a\":01}", "{'a':1}", "\u{feff}{}"] {
        assert_eq!(parse_status(bad.as_bytes()), Err(Unreadable::NotJson), "{bad:?}");
    }
    for bad in ["null", "1", "\"text\"", "[]", &format!("[\"{ID}\"]")] {
        assert_eq!(parse_session(bad.as_bytes()), Err(Unreadable::NotAnObject), "{bad}");
    }
    for cut in 0..ATTEMPT.trim_end().len() {
        assert_eq!(parse_attempt(&ATTEMPT.as_bytes()[..cut]), Err(Unreadable::NotJson), "cut at {cut}");
    }
    assert_eq!(parse_session(b"{\"reference\":\"\xff\"}"), Err(Unreadable::NotJson));
}

/// Fields nobody reads are skipped without recursion; a field that is read is held to its own type.
#[test]
fn deep_nesting_neither_panics_nor_matters() {
    let deep = format!("{}{}", "[".repeat(500_000), "]".repeat(500_000));
    parse_attempt(&with(ATTEMPT, "unread", &deep)).unwrap();
    assert!(matches!(parse_attempt(&with(ATTEMPT, "lnInvoice", &deep)), Err(Unreadable::Wrong { .. })));
    let blocked = parse_attempt(&with(ATTEMPT, "missingComplianceCustomerFields", &deep)).unwrap();
    assert!(blocked.is_blocked());
    assert_eq!(parse_attempt(deep.as_bytes()), Err(Unreadable::NotAnObject));
    assert_eq!(parse_attempt("{\"a\":".repeat(500_000).as_bytes()), Err(Unreadable::NotJson));
}

#[test]
fn invoice_and_address_are_not_shown_by_debug() {
    let marked = with(ATTEMPT, "lnInvoice", "\"lnbcrt_marked\"");
    let marked = with(std::str::from_utf8(&marked).unwrap(), "onChainAddress", "\"bcrt1_marked\"");
    let shown = format!("{:?}", parse_attempt(&marked).unwrap());
    assert!(!shown.contains("marked"), "{shown}");
    assert!(shown.contains("ln_invoice: Some(13 bytes)"), "{shown}");
}

#[test]
fn the_requests_carry_the_documented_fields() {
    let now = instant("2026-01-01T12:00:00.25Z");
    let new =
        NewSession { amount_minor: 1200, reference: "r-1".to_owned(), expires_at: instant("2026-01-01T12:10:00.75Z") };
    let mut settings = settings();
    assert_eq!(
        new_session(&new, now, &settings),
        r#"{"amount":1200,"currencyIso3":"EUR","expiry":"2026-01-01T12:10:00Z","reference":"r-1","retailPos":true}"#
    );
    let id = ID.parse().unwrap();
    assert_eq!(
        new_attempt(&id, &settings),
        format!(r#"{{"paymentMethod":"lightning","paymentSessionId":"{ID}","retailPos":true}}"#)
    );
    settings.expiry_format = ExpiryFormat::Seconds;
    settings.retail_pos = RetailPos::Omit;
    settings.currency = "SEK".to_owned();
    assert_eq!(
        new_session(&new, now, &settings),
        r#"{"amount":1200,"currencyIso3":"SEK","expiry":601,"reference":"r-1"}"#
    );
    settings.retail_pos = RetailPos::False;
    settings.lightning_method = "ln".to_owned();
    assert_eq!(
        new_attempt(&id, &settings),
        format!(r#"{{"paymentMethod":"ln","paymentSessionId":"{ID}","retailPos":false}}"#)
    );
    assert_eq!(settings.routes, Routes::default());
}

fn read_all(bytes: &[u8]) {
    let _session = parse_session(bytes);
    let _attempt = parse_attempt(bytes);
    if let Ok(status) = parse_status(bytes) {
        assert!(status.paid().is_none() || (status.paid_at.is_some() && status.status.is_paid_status()));
    }
}

/// Any JSON value, nested a little.
fn any_json() -> impl Strategy<Value = String> {
    let leaf = prop_oneof![
        Just("null".to_owned()),
        any::<bool>().prop_map(|b| b.to_string()),
        any::<i128>().prop_map(|n| n.to_string()),
        "-?[0-9]{1,3}(\\.[0-9]{1,3})?(e-?[0-9]{1,3})?",
        any::<String>().prop_map(|text| Value::from(text).to_string()),
        Just("\"2019-08-24T14:15:22Z\"".to_owned()),
        Just("\"funded\"".to_owned()),
    ];
    leaf.prop_recursive(3, 16, 4, |inner| {
        prop_oneof![
            prop::collection::vec(inner.clone(), 0..4).prop_map(|list| format!("[{}]", list.join(","))),
            inner.prop_map(|value| format!("{{\"a\":{value}}}")),
        ]
    })
}

fn a_field() -> impl Strategy<Value = &'static str> {
    prop::sample::select(vec![
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
        "paymentMethod",
        "paymentSessionId",
        "reference",
        "status",
        "suggestedFeeRate",
        "unknown",
    ])
}

proptest! {
    #[test]
    fn arbitrary_bytes_never_panic(bytes in any::<Vec<u8>>()) {
        read_all(&bytes);
    }

    #[test]
    fn an_example_with_one_byte_changed_never_panics(at in any::<prop::sample::Index>(), byte in any::<u8>(), status in any::<bool>()) {
        let mut bytes = if status { STATUS } else { ATTEMPT }.as_bytes().to_vec();
        let at = at.index(bytes.len());
        bytes[at] = byte;
        read_all(&bytes);
    }

    #[test]
    fn documented_names_with_any_values_never_panic(fields in prop::collection::vec((a_field(), any_json()), 0..12)) {
        let fields: Vec<String> = fields.iter().map(|(field, json)| format!("\"{field}\":{json}")).collect();
        read_all(format!("{{{}}}", fields.join(",")).as_bytes());
    }

    #[test]
    fn a_status_is_paid_only_by_a_known_word_and_an_instant(word in "(funded|exchanged|draft|[a-z-]{1,9})", paid_at in any_json()) {
        let json = format!("{{\"paymentSessionId\":\"{ID}\",\"status\":\"{word}\",\"paidAt\":{paid_at}}}");
        let paid = parse_status(json.as_bytes()).is_ok_and(|status| status.paid().is_some());
        let known = ["funding-received", "funding-collected", "exchanged", "funded"].contains(&word.as_str());
        prop_assert_eq!(paid, known && paid_at == "\"2019-08-24T14:15:22Z\"");
    }

    #[test]
    fn every_amount_survives_the_wire(amount_minor in 1u64.., seconds in 1i64..1_000_000) {
        let now = instant("2026-01-01T12:00:00Z");
        let expires_at = now.checked_add(jiff::SignedDuration::from_secs(seconds)).unwrap();
        let new = NewSession { amount_minor, reference: "r".to_owned(), expires_at };
        let mut sent: Map<String, Value> = serde_json::from_str(&new_session(&new, now, &settings())).unwrap();
        sent.insert("paymentSessionId".to_owned(), ID.into());
        let session = parse_session(Value::Object(sent).to_string().as_bytes()).unwrap();
        prop_assert_eq!((session.amount_minor, session.expires_at), (Some(amount_minor), Some(expires_at)));
    }
}
