//! The ledger by itself: payments by Lightning, reads and what control sets, with time handed in. Those on chain,
//! and what is too little or too much, are in `funding`.

mod funding;

use super::*;

fn at(text: &str) -> Timestamp {
    text.parse().unwrap()
}

fn draft(reference: &str) -> Draft {
    Draft {
        amount_minor: 1250,
        msat_per_minor: 20_000,
        currency: "EUR".into(),
        reference: reference.into(),
        expires_at: at("2026-01-02T12:10:00Z"),
        retail_pos: true,
    }
}

fn attempt(invoice: &str) -> Attempt {
    Attempt {
        amount_msat: 25_000_000,
        expiry: at("2026-01-02T12:10:00Z"),
        payable: Some(Payable {
            invoice: invoice.into(),
            invoice_msat: 25_000_000,
            address: invoice.replace("lnbcrt", "bcrt"),
        }),
        blocked: false,
        missing_fields: &[],
        settled: None,
    }
}

/// One session with one attempt for each invoice named.
fn ledger(invoices: &[&str]) -> (Ledger, Uuid) {
    let mut ledger = Ledger::default();
    let id = ledger.open(Uuid::from_u128(1), draft("sale-1")).id;
    for invoice in invoices {
        ledger.attempt(id, attempt(invoice));
    }
    (ledger, id)
}

fn read(ledger: &mut Ledger, id: Uuid) -> (String, bool) {
    let (session, moved) = ledger.read(id).unwrap();
    (session.status().to_owned(), moved)
}

#[test]
fn a_session_is_a_draft_until_paid_then_received_once_then_funded() {
    let (mut ledger, id) = ledger(&["lnbcrt1a"]);
    assert_eq!(read(&mut ledger, id), ("draft".into(), false));
    ledger.pay("LNBCRT1A", false, at("2026-01-02T12:01:00Z")).unwrap();
    assert_eq!(read(&mut ledger, id), ("funding-received".into(), false));
    assert_eq!(read(&mut ledger, id), ("funded".into(), true));
    assert_eq!(read(&mut ledger, id), ("funded".into(), false));
    let session = ledger.session(id).unwrap();
    assert_eq!(session.paid_at().as_deref(), Some("2026-01-02T12:01:00.000Z"));
    assert_eq!(session.funding_status().as_deref(), Some("well-funded"));
    assert_eq!(session.fee_status().as_deref(), Some("correct"));
    assert_eq!(session.reads, 4);
}

#[test]
fn an_unpaid_session_shows_nothing_of_a_payment_even_when_over() {
    let (mut ledger, id) = ledger(&["lnbcrt1a"]);
    assert_eq!(read(&mut ledger, id).0, "draft");
    let session = ledger.session(id).unwrap();
    assert!(session.is_over(at("2026-01-02T12:10:00Z")));
    assert_eq!((session.paid_at(), session.funding_status(), session.fee_status()), (None, None, None));
    assert_eq!(session.funding_amount_available(), 0);
}

#[test]
fn an_invoice_is_paid_once() {
    let (mut ledger, _) = ledger(&["lnbcrt1a"]);
    let now = at("2026-01-02T12:01:00Z");
    assert_eq!(ledger.pay("lnbcrt1b", false, now).unwrap_err(), Unpaid::Unknown);
    assert!(ledger.pay("lnbcrt1a", false, now).is_ok());
    assert_eq!(ledger.pay("lnbcrt1a", true, now).unwrap_err(), Unpaid::Already);
    assert_eq!(ledger.payments().len(), 1);
}

#[test]
fn an_invoice_at_its_end_is_paid_only_late() {
    let (mut ledger, id) = ledger(&["lnbcrt1a"]);
    let end = at("2026-01-02T12:10:00Z");
    assert_eq!(ledger.pay("lnbcrt1a", false, end).unwrap_err(), Unpaid::Expired);
    assert_eq!(ledger.pay("lnbcrt1a", true, end).unwrap().id, id);
    let settled = ledger.session(id).unwrap().attempts[0].settled;
    assert_eq!(settled, Some(Settled { at: end, late: true }));
}

#[test]
fn paying_in_time_with_late_allowed_is_not_late() {
    let (mut ledger, id) = ledger(&["lnbcrt1a"]);
    ledger.pay("lnbcrt1a", true, at("2026-01-02T12:09:59Z")).unwrap();
    assert!(!ledger.session(id).unwrap().attempts[0].settled.unwrap().late);
}

#[test]
fn two_attempts_of_one_session_can_both_be_paid_and_the_first_time_stays() {
    let (mut ledger, id) = ledger(&["lnbcrt1a", "lnbcrt1b"]);
    ledger.pay("lnbcrt1b", false, at("2026-01-02T12:01:00Z")).unwrap();
    ledger.pay("lnbcrt1a", false, at("2026-01-02T12:02:00Z")).unwrap();
    let session = ledger.session(id).unwrap();
    assert_eq!(session.paid_at().as_deref(), Some("2026-01-02T12:01:00.000Z"));
    assert!(session.attempts.iter().all(|attempt| attempt.settled.is_some()));
    assert_eq!(session.funding_status().as_deref(), Some("over-funded"));
    assert_eq!(session.funding_amount_available(), 2_500);
}

#[test]
fn a_reference_used_twice_keeps_both_sessions_and_finds_the_newest() {
    let (mut ledger, first) = ledger(&[]);
    let second = ledger.open(Uuid::from_u128(2), draft("sale-1")).id;
    assert_eq!(ledger.id_of("sale-1"), Some(second));
    assert_eq!(ledger.id_of("sale-2"), None);
    let newest: Vec<Uuid> = ledger.newest_first().map(|session| session.id).collect();
    assert_eq!(newest, [second, first]);
}

#[test]
fn what_control_sets_is_shown_verbatim_and_adds_up_until_a_payment() {
    let (mut ledger, id) = ledger(&["lnbcrt1a"]);
    let status = StatusChange { status: Some("frozen".into()), ..StatusChange::default() };
    ledger.set(id, status).unwrap();
    let fields = StatusChange {
        paid_at: Some(Some("2026-01-02T12:01:00Z".into())),
        funding_status: Some(Some("under-funded".into())),
        fee_status: Some(None),
        funding_amount_available: Some(-7),
        ..StatusChange::default()
    };
    let session = ledger.set(id, fields).unwrap();
    assert_eq!(session.status(), "frozen");
    assert_eq!(session.paid_at().as_deref(), Some("2026-01-02T12:01:00Z"));
    assert_eq!(session.funding_status().as_deref(), Some("under-funded"));
    assert_eq!(session.fee_status(), None);
    assert_eq!(session.funding_amount_available(), -7);
    ledger.pay("lnbcrt1a", false, at("2026-01-02T12:02:00Z")).unwrap();
    assert_eq!(read(&mut ledger, id).0, "funding-received");
    assert_eq!(ledger.session(id).unwrap().fee_status().as_deref(), Some("correct"));
}

#[test]
fn nothing_can_be_set_or_read_of_an_unknown_session() {
    let (mut ledger, _) = ledger(&[]);
    let unknown = Uuid::from_u128(9);
    assert!(ledger.set(unknown, StatusChange::default()).is_none());
    assert!(ledger.read(unknown).is_none());
}
