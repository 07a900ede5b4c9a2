//! What the records need of a database, whichever it is.

use super::connection::{Connection, Row, Value};
use super::{Call, Calls, StoreError};
use core::time::Duration;

/// How often something is tried where two stand in each other's way.
const TRIES: u32 = 5;

/// How many changes of a checkout are written in one statement at most.
pub(super) const CHANGES_AT_ONCE: usize = 3;

/// One of the two databases: how it is reached, and what it says in its own words.
#[async_trait::async_trait]
pub(super) trait Database: Send + Sync {
    /// A connection to read with.
    type Reader: Connection;

    /// A connection to write with.
    type Writer: Connection;

    /// How long a whole use of the database may take, where it could take for ever.
    const PATIENCE: Option<Duration>;

    /// Takes at most `$3` checkouts over for the server `$1`, with `$2` the time since when they may have
    /// ended; returns their ids.
    const CLAIM: &'static str;

    /// Finds the checkouts whose ids stand in `$1`, with commas between them.
    const LISTED: &'static str;

    /// Finds what was sold with the checkouts whose ids stand in `$1`, with commas between them.
    const SOLD: &'static str;

    /// Stores the items that stand in `$1` as a JSON array; returns how many it stored.
    const PUT_ITEMS: &'static str;

    /// How a transaction begins that will write.
    const BEGIN: &'static str;

    /// Writes a new checkout in one statement, or refuses what this is not for, where the database can do that: with the
    /// values of its row, and its [`CHANGES_AT_ONCE`] newest changes.
    const INSERT_AT_ONCE: Option<&'static str> = None;

    /// The same of one that has changed, with the version that is stored after the values of its row, and its attempt last.
    const UPDATE_AT_ONCE: Option<&'static str> = None;

    /// A connection to read with.
    async fn reader(&self) -> Result<Self::Reader, sqlx::Error>;

    /// A connection to write with.
    async fn writer(&self) -> Result<Self::Writer, sqlx::Error>;

    /// As [`super::Store::call`], on a connection of its own.
    async fn call(&self, calls: &[Call]) -> Result<(), sqlx::Error>;

    /// As [`super::Store::listen`].
    async fn listen(&self) -> Result<Option<Calls>, StoreError>;

    /// As [`super::Store::close`].
    async fn close(&self);

    /// Does `work`, within our patience, and again where two stood in each other's way.
    async fn doing<T, W>(&self, work: impl Fn() -> W + Send + Sync) -> Result<T, StoreError>
    where
        T: Send,
        W: Future<Output = Result<T, StoreError>> + Send,
    {
        let mut tries = 1;
        loop {
            let done = match Self::PATIENCE {
                Some(patience) => tokio::time::timeout(patience, work()).await.unwrap_or(Err(StoreError::Silent)),
                None => work().await,
            };
            match done {
                Err(error) if error.is_collision() && tries < TRIES => tries += 1,
                done => return done,
            }
        }
    }

    /// Does one statement; returns how many rows it touched.
    async fn execute(&self, sql: &'static str, values: &[Value<'_>]) -> Result<u64, StoreError> {
        self.doing(|| async {
            let mut connection = self.writer().await?.begin_one(Self::BEGIN).await?;
            let touched = connection.execute(sql, values).await?;
            connection.commit().await?;
            Ok(touched)
        })
        .await
    }

    /// Does one statement that changes nothing; returns the rows it found.
    async fn rows<T: Row>(&self, sql: &'static str, values: &[Value<'_>]) -> Result<Vec<T>, StoreError> {
        self.doing(|| async { Ok(self.reader().await?.rows(sql, values).await?) }).await
    }
}
