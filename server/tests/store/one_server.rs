//! SQLite is for one server: a second one is told so, and the next one has everything to take over.

use crate::databases::{Database as _, Sqlite};
use crate::sales::{at, ids, new_server, opened};
use server::store::{Call, SqliteStore, StoreError};

#[tokio::test]
async fn a_second_server_is_told_that_the_file_is_in_use() {
    let database = Sqlite::new().await;
    let store = database.open().await;
    let second = SqliteStore::open(&database.file()).await.map(drop);
    assert!(matches!(&second, Err(StoreError::InUse(path)) if *path == database.file()), "{second:?}");
    assert!(second.unwrap_err().to_string().ends_with("kiosk.sqlite is in use by another mion-kiosk"));
    store.close().await;
    assert!(SqliteStore::open(&database.file()).await.is_ok());
}

#[tokio::test]
async fn a_store_that_is_only_dropped_lets_go_of_the_file() {
    let database = Sqlite::new().await;
    drop(database.open().await);
    assert!(SqliteStore::open(&database.file()).await.is_ok());
}

#[tokio::test]
async fn after_a_start_nobody_else_is_a_member_and_all_can_be_taken_over() {
    let database = Sqlite::new().await;
    let store = database.open().await;
    let (killed, next, checkout) = (new_server(), new_server(), opened());
    store.join(killed).await.unwrap();
    store.insert(&checkout, killed, None).await.unwrap();
    store.close().await;

    let store = database.open().await;
    assert_eq!(store.members().await.unwrap(), []);
    store.join(next).await.unwrap();
    assert_eq!(ids(&store.claim(next, at(0), 10).await.unwrap()), [checkout.id()]);
}

#[tokio::test]
async fn there_is_nobody_to_call_or_to_listen_to() {
    let database = Sqlite::new().await;
    let store = database.open().await;
    store.call(&[Call::Poke, Call::Changed(opened().id())]).await.unwrap();
    assert!(store.listen().await.unwrap().is_none());
}

#[tokio::test]
async fn a_file_that_cannot_be_used_is_an_error() {
    let folder = tempfile::tempdir().unwrap();
    let nowhere = SqliteStore::open(&folder.path().join("missing/kiosk.sqlite")).await.map(drop);
    assert!(matches!(nowhere, Err(StoreError::Lock { .. })), "{nowhere:?}");
    let path = folder.path().join("kiosk.sqlite");
    std::fs::write(&path, "this is no database, and long enough to be taken for the header of one".repeat(10)).unwrap();
    let other = SqliteStore::open(&path).await.map(drop);
    assert!(matches!(other, Err(StoreError::Database(_))), "{other:?}");
}
