//! The records in PostgreSQL, shared by several servers. Nothing here waits for ever: the database is
//! told when to give up, and where it does not answer at all, we do.

mod ear;

use super::catalogue::statements::{put_items, what_was_sold};
use super::connection::{Connection as _, Held, Value};
use super::database::Database;
use super::records::Records;
use super::statements::whole_checkouts;
use super::{Call, Calls, StoreError, call};
use core::str::FromStr as _;
use core::time::Duration;
use ear::Ear;
use futures::StreamExt as _;
use secrecy::{ExposeSecret as _, SecretString};
use sqlx::postgres::{PgConnectOptions, PgPool, PgPoolOptions};
use sqlx::{ConnectOptions as _, Connection as _};
use uuid::Uuid;

/// How long the database may take for anything but its own upgrade.
const PATIENCE: Duration = Duration::from_secs(5);

/// What the database itself ends, so that we hear why. A server that was frozen in the middle of a
/// write must not hold up the others.
const LIMITS: [(&str, &str); 3] =
    [("statement_timeout", "4s"), ("lock_timeout", "3s"), ("idle_in_transaction_session_timeout", "4s")];

/// How long another server's upgrade of the database is waited for.
const UPGRADE_LIMITS: [(&str, &str); 1] = [("lock_timeout", "60s")];

/// How long an upgrade of the database may take.
const UPGRADE_PATIENCE: Duration = Duration::from_secs(600);

/// A connection that has been idle for longer is tried before it is used.
const FRESH: Duration = Duration::from_secs(1);

/// The channel of all servers that share a database.
const CHANNEL: &str = "mion_kiosk";

/// The longest text that a channel carries, in bytes: PostgreSQL's limit is 8000.
const LONGEST_TEXT: usize = 7900;

/// The records in a PostgreSQL database.
pub type PostgresStore = Records<Postgres>;

/// A PostgreSQL database.
pub struct Postgres {
    pool: PgPool,
    options: PgConnectOptions,
    /// Tells our own calls from those of others.
    voice: Uuid,
}

impl Records<Postgres> {
    /// Connects to the database at `url` (`postgres://user:password@host/database?sslmode=verify-full`),
    /// with at most `max_connections` besides those that listen, and brings it up to date.
    ///
    /// # Errors
    /// [`StoreError`] where it cannot be reached or belongs to a newer version of this program.
    pub async fn open(url: &SecretString, max_connections: u32) -> Result<Self, StoreError> {
        let options = options(url)?;
        upgrade(options.clone().options(UPGRADE_LIMITS)).await?;
        let options = options.options(LIMITS);
        let pool = PgPoolOptions::new()
            .max_connections(max_connections)
            .acquire_timeout(PATIENCE)
            .test_before_acquire(false)
            .before_acquire(|connection, about| {
                Box::pin(async move {
                    if about.idle_for < FRESH {
                        return Ok(true);
                    }
                    // One that is closed here makes room for a new one.
                    Ok(matches!(tokio::time::timeout(FRESH, connection.ping()).await, Ok(Ok(()))))
                })
            })
            .connect_lazy_with(options.clone());
        let voice = Uuid::from_u128(rand::random());
        Ok(Self { database: Postgres { pool, options, voice }, remembered: None })
    }
}

/// What `url` says. Nothing that it holds gets into an error: it may be a password.
fn options(url: &SecretString) -> Result<PgConnectOptions, StoreError> {
    const KNOWN: [&str; 6] = ["sslmode", "sslrootcert", "sslcert", "sslkey", "host", "options"];
    let url = url.expose_secret();
    if !url.starts_with("postgres://") && !url.starts_with("postgresql://") {
        return Err(StoreError::Address("it must begin with postgres://".to_owned()));
    }
    let query = url.split_once('?').map_or("", |(_, query)| query);
    let known = |parameter: &str| KNOWN.contains(&parameter.split('=').next().unwrap_or_default());
    if !query.split('&').filter(|parameter| !parameter.is_empty()).all(known) {
        return Err(StoreError::Address(format!("after the ? there may stand {}", KNOWN.join(", "))));
    }
    let options = PgConnectOptions::from_str(url);
    let options = options.map_err(|_| StoreError::Address("a part of it cannot be read".to_owned()))?;
    Ok(options.application_name("mion-kiosk"))
}

/// Brings the database up to date; of several servers one does, and the others wait.
async fn upgrade(options: PgConnectOptions) -> Result<(), StoreError> {
    let silent = |_| StoreError::Silent;
    let mut connection = tokio::time::timeout(PATIENCE, options.connect()).await.map_err(silent)??;
    let upgrade = sqlx::migrate!("migrations/postgres").run(&mut connection);
    tokio::time::timeout(UPGRADE_PATIENCE, upgrade).await.map_err(silent)??;
    Ok(connection.close().await?)
}

#[async_trait::async_trait]
impl Database for Postgres {
    type Reader = Held<sqlx::Postgres>;
    type Writer = Held<sqlx::Postgres>;

    const PATIENCE: Option<Duration> = Some(PATIENCE);

    const BEGIN: &'static str = "BEGIN";

    // Two servers pass over each other's rows. Where one has just committed, PostgreSQL looks at the row
    // again, but at other tables only as they were joined: hence an array of the members, and no join.
    const CLAIM: &'static str = "WITH free AS MATERIALIZED (\
         SELECT id FROM checkouts WHERE (NOT over OR (over AND NOT complete AND state_since_ms >= $2)) \
         AND owner <> ALL (ARRAY(SELECT id FROM servers)) AND EXISTS (SELECT 1 FROM servers WHERE id = $1) \
         ORDER BY over, state_since_ms DESC LIMIT $3 FOR UPDATE SKIP LOCKED) \
         UPDATE checkouts SET owner = $1 FROM free WHERE checkouts.id = free.id RETURNING checkouts.id";

    const LISTED: &'static str = whole_checkouts!(
        "SELECT checkouts.*, CASE WHEN over THEN 1 ELSE 0 END AS place FROM checkouts \
         WHERE id = ANY (string_to_array($1, ','))"
    );

    const SOLD: &'static str = what_was_sold!("SELECT unnest(string_to_array($1, ','))");

    const PUT_ITEMS: &'static str = put_items!(
        "SELECT id, revision, name, category_id, price_minor, vat_bp, code, offer, place FROM json_to_recordset($1::json) \
         AS new (id TEXT, revision BIGINT, name TEXT, category_id TEXT, price_minor BIGINT, vat_bp BIGINT, code TEXT, \
         offer TEXT, place BIGINT)"
    );

    async fn reader(&self) -> Result<Self::Reader, sqlx::Error> {
        Ok(Held::new(self.pool.acquire().await?, <Self as Database>::PATIENCE))
    }

    async fn writer(&self) -> Result<Self::Writer, sqlx::Error> {
        Ok(Held::new(self.pool.acquire().await?, <Self as Database>::PATIENCE))
    }

    async fn call(&self, calls: &[Call]) -> Result<(), sqlx::Error> {
        let mut connection = self.reader().await?;
        for text in call::told(self.voice, calls, LONGEST_TEXT) {
            connection.execute("SELECT pg_notify($1, $2)", &[CHANNEL.into(), Value::from(text)]).await?;
        }
        Ok(())
    }

    async fn listen(&self) -> Result<Option<Calls>, StoreError> {
        let ear = Ear::open(self.options.clone(), self.voice).await?;
        let events = futures::stream::unfold(ear, |mut ear| async {
            let event = ear.next().await;
            Some((event, ear))
        });
        Ok(Some(Calls::new(events.take_until(self.pool.close_event()))))
    }

    async fn close(&self) {
        if tokio::time::timeout(2 * PATIENCE, self.pool.close()).await.is_err() {
            tracing::warn!("the database did not let go of every connection");
        }
    }
}
