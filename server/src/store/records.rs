//! The records in SQL. A checkout is read in one statement, so what is read was all there at one
//! instant; it is written in one transaction.

use super::connection::{Connection, Value};
use super::rows::{self, Gathered, JoinedRow};
use super::{Call, Calls, HistoryEntry, Inserted, Member, ServerId, Store, StoreError, columns};
use core::time::Duration;
use domain::{Checkout, CheckoutId, Timestamp};

/// How often something is tried where two stand in each other's way.
const TRIES: u32 = 5;

/// One of the two databases: how it is reached, and what it says in its own words.
#[async_trait::async_trait]
pub(super) trait Database: Send + Sync {
    /// A connection to it.
    type Connection: Connection;

    /// How long a whole use of the database may take, where it could take for ever.
    const PATIENCE: Option<Duration>;

    /// Takes at most `$3` checkouts over for the server `$1`, with `$2` the time since when they may have
    /// ended; returns their ids.
    const CLAIM: &'static str;

    /// Finds the checkouts whose ids stand in `$1`, with commas between them.
    const LISTED: &'static str;

    /// A connection to read with.
    async fn reading(&self) -> Result<Self::Connection, sqlx::Error>;

    /// A connection to write with, in a transaction.
    async fn writing(&self) -> Result<Self::Connection, sqlx::Error>;

    /// As [`Store::call`], on a connection of its own.
    async fn call(&self, calls: &[Call]) -> Result<(), sqlx::Error>;

    /// As [`Store::listen`].
    async fn listen(&self) -> Result<Option<Calls>, StoreError>;

    /// As [`Store::close`].
    async fn close(&self);
}

/// The records in a database.
pub struct Records<D> {
    pub(super) database: D,
}

/// A statement that reads whole checkouts: those that `$chosen` selects from `checkouts`, with a
/// `place` that says which come first.
macro_rules! whole_checkouts {
    ($chosen:literal) => {
        concat!(
            "SELECT c.id, c.total_minor, c.currency, c.opened_at_ms, c.ends_at_ms, c.version, c.session_progress, \
             c.session_progress_ms, c.payment_session_id, c.session_expires_at_ms, c.state, c.state_since_ms, \
             c.state_json, c.reading_json, c.cancel_asked_at_ms, c.put_aside_at_ms, c.over, \
             a.number AS attempt_number, a.asked_at_ms, a.outcome, a.invoice, a.payment_hash, a.amount_msat, \
             a.expires_at_ms, a.on_chain_address, a.on_chain_fee_rate, \
             m.kind AS alarm_kind, m.raised_at_ms, m.decided_at_ms, m.decision_json \
             FROM (",
            $chosen,
            ") c LEFT JOIN attempts a ON a.checkout_id = c.id LEFT JOIN alarms m ON m.checkout_id = c.id \
             ORDER BY c.place, c.opened_at_ms DESC, c.id, a.number"
        )
    };
}
pub(super) use whole_checkouts;

const BY_ID: &str = whole_checkouts!("SELECT checkouts.*, 0 AS place FROM checkouts WHERE id = $1");

const LIVE: &str = whole_checkouts!(
    "SELECT checkouts.*, 0 AS place FROM checkouts WHERE NOT over ORDER BY opened_at_ms DESC, id LIMIT $1"
);

const ALARMED: &str = whole_checkouts!(
    "SELECT checkouts.*, first.place FROM checkouts JOIN (\
     SELECT checkout_id, MIN(raised_at_ms) AS place FROM alarms WHERE decided_at_ms IS NULL \
     GROUP BY checkout_id ORDER BY place, checkout_id LIMIT $1) first ON first.checkout_id = checkouts.id"
);

const INSERT: &str = "INSERT INTO checkouts (id, version, session_progress, session_progress_ms, payment_session_id, \
     session_expires_at_ms, state, state_since_ms, state_json, reading_json, cancel_asked_at_ms, put_aside_at_ms, \
     over, complete, reference, total_minor, currency, opened_at_ms, ends_at_ms, owner) \
     VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15, $16, $17, $18, $19, $20) \
     ON CONFLICT DO NOTHING";

const UPDATE: &str = "UPDATE checkouts SET version = $2, session_progress = $3, session_progress_ms = $4, \
     payment_session_id = $5, session_expires_at_ms = $6, state = $7, state_since_ms = $8, state_json = $9, \
     reading_json = $10, cancel_asked_at_ms = $11, put_aside_at_ms = $12, over = $13, complete = $14 \
     WHERE id = $1 AND version = $15";

/// A settled attempt never changes again, so only one that was being asked for is written over.
const ATTEMPT: &str = "INSERT INTO attempts (checkout_id, number, asked_at_ms, outcome, invoice, payment_hash, \
     amount_msat, expires_at_ms, on_chain_address, on_chain_fee_rate) \
     VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10) ON CONFLICT (checkout_id, number) DO UPDATE SET \
     outcome = excluded.outcome, invoice = excluded.invoice, payment_hash = excluded.payment_hash, \
     amount_msat = excluded.amount_msat, expires_at_ms = excluded.expires_at_ms, \
     on_chain_address = excluded.on_chain_address, on_chain_fee_rate = excluded.on_chain_fee_rate \
     WHERE attempts.outcome = 'asked'";

/// An alarm changes once, when somebody decides about it.
const ALARM: &str = "INSERT INTO alarms (checkout_id, kind, raised_at_ms, decided_at_ms, decision_json) \
     VALUES ($1, $2, $3, $4, $5) ON CONFLICT (checkout_id, kind) DO UPDATE SET \
     decided_at_ms = excluded.decided_at_ms, decision_json = excluded.decision_json \
     WHERE alarms.decided_at_ms IS NULL AND excluded.decided_at_ms IS NOT NULL";

const CHANGE: &str = "INSERT INTO changes (checkout_id, version, at_ms, state, event_json) VALUES ($1, $2, $3, $4, $5)";

impl<D: Database> Records<D> {
    /// Does `work`, within the database's patience, and again where two stood in each other's way.
    async fn doing<T, W>(&self, work: impl Fn() -> W + Send + Sync) -> Result<T, StoreError>
    where
        T: Send,
        W: Future<Output = Result<T, StoreError>> + Send,
    {
        let mut tries = 1;
        loop {
            let done = match D::PATIENCE {
                Some(patience) => tokio::time::timeout(patience, work()).await.unwrap_or(Err(StoreError::Silent)),
                None => work().await,
            };
            match done {
                Err(error) if error.is_collision() && tries < TRIES => tries += 1,
                done => return done,
            }
        }
    }

    async fn execute(&self, sql: &'static str, values: &[Value<'_>]) -> Result<u64, StoreError> {
        self.doing(|| async {
            let mut connection = self.database.writing().await?;
            let touched = connection.execute(sql, values).await?;
            connection.commit().await?;
            Ok(touched)
        })
        .await
    }

    async fn rows<T: super::connection::Row>(
        &self,
        sql: &'static str,
        values: &[Value<'_>],
    ) -> Result<Vec<T>, StoreError> {
        self.doing(|| async { Ok(self.database.reading().await?.rows(sql, values).await?) }).await
    }

    async fn checkouts(&self, sql: &'static str, values: &[Value<'_>]) -> Result<Vec<Checkout>, StoreError> {
        Ok(understood(rows::gathered(self.rows(sql, values).await?)))
    }
}

#[async_trait::async_trait]
impl<D: Database> Store for Records<D> {
    async fn insert(&self, checkout: &Checkout, owner: ServerId) -> Result<Inserted, StoreError> {
        let mut values = columns::changing(checkout)?;
        values.extend(columns::lasting(checkout, owner)?);
        let is_new = self
            .doing(|| async {
                let mut connection = self.database.writing().await?;
                if connection.execute(INSERT, &values).await? != 1 {
                    connection.rollback().await?;
                    return Ok(false);
                }
                write_parts(&mut connection, checkout).await?;
                connection.commit().await?;
                Ok(true)
            })
            .await?;
        if is_new {
            return Ok(Inserted::New);
        }
        let existing = self.get(checkout.id()).await?;
        existing.map(|existing| Inserted::Existing(Box::new(existing))).ok_or(StoreError::Stale)
    }

    async fn save(&self, checkout: &Checkout) -> Result<(), StoreError> {
        let mut values = columns::changing(checkout)?;
        values.push(columns::number(checkout.stored_version())?.into());
        self.doing(|| async {
            let mut connection = self.database.writing().await?;
            if connection.execute(UPDATE, &values).await? != 1 {
                connection.rollback().await?;
                return Err(StoreError::Stale);
            }
            write_parts(&mut connection, checkout).await?;
            Ok(connection.commit().await?)
        })
        .await
    }

    async fn get(&self, id: CheckoutId) -> Result<Option<Checkout>, StoreError> {
        let rows = self.rows::<JoinedRow>(BY_ID, &[id.to_string().into()]).await?;
        rows::gathered(rows).pop().map(Checkout::try_from).transpose()
    }

    async fn history(&self, id: CheckoutId) -> Result<Vec<HistoryEntry>, StoreError> {
        let sql = "SELECT version, at_ms, state, event_json FROM changes WHERE checkout_id = $1 ORDER BY version";
        self.rows(sql, &[id.to_string().into()]).await?.into_iter().map(rows::entry).collect()
    }

    async fn live(&self, limit: u32) -> Result<Vec<Checkout>, StoreError> {
        self.checkouts(LIVE, &[i64::from(limit).into()]).await
    }

    async fn alarmed(&self, limit: u32) -> Result<Vec<Checkout>, StoreError> {
        self.checkouts(ALARMED, &[i64::from(limit).into()]).await
    }

    async fn alarm_count(&self) -> Result<(u32, Option<Timestamp>), StoreError> {
        let sql = "SELECT COUNT(*), MAX(raised_at_ms) FROM alarms WHERE decided_at_ms IS NULL";
        let row = self.rows(sql, &[]).await?.pop();
        rows::alarms(row.unwrap_or_default())
    }

    async fn join(&self, server: ServerId) -> Result<(), StoreError> {
        let sql = "INSERT INTO servers (id, beat) VALUES ($1, 0) ON CONFLICT (id) DO NOTHING";
        self.execute(sql, &[server.to_string().into()]).await.map(drop)
    }

    async fn beat(&self, server: ServerId) -> Result<bool, StoreError> {
        let sql = "UPDATE servers SET beat = beat + 1 WHERE id = $1";
        Ok(self.execute(sql, &[server.to_string().into()]).await? == 1)
    }

    async fn members(&self) -> Result<Vec<Member>, StoreError> {
        let sql = "SELECT id, beat FROM servers ORDER BY id";
        self.rows(sql, &[]).await?.into_iter().map(rows::member).collect()
    }

    async fn remove(&self, dead: Member) -> Result<bool, StoreError> {
        let sql = "DELETE FROM servers WHERE id = $1 AND beat = $2";
        let beat = columns::number(dead.beat)?;
        Ok(self.execute(sql, &[dead.id.to_string().into(), beat.into()]).await? == 1)
    }

    async fn leave(&self, server: ServerId) -> Result<(), StoreError> {
        let sql = "DELETE FROM servers WHERE id = $1";
        self.execute(sql, &[server.to_string().into()]).await.map(drop)
    }

    async fn claim(&self, server: ServerId, since: Timestamp, limit: u32) -> Result<Vec<Checkout>, StoreError> {
        let values = [server.to_string().into(), since.as_unix_ms().into(), i64::from(limit).into()];
        let rows = self
            .doing(|| async {
                let mut connection = self.database.writing().await?;
                let ids: Vec<(String,)> = connection.rows(D::CLAIM, &values).await?;
                let ids: Vec<String> = ids.into_iter().map(|(id,)| id).collect();
                // In the same transaction: what cannot be handed over is not taken.
                let rows: Vec<JoinedRow> = match ids.as_slice() {
                    [] => Vec::new(),
                    ids => connection.rows(D::LISTED, &[ids.join(",").into()]).await?,
                };
                connection.commit().await?;
                Ok(rows)
            })
            .await?;
        Ok(understood(rows::gathered(rows)))
    }

    async fn owner(&self, id: CheckoutId) -> Result<Option<ServerId>, StoreError> {
        let sql = "SELECT owner FROM checkouts WHERE id = $1";
        let owner: Option<(Option<String>,)> = self.rows(sql, &[id.to_string().into()]).await?.pop();
        owner.and_then(|(owner,)| owner).as_deref().map(rows::server).transpose()
    }

    async fn call(&self, calls: &[Call]) -> Result<(), StoreError> {
        if calls.is_empty() {
            return Ok(());
        }
        self.doing(|| async { Ok(self.database.call(calls).await?) }).await
    }

    async fn listen(&self) -> Result<Option<Calls>, StoreError> {
        self.database.listen().await
    }

    async fn ping(&self) -> Result<(), StoreError> {
        self.rows::<(i64,)>("SELECT CAST(1 AS BIGINT)", &[]).await.map(drop)
    }

    async fn close(&self) {
        self.database.close().await;
    }
}

/// Writes what belongs to a row of `checkouts`: attempts, alarms, history.
async fn write_parts(connection: &mut impl Connection, checkout: &Checkout) -> Result<(), StoreError> {
    let id = checkout.id().to_string();
    for (attempt, number) in checkout.record().attempts.iter().zip(1_i64..) {
        connection.execute(ATTEMPT, &columns::attempt(&id, number, attempt)?).await?;
    }
    for alarm in &checkout.record().alarms {
        connection.execute(ALARM, &columns::alarm(&id, alarm)?).await?;
    }
    for change in checkout.unsaved() {
        connection.execute(CHANGE, &columns::change(&id, change)?).await?;
    }
    Ok(())
}

/// The checkouts that can be understood. One broken row must not keep all others from being watched.
fn understood(found: Vec<Gathered>) -> Vec<Checkout> {
    let mut checkouts = Vec::with_capacity(found.len());
    for one in found {
        let id = one.id().to_owned();
        match Checkout::try_from(one) {
            Ok(checkout) => checkouts.push(checkout),
            Err(error) => tracing::error!(checkout = id, %error, "left out"),
        }
    }
    checkouts
}
