//! A connection to either database. Statements are written once, with numbered places (`$1`) that both
//! understand; this hands them over and takes the rows back.

use core::time::Duration;
use sqlx::pool::PoolConnection;
use sqlx::postgres::PgRow;
use sqlx::sqlite::SqliteRow;
use sqlx::{Arguments, Database, FromRow, Postgres, Sqlite};
use std::borrow::Cow;

/// A value for a place of a statement.
#[derive(Clone)]
pub(super) enum Value<'a> {
    Number(Option<i64>),
    Text(Option<Cow<'a, str>>),
    Truth(bool),
    Bytes(&'a [u8]),
}

impl From<i64> for Value<'_> {
    fn from(number: i64) -> Self {
        Self::Number(Some(number))
    }
}

impl From<Option<i64>> for Value<'_> {
    fn from(number: Option<i64>) -> Self {
        Self::Number(number)
    }
}

impl<'a> From<&'a [u8]> for Value<'a> {
    fn from(bytes: &'a [u8]) -> Self {
        Self::Bytes(bytes)
    }
}

impl From<bool> for Value<'_> {
    fn from(truth: bool) -> Self {
        Self::Truth(truth)
    }
}

impl<'a> From<&'a str> for Value<'a> {
    fn from(text: &'a str) -> Self {
        Self::Text(Some(text.into()))
    }
}

impl From<String> for Value<'_> {
    fn from(text: String) -> Self {
        Self::Text(Some(text.into()))
    }
}

impl<'a> From<Option<&'a str>> for Value<'a> {
    fn from(text: Option<&'a str>) -> Self {
        Self::Text(text.map(Cow::from))
    }
}

impl From<Option<String>> for Value<'_> {
    fn from(text: Option<String>) -> Self {
        Self::Text(text.map(Cow::from))
    }
}

/// What can be read from a row of either database.
pub(super) trait Row: for<'r> FromRow<'r, SqliteRow> + for<'r> FromRow<'r, PgRow> + Send + Unpin {}

impl<T> Row for T where T: for<'r> FromRow<'r, SqliteRow> + for<'r> FromRow<'r, PgRow> + Send + Unpin {}

/// What the records need of a connection.
#[async_trait::async_trait]
pub(super) trait Connection: Sized + Send {
    /// Does `sql`; returns how many rows it touched.
    async fn execute(&mut self, sql: &'static str, values: &[Value<'_>]) -> Result<u64, sqlx::Error>;

    /// Does `sql`; returns the rows it found.
    async fn rows<T: Row>(&mut self, sql: &'static str, values: &[Value<'_>]) -> Result<Vec<T>, sqlx::Error>;

    /// Begins a transaction in the database's own words.
    async fn begin(self, words: &'static str) -> Result<Self, sqlx::Error>;

    /// Begins a transaction of one statement.
    async fn begin_one(self, words: &'static str) -> Result<Self, sqlx::Error> {
        self.begin(words).await
    }

    /// Keeps what the transaction has done.
    async fn commit(self) -> Result<(), sqlx::Error>;

    /// Undoes what the transaction has done.
    async fn rollback(self) -> Result<(), sqlx::Error>;
}

/// A connection out of a pool. One that is dropped in the middle of something, because it failed, took
/// too long or nobody wants the answer any more, is closed and not used again: the database undoes
/// what was not committed, and no dead connection keeps a place in the pool.
pub(super) struct Held<DB: Database> {
    connection: PoolConnection<DB>,
    patience: Option<Duration>,
    in_transaction: bool,
    at_rest: bool,
}

impl<DB: Database> Held<DB> {
    /// A connection that was just taken out of its pool, and how long it may take to go back.
    pub(super) fn new(connection: PoolConnection<DB>, patience: Option<Duration>) -> Self {
        Self { connection, patience, in_transaction: false, at_rest: true }
    }
}

impl<DB: Database> Drop for Held<DB> {
    fn drop(&mut self) {
        if !self.at_rest {
            self.connection.close_on_drop();
        } else if let Some(patience) = self.patience {
            // The pool tries a connection that comes back, for as long as that may take.
            tokio::spawn(tokio::time::timeout(patience, self.connection.return_to_pool()));
        }
    }
}

// The two differ in nothing but their types, and the bounds of one generic impl would be longer than this.
macro_rules! connection_to {
    ($database:ty) => {
        impl Held<$database> {
            async fn end(mut self, words: &'static str) -> Result<(), sqlx::Error> {
                self.in_transaction = false;
                self.execute(words, &[]).await?;
                Ok(())
            }

            fn arguments(values: &[Value<'_>]) -> Result<<$database as Database>::Arguments, sqlx::Error> {
                let mut arguments = <$database as Database>::Arguments::default();
                for value in values {
                    match value {
                        Value::Number(number) => arguments.add(*number),
                        Value::Text(text) => arguments.add(text.as_deref()),
                        Value::Truth(truth) => arguments.add(*truth),
                        Value::Bytes(bytes) => arguments.add(*bytes),
                    }
                    .map_err(sqlx::Error::Encode)?;
                }
                Ok(arguments)
            }
        }

        #[async_trait::async_trait]
        impl Connection for Held<$database> {
            async fn execute(&mut self, sql: &'static str, values: &[Value<'_>]) -> Result<u64, sqlx::Error> {
                let query = sqlx::query_with(sql, Self::arguments(values)?);
                self.at_rest = false;
                let done = query.execute(&mut *self.connection).await?;
                self.at_rest = !self.in_transaction;
                Ok(done.rows_affected())
            }

            async fn rows<T: Row>(&mut self, sql: &'static str, values: &[Value<'_>]) -> Result<Vec<T>, sqlx::Error> {
                let query = sqlx::query_as_with(sql, Self::arguments(values)?);
                self.at_rest = false;
                let rows = query.fetch_all(&mut *self.connection).await?;
                self.at_rest = !self.in_transaction;
                Ok(rows)
            }

            async fn begin(mut self, words: &'static str) -> Result<Self, sqlx::Error> {
                self.in_transaction = true;
                self.execute(words, &[]).await?;
                Ok(self)
            }

            async fn commit(self) -> Result<(), sqlx::Error> {
                self.end("COMMIT").await
            }

            async fn rollback(self) -> Result<(), sqlx::Error> {
                self.end("ROLLBACK").await
            }
        }
    };
}

connection_to!(Sqlite);
connection_to!(Postgres);
