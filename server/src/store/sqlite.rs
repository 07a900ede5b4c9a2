//! The records in one SQLite file, for one server. Write-ahead log, so readers never wait for the
//! writer; `synchronous=FULL`, so what was acknowledged survives a power cut.

use super::catalogue::statements::{put_items, what_was_sold};
use super::connection::Held;
use super::database::Database;
use super::group::{Line, Turn};
use super::records::Records;
use super::remembered::Remembered;
use super::statements::whole_checkouts;
use super::{Call, Calls, StoreError};
use core::time::Duration;
use sqlx::sqlite::{SqliteConnectOptions, SqliteJournalMode, SqlitePoolOptions, SqliteSynchronous};
use sqlx::{ConnectOptions as _, Connection as _, SqliteConnection, SqlitePool};
use std::fs::{File, TryLockError};
use std::path::{Path, PathBuf};
use std::sync::Arc;

/// How long a connection is waited for, and how long SQLite waits for another program's write.
const PATIENCE: Duration = Duration::from_secs(5);

/// How long the log of what was written grows, in pages of 4 KiB, before it is copied into the file: what changed
/// several times meanwhile is copied once.
const LOG_PAGES: &str = "4000";

/// Connections to read with. SQLite does one write at a time, so there is one to write with.
const READERS: u32 = 4;

/// The records in a SQLite file.
pub type SqliteStore = Records<Sqlite>;

/// A SQLite file.
pub struct Sqlite {
    readers: SqlitePool,
    line: Arc<Line>,
    /// Held by a server; none by a command beside it.
    lock: Option<File>,
}

impl Records<Sqlite> {
    /// Opens the file at `path`, makes it where there is none, and brings it up to date. Holds a lock
    /// on `<path>.lock` until it is closed; the system lets go of it when the program ends, however
    /// it ends. Whoever was a member before is none any more.
    ///
    /// # Errors
    /// [`StoreError::InUse`] where another server has it; [`StoreError`] where the file cannot be
    /// opened or belongs to a newer version of this program.
    pub async fn open(path: &Path) -> Result<Self, StoreError> {
        let lock = locked(path)?;
        let options = SqliteConnectOptions::new()
            .filename(path)
            .create_if_missing(true)
            .journal_mode(SqliteJournalMode::Wal)
            .synchronous(SqliteSynchronous::Full)
            .foreign_keys(true)
            .pragma("wal_autocheckpoint", LOG_PAGES)
            .busy_timeout(PATIENCE);
        let pool = || SqlitePoolOptions::new().acquire_timeout(PATIENCE);
        let mut first = options.connect().await?;
        sqlx::migrate!("migrations/sqlite").run(&mut first).await?;
        sqlx::query("DELETE FROM servers").execute(&mut first).await?;
        first.close().await?;
        let writer = pool().max_connections(1).after_connect(|connection, _| Box::pin(teach(connection)));
        let writer = writer.connect_with(options.clone()).await?;
        let readers = pool().max_connections(READERS).connect_with(options.pragma("query_only", "ON")).await?;
        let database = Sqlite { readers, line: Line::new(writer, PATIENCE), lock: Some(lock) };
        Ok(Self { database, remembered: Some(Remembered::default()) })
    }

    /// Opens the file at `path` beside a server that may be running. Makes nothing and brings nothing up
    /// to date, and nobody's membership ends.
    ///
    /// # Errors
    /// [`StoreError::OutOfDate`] where no server of this version has opened it; any other [`StoreError`].
    pub async fn open_beside(path: &Path) -> Result<Self, StoreError> {
        let options = SqliteConnectOptions::new()
            .filename(path)
            .create_if_missing(false)
            .synchronous(SqliteSynchronous::Full)
            .foreign_keys(true)
            .busy_timeout(PATIENCE);
        let pool = || SqlitePoolOptions::new().acquire_timeout(PATIENCE);
        let newest = sqlx::migrate!("migrations/sqlite").iter().map(|migration| migration.version).max();
        let found = sqlx::query_scalar::<_, Option<i64>>("SELECT MAX(version) FROM _sqlx_migrations");
        let mut first = options.connect().await?;
        if found.fetch_one(&mut first).await.unwrap_or(None) != newest {
            return Err(StoreError::OutOfDate(path.to_owned()));
        }
        first.close().await?;
        let writer = pool().max_connections(1).after_connect(|connection, _| Box::pin(teach(connection)));
        let writer = writer.connect_with(options.clone()).await?;
        let readers = pool().max_connections(1).connect_with(options.pragma("query_only", "ON")).await?;
        let database = Sqlite { readers, line: Line::new(writer, PATIENCE), lock: None };
        Ok(Self { database, remembered: None })
    }
}

/// Teaches a connection to write a sale's change in one statement.
async fn teach(connection: &mut SqliteConnection) -> Result<(), sqlx::Error> {
    sqlx::raw_sql(include_str!("sqlite/at_once.sql")).execute(connection).await.map(drop)
}

/// The lock that only one server can have.
fn locked(database: &Path) -> Result<File, StoreError> {
    let mut path = database.as_os_str().to_owned();
    path.push(".lock");
    let path = PathBuf::from(path);
    let file = File::options().create(true).truncate(false).write(true).open(&path);
    let locked = file.map_err(TryLockError::Error).and_then(|file| file.try_lock().map(|()| file));
    locked.map_err(|error| match error {
        TryLockError::WouldBlock => StoreError::InUse(database.to_owned()),
        TryLockError::Error(source) => StoreError::Lock { path, source },
    })
}

#[async_trait::async_trait]
impl Database for Sqlite {
    type Reader = Held<sqlx::Sqlite>;
    type Writer = Turn;

    // A file answers or fails.
    const PATIENCE: Option<Duration> = None;

    const BEGIN: &'static str = "BEGIN IMMEDIATE";

    const INSERT_AT_ONCE: Option<&'static str> = Some(
        "INSERT INTO at_once (id, version, session_progress, session_progress_ms, payment_session_id, \
         session_expires_at_ms, state, state_since_ms, state_json, reading_json, cancel_asked_at_ms, put_aside_at_ms, \
         over, complete, closed, reference, total_minor, currency, opened_at_ms, ends_at_ms, owner, terminal, \
         at_1, state_1, event_1, at_2, state_2, event_2, at_3, state_3, event_3) \
         VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
    );

    const UPDATE_AT_ONCE: Option<&'static str> = Some(
        "INSERT INTO at_once (id, version, session_progress, session_progress_ms, payment_session_id, \
         session_expires_at_ms, state, state_since_ms, state_json, reading_json, cancel_asked_at_ms, put_aside_at_ms, \
         over, complete, closed, stored_version, at_1, state_1, event_1, at_2, state_2, event_2, at_3, state_3, event_3, \
         asked_at_ms, outcome, invoice, payment_hash, amount_msat, expires_at_ms, on_chain_address, on_chain_fee_rate) \
         VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
    );

    // Each half names its index: left to itself, SQLite would look at every sale there ever was.
    const CLAIM: &'static str = "UPDATE checkouts SET owner = $1 WHERE id IN (\
         SELECT id FROM (\
         SELECT id, owner, over, state_since_ms FROM checkouts INDEXED BY checkouts_live WHERE NOT over \
         UNION ALL \
         SELECT id, owner, over, state_since_ms FROM checkouts INDEXED BY checkouts_trailing \
         WHERE over AND NOT complete AND state_since_ms >= $2) \
         WHERE (owner IS NULL OR owner NOT IN (SELECT id FROM servers)) \
         AND EXISTS (SELECT 1 FROM servers WHERE id = $1) \
         ORDER BY over, state_since_ms DESC LIMIT $3) RETURNING id";

    const LISTED: &'static str = whole_checkouts!(
        "SELECT checkouts.*, over AS place FROM checkouts \
         WHERE id IN (SELECT value FROM json_each('[\"' || replace($1, ',', '\",\"') || '\"]'))"
    );

    const SOLD: &'static str =
        what_was_sold!("SELECT value FROM json_each('[\"' || replace($1, ',', '\",\"') || '\"]')");

    // `WHERE TRUE` keeps SQLite from taking the conflict for a join's condition.
    const PUT_ITEMS: &'static str = put_items!(
        "SELECT value->>'id', value->>'revision', value->>'name', value->>'category_id', value->>'price_minor', \
         value->>'vat_bp', value->>'code', value->>'offer', value->>'place' FROM json_each($1) WHERE TRUE"
    );

    async fn reader(&self) -> Result<Self::Reader, sqlx::Error> {
        Ok(Held::new(self.readers.acquire().await?, <Self as Database>::PATIENCE))
    }

    async fn writer(&self) -> Result<Self::Writer, sqlx::Error> {
        self.line.turn().await
    }

    async fn call(&self, _calls: &[Call]) -> Result<(), sqlx::Error> {
        Ok(())
    }

    async fn listen(&self) -> Result<Option<Calls>, StoreError> {
        Ok(None)
    }

    async fn close(&self) {
        self.readers.close().await;
        self.line.close().await;
        if let Some(Err(error)) = self.lock.as_ref().map(File::unlock) {
            tracing::warn!(%error, "the database's lock could not be given back; it ends with the program");
        }
    }
}

#[cfg(test)]
mod tests;
