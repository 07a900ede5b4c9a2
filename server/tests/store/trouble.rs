//! A database that is slow, silent or gone is an error soon, never a hang; and once it is back, all is
//! well again without a restart.

use crate::databases::{Database, Postgres, on_both_databases};
use crate::proxy::Proxy;
use crate::sales::{at, new_server, opened, stored};
use core::time::Duration;
use domain::Checkout;
use futures::future::{BoxFuture, FutureExt as _, TryFutureExt as _, join_all};
use secrecy::SecretString;
use server::store::{Call, PostgresStore, ShopStore, Store, StoreError};
use sqlx::postgres::PgConnectOptions;
use sqlx::{AssertSqlSafe, ConnectOptions as _};
use std::str::FromStr as _;
use tokio::time::timeout;

/// The five seconds that the database has, and what a busy machine may add.
const SOON: Duration = Duration::from_secs(9);

on_both_databases!(a_closed_store_is_an_error);

async fn a_closed_store_is_an_error(database: &impl Database) {
    let store = database.open().await;
    let checkout = stored(store.as_ref(), opened()).await;
    store.close().await;
    fail(store.as_ref(), &checkout).await;
}

/// Tries everything at once; all of it fails, and soon.
async fn fail(store: &dyn Store, checkout: &Checkout) -> Vec<StoreError> {
    let next = checkout.clone().cancel(at(1)).unwrap();
    let (new, server) = (opened(), new_server());
    let all: [BoxFuture<'_, Result<(), StoreError>>; 7] = [
        store.get(checkout.id()).map_ok(drop).boxed(),
        store.save(&next),
        store.insert(&new, server, None).map_ok(drop).boxed(),
        store.history(checkout.id()).map_ok(drop).boxed(),
        store.claim(server, at(0), 10).map_ok(drop).boxed(),
        store.beat(server).map_ok(drop).boxed(),
        store.ping(),
    ];
    let all = timeout(SOON, join_all(all)).await.unwrap();
    all.into_iter().map(Result::unwrap_err).collect()
}

/// Tries until it works, a few times at most: each failure takes a dead connection out of the pool.
async fn works_again(store: &dyn Store, checkout: &Checkout) {
    for _ in 0..crate::databases::CONNECTIONS {
        if timeout(SOON, store.ping()).await.unwrap().is_ok() {
            break;
        }
    }
    let next = checkout.clone().cancel(at(1)).unwrap();
    timeout(SOON, store.save(&next)).await.unwrap().unwrap();
    assert_eq!(store.get(next.id()).await.unwrap(), Some(next.saved().into()));
}

async fn behind_a_wire() -> (Postgres, Proxy, std::sync::Arc<dyn ShopStore>) {
    let database = Postgres::new().await;
    let proxy = Proxy::to(database.host()).await;
    let store = database.open_by(&proxy.host).await;
    (database, proxy, store)
}

#[tokio::test]
async fn a_silent_database_is_an_error_and_is_found_again() {
    let (_database, proxy, store) = behind_a_wire().await;
    let checkout = stored(store.as_ref(), opened()).await;
    proxy.die();
    assert!(fail(store.as_ref(), &checkout).await.iter().all(|error| matches!(error, StoreError::Silent)));
    proxy.mend();
    works_again(store.as_ref(), &checkout).await;
}

#[tokio::test]
async fn a_database_that_is_gone_is_an_error_and_is_found_again() {
    let (_database, proxy, store) = behind_a_wire().await;
    let checkout = stored(store.as_ref(), opened()).await;
    proxy.cut();
    fail(store.as_ref(), &checkout).await;
    assert!(timeout(SOON, store.call(&[Call::Poke])).await.unwrap().is_err());
    assert!(timeout(SOON, store.listen()).await.unwrap().is_err());
    proxy.mend();
    works_again(store.as_ref(), &checkout).await;
}

#[tokio::test]
async fn whoever_gives_up_waiting_takes_no_connection_along() {
    let (_database, proxy, store) = behind_a_wire().await;
    let checkout = stored(store.as_ref(), opened()).await;
    join_all((0..20).map(|_| store.ping())).await;
    proxy.die();
    // More than there are connections, and all of their browsers go away.
    let next = checkout.clone().cancel(at(1)).unwrap();
    let given_up = (0..20).map(|_| timeout(Duration::from_millis(300), store.save(&next)));
    assert!(join_all(given_up).await.iter().all(Result::is_err));
    proxy.mend();
    works_again(store.as_ref(), &checkout).await;
}

#[tokio::test]
async fn a_row_that_somebody_holds_is_an_error_and_then_is_not() {
    let database = Postgres::new().await;
    let store = database.open().await;
    let checkout = stored(store.as_ref(), opened()).await;
    let mut holder = PgConnectOptions::from_str(&database.url).unwrap().connect().await.unwrap();
    let hold = format!("BEGIN; SELECT 1 FROM checkouts WHERE id = '{}' FOR UPDATE", checkout.id());
    sqlx::raw_sql(AssertSqlSafe(hold)).execute(&mut holder).await.unwrap();
    let next = checkout.clone().cancel(at(1)).unwrap();
    let saved = timeout(SOON, store.save(&next)).await.unwrap();
    assert!(matches!(saved, Err(StoreError::Database(_))), "{saved:?}");
    sqlx::raw_sql("ROLLBACK").execute(&mut holder).await.unwrap();
    works_again(store.as_ref(), &checkout).await;
}

#[tokio::test]
async fn a_server_that_stops_in_the_middle_of_a_write_does_not_hold_up_the_others() {
    let (database, proxy, store) = behind_a_wire().await;
    let other = database.open().await;
    let checkout = stored(store.as_ref(), opened()).await;
    // The write stops half-way: somebody holds what comes after the row itself.
    database
        .by_hand(
            "CREATE FUNCTION stop() RETURNS trigger AS 'BEGIN PERFORM pg_sleep(1); RETURN NEW; END' LANGUAGE plpgsql; \
                      CREATE TRIGGER stop BEFORE UPDATE ON checkouts FOR EACH ROW EXECUTE FUNCTION stop()",
        )
        .await;
    let next = checkout.clone().cancel(at(1)).unwrap();
    let (stopped, ()) = tokio::join!(store.save(&next), async {
        while !is_writing(&database).await {}
        proxy.die();
    });
    assert!(matches!(stopped, Err(StoreError::Silent)), "{stopped:?}");
    database.by_hand("DROP TRIGGER stop ON checkouts").await;
    works_again(other.as_ref(), &checkout).await;
}

async fn is_writing(database: &Postgres) -> bool {
    let sql = "SELECT COUNT(*) FROM pg_stat_activity WHERE datname = current_database() AND query LIKE 'UPDATE%'";
    let mut connection = PgConnectOptions::from_str(&database.url).unwrap().connect().await.unwrap();
    sqlx::query_scalar::<_, i64>(sql).fetch_one(&mut connection).await.unwrap() > 0
}

#[tokio::test]
async fn what_the_database_gives_up_is_done_again() {
    let database = Postgres::new().await;
    let store = database.open().await;
    let checkout = stored(store.as_ref(), opened()).await;
    for code in ["40001", "40P01"] {
        let collide = format!(
            "CREATE SEQUENCE tries; CREATE FUNCTION collide() RETURNS trigger AS $$ BEGIN \
             IF nextval('tries') < 4 THEN RAISE EXCEPTION 'collision' USING ERRCODE = '{code}'; END IF; \
             RETURN NEW; END $$ LANGUAGE plpgsql; \
             CREATE TRIGGER collide BEFORE INSERT ON checkouts FOR EACH ROW EXECUTE FUNCTION collide()"
        );
        database.by_hand(&collide).await;
        let new = stored(store.as_ref(), opened()).await;
        assert_eq!(store.get(new.id()).await.unwrap(), Some(new.into()));
        database.by_hand("DROP TRIGGER collide ON checkouts; DROP FUNCTION collide; DROP SEQUENCE tries").await;
    }
    works_again(store.as_ref(), &checkout).await;
}

#[tokio::test]
async fn no_error_tells_the_address_or_the_password() {
    const MARKED: &str = "marked-7f3a9";
    let cluster = Postgres::new().await.host();
    for url in [
        format!("mysql://kiosk:{MARKED}@{cluster}/postgres"),
        format!("postgres://kiosk:{MARKED}@{cluster}/nowhere"),
        format!("postgres://kiosk:{MARKED}@{cluster}/postgres?pasword={MARKED}"),
        format!("postgres://kiosk:{MARKED}@{cluster}/postgres?sslmode={MARKED}"),
        format!("postgres://kiosk:{MARKED}@{cluster}{MARKED}/postgres"),
        format!("postgres://kiosk:{MARKED}@127.0.0.1:1/postgres"),
        format!("postgres://kiosk:{MARKED}@{cluster}/postgres?sslmode=require"),
        format!("kiosk:{MARKED}"),
    ] {
        let opened = timeout(SOON, PostgresStore::open(&SecretString::from(url.clone()), 1)).await.unwrap();
        let error = opened.map(drop).unwrap_err();
        let mut told = format!("{error} {error:?}");
        let mut source = std::error::Error::source(&error);
        while let Some(inner) = source {
            told += &format!(" {inner} {inner:?}");
            source = inner.source();
        }
        assert!(!told.contains(MARKED), "{url}: {told}");
    }
}
