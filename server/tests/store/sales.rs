//! Checkouts as they are in the course of a sale.

use domain::answer::{Action, Answer, Funding, Invoice, OnChain, StatusRead};
use domain::{Checkout, CheckoutId, Currency, Money, Msat, SessionId, Timestamp};
use server::store::{ServerId, Store};
use uuid::Uuid;

/// So many seconds after the first sale.
pub(crate) fn at(second: i64) -> Timestamp {
    Timestamp::from_unix_ms((1_790_000_000 + second) * 1000)
}

pub(crate) fn new_server() -> ServerId {
    ServerId::from_uuid(Uuid::from_u128(rand::random()))
}

pub(crate) fn opened_at(second: i64) -> Checkout {
    let id = CheckoutId::try_from(uuid::Builder::from_random_bytes(rand::random()).into_uuid()).unwrap();
    let total = Money::from_minor(1250, Currency::EUR);
    Checkout::open(id, total, at(second), at(second + 600)).asking(Action::CreateSession, at(second)).unwrap()
}

pub(crate) fn opened() -> Checkout {
    opened_at(0)
}

fn new_invoice() -> Invoice {
    Invoice {
        bolt11: "lnbcrt1".to_owned(),
        payment_hash: format!("{:032x}", rand::random::<u128>()),
        amount: Msat::from_msat(25_000_000),
        expires_at: at(600),
        on_chain: None,
    }
}

pub(crate) fn with_session(checkout: Checkout) -> Checkout {
    let id = SessionId::from_uuid(Uuid::from_u128(rand::random()));
    checkout.answered(Answer::SessionOpen { id, expires_at: None }, at(0), at(1)).unwrap()
}

fn attempted(checkout: Checkout, answer: Answer) -> Checkout {
    let asking = checkout.asking(Action::CreateAttempt, at(1)).unwrap();
    asking.answered(answer, at(1), at(2)).unwrap()
}

/// With an invoice to be paid.
pub(crate) fn awaiting(checkout: Checkout) -> Checkout {
    attempted(with_session(checkout), Answer::AttemptReady(new_invoice()))
}

/// With the invoice called `hash`.
pub(crate) fn awaiting_called(checkout: Checkout, hash: &str) -> Checkout {
    let invoice = Invoice { payment_hash: hash.to_owned(), ..new_invoice() };
    attempted(with_session(checkout), Answer::AttemptReady(invoice))
}

/// After an attempt without an answer, with an invoice that can be paid on chain, too.
pub(crate) fn awaiting_on_chain(checkout: Checkout) -> Checkout {
    let on_chain = OnChain { address: "bcrt1qexample".to_owned(), fee_rate: Some("12.5".to_owned()) };
    let invoice = Invoice { on_chain: Some(on_chain), ..new_invoice() };
    attempted(attempted(with_session(checkout), Answer::Lost), Answer::AttemptReady(invoice))
}

fn funded() -> StatusRead {
    StatusRead {
        word: "funded".to_owned(),
        word_means_paid: true,
        word_is_last: true,
        paid_at: Some(at(100)),
        seen: false,
        funding: Some(Funding::Well),
        fee_is_correct: Some(true),
        funding_status: Some("well-funded".to_owned()),
        fee_status: Some("correct".to_owned()),
        funding_amount_available: Some(1250),
    }
}

fn read(checkout: Checkout, read: StatusRead, second: i64) -> Checkout {
    checkout.answered(Answer::Status(read), at(second), at(second)).unwrap()
}

/// Paid, and Mion has more to say about it.
pub(crate) fn paid(checkout: Checkout, second: i64) -> Checkout {
    read(checkout, StatusRead { word_is_last: false, ..funded() }, second)
}

/// Paid, and Mion has said its last word.
pub(crate) fn settled(checkout: Checkout, second: i64) -> Checkout {
    read(checkout, funded(), second)
}

/// Paid with more than was asked for.
pub(crate) fn overpaid(checkout: Checkout, second: i64) -> Checkout {
    read(checkout, StatusRead { funding: Some(Funding::Over), ..funded() }, second)
}

/// Called off, then paid: there is an alarm.
pub(crate) fn paid_late(checkout: Checkout, second: i64) -> Checkout {
    settled(awaiting(checkout).cancel(at(second)).unwrap(), second)
}

/// Stores a new checkout as somebody's who is no member.
pub(crate) async fn stored(store: &dyn Store, checkout: Checkout) -> Checkout {
    store.insert(&checkout, new_server(), None).await.unwrap();
    checkout.saved()
}

/// Their ids, in an order that does not depend on how they were found.
pub(crate) fn ids(checkouts: &[Checkout]) -> Vec<CheckoutId> {
    let mut ids: Vec<_> = checkouts.iter().map(Checkout::id).collect();
    ids.sort();
    ids
}
