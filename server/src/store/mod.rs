//! The records: what is stored of every checkout, and how it is found again. The trait is what the
//! rest of the program knows; SQLite is what a single shop needs.
//!
//! Every write names the version it has seen, so two writers can never overwrite each other, on one
//! server or on several.

mod rows;
mod sqlite;

pub use sqlite::SqliteStore;

use domain::checkout::change::Event;
use domain::{Checkout, CheckoutId, Timestamp};

/// Why a record could not be read or written.
#[derive(Debug, thiserror::Error)]
pub enum StoreError {
    /// Somebody else has changed the checkout since it was read: read it again.
    #[error("the checkout was changed by somebody else")]
    Stale,
    /// A row holds what this program never writes.
    #[error("a stored checkout cannot be understood: {0}")]
    Broken(String),
    /// The database did not do it. Nothing was changed.
    #[error("the database failed: {0}")]
    Database(#[from] sqlx::Error),
    /// The database is of another version than this program.
    #[error("the database could not be brought up to date: {0}")]
    Migration(#[from] sqlx::migrate::MigrateError),
}

/// What became of a new checkout.
#[derive(Debug)]
pub enum Inserted {
    /// It is stored.
    New,
    /// Its id was taken already, by this one. Nothing was changed.
    Existing(Box<Checkout>),
}

/// One entry of a checkout's history, as stored.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct HistoryEntry {
    /// The version it made.
    pub version: u64,
    /// When.
    pub at: Timestamp,
    /// The state it led to.
    pub state: String,
    /// What happened.
    pub event: Event,
}

/// The records of a shop.
#[async_trait::async_trait]
pub trait Store: Send + Sync {
    /// Stores a new checkout with its history. The id decides: of two at once, one is stored and both get it.
    ///
    /// # Errors
    /// [`StoreError`]; nothing was stored.
    async fn insert(&self, checkout: &Checkout) -> Result<Inserted, StoreError>;

    /// Stores what has changed, with its history, all or nothing.
    ///
    /// # Errors
    /// [`StoreError::Stale`] where the stored version is not [`Checkout::stored_version`]; any other
    /// [`StoreError`]. Nothing was stored.
    async fn save(&self, checkout: &Checkout) -> Result<(), StoreError>;

    /// The checkout `id`, if there is one.
    ///
    /// # Errors
    /// [`StoreError`].
    async fn get(&self, id: CheckoutId) -> Result<Option<Checkout>, StoreError>;

    /// Every checkout for which something may still have to be asked: those that are not over, and
    /// those that ended or were paid after `since` and whose payment is not complete.
    ///
    /// # Errors
    /// [`StoreError`].
    async fn unfinished(&self, since: Timestamp) -> Result<Vec<Checkout>, StoreError>;

    /// Everything that happened to checkout `id`, oldest first.
    ///
    /// # Errors
    /// [`StoreError`].
    async fn history(&self, id: CheckoutId) -> Result<Vec<HistoryEntry>, StoreError>;

    /// Whether the database answers.
    ///
    /// # Errors
    /// [`StoreError`].
    async fn ping(&self) -> Result<(), StoreError>;

    /// Finishes what is in flight and lets go of the database.
    async fn close(&self);
}
