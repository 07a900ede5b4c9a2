//! Storing a sale and finding it again.

use crate::databases::{Database, on_both_databases};
use crate::sales::{
    at, awaiting, awaiting_called, awaiting_on_chain, ids, new_server, opened, opened_at, overpaid, paid, paid_late,
    settled, stored, with_session,
};
use domain::answer::{Answer, Refusal};
use domain::checkout::change::Event;
use domain::{Checkout, CheckoutId};
use futures::future::join_all;
use server::store::{Inserted, StoreError};

on_both_databases!(
    what_is_stored_is_what_is_found,
    every_kind_of_checkout_comes_back_as_it_was,
    what_was_never_stored_is_not_found,
    of_many_at_once_one_is_stored_and_all_get_it,
    of_many_writers_that_have_read_the_same_one_is_stored,
    a_write_that_has_not_seen_the_last_one_changes_nothing,
    the_same_payment_hash_never_stands_twice,
    a_settled_attempt_is_never_written_over,
    the_live_are_those_that_are_not_over,
);

async fn what_is_stored_is_what_is_found(database: &impl Database) {
    let store = database.open().await;
    let (checkout, owner) = (opened(), new_server());
    assert!(matches!(store.insert(&checkout, owner, None).await.unwrap(), Inserted::New));
    assert_eq!(store.get(checkout.id()).await.unwrap(), Some(checkout.clone().saved().into()));
    let checkout = awaiting(checkout.saved());
    store.save(&checkout).await.unwrap();
    store.ping().await.unwrap();
    store.close().await;

    let again = database.open().await;
    assert_eq!(again.get(checkout.id()).await.unwrap(), Some(checkout.clone().saved().into()));
    assert_eq!(again.owner(checkout.id()).await.unwrap(), Some(owner), "a write does not change who watches it");
    let history = again.history(checkout.id()).await.unwrap();
    let versions: Vec<_> = history.iter().map(|entry| entry.version).collect();
    assert_eq!(versions, (1..=checkout.version()).collect::<Vec<_>>());
    assert_eq!((&history[0].event, history[0].at), (&Event::Opened, at(0)));
    assert_eq!(history.last().unwrap().state, "awaiting-payment");
}

async fn every_kind_of_checkout_comes_back_as_it_was(database: &impl Database) {
    let refusal = Refusal { http_status: 403, text: "\u{0}account \"closed\" – 🙈".to_owned() };
    let store = database.open().await;
    let kinds: [fn(Checkout) -> Checkout; 10] = [
        |checkout| checkout,
        |checkout| checkout.answered(Answer::Lost, at(0), at(5)).unwrap(),
        with_session,
        awaiting_on_chain,
        |checkout| awaiting(checkout).ask_cancel(at(20)).unwrap().put_aside(at(21)).unwrap(),
        |checkout| awaiting(checkout).cancel(at(30)).unwrap(),
        |checkout| paid(awaiting(checkout), 40),
        |checkout| settled(awaiting_on_chain(checkout), 40),
        |checkout| overpaid(awaiting(checkout), 40),
        |checkout| paid_late(checkout, 50),
    ];
    let mut checkouts: Vec<Checkout> = kinds.iter().map(|kind| kind(opened())).collect();
    checkouts.push(opened().answered(Answer::Refused(refusal), at(0), at(1)).unwrap());
    for checkout in checkouts {
        // All at once, and step by step.
        let other = stored(store.as_ref(), opened()).await;
        store.insert(&checkout, new_server(), None).await.unwrap();
        assert_eq!(store.get(checkout.id()).await.unwrap(), Some(checkout.clone().saved().into()));
        let history = store.history(checkout.id()).await.unwrap();
        let changes = checkout.unsaved().iter().map(|change| (change.version, change.at, change.event.clone()));
        assert!(history.into_iter().map(|entry| (entry.version, entry.at, entry.event)).eq(changes));
        assert_eq!(store.get(other.id()).await.unwrap(), Some(other.into()));
    }
    for kind in kinds {
        let next = kind(stored(store.as_ref(), opened()).await);
        store.save(&next).await.map_or_else(|error| assert!(next.unsaved().is_empty(), "{error}"), drop);
        assert_eq!(store.get(next.id()).await.unwrap(), Some(next.saved().into()));
    }
}

async fn what_was_never_stored_is_not_found(database: &impl Database) {
    let store = database.open().await;
    let id = opened().id();
    assert_eq!(store.get(id).await.unwrap(), None);
    assert_eq!(store.owner(id).await.unwrap(), None);
    assert_eq!(store.history(id).await.unwrap(), []);
    assert!(matches!(store.save(&opened().saved().cancel(at(1)).unwrap()).await, Err(StoreError::Stale)));
}

async fn of_many_at_once_one_is_stored_and_all_get_it(database: &impl Database) {
    let stores = database.servers(2).await;
    let checkout = opened();
    let all = join_all((0..50).map(|number| stores[number % 2].insert(&checkout, new_server(), None))).await;
    let (mut new, mut existing) = (0, 0);
    for inserted in all {
        match inserted.unwrap() {
            Inserted::New => new += 1,
            Inserted::Existing(found) if *found == checkout.clone().saved() => existing += 1,
            Inserted::Existing(other) => panic!("{other:?}"),
        }
    }
    assert_eq!((new, existing), (1, 49));
}

async fn of_many_writers_that_have_read_the_same_one_is_stored(database: &impl Database) {
    let stores = database.servers(2).await;
    let checkout = stored(stores[0].as_ref(), opened()).await;
    let writes: Vec<_> = (0..50).map(|second| checkout.clone().cancel(at(second)).unwrap()).collect();
    let all = join_all(writes.iter().zip([0, 1].into_iter().cycle()).map(|(write, one)| stores[one].save(write))).await;
    let done: Vec<_> = all.iter().zip(&writes).filter(|(saved, _)| saved.is_ok()).map(|(_, write)| write).collect();
    assert_eq!(done.len(), 1);
    let others = all.iter().filter(|saved| saved.is_err());
    assert!(others.into_iter().all(|saved| matches!(saved, Err(StoreError::Stale))));
    assert_eq!(stores[1].get(checkout.id()).await.unwrap(), Some(done[0].clone().saved().into()));
    assert_eq!(stores[1].history(checkout.id()).await.unwrap().len() as u64, done[0].version());
}

async fn a_write_that_has_not_seen_the_last_one_changes_nothing(database: &impl Database) {
    let store = database.open().await;
    let checkout = stored(store.as_ref(), opened()).await;
    store.save(&awaiting(checkout.clone())).await.unwrap();
    let behind = checkout.cancel(at(3)).unwrap();
    assert!(matches!(store.save(&behind).await, Err(StoreError::Stale)));
    let found = store.get(behind.id()).await.unwrap().unwrap();
    assert_eq!(found.state().name(), "awaiting-payment");
    assert_eq!(store.history(behind.id()).await.unwrap().len() as u64, found.version());
}

async fn the_same_payment_hash_never_stands_twice(database: &impl Database) {
    let store = database.open().await;
    let first = stored(store.as_ref(), opened()).await;
    let second = stored(store.as_ref(), opened()).await;
    store.save(&awaiting_called(first, "cc")).await.unwrap();
    let saved = store.save(&awaiting_called(second.clone(), "cc")).await;
    assert!(matches!(saved, Err(StoreError::Taken)), "another sale's invoice is not this one's");
    assert_eq!(store.get(second.id()).await.unwrap(), Some(second.into()), "all or nothing");
}

async fn a_settled_attempt_is_never_written_over(database: &impl Database) {
    let store = database.open().await;
    let checkout = stored(store.as_ref(), opened()).await;
    let awaiting = awaiting(checkout);
    store.save(&awaiting).await.unwrap();
    let aside = format!("UPDATE attempts SET invoice = 'another' WHERE checkout_id = '{}'", awaiting.id());
    database.by_hand(&aside).await;
    store.save(&awaiting.saved().put_aside(at(9)).unwrap()).await.unwrap();
    let id: CheckoutId = store.live(1).await.unwrap()[0].id();
    assert_eq!(store.get(id).await.unwrap().unwrap().invoice().unwrap().bolt11, "another");
}

async fn the_live_are_those_that_are_not_over(database: &impl Database) {
    let store = database.open().await;
    let mut live = Vec::new();
    for second in [3, 1, 2] {
        live.push(stored(store.as_ref(), opened_at(second)).await);
    }
    let aside = awaiting(live[0].clone()).put_aside(at(10)).unwrap();
    store.save(&aside).await.unwrap();
    live[0] = aside.saved();
    for over in [paid_late(opened(), 5), settled(awaiting(opened()), 5), opened().cancel(at(5)).unwrap()] {
        stored(store.as_ref(), over).await;
    }
    live.sort_by_key(|checkout| std::cmp::Reverse(checkout.record().opened_at));
    assert_eq!(store.live(10).await.unwrap(), live, "newest first");
    assert_eq!(ids(&store.live(2).await.unwrap()), ids(&live[..2]));
}
