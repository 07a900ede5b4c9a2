//! Who is there, and who is not any more.

use crate::databases::{Database, on_both_databases};
use crate::sales::new_server;
use server::store::Member;

on_both_databases!(
    a_member_is_there_until_it_leaves,
    joining_again_does_not_wind_the_beat_back,
    only_a_member_whose_beat_has_stopped_is_removed,
    whoever_was_removed_is_told,
    of_many_who_remove_the_same_one_has,
);

async fn a_member_is_there_until_it_leaves(database: &impl Database) {
    let store = database.open().await;
    let (one, other) = (new_server(), new_server());
    assert_eq!(store.members().await.unwrap(), []);
    store.join(one).await.unwrap();
    store.join(other).await.unwrap();
    assert!(store.beat(one).await.unwrap() && store.beat(one).await.unwrap());
    let mut expected = [Member { id: one, beat: 2 }, Member { id: other, beat: 0 }];
    expected.sort_by_key(|member| member.id);
    assert_eq!(store.members().await.unwrap(), expected);
    store.leave(one).await.unwrap();
    store.leave(one).await.unwrap();
    assert_eq!(store.members().await.unwrap(), [Member { id: other, beat: 0 }]);
}

async fn joining_again_does_not_wind_the_beat_back(database: &impl Database) {
    let store = database.open().await;
    let server = new_server();
    store.join(server).await.unwrap();
    assert!(store.beat(server).await.unwrap());
    store.join(server).await.unwrap();
    assert_eq!(store.members().await.unwrap(), [Member { id: server, beat: 1 }]);
}

async fn only_a_member_whose_beat_has_stopped_is_removed(database: &impl Database) {
    let store = database.open().await;
    let server = new_server();
    store.join(server).await.unwrap();
    let seen = store.members().await.unwrap()[0];
    assert!(store.beat(server).await.unwrap());
    assert!(!store.remove(seen).await.unwrap(), "it has moved since it was seen");
    let seen = store.members().await.unwrap()[0];
    assert!(store.remove(seen).await.unwrap());
    assert!(!store.remove(seen).await.unwrap());
    assert_eq!(store.members().await.unwrap(), []);
}

async fn whoever_was_removed_is_told(database: &impl Database) {
    let store = database.open().await;
    let server = new_server();
    assert!(!store.beat(server).await.unwrap(), "it never joined");
    store.join(server).await.unwrap();
    store.remove(Member { id: server, beat: 0 }).await.unwrap();
    assert!(!store.beat(server).await.unwrap());
    assert_eq!(store.members().await.unwrap(), [], "its beat did not bring it back");
}

async fn of_many_who_remove_the_same_one_has(database: &impl Database) {
    let stores = database.servers(3).await;
    let dead = Member { id: new_server(), beat: 0 };
    stores[0].join(dead.id).await.unwrap();
    let all = futures::future::join_all((0..30).map(|number| stores[number % 3].remove(dead))).await;
    assert_eq!(all.into_iter().filter(|removed| *removed.as_ref().unwrap()).count(), 1);
}
