//! What every store must hold to; a second database runs the same.

use crate::harness::new_id;
use domain::answer::{Action, Answer, Invoice};
use domain::checkout::change::Event;
use domain::{Checkout, Currency, Money, Msat, SessionId, Timestamp};
use server::store::{Inserted, SqliteStore, Store, StoreError};
use tempfile::TempDir;
use uuid::Uuid;

fn at(second: i64) -> Timestamp {
    crate::harness::seconds(1_790_000_000 + second)
}

fn opened() -> Checkout {
    let total = Money::from_minor(1250, Currency::EUR);
    Checkout::open(new_id(), total, at(0), at(600)).asking(Action::CreateSession, at(0)).unwrap()
}

fn with_invoice(checkout: Checkout, hash: &str) -> Checkout {
    let id = SessionId::from_uuid(Uuid::from_u128(rand::random()));
    let invoice = Invoice {
        bolt11: "lnbcrt1".to_owned(),
        payment_hash: hash.to_owned(),
        amount: Msat::from_msat(25_000_000),
        expires_at: at(600),
    };
    checkout
        .answered(Answer::SessionOpen { id, expires_at: None }, at(0), at(1))
        .and_then(|checkout| checkout.asking(Action::CreateAttempt, at(1)))
        .and_then(|checkout| checkout.answered(Answer::AttemptReady(invoice), at(1), at(2)))
        .unwrap()
}

async fn sqlite() -> (SqliteStore, TempDir) {
    let folder = tempfile::tempdir().unwrap();
    (SqliteStore::open(&folder.path().join("kiosk.sqlite")).await.unwrap(), folder)
}

#[tokio::test]
async fn what_is_stored_is_what_is_found() {
    let (store, folder) = sqlite().await;
    let checkout = opened();
    assert!(matches!(store.insert(&checkout).await.unwrap(), Inserted::New));
    assert_eq!(store.get(checkout.id()).await.unwrap(), Some(checkout.clone().saved()));
    let checkout = with_invoice(checkout.saved(), "aa");
    store.save(&checkout).await.unwrap();
    assert_eq!(store.get(checkout.id()).await.unwrap(), Some(checkout.clone().saved()));
    store.close().await;

    let again = SqliteStore::open(&folder.path().join("kiosk.sqlite")).await.unwrap();
    assert_eq!(again.get(checkout.id()).await.unwrap(), Some(checkout.clone().saved()));
    let history = again.history(checkout.id()).await.unwrap();
    let versions: Vec<_> = history.iter().map(|entry| entry.version).collect();
    assert_eq!(versions, (1..=checkout.version()).collect::<Vec<_>>());
    assert_eq!((&history[0].event, history[0].at), (&Event::Opened, at(0)));
    assert_eq!(history.last().unwrap().state, "awaiting-payment");
}

#[tokio::test]
async fn of_two_at_once_one_is_stored() {
    let (store, _folder) = sqlite().await;
    let checkout = opened();
    let both = futures::future::join_all((0..20).map(|_| store.insert(&checkout))).await;
    let new = both.iter().filter(|inserted| matches!(inserted, Ok(Inserted::New))).count();
    assert_eq!(new, 1);
    assert!(both.iter().all(Result::is_ok), "the others get the one that is");
}

#[tokio::test]
async fn a_write_that_has_not_seen_the_last_one_changes_nothing() {
    let (store, _folder) = sqlite().await;
    let checkout = opened();
    store.insert(&checkout).await.unwrap();
    let checkout = checkout.saved();
    store.save(&with_invoice(checkout.clone(), "bb")).await.unwrap();
    let behind = checkout.cancel(at(3)).unwrap();
    assert!(matches!(store.save(&behind).await, Err(StoreError::Stale)));
    let stored = store.get(behind.id()).await.unwrap().unwrap();
    assert_eq!(stored.state().name(), "awaiting-payment");
    assert_eq!(store.history(behind.id()).await.unwrap().len() as u64, stored.version());
}

#[tokio::test]
async fn the_unfinished_are_those_mion_may_still_have_to_be_asked_about() {
    let (store, _folder) = sqlite().await;
    let (open, cancelled, old) = (opened(), opened(), opened());
    for checkout in [&open, &cancelled, &old] {
        store.insert(checkout).await.unwrap();
    }
    store.save(&cancelled.clone().saved().cancel(at(100)).unwrap()).await.unwrap();
    store.save(&old.clone().saved().cancel(at(10)).unwrap()).await.unwrap();
    let mut found: Vec<_> = store.unfinished(at(50)).await.unwrap().iter().map(Checkout::id).collect();
    found.sort();
    let mut expected = vec![open.id(), cancelled.id()];
    expected.sort();
    assert_eq!(found, expected);
}

#[tokio::test]
async fn the_same_payment_hash_never_stands_twice() {
    let (store, _folder) = sqlite().await;
    for (number, checkout) in [opened(), opened()].into_iter().enumerate() {
        store.insert(&checkout).await.unwrap();
        let saved = store.save(&with_invoice(checkout.saved(), "cc")).await;
        assert_eq!(saved.is_ok(), number == 0, "another sale's invoice is not this one's");
    }
}
