//! Payments on chain, and what is too little or too much.

use super::*;

const ADDRESS: &str = "bcrt1a";

fn noon(seconds: i64) -> Timestamp {
    at("2026-01-02T12:00:00Z").checked_add(jiff::SignedDuration::from_secs(seconds)).unwrap()
}

/// Status, time of payment, funding and amount as a reader is shown them.
fn shown(ledger: &Ledger, id: Uuid) -> (String, Option<String>, Option<String>, i64) {
    let one = ledger.session(id).unwrap();
    (one.status().to_owned(), one.paid_at(), one.funding_status(), one.funding_amount_available())
}

fn expected(
    status: &str,
    paid_at: Option<&str>,
    funding: Option<&str>,
    minor: i64,
) -> (String, Option<String>, Option<String>, i64) {
    (status.to_owned(), paid_at.map(str::to_owned), funding.map(str::to_owned), minor)
}

#[test]
fn a_payment_on_chain_is_detected_until_it_is_confirmed() {
    let (mut ledger, id) = ledger(&["lnbcrt1a"]);
    ledger.pay_on_chain("bitcoin:BCRT1A", 25_000, false, noon(10)).unwrap();
    assert_eq!(shown(&ledger, id), expected("funding-detected", None, None, 0));
    assert_eq!(read(&mut ledger, id), ("funding-detected".into(), false));
    ledger.confirm(ADDRESS, noon(40)).unwrap();
    let paid_at = Some("2026-01-02T12:00:40.000Z");
    assert_eq!(shown(&ledger, id), expected("funding-received", paid_at, Some("well-funded"), 0));
    assert_eq!(read(&mut ledger, id), ("funding-received".into(), false));
    assert_eq!(read(&mut ledger, id), ("funded".into(), true));
    assert_eq!(ledger.confirm(ADDRESS, noon(50)).unwrap_err(), Unpaid::Already);
    assert_eq!(ledger.confirm("bcrt1b", noon(50)).unwrap_err(), Unpaid::Unknown);
    assert!(ledger.pay_on_chain("bcrt1b", 25_000, true, noon(50)).is_none());
}

#[test]
fn too_little_is_under_funded_and_never_paid_until_the_rest_is_there() {
    let (mut ledger, id) = ledger(&["lnbcrt1a"]);
    ledger.pay_on_chain(ADDRESS, 20_000, false, noon(1)).unwrap();
    assert_eq!(shown(&ledger, id), expected("funding-detected", None, Some("under-funded"), 1_000));
    ledger.confirm(ADDRESS, noon(2)).unwrap();
    assert_eq!(shown(&ledger, id), expected("draft", None, Some("under-funded"), 1_000));
    ledger.pay_on_chain(ADDRESS, 4_999, true, noon(3)).unwrap();
    assert_eq!(shown(&ledger, id), expected("draft", None, Some("under-funded"), 1_249));
    ledger.pay_on_chain(ADDRESS, 1, false, noon(4)).unwrap();
    assert_eq!(shown(&ledger, id), expected("funding-detected", None, None, 0));
    ledger.confirm(ADDRESS, noon(5)).unwrap();
    let paid_at = Some("2026-01-02T12:00:05.000Z");
    assert_eq!(shown(&ledger, id), expected("funding-received", paid_at, Some("well-funded"), 0));
}

#[test]
fn too_much_is_paid_and_over_funded_also_when_it_comes_afterwards() {
    let (mut ledger, id) = ledger(&["lnbcrt1a"]);
    ledger.pay_on_chain(ADDRESS, 25_000, true, noon(1)).unwrap();
    let paid_at = Some("2026-01-02T12:00:01.000Z");
    assert_eq!(shown(&ledger, id), expected("funding-received", paid_at, Some("well-funded"), 0));
    ledger.pay_on_chain(ADDRESS, 1, false, noon(2)).unwrap();
    assert_eq!(shown(&ledger, id), expected("funding-received", paid_at, Some("over-funded"), 1_250));
    ledger.pay("lnbcrt1a", false, noon(3)).unwrap();
    assert_eq!(shown(&ledger, id), expected("funding-received", paid_at, Some("over-funded"), 2_500));
}

#[test]
fn a_satoshi_begun_is_not_too_much() {
    let mut ledger = Ledger::default();
    let id = ledger.open(Uuid::from_u128(1), Draft { amount_minor: 1, msat_per_minor: 1_500, ..draft("sale-1") }).id;
    ledger.attempt(id, Attempt { amount_msat: 1_500, ..attempt("lnbcrt1a") });
    ledger.pay_on_chain(ADDRESS, 2, true, noon(1)).unwrap();
    assert_eq!(ledger.session(id).unwrap().funding_status().as_deref(), Some("well-funded"));
    ledger.pay_on_chain(ADDRESS, 1, true, noon(1)).unwrap();
    assert_eq!(ledger.session(id).unwrap().funding_status().as_deref(), Some("over-funded"));
}

#[test]
fn an_invoice_for_less_than_the_attempt_says_leaves_the_session_short() {
    let (mut ledger, id) = ledger(&[]);
    let mut twisted = attempt("lnbcrt1a");
    twisted.payable.as_mut().unwrap().invoice_msat = 7_000_000;
    ledger.attempt(id, twisted);
    ledger.pay("lnbcrt1a", false, noon(1)).unwrap();
    assert_eq!(shown(&ledger, id), expected("draft", None, Some("under-funded"), 350));
}

#[test]
fn two_attempts_together_can_be_enough() {
    let (mut ledger, id) = ledger(&["lnbcrt1a", "lnbcrt1b"]);
    ledger.pay_on_chain("bcrt1a", 15_000, true, noon(1)).unwrap();
    ledger.pay_on_chain("bcrt1b", 10_000, false, noon(2)).unwrap();
    let session = ledger.session(id).unwrap();
    assert_eq!((session.on_chain_sat(0), session.on_chain_sat(1)), ((15_000, 0), (10_000, 10_000)));
    assert_eq!(session.status(), "funding-detected");
    ledger.confirm("bcrt1b", noon(3)).unwrap();
    assert!(ledger.session(id).unwrap().is_paid());
}

#[test]
fn a_payment_on_chain_after_the_end_is_taken_and_late() {
    let (mut ledger, id) = ledger(&["lnbcrt1a"]);
    ledger.pay_on_chain(ADDRESS, 25_000, true, noon(600)).unwrap();
    assert_eq!(ledger.session(id).unwrap().paid_at().as_deref(), Some("2026-01-02T12:10:00.000Z"));
    assert!(ledger.payments()[0].1.late);
}

#[test]
fn every_payment_is_kept_in_the_order_it_came() {
    let (mut ledger, first) = ledger(&["lnbcrt1a"]);
    let second = ledger.open(Uuid::from_u128(2), draft("sale-2")).id;
    ledger.attempt(second, attempt("lnbcrt1b"));
    ledger.pay("lnbcrt1b", false, noon(1)).unwrap();
    ledger.pay_on_chain("bcrt1a", 3, false, noon(2)).unwrap();
    ledger.pay_on_chain("bcrt1b", 4, true, noon(3)).unwrap();
    ledger.pay("lnbcrt1b", false, noon(4)).unwrap_err();
    let payments = ledger.payments();
    let ids: Vec<(u64, Uuid, u64)> =
        payments.iter().map(|(one, payment)| (payment.number, one.id, payment.msat)).collect();
    assert_eq!(ids, [(1, second, 25_000_000), (2, first, 3_000), (3, second, 4_000)]);
    let means: Vec<Means> = payments.iter().map(|(_, payment)| payment.means).collect();
    assert_eq!(means, [Means::Lightning, Means::OnChain, Means::OnChain]);
    let confirmed: Vec<bool> = payments.iter().map(|(_, payment)| payment.confirmed.is_some()).collect();
    assert_eq!(confirmed, [true, false, true]);
}
