//! The records in one SQLite file. Write-ahead log, so readers never wait for the writer;
//! `synchronous=FULL`, so what was acknowledged survives a power cut.

use super::rows::{self, AttemptRow, CheckoutRow};
use super::{HistoryEntry, Inserted, Store, StoreError};
use core::time::Duration;
use domain::{Checkout, CheckoutId, Timestamp};
use sqlx::sqlite::{SqliteConnectOptions, SqliteJournalMode, SqlitePool, SqlitePoolOptions, SqliteSynchronous};
use sqlx::{Sqlite, SqliteConnection, Transaction};
use std::path::Path;

/// How long a writer waits for another before it gives up.
const BUSY_TIMEOUT: Duration = Duration::from_secs(5);

/// Readers and writers at once; SQLite lets one write at a time whatever this says.
const CONNECTIONS: u32 = 4;

/// The records in a SQLite file.
#[derive(Clone, Debug)]
pub struct SqliteStore {
    pool: SqlitePool,
}

impl SqliteStore {
    /// Opens the file at `path`, makes it where there is none, and brings it up to date.
    ///
    /// # Errors
    /// [`StoreError`] where the file cannot be opened or belongs to a newer version of this program.
    pub async fn open(path: &Path) -> Result<Self, StoreError> {
        let options = SqliteConnectOptions::new()
            .filename(path)
            .create_if_missing(true)
            .journal_mode(SqliteJournalMode::Wal)
            .synchronous(SqliteSynchronous::Full)
            .foreign_keys(true)
            .busy_timeout(BUSY_TIMEOUT);
        let pool = SqlitePoolOptions::new().max_connections(CONNECTIONS).connect_with(options).await?;
        sqlx::migrate!("migrations/sqlite").run(&pool).await?;
        Ok(Self { pool })
    }

    async fn attempts(&self, id: &str) -> Result<Vec<AttemptRow>, StoreError> {
        let sql = "SELECT asked_at_ms, outcome, invoice, payment_hash, amount_msat, expires_at_ms \
                   FROM attempts WHERE checkout_id = ? ORDER BY number";
        Ok(sqlx::query_as(sql).bind(id).fetch_all(&self.pool).await?)
    }

    async fn with_attempts(&self, row: CheckoutRow) -> Result<Checkout, StoreError> {
        let attempts = self.attempts(&row.id).await?;
        row.with_attempts(attempts)
    }
}

#[async_trait::async_trait]
impl Store for SqliteStore {
    async fn insert(&self, checkout: &Checkout) -> Result<Inserted, StoreError> {
        let record = checkout.record();
        let (progress, progress_ms, session_id, session_end) = rows::session_columns(&record.session);
        let mut transaction = self.pool.begin().await?;
        let sql = "INSERT INTO checkouts (id, reference, total_minor, currency, opened_at_ms, ends_at_ms, version, \
                   session_progress, session_progress_ms, payment_session_id, session_expires_at_ms, \
                   state, state_since_ms, state_json, reading_json, complete) \
                   VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, NULL, 0) ON CONFLICT (id) DO NOTHING";
        let done = sqlx::query(sql)
            .bind(record.id.to_string())
            .bind(checkout.reference().as_str())
            .bind(rows::number(record.total.minor())?)
            .bind(record.total.currency().code())
            .bind(record.opened_at.as_unix_ms())
            .bind(record.ends_at.as_unix_ms())
            .bind(rows::number(record.version)?)
            .bind(progress)
            .bind(progress_ms)
            .bind(session_id)
            .bind(session_end)
            .bind(record.state.name())
            .bind(record.state_since.as_unix_ms())
            .bind(rows::json(&record.state)?)
            .execute(&mut *transaction)
            .await?;
        if done.rows_affected() == 1 {
            save_parts(&mut transaction, checkout).await?;
            transaction.commit().await?;
            return Ok(Inserted::New);
        }
        transaction.rollback().await?;
        let existing = self.get(record.id).await?;
        existing.map(|existing| Inserted::Existing(Box::new(existing))).ok_or(StoreError::Stale)
    }

    async fn save(&self, checkout: &Checkout) -> Result<(), StoreError> {
        let record = checkout.record();
        let (progress, progress_ms, session_id, session_end) = rows::session_columns(&record.session);
        let complete = record.state.settlement().is_some_and(|settlement| settlement.complete);
        let mut transaction = self.pool.begin().await?;
        let sql = "UPDATE checkouts SET version = ?, session_progress = ?, session_progress_ms = ?, \
                   payment_session_id = ?, session_expires_at_ms = ?, state = ?, state_since_ms = ?, \
                   state_json = ?, reading_json = ?, complete = ? WHERE id = ? AND version = ?";
        let done = sqlx::query(sql)
            .bind(rows::number(record.version)?)
            .bind(progress)
            .bind(progress_ms)
            .bind(session_id)
            .bind(session_end)
            .bind(record.state.name())
            .bind(record.state_since.as_unix_ms())
            .bind(rows::json(&record.state)?)
            .bind(record.reading.as_ref().map(rows::json).transpose()?)
            .bind(complete)
            .bind(record.id.to_string())
            .bind(rows::number(checkout.stored_version())?)
            .execute(&mut *transaction)
            .await?;
        if done.rows_affected() != 1 {
            return Err(StoreError::Stale);
        }
        save_parts(&mut transaction, checkout).await?;
        transaction.commit().await?;
        Ok(())
    }

    async fn get(&self, id: CheckoutId) -> Result<Option<Checkout>, StoreError> {
        let sql = "SELECT * FROM checkouts WHERE id = ?";
        let row: Option<CheckoutRow> = sqlx::query_as(sql).bind(id.to_string()).fetch_optional(&self.pool).await?;
        match row {
            Some(row) => self.with_attempts(row).await.map(Some),
            None => Ok(None),
        }
    }

    async fn unfinished(&self, since: Timestamp) -> Result<Vec<Checkout>, StoreError> {
        let sql = "SELECT * FROM checkouts WHERE state IN ('opening', 'awaiting-payment', 'confirming') \
                   OR (state_since_ms >= ? AND complete = 0) ORDER BY opened_at_ms";
        let rows: Vec<CheckoutRow> = sqlx::query_as(sql).bind(since.as_unix_ms()).fetch_all(&self.pool).await?;
        let mut checkouts = Vec::with_capacity(rows.len());
        for row in rows {
            checkouts.push(self.with_attempts(row).await?);
        }
        Ok(checkouts)
    }

    async fn history(&self, id: CheckoutId) -> Result<Vec<HistoryEntry>, StoreError> {
        let sql = "SELECT version, at_ms, state, event_json FROM changes WHERE checkout_id = ? ORDER BY version";
        let rows: Vec<(i64, i64, String, String)> =
            sqlx::query_as(sql).bind(id.to_string()).fetch_all(&self.pool).await?;
        rows.into_iter()
            .map(|(version, at_ms, state, event)| {
                let version = rows::unsigned(version)?;
                Ok(HistoryEntry { version, at: Timestamp::from_unix_ms(at_ms), state, event: rows::parsed(&event)? })
            })
            .collect()
    }

    async fn ping(&self) -> Result<(), StoreError> {
        sqlx::query("SELECT 1").execute(&self.pool).await?;
        Ok(())
    }

    async fn close(&self) {
        self.pool.close().await;
    }
}

/// Stores the attempts and the history that belong to a row of `checkouts`.
async fn save_parts(transaction: &mut Transaction<'_, Sqlite>, checkout: &Checkout) -> Result<(), StoreError> {
    let connection: &mut SqliteConnection = transaction;
    let id = checkout.id().to_string();
    for (attempt, number) in checkout.record().attempts.iter().zip(1_i64..) {
        let (invoice, payment_hash, amount_msat, expires_at_ms) = rows::invoice_columns(attempt)?;
        // A settled attempt never changes again, so only one that was being asked for is written over.
        let sql = "INSERT INTO attempts (checkout_id, number, asked_at_ms, outcome, invoice, payment_hash, amount_msat, \
                   expires_at_ms) VALUES (?, ?, ?, ?, ?, ?, ?, ?) ON CONFLICT (checkout_id, number) DO UPDATE SET \
                   outcome = excluded.outcome, invoice = excluded.invoice, payment_hash = excluded.payment_hash, \
                   amount_msat = excluded.amount_msat, expires_at_ms = excluded.expires_at_ms \
                   WHERE attempts.outcome = 'asked'";
        sqlx::query(sql)
            .bind(&id)
            .bind(number)
            .bind(attempt.asked_at.as_unix_ms())
            .bind(rows::outcome_name(&attempt.outcome))
            .bind(invoice)
            .bind(payment_hash)
            .bind(amount_msat)
            .bind(expires_at_ms)
            .execute(&mut *connection)
            .await?;
    }
    for change in checkout.unsaved() {
        let sql = "INSERT INTO changes (checkout_id, version, at_ms, state, event_json) VALUES (?, ?, ?, ?, ?)";
        sqlx::query(sql)
            .bind(&id)
            .bind(rows::number(change.version)?)
            .bind(change.at.as_unix_ms())
            .bind(change.state)
            .bind(rows::json(&change.event)?)
            .execute(&mut *connection)
            .await?;
    }
    Ok(())
}
