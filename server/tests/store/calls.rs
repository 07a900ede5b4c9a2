//! Servers that share a PostgreSQL hear each other at once, and know when they may have missed something.

use crate::databases::{Database as _, Postgres};
use crate::proxy::Proxy;
use crate::sales::opened;
use core::time::Duration;
use futures::FutureExt as _;
use server::store::{Call, Calls, CallsEvent};
use tokio::time::timeout;

/// Longer than any of this may take.
const LONG: Duration = Duration::from_secs(30);

const CUT_ALL: &str = "SELECT pg_terminate_backend(pid) FROM pg_stat_activity \
                       WHERE datname = current_database() AND pid <> pg_backend_pid()";

async fn next(calls: &mut Calls) -> CallsEvent {
    timeout(LONG, calls.next()).await.unwrap()
}

#[tokio::test]
async fn what_one_tells_all_others_hear() {
    let stores = Postgres::new().await.servers(3).await;
    let mut listening = Vec::new();
    for store in &stores {
        listening.push(store.listen().await.unwrap().unwrap());
    }
    let calls = [Call::Changed(opened().id()), Call::Waiting(opened().id()), Call::Poke, Call::Alarms];
    stores[0].call(&calls).await.unwrap();
    for other in &mut listening[1..] {
        assert_eq!(next(other).await, CallsEvent::Heard(calls.to_vec()));
    }
    // The first hears the others, and nothing of what it has told before.
    stores[1].call(&[Call::Poke]).await.unwrap();
    assert_eq!(next(&mut listening[0]).await, CallsEvent::Heard(vec![Call::Poke]));
}

#[tokio::test]
async fn a_thousand_calls_are_heard_in_order() {
    let stores = Postgres::new().await.servers(2).await;
    let mut listening = stores[1].listen().await.unwrap().unwrap();
    let calls: Vec<Call> = (0..1000).map(|_| Call::Changed(opened().id())).collect();
    stores[0].call(&calls).await.unwrap();
    stores[0].call(&[]).await.unwrap();
    let mut all = Vec::new();
    while all.len() < calls.len() {
        match next(&mut listening).await {
            CallsEvent::Heard(some) => all.extend(some),
            CallsEvent::Gap => panic!("there was no gap"),
        }
    }
    assert_eq!(all, calls);
}

#[tokio::test]
async fn a_wait_that_is_given_up_loses_nothing() {
    let stores = Postgres::new().await.servers(2).await;
    let mut listening = stores[1].listen().await.unwrap().unwrap();
    assert!(listening.next().now_or_never().is_none());
    stores[0].call(&[Call::Alarms]).await.unwrap();
    assert_eq!(next(&mut listening).await, CallsEvent::Heard(vec![Call::Alarms]));
}

#[tokio::test]
async fn databases_of_one_cluster_do_not_hear_each_other() {
    let (here, elsewhere) = (Postgres::new().await.servers(2).await, Postgres::new().await.servers(1).await);
    let mut listening = here[0].listen().await.unwrap().unwrap();
    elsewhere[0].call(&[Call::Alarms]).await.unwrap();
    here[1].call(&[Call::Poke]).await.unwrap();
    assert_eq!(next(&mut listening).await, CallsEvent::Heard(vec![Call::Poke]));
}

#[tokio::test]
async fn a_lost_connection_is_a_gap_and_then_all_is_heard_again() {
    let database = Postgres::new().await;
    let stores = database.servers(2).await;
    let mut listening = stores[1].listen().await.unwrap().unwrap();
    database.by_hand(CUT_ALL).await;
    assert_eq!(next(&mut listening).await, CallsEvent::Gap);
    // Each failure takes one dead connection out of the pool.
    while stores[0].call(&[Call::Poke]).await.is_err() {}
    assert_eq!(next(&mut listening).await, CallsEvent::Heard(vec![Call::Poke]));
}

#[tokio::test]
async fn a_wire_that_goes_dead_without_a_word_is_noticed() {
    let database = Postgres::new().await;
    let proxy = Proxy::to(database.host()).await;
    let (near, far) = (database.open_by(&proxy.host).await, database.open().await);
    let mut listening = near.listen().await.unwrap().unwrap();
    proxy.die();
    // Nobody is there while it is dead, however long that is.
    assert!(timeout(Duration::from_secs(5), listening.next()).await.is_err());
    far.call(&[Call::Alarms]).await.unwrap();
    proxy.mend();
    assert_eq!(next(&mut listening).await, CallsEvent::Gap);
    far.call(&[Call::Poke]).await.unwrap();
    assert_eq!(next(&mut listening).await, CallsEvent::Heard(vec![Call::Poke]));
}

#[tokio::test]
async fn a_store_closes_although_somebody_listens() {
    let store = Postgres::new().await.open().await;
    let mut listening = store.listen().await.unwrap().unwrap();
    timeout(LONG, store.close()).await.unwrap();
    assert!(listening.next().now_or_never().is_none());
}
