//! What can go wrong with the records. No text names the database's address or its password.

use std::path::PathBuf;

/// Why a record could not be read or written.
#[derive(Debug, thiserror::Error)]
pub enum StoreError {
    /// Somebody else has changed the checkout since it was read: read it again.
    #[error("it was changed by somebody else")]
    Stale,
    /// Something that there can be once belongs to another already: a payment session or an invoice to
    /// another checkout, a name to another person. Nothing was stored.
    #[error("the payment session, the invoice or the name belongs to another")]
    Taken,
    /// A row holds what this program never writes.
    #[error("a stored checkout cannot be understood: {0}")]
    Broken(String),
    /// Another server has the file; SQLite is for one.
    #[error("{0} is in use by another mion-kiosk")]
    InUse(PathBuf),
    /// The file is no database of this version of the program.
    #[error("{0} is not up to date: start `mion-kiosk serve` once")]
    OutOfDate(PathBuf),
    /// The file that guards the database against a second server cannot be used.
    #[error("{path} cannot be locked: {source}")]
    Lock {
        /// Which.
        path: PathBuf,
        /// What the system said.
        source: std::io::Error,
    },
    /// The database's address is none.
    #[error("not the address of a PostgreSQL database: {0}")]
    Address(String),
    /// No answer in time. Whether a write was done is not known.
    #[error("the database does not answer")]
    Silent,
    /// The database failed. Where it broke off, whether a write was done is not known.
    #[error("the database failed: {0}")]
    Database(#[source] sqlx::Error),
    /// The database is of another version than this program.
    #[error("the database could not be brought up to date: {0}")]
    Migration(#[from] sqlx::migrate::MigrateError),
}

impl From<sqlx::Error> for StoreError {
    fn from(error: sqlx::Error) -> Self {
        match error {
            sqlx::Error::PoolTimedOut => Self::Silent,
            // All that is unique besides a checkout's own keys, which are written under its version.
            sqlx::Error::Database(error) if error.is_unique_violation() => Self::Taken,
            error => Self::Database(error),
        }
    }
}

impl StoreError {
    /// Whether certainly nothing was written: the database said so itself, or it was never asked.
    pub fn is_certain(&self) -> bool {
        match self {
            Self::Silent => false,
            Self::Database(error) => matches!(error, sqlx::Error::Database(_)),
            _ => true,
        }
    }

    /// A row that this program would never write.
    pub(super) fn broken(what: impl ToString) -> Self {
        Self::Broken(what.to_string())
    }

    /// Whether the database gave this up because two stood in each other's way: certainly nothing was done.
    pub(super) fn is_collision(&self) -> bool {
        // PostgreSQL: serialization_failure, deadlock_detected.
        let Self::Database(sqlx::Error::Database(error)) = self else { return false };
        matches!(error.code().as_deref(), Some("40001" | "40P01"))
    }
}
