//! Taking over what nobody watches: all of it, and each by one server.

use crate::databases::{Database, on_both_databases};
use crate::sales::{at, awaiting, awaiting_on_chain, ids, new_server, opened, opened_at, paid, settled, stored};
use domain::{Checkout, Timestamp};
use futures::future::join_all;
use server::store::{ServerId, Store};

on_both_databases!(
    what_may_still_have_to_be_asked_about_is_taken_over,
    the_living_keep_what_they_have,
    what_a_dead_server_had_is_taken_over_once,
    servers_that_race_share_all_and_nothing_twice,
    whoever_is_no_member_takes_nothing,
    what_is_claimed_is_as_it_was_stored,
    the_open_ones_come_first,
);

async fn member(store: &dyn Store) -> ServerId {
    let server = new_server();
    store.join(server).await.unwrap();
    server
}

/// Claims until there are none.
async fn all(store: &dyn Store, server: ServerId, since: Timestamp, limit: u32) -> Vec<Checkout> {
    let mut all = Vec::new();
    loop {
        let some = store.claim(server, since, limit).await.unwrap();
        assert!(some.len() <= limit as usize);
        if some.is_empty() {
            return all;
        }
        all.extend(some);
    }
}

async fn what_may_still_have_to_be_asked_about_is_taken_over(database: &impl Database) {
    let store = database.open().await;
    let asked = [
        opened(),
        awaiting(opened()).put_aside(at(3)).unwrap(),
        awaiting(opened()).cancel(at(100)).unwrap(),
        paid(awaiting(opened()), 50),
        // Its other way to pay may still be used.
        settled(awaiting_on_chain(opened()), 60),
    ];
    let not =
        [awaiting(opened()).cancel(at(49)).unwrap(), paid(awaiting(opened()), 49), settled(awaiting(opened()), 70)];
    for checkout in asked.iter().chain(&not) {
        store.insert(checkout, new_server(), None).await.unwrap();
    }
    let server = member(store.as_ref()).await;
    assert_eq!(ids(&all(store.as_ref(), server, at(50), 2).await), ids(&asked));
    for checkout in asked {
        assert_eq!(store.owner(checkout.id()).await.unwrap(), Some(server));
    }
}

async fn the_living_keep_what_they_have(database: &impl Database) {
    let store = database.open().await;
    let (one, other) = (member(store.as_ref()).await, member(store.as_ref()).await);
    let checkout = opened();
    store.insert(&checkout, one, None).await.unwrap();
    assert_eq!(store.claim(other, at(0), 10).await.unwrap(), []);
    assert_eq!(store.claim(one, at(0), 10).await.unwrap(), [], "it has it already");
    assert_eq!(store.owner(checkout.id()).await.unwrap(), Some(one));
}

async fn what_a_dead_server_had_is_taken_over_once(database: &impl Database) {
    let store = database.open().await;
    let (dead, heir, other) =
        (member(store.as_ref()).await, member(store.as_ref()).await, member(store.as_ref()).await);
    let checkout = opened();
    store.insert(&checkout, dead, None).await.unwrap();
    let seen = store.members().await.unwrap().into_iter().find(|member| member.id == dead).unwrap();
    assert!(store.remove(seen).await.unwrap());
    assert_eq!(ids(&store.claim(heir, at(0), 10).await.unwrap()), [checkout.id()]);
    assert_eq!(store.claim(other, at(0), 10).await.unwrap(), []);
    // The dead one was only asleep, and opens another sale before it notices.
    let orphan = opened();
    store.insert(&orphan, dead, None).await.unwrap();
    assert_eq!(ids(&store.claim(other, at(0), 10).await.unwrap()), [orphan.id()]);
}

async fn servers_that_race_share_all_and_nothing_twice(database: &impl Database) {
    let stores = database.servers(4).await;
    let mut unwatched = Vec::new();
    for second in 0..100 {
        unwatched.push(stored(stores[0].as_ref(), opened_at(second)).await);
    }
    let racing = stores.iter().map(|store| async {
        let server = member(store.as_ref()).await;
        (server, all(store.as_ref(), server, at(0), 2).await)
    });
    let shares = join_all(racing).await;
    let taken: Vec<Checkout> = shares.iter().flat_map(|(_, share)| share.clone()).collect();
    assert_eq!(ids(&taken), ids(&unwatched), "each exactly once");
    for (server, share) in shares {
        for checkout in share {
            assert_eq!(stores[0].owner(checkout.id()).await.unwrap(), Some(server));
        }
    }
}

async fn whoever_is_no_member_takes_nothing(database: &impl Database) {
    let store = database.open().await;
    let checkout = stored(store.as_ref(), opened()).await;
    assert_eq!(store.claim(new_server(), at(0), 10).await.unwrap(), []);
    let server = member(store.as_ref()).await;
    store.leave(server).await.unwrap();
    assert_eq!(store.claim(server, at(0), 10).await.unwrap(), []);
    let heir = member(store.as_ref()).await;
    assert_eq!(store.claim(heir, at(0), 10).await.unwrap(), [checkout]);
}

async fn what_is_claimed_is_as_it_was_stored(database: &impl Database) {
    let store = database.open().await;
    let mut expected = Vec::new();
    for checkout in [opened(), awaiting_on_chain(opened()), awaiting(opened()).ask_cancel(at(9)).unwrap()] {
        expected.push(stored(store.as_ref(), checkout).await);
    }
    let server = member(store.as_ref()).await;
    let mut found = store.claim(server, at(0), 10).await.unwrap();
    found.sort_by_key(Checkout::id);
    expected.sort_by_key(Checkout::id);
    assert_eq!(found, expected);
    // Whoever takes it over goes on with it at once.
    store.save(&found[0].clone().cancel(at(10)).unwrap()).await.unwrap();
}

async fn the_open_ones_come_first(database: &impl Database) {
    let store = database.open().await;
    let ended = awaiting(opened()).cancel(at(300)).unwrap();
    store.insert(&ended, new_server(), None).await.unwrap();
    let open = stored(store.as_ref(), opened()).await;
    let server = member(store.as_ref()).await;
    assert_eq!(ids(&store.claim(server, at(0), 1).await.unwrap()), [open.id()]);
    assert_eq!(ids(&store.claim(server, at(0), 1).await.unwrap()), [ended.id()]);
}
