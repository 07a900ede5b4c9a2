//! The two databases. Every test makes its own, and nobody else sees it.

use secrecy::SecretString;
use server::store::{PostgresStore, ShopStore, SqliteStore};
use sqlx::postgres::PgConnectOptions;
use sqlx::sqlite::SqliteConnectOptions;
use sqlx::{AssertSqlSafe, ConnectOptions as _, Connection as _};
use std::path::PathBuf;
use std::str::FromStr as _;
use std::sync::Arc;
use tempfile::TempDir;

/// Connections of each server's store.
pub(crate) const CONNECTIONS: u32 = 5;

/// A database of one test.
pub(crate) trait Database {
    async fn new() -> Self;

    /// Opens it, as a server does at its start.
    async fn open(&self) -> Arc<dyn ShopStore>;

    /// As many servers as are asked for. On SQLite there is one, however often it is named.
    async fn servers(&self, count: usize) -> Vec<Arc<dyn ShopStore>>;

    /// Does what no program of ours would.
    async fn by_hand(&self, sql: &str) {
        self.try_by_hand(sql).await.unwrap();
    }

    /// Tries what no program of ours would.
    async fn try_by_hand(&self, sql: &str) -> Result<(), sqlx::Error>;

    /// Every row of every table of who may do what, as text.
    async fn everything(&self) -> String;

    /// What takes away what guards the audit log.
    fn without_triggers(&self) -> &'static str;
}

/// Runs each of these functions, which take a database, on both databases.
macro_rules! on_both_databases {
    ($($case:ident),* $(,)?) => {
        mod on_sqlite {
            use crate::databases::{Database as _, Sqlite};
            $(#[tokio::test] async fn $case() { super::$case(&Sqlite::new().await).await; })*
        }
        mod on_postgres {
            use crate::databases::{Database as _, Postgres};
            $(#[tokio::test] async fn $case() { super::$case(&Postgres::new().await).await; })*
        }
    };
}
pub(crate) use on_both_databases;

pub(crate) struct Sqlite {
    folder: TempDir,
}

impl Sqlite {
    pub(crate) fn file(&self) -> PathBuf {
        self.folder.path().join("kiosk.sqlite")
    }
}

impl Database for Sqlite {
    async fn new() -> Self {
        Self { folder: tempfile::tempdir().unwrap() }
    }

    async fn open(&self) -> Arc<dyn ShopStore> {
        Arc::new(SqliteStore::open(&self.file()).await.unwrap())
    }

    async fn servers(&self, count: usize) -> Vec<Arc<dyn ShopStore>> {
        let store = self.open().await;
        (0..count).map(|_| store.clone()).collect()
    }

    async fn try_by_hand(&self, sql: &str) -> Result<(), sqlx::Error> {
        let options = SqliteConnectOptions::new().filename(self.file()).create_if_missing(true);
        let mut connection = options.connect().await?;
        let done = sqlx::raw_sql(AssertSqlSafe(sql)).execute(&mut connection).await;
        connection.close().await?;
        done.map(drop)
    }

    async fn everything(&self) -> String {
        let mut bytes = Vec::new();
        for file in ["kiosk.sqlite", "kiosk.sqlite-wal"] {
            bytes.extend(std::fs::read(self.folder.path().join(file)).unwrap());
        }
        String::from_utf8_lossy(&bytes).into_owned()
    }

    fn without_triggers(&self) -> &'static str {
        "DROP TRIGGER audit_is_never_changed; DROP TRIGGER audit_is_never_deleted"
    }
}

pub(crate) struct Postgres {
    pub(crate) url: String,
}

impl Postgres {
    /// The address that `cargo xtask postgres` gives.
    fn cluster() -> String {
        let Ok(url) = std::env::var("KIOSK_TEST_POSTGRES") else {
            panic!("KIOSK_TEST_POSTGRES is not set: run this as `cargo xtask postgres -- cargo test -p server`");
        };
        url
    }

    /// Opens it by way of `host`, as `127.0.0.1:5432`, instead of its own.
    pub(crate) async fn open_by(&self, host: &str) -> Arc<dyn ShopStore> {
        let (_, rest) = self.url.split_once('@').unwrap();
        let (own, _) = rest.split_once('/').unwrap();
        let url = SecretString::from(self.url.replace(own, host));
        Arc::new(PostgresStore::open(&url, CONNECTIONS).await.unwrap())
    }

    pub(crate) fn host(&self) -> String {
        let (_, rest) = self.url.split_once('@').unwrap();
        rest.split_once('/').unwrap().0.to_owned()
    }
}

impl Database for Postgres {
    async fn new() -> Self {
        let cluster = Self::cluster();
        let name = format!("kiosk_{:032x}", rand::random::<u128>());
        let mut connection = PgConnectOptions::from_str(&cluster).unwrap().connect().await.unwrap();
        let sql = format!("CREATE DATABASE {name} TEMPLATE template0");
        sqlx::raw_sql(AssertSqlSafe(sql)).execute(&mut connection).await.unwrap();
        connection.close().await.unwrap();
        let (server, _) = cluster.rsplit_once('/').unwrap();
        Self { url: format!("{server}/{name}") }
    }

    async fn open(&self) -> Arc<dyn ShopStore> {
        let url = SecretString::from(self.url.clone());
        Arc::new(PostgresStore::open(&url, CONNECTIONS).await.unwrap())
    }

    async fn servers(&self, count: usize) -> Vec<Arc<dyn ShopStore>> {
        futures::future::join_all((0..count).map(|_| self.open())).await
    }

    async fn try_by_hand(&self, sql: &str) -> Result<(), sqlx::Error> {
        let mut connection = PgConnectOptions::from_str(&self.url)?.connect().await?;
        let done = sqlx::raw_sql(AssertSqlSafe(sql)).execute(&mut connection).await;
        connection.close().await?;
        done.map(drop)
    }

    async fn everything(&self) -> String {
        let mut connection = PgConnectOptions::from_str(&self.url).unwrap().connect().await.unwrap();
        let mut all = String::new();
        for table in [
            "access",
            "settings",
            "terminals",
            "people",
            "sign_ins",
            "links",
            "brakes",
            "passkeys",
            "challenges",
            "audit",
        ] {
            let sql = format!("SELECT t::text FROM {table} t");
            all += &sqlx::query_scalar::<_, String>(AssertSqlSafe(sql))
                .fetch_all(&mut connection)
                .await
                .unwrap()
                .join(" ");
        }
        all
    }

    fn without_triggers(&self) -> &'static str {
        "DROP TRIGGER audit_is_never_changed ON audit"
    }
}
