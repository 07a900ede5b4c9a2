//! SQLite is for one server: a second one is told so, and the next one has everything to take over.

use crate::databases::{Database as _, Sqlite};
use crate::sales::{at, ids, new_server, opened};
use server::store::access::{Applied, Change, Deed, LinkKind};
use server::store::{AccessStore as _, Call, SqliteStore, Store as _, StoreError};

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

#[tokio::test]
async fn a_command_works_beside_the_server() {
    let database = Sqlite::new().await;
    let server = database.open().await;
    let me = new_server();
    server.join(me).await.unwrap();
    let beside = SqliteStore::open_beside(&database.file()).await.unwrap();
    let deed = Deed { changes: vec![Change::DropLinks(LinkKind::First)], entries: Vec::new(), changes_access: true };
    assert_eq!(beside.apply(&deed).await.unwrap(), Applied::Done);
    assert_eq!(server.access_version().await.unwrap(), 1);
    assert_eq!(beside.members().await.unwrap().len(), 1);
    beside.close().await;
    assert!(server.beat(me).await.unwrap());
    // The server still has it for itself.
    let second = SqliteStore::open(&database.file()).await.map(drop);
    assert!(matches!(second, Err(StoreError::InUse(_))), "{second:?}");
}

#[tokio::test]
async fn a_command_makes_nothing_and_brings_nothing_up_to_date() {
    let database = Sqlite::new().await;
    let missing = SqliteStore::open_beside(&database.file()).await.map(drop);
    assert!(matches!(missing, Err(StoreError::Database(_))), "{missing:?}");
    assert!(!database.file().exists());
    database.by_hand("CREATE TABLE other (id)").await;
    let other = SqliteStore::open_beside(&database.file()).await.map(drop);
    assert!(matches!(other, Err(StoreError::OutOfDate(_))), "{other:?}");
}
