//! Answers that no honest Mion gives, one by one: each is an error that leaves the sale as it was, or harmless.
//! Truncated, empty and endless ones are in `trouble`; those about other sessions in `answers`.

use crate::responder::{ATTEMPT, ID, Reply, Responder, STATUS, id};
use mion::{Attempt, Error, Status, StatusName, Unreadable};

/// `fixture` with the value of `field`, which stands on a line of its own, replaced.
fn with(fixture: &str, field: &str, json: &str) -> String {
    let name = format!("\"{field}\":");
    let line = fixture.lines().find(|line| line.trim_start().starts_with(&name)).unwrap();
    let comma = if line.ends_with(',') { "," } else { "" };
    fixture.replace(line, &format!("{name} {json}{comma}"))
}

/// `fixture` with one more field.
fn and(fixture: &str, field: &str) -> String {
    fixture.replacen('{', &format!("{{{field},"), 1)
}

async fn attempt(body: &str) -> Result<Attempt, Error> {
    Responder::giving([Reply::json(200, body)]).await.client().create_attempt(&id()).await
}

async fn status(body: &str) -> Result<Status, Error> {
    Responder::giving([Reply::json(200, body)]).await.client().status(&id()).await
}

/// The fault of an answer that leaves the outcome unknown, as every unreadable one does.
fn fault<T: std::fmt::Debug>(answer: Result<T, Error>) -> Unreadable {
    let error = answer.unwrap_err();
    assert!(error.retryable() && error.outcome_unknown());
    match error {
        Error::Unreadable(fault) => fault,
        other => panic!("{other:?}"),
    }
}

fn wrong_field<T: std::fmt::Debug>(answer: Result<T, Error>) -> &'static str {
    match fault(answer) {
        Unreadable::Wrong { field, .. } => field,
        other => panic!("{other:?}"),
    }
}

#[tokio::test]
async fn every_field_of_a_wrong_type_makes_the_answer_unreadable() {
    for (field, values) in [
        ("amountMsat", ["\"25000000\"", "true", "[25000000]", "{}"]),
        ("blockedByCompliance", ["\"false\"", "0", "[]", "{}"]),
        ("expiry", ["1566656122", "false", "[]", "\"soon\""]),
        ("lnInvoice", ["7", "true", "[\"lnbc1\"]", "{\"bolt11\":\"lnbc1\"}"]),
        ("missingComplianceCustomerFields", ["\"email\"", "1", "true", "{\"email\":1}"]),
        ("onChainAddress", ["7", "true", "[\"bc1q\"]", "{}"]),
        ("paymentMethod", ["7", "true", "[]", "{}"]),
        ("paymentSessionId", ["7", "true", "[]", "\"string\""]),
        ("suggestedFeeRate", ["\"1\"", "true", "[1]", "{}"]),
    ] {
        for value in values {
            assert_eq!(wrong_field(attempt(&with(ATTEMPT, field, value)).await), field, "{value}");
        }
    }
    for (field, values) in [
        ("expiresAt", ["7", "true", "[]", "\"noon\""]),
        ("feeStatus", ["7", "true", "[]", "{}"]),
        ("fundingAmountAvailable", ["\"7\"", "true", "[]", "{}"]),
        ("fundingStatus", ["7", "true", "[]", "{}"]),
        ("paidAt", ["1566656122", "true", "[]", "\"yes\""]),
        ("status", ["7", "true", "[\"funded\"]", "{\"funded\":true}"]),
    ] {
        for value in values {
            assert_eq!(wrong_field(status(&with(STATUS, field, value)).await), field, "{value}");
        }
    }
}

#[tokio::test]
async fn negative_and_monstrous_amounts_are_no_amounts() {
    for bad in ["-1", "-25000000", "-9223372036854775809", "18446744073709551616", "1e400", "-1e400", "1e-400", "2.5"] {
        assert_eq!(wrong_field(attempt(&with(ATTEMPT, "amountMsat", bad)).await), "amountMsat", "{bad}");
    }
    let digits = "9".repeat(100_000);
    assert_eq!(wrong_field(attempt(&with(ATTEMPT, "amountMsat", &digits)).await), "amountMsat");
    for bad in ["NaN", "Infinity", "-", "0x10", "1_000", "+1", ".5", "1."] {
        assert_eq!(fault(attempt(&with(ATTEMPT, "amountMsat", bad)).await), Unreadable::NotJson, "{bad}");
    }
}

#[tokio::test]
async fn numbers_nothing_depends_on_are_kept_or_refused_but_never_become_floating_point() {
    let funding = status(&with(STATUS, "fundingAmountAvailable", "-1e400")).await.unwrap().funding_amount_available;
    assert_eq!((funding.as_ref().unwrap().whole(), funding.unwrap().to_text()), (None, None));
    let rate = attempt(&with(ATTEMPT, "suggestedFeeRate", "12.50")).await.unwrap().suggested_fee_rate;
    assert_eq!(rate.unwrap().to_text().as_deref(), Some("12.5"));
    let digits = format!("0.{}", "3".repeat(100_000));
    assert_eq!(wrong_field(attempt(&with(ATTEMPT, "suggestedFeeRate", &digits)).await), "suggestedFeeRate");
}

#[tokio::test]
async fn dates_of_any_year_are_instants_or_errors() {
    for text in ["0000-01-01T00:00:00Z", "9999-12-30T22:00:00Z", "1969-12-31T23:59:60+14:00"] {
        let json = format!("\"{text}\"");
        let expires_at = Some(text.parse().unwrap());
        assert_eq!(attempt(&with(ATTEMPT, "expiry", &json)).await.unwrap().expires_at, expires_at);
        assert_eq!(status(&with(STATUS, "expiresAt", &json)).await.unwrap().expires_at, expires_at);
    }
    for bad in
        ["10000-01-01T00:00:00Z", "+292277026596-12-04T15:30:08Z", "2019-02-30T00:00:00Z", "2019-08-24T25:00:00Z"]
    {
        let json = format!("\"{bad}\"");
        assert_eq!(wrong_field(attempt(&with(ATTEMPT, "expiry", &json)).await), "expiry", "{bad}");
        assert_eq!(wrong_field(status(&with(STATUS, "paidAt", &json)).await), "paidAt", "{bad}");
    }
}

/// A program may write "never" as the first instant it knows.
#[tokio::test]
async fn nothing_was_paid_before_there_was_bitcoin() {
    let funded = with(STATUS, "status", "\"funded\"");
    for never in ["0000-01-01T00:00:00Z", "0001-01-01T00:00:00Z", "1970-01-01T00:00:00Z", "2009-01-03T18:15:04Z"] {
        let status = status(&with(&funded, "paidAt", &format!("\"{never}\""))).await.unwrap();
        assert_eq!((status.paid_at, status.paid()), (None, None), "{never}");
    }
    let first_block = status(&with(&funded, "paidAt", "\"2009-01-03T18:15:05Z\"")).await.unwrap();
    assert!(first_block.paid().is_some());
}

#[tokio::test]
async fn a_field_that_comes_twice_is_nobodys_guess() {
    let funded = with(STATUS, "status", "\"funded\"");
    for (body, field) in [
        (and(STATUS, "\"status\":\"funded\""), "status"),
        (and(&funded, "\"paidAt\":null"), "paidAt"),
        (and(&funded, "\"paidAt\":\"2019-08-24T14:15:22Z\""), "paidAt"),
        // The same name, written another way.
        (and(&funded, "\"p\\u0061idAt\":null"), "paidAt"),
        (and(&funded, &format!("\"paymentSessionId\":\"{ID}\"")), "paymentSessionId"),
    ] {
        assert_eq!(fault(status(&body).await), Unreadable::Twice { field }, "{body}");
    }
    let twice = and(ATTEMPT, "\"amountMsat\":1");
    assert_eq!(fault(attempt(&twice).await), Unreadable::Twice { field: "amountMsat" });
}

#[tokio::test]
async fn however_deep_it_nests_it_is_skipped_or_wrong() {
    let deep = format!("{}{}", "[".repeat(60_000), "]".repeat(60_000));
    assert!(attempt(&and(ATTEMPT, &format!("\"unread\":{deep}"))).await.is_ok());
    assert_eq!(wrong_field(attempt(&with(ATTEMPT, "lnInvoice", &deep)).await), "lnInvoice");
    assert_eq!(wrong_field(status(&with(STATUS, "status", &deep)).await), "status");
    assert!(attempt(&with(ATTEMPT, "missingComplianceCustomerFields", &deep)).await.unwrap().is_blocked());
    assert_eq!(fault(attempt(&"{\"a\":".repeat(50_000)).await), Unreadable::NotJson);
    assert_eq!(fault(attempt(&deep).await), Unreadable::NotAnObject);
}

#[tokio::test]
async fn a_huge_field_of_a_short_answer_is_cut_or_refused() {
    let long = "x".repeat(200_000);
    let status = status(&with(STATUS, "fundingStatus", &format!("\"{long}\""))).await.unwrap();
    assert_eq!(status.funding_status.unwrap().as_str().chars().count(), 64);
    let labels = format!("[{}\"{}\"]", "\"email\",".repeat(2_000), "y".repeat(10_000));
    let attempt = attempt(&with(ATTEMPT, "missingComplianceCustomerFields", &labels)).await.unwrap();
    assert_eq!(attempt.missing_customer_fields.len(), 50);
}

#[tokio::test]
async fn nul_and_unicode_noise_make_no_known_word() {
    let funded = |word: &str| with(STATUS, "status", word);
    for word in [
        "\"funded\\u0000\"",
        "\"\\u0000funded\"",
        "\"funded\\u200b\"",
        "\"\\ufefffunded\"",
        "\"fund\\u202eed\"",
        "\"ｆｕｎｄｅｄ\"",
        "\"fundеd\"",
        "\"funded \"",
    ] {
        let status = status(&funded(word)).await.unwrap();
        assert!(matches!(status.status, StatusName::Other(_)), "{word}");
        assert_eq!(status.paid(), None, "{word}");
        assert!(!status.status.as_str().contains('\0'), "{word}");
    }
    for broken in ["\"fun\0ded\"", "\"fun\nded\"", "\"\\ud800\"", "\"\\x66unded\""] {
        let answer = status(&funded(broken)).await;
        assert!(matches!(fault(answer), Unreadable::NotJson | Unreadable::Wrong { field: "status", .. }), "{broken:?}");
    }
    for noise in ["\0", "\u{feff}{}", "{\"status\"\0:\"funded\"}", "🧾", "{}\0"] {
        assert_eq!(fault(status(noise).await), Unreadable::NotJson, "{noise:?}");
    }
}
