//! The records: what is stored of every checkout, and how it is found again. The trait is what the
//! rest of the program knows; SQLite is what a single shop needs, PostgreSQL what several servers share.
//!
//! Every write names the version it has seen, so two writers can never overwrite each other, on one
//! server or on several. Statements are written once, for both databases.
//!
//! - [`access`]: who may do what, and the audit log
//! - [`call`]: what servers tell each other
//! - [`catalogue`]: what a shop sells and has sold
//! - `closings`: the day's closes
//! - `error`: what can go wrong
//! - `sales`: looking for sales long after they are over
//! - `records`: the trait, done in SQL; `statements`: the SQL
//! - `remembered`: checkouts that were read and have not changed
//! - `rows`, `columns`: rows to checkouts, and back
//! - `database`, `connection`: what is needed of a database, and handing statements to either
//! - `group`: writing to SQLite for many at once
//! - [`tablets`]: what is stored for the tablets besides sales
//! - `sqlite`, `postgres`: how each is reached, and the little that is said differently

pub mod access;
pub mod call;
pub mod catalogue;
mod closings;
mod columns;
mod connection;
mod database;
mod error;
mod group;
mod postgres;
mod records;
mod remembered;
mod rows;
mod sales;
mod sqlite;
mod statements;
pub mod tablets;

pub use access::AccessStore;
pub use call::{Call, Calls, CallsEvent};
pub use catalogue::CatalogueStore;
pub use closings::{Closing, Unclosed};
pub use error::StoreError;
pub use postgres::PostgresStore;
pub use sales::{FoundSale, SalesQuery, Taking};
pub use sqlite::SqliteStore;
pub use tablets::{Heartbeat, TabletStore};

use access::NewEntry;
use core::fmt;
use domain::access::TerminalId;
use domain::cart::Sold;
use domain::checkout::change::Event;
use domain::{Checkout, CheckoutId, Currency, Timestamp};
use std::sync::Arc;
use uuid::Uuid;

/// One running server; a new name at each start, and whenever it was declared dead.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct ServerId(Uuid);

impl ServerId {
    /// The server called `uuid`, which nobody else may be.
    pub const fn from_uuid(uuid: Uuid) -> Self {
        Self(uuid)
    }
}

impl fmt::Display for ServerId {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.0.fmt(f)
    }
}

/// A server that shares the records, and how often it has said that it is there. Others watch that
/// number by their own clocks: no two machines' clocks are ever compared.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Member {
    /// Which.
    pub id: ServerId,
    /// Counts up while it runs.
    pub beat: u64,
}

/// What became of a new checkout.
#[derive(Debug)]
pub enum Inserted {
    /// It is stored.
    New,
    /// Its id was taken already, by this one. Nothing was changed.
    Existing(Arc<Checkout>),
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
///
/// Any method may fail with a [`StoreError`]. Where the database was not reached, did not answer or
/// broke off, nobody knows whether a write was done; repeating it is safe, and a `save` that was
/// done the first time says [`StoreError::Stale`] the second. No method waits for ever.
#[async_trait::async_trait]
pub trait Store: TabletStore {
    /// Stores a new checkout with its history, to be watched by `owner`, at `terminal`. The id decides:
    /// of two at once, one is stored and both get it.
    ///
    /// # Errors
    /// [`StoreError`].
    async fn insert(
        &self,
        checkout: &Checkout,
        owner: ServerId,
        terminal: Option<TerminalId>,
    ) -> Result<Inserted, StoreError>;

    /// As [`Store::insert`], with what is sold: both are stored, or neither.
    ///
    /// # Errors
    /// [`StoreError`].
    async fn insert_sold(
        &self,
        checkout: &Checkout,
        owner: ServerId,
        terminal: Option<TerminalId>,
        sold: &Sold,
    ) -> Result<Inserted, StoreError>;

    /// Stores what has changed, with its history, all or nothing. Who watches it stays as it is.
    ///
    /// # Errors
    /// [`StoreError::Stale`] where the stored version is not [`Checkout::stored_version`],
    /// [`StoreError::Taken`] where its session or invoice is another checkout's, and nothing was stored; any
    /// other [`StoreError`].
    async fn save(&self, checkout: &Checkout) -> Result<(), StoreError> {
        self.save_noted(checkout, &[]).await
    }

    /// The same, and writes down in the audit log who wanted it: both or neither.
    ///
    /// # Errors
    /// As [`Store::save`].
    async fn save_noted(&self, checkout: &Checkout, entries: &[NewEntry]) -> Result<(), StoreError>;

    /// The checkout `id`, if there is one.
    ///
    /// # Errors
    /// [`StoreError::Broken`] where its rows contradict each other; any other [`StoreError`].
    async fn get(&self, id: CheckoutId) -> Result<Option<Arc<Checkout>>, StoreError>;

    /// Everything that happened to checkout `id`, oldest first.
    ///
    /// # Errors
    /// [`StoreError`].
    async fn history(&self, id: CheckoutId) -> Result<Vec<HistoryEntry>, StoreError>;

    /// At most `limit` checkouts that are not over, newest first. A broken one is left out, and logged.
    ///
    /// # Errors
    /// [`StoreError`].
    async fn live(&self, limit: u32) -> Result<Vec<Checkout>, StoreError>;

    /// The sales that `query` describes, newest first. A broken one is left out, and logged.
    ///
    /// # Errors
    /// [`StoreError`].
    async fn find_sales(&self, query: &SalesQuery) -> Result<Vec<FoundSale>, StoreError>;

    /// How many sales `query` describes, whatever its limit and wherever a page has ended.
    ///
    /// # Errors
    /// [`StoreError`].
    async fn count_sales(&self, query: &SalesQuery) -> Result<u64, StoreError>;

    /// What was paid at `from` or later and before `until`, oldest first.
    ///
    /// # Errors
    /// [`StoreError`].
    async fn takings(&self, from: Timestamp, until: Timestamp) -> Result<Vec<Taking>, StoreError>;

    /// What has come in, in `currency`, and is in no close yet.
    ///
    /// # Errors
    /// [`StoreError`].
    async fn unclosed(&self, currency: Currency) -> Result<Unclosed, StoreError>;

    /// At most `limit` closes below the number `before`, newest first.
    ///
    /// # Errors
    /// [`StoreError`].
    async fn closings(&self, before: u64, limit: u32) -> Result<Vec<Closing>, StoreError>;

    /// At most `limit` checkouts with an alarm that nobody has decided about, oldest alarm first. A
    /// broken one is left out, and logged.
    ///
    /// # Errors
    /// [`StoreError`].
    async fn alarmed(&self, limit: u32) -> Result<Vec<Checkout>, StoreError>;

    /// How many alarms nobody has decided about, and when the newest of them was raised.
    ///
    /// # Errors
    /// [`StoreError`].
    async fn alarm_count(&self) -> Result<(u32, Option<Timestamp>), StoreError>;

    /// Makes `server` a member, with a beat of 0. One that is a member stays as it is.
    ///
    /// # Errors
    /// [`StoreError`].
    async fn join(&self, server: ServerId) -> Result<(), StoreError>;

    /// Counts up the beat of `server`. `false` where it is no member any more: somebody has declared
    /// it dead, and others may have taken its checkouts over.
    ///
    /// # Errors
    /// [`StoreError`].
    async fn beat(&self, server: ServerId) -> Result<bool, StoreError>;

    /// Every member.
    ///
    /// # Errors
    /// [`StoreError`].
    async fn members(&self) -> Result<Vec<Member>, StoreError>;

    /// Declares a member dead, if its beat is still the one that was seen; whether it was so.
    ///
    /// # Errors
    /// [`StoreError`].
    async fn remove(&self, dead: Member) -> Result<bool, StoreError>;

    /// Ends the membership of `server`, so that others take its checkouts over at once.
    ///
    /// # Errors
    /// [`StoreError`].
    async fn leave(&self, server: ServerId) -> Result<(), StoreError>;

    /// Takes over at most `limit` checkouts that no member watches and for which something may still
    /// have to be asked, and returns them: those that are not over first, then those that ended or
    /// were paid at or after `since` and for which more may come. No two servers ever get the same
    /// one; a `server` that is no member gets none. A broken one is left out, and logged, and is not
    /// offered again while `server` is a member.
    ///
    /// Fewer than `limit` need not mean that there are no more: ask until there are none.
    ///
    /// # Errors
    /// [`StoreError`].
    async fn claim(&self, server: ServerId, since: Timestamp, limit: u32) -> Result<Vec<Checkout>, StoreError>;

    /// Which server watches checkout `id`, be it a member or not; `None` where there is no such
    /// checkout or nobody ever did.
    ///
    /// # Errors
    /// [`StoreError`].
    async fn owner(&self, id: CheckoutId) -> Result<Option<ServerId>, StoreError>;

    /// Tells the other servers. They may not hear it: calls are hints, the truth is in the records.
    ///
    /// # Errors
    /// [`StoreError`].
    async fn call(&self, calls: &[Call]) -> Result<(), StoreError>;

    /// What the other servers tell, from now on; `None` where there can be no others.
    ///
    /// # Errors
    /// [`StoreError`].
    async fn listen(&self) -> Result<Option<Calls>, StoreError>;

    /// Whether the database answers.
    ///
    /// # Errors
    /// [`StoreError`].
    async fn ping(&self) -> Result<(), StoreError>;

    /// Finishes what is in flight and lets go of the database.
    async fn close(&self);
}

/// All the records of a shop, in one database.
pub trait ShopStore: AccessStore + CatalogueStore {}

impl<T: AccessStore + CatalogueStore> ShopStore for T {}
