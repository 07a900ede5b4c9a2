//! Rows that no program of ours has written are errors, never guesses; and one such row does not hide
//! the others.

use crate::databases::{Database, on_both_databases};
use crate::sales::{at, awaiting, awaiting_on_chain, ids, new_server, opened, paid_late, stored};
use server::store::StoreError;

on_both_databases!(what_contradicts_itself_is_an_error, a_broken_one_does_not_hide_the_others);

/// Each breaks one of two things: a checkout that waits for a payment, or one that was paid late.
const BREAKAGES: [&str; 20] = [
    "UPDATE checkouts SET currency = 'eur'",
    "UPDATE checkouts SET state = 'paid' WHERE state = 'awaiting-payment'",
    "UPDATE checkouts SET over = NOT over",
    "UPDATE checkouts SET state_json = '\"resting\"'",
    "UPDATE checkouts SET state_json = '{'",
    "UPDATE checkouts SET reading_json = '[]'",
    "UPDATE checkouts SET session_progress = 'unknown'",
    "UPDATE checkouts SET payment_session_id = 'x' || id",
    "UPDATE checkouts SET session_expires_at_ms = NULL",
    "UPDATE checkouts SET session_progress_ms = 5",
    "UPDATE attempts SET outcome = 'asked' WHERE outcome = 'ready'",
    "UPDATE attempts SET invoice = NULL",
    "UPDATE attempts SET amount_msat = -1",
    "UPDATE attempts SET number = number + 5",
    "UPDATE attempts SET on_chain_address = NULL",
    "DELETE FROM attempts WHERE outcome = 'without'",
    "UPDATE alarms SET kind = 'odd'",
    "UPDATE alarms SET decided_at_ms = 5, decision_json = '{}'",
    "UPDATE alarms SET decided_at_ms = 5, decision_json = '{\"at\":6,\"verdict\":\"accept\",\"note\":\"\"}'",
    "UPDATE checkouts SET payment_session_id = NULL, session_expires_at_ms = NULL, session_progress = 'not-asked'",
];

async fn what_contradicts_itself_is_an_error(database: &impl Database) {
    for breakage in BREAKAGES {
        let store = database.open().await;
        let one = stored(store.as_ref(), awaiting_on_chain(opened())).await;
        let other = stored(store.as_ref(), paid_late(opened(), 50)).await;
        for checkout in [&one, &other] {
            assert_eq!(store.get(checkout.id()).await.unwrap().as_deref(), Some(checkout));
        }
        store.close().await;
        database.by_hand(breakage).await;
        // By a server that has never read them.
        let store = database.open().await;
        let found = [store.get(one.id()).await, store.get(other.id()).await];
        assert!(found.iter().any(|found| matches!(found, Err(StoreError::Broken(_)))), "{breakage}: {found:?}");
        for (found, checkout) in found.into_iter().zip([one, other]) {
            assert!(found.is_err() || found.unwrap() == Some(checkout.into()), "{breakage}: a guess");
        }
        database.by_hand("DELETE FROM alarms; DELETE FROM attempts; DELETE FROM changes; DELETE FROM checkouts").await;
        store.close().await;
    }
    let store = database.open().await;
    let checkout = stored(store.as_ref(), opened()).await;
    database.by_hand("UPDATE changes SET event_json = '\"rested\"'").await;
    assert!(matches!(store.history(checkout.id()).await, Err(StoreError::Broken(_))));
    database.by_hand("INSERT INTO servers (id, beat) VALUES ('somebody', 0)").await;
    assert!(matches!(store.members().await, Err(StoreError::Broken(_))));
    database.by_hand("UPDATE checkouts SET owner = 'somebody'").await;
    assert!(matches!(store.owner(checkout.id()).await, Err(StoreError::Broken(_))));
}

async fn a_broken_one_does_not_hide_the_others(database: &impl Database) {
    let store = database.open().await;
    let open = stored(store.as_ref(), awaiting(opened())).await;
    let late = stored(store.as_ref(), paid_late(opened(), 50)).await;
    let broken = stored(store.as_ref(), awaiting(opened())).await;
    let alarming = stored(store.as_ref(), paid_late(opened(), 60)).await;
    for one in [&broken, &alarming] {
        database.by_hand(&format!("UPDATE checkouts SET reading_json = '{{' WHERE id = '{}'", one.id())).await;
    }
    assert_eq!(ids(&store.live(10).await.unwrap()), [open.id()]);
    assert_eq!(store.alarmed(10).await.unwrap(), [late]);
    assert_eq!(store.alarm_count().await.unwrap(), (2, Some(at(60))), "somebody has to look at it all the same");
    let server = new_server();
    store.join(server).await.unwrap();
    assert_eq!(store.claim(server, at(0), 10).await.unwrap(), [open]);
    assert_eq!(store.claim(server, at(0), 10).await.unwrap(), []);
}
