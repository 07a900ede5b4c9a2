//! Where the records of one test are.

use secrecy::SecretString;
use server::store::{PostgresStore, ShopStore, SqliteStore};
use sqlx::postgres::PgConnectOptions;
use sqlx::{AssertSqlSafe, ConnectOptions as _, Connection as _};
use std::path::{Path, PathBuf};
use std::str::FromStr as _;
use std::sync::Arc;

pub(crate) enum Database {
    Sqlite(PathBuf),
    Postgres(String),
}

impl Database {
    /// A file in `folder`.
    pub(crate) fn sqlite(folder: &Path) -> Self {
        Self::Sqlite(folder.join("kiosk.sqlite"))
    }

    /// A new database in the cluster that `cargo xtask postgres` has started.
    pub(crate) async fn postgres() -> Self {
        let cluster = std::env::var("KIOSK_TEST_POSTGRES");
        let cluster = cluster.expect("KIOSK_TEST_POSTGRES is not set: run this through `cargo xtask postgres`");
        Self::postgres_in(&cluster).await
    }

    /// A new database in the cluster at `url`. What it has acknowledged survives its crash.
    pub(crate) async fn postgres_in(url: &str) -> Self {
        let name = format!("kill_{:032x}", rand::random::<u128>());
        let mut connection = PgConnectOptions::from_str(url).unwrap().connect().await.unwrap();
        for sql in [
            format!("CREATE DATABASE {name} TEMPLATE template0"),
            format!("ALTER DATABASE {name} SET synchronous_commit = on"),
        ] {
            sqlx::raw_sql(AssertSqlSafe(sql)).execute(&mut connection).await.unwrap();
        }
        connection.close().await.unwrap();
        let (server, _) = url.rsplit_once('/').unwrap();
        Self::Postgres(format!("{server}/{name}"))
    }

    /// The kiosk's setting that names it.
    pub(crate) fn setting(&self) -> (&'static str, String) {
        match self {
            Self::Sqlite(path) => ("KIOSK_DATABASE", path.display().to_string()),
            Self::Postgres(url) => ("KIOSK_DATABASE_URL", url.clone()),
        }
    }

    /// Opens the records; on SQLite only while no server has them.
    pub(crate) async fn open(&self) -> Arc<dyn ShopStore> {
        match self {
            Self::Sqlite(path) => Arc::new(SqliteStore::open(path).await.unwrap()),
            Self::Postgres(url) => Arc::new(PostgresStore::open(&SecretString::from(url.clone()), 5).await.unwrap()),
        }
    }
}
