//! The records of what a shop sells and has sold: catalogue, pictures, held carts, the lines of each sale, and how
//! terminals sell. Every change counts the catalogue's version up in its own transaction, so that whoever keeps
//! a copy in memory knows when it is old.
//!
//! - `records`: the trait, done in SQL; `statements`: the SQL
//! - `rows`: rows to values, and back
//! - `sold`: the lines of a sale, written with its checkout

mod records;
mod rows;
pub(super) mod sold;
pub(super) mod statements;

use super::StoreError;
use super::access::NewEntry;
use core::fmt;
use domain::cart::{Order, Sold};
use domain::catalogue::{Category, CategoryId, HeldCartId, Item, ItemId, PictureId, VatRate};
use domain::mode::Selling;
use domain::{CheckoutId, Timestamp};
use std::collections::BTreeMap;

/// The most carts that wait for somebody.
pub const MOST_HELD: i64 = 200;

/// Everything that is for sale, and how.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct StoredCatalogue {
    /// Which version of it this is; what was read may be newer, never older.
    pub version: u64,
    /// In the shop's order.
    pub categories: Vec<Category>,
    /// In the shop's order, withdrawn ones among them.
    pub items: Vec<Item>,
    /// How each terminal sells, by its name; the one called `""` is for all others.
    pub selling: BTreeMap<String, Selling>,
}

/// A picture as it is served.
#[derive(Clone, PartialEq, Eq)]
pub struct Picture {
    /// The SHA-256 of its bytes.
    pub id: PictureId,
    /// A JPEG of our own making.
    pub bytes: Vec<u8>,
}

impl fmt::Debug for Picture {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "Picture({}, {} bytes)", self.id, self.bytes.len())
    }
}

/// What stands in the cart of a terminal.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct StoredCart {
    /// Counts its changes, from 1.
    pub version: u64,
    /// What is in it.
    pub order: Order,
    /// When it was last changed.
    pub changed_at: Timestamp,
}

/// A cart that was put by.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct HeldCart {
    /// Which; made by the browser.
    pub id: HeldCartId,
    /// Whose it is, in the staff's words; may be empty.
    pub note: String,
    /// What is in it.
    pub order: Order,
    /// Since when it waits.
    pub held_at: Timestamp,
}

/// The records of a catalogue. As with [`super::Store`], any method may fail, and repeating one is safe. Where a method
/// takes entries, the audit log is told them in one transaction with the change, or neither is done.
#[async_trait::async_trait]
pub trait CatalogueStore: Send + Sync {
    /// The version of the catalogue; whoever has read a lower one has an old copy.
    ///
    /// # Errors
    /// [`StoreError`].
    async fn catalogue_version(&self) -> Result<u64, StoreError>;

    /// All of it.
    ///
    /// # Errors
    /// [`StoreError::Broken`] where a row is not of our writing; any other [`StoreError`].
    async fn catalogue(&self) -> Result<StoredCatalogue, StoreError>;

    /// Stores categories, new or changed, all or none.
    ///
    /// # Errors
    /// [`StoreError`].
    async fn put_categories(&self, categories: &[Category], entries: &[NewEntry]) -> Result<(), StoreError>;

    /// Deletes a category; its items stay, in none. Whether there was one.
    ///
    /// # Errors
    /// [`StoreError`].
    async fn drop_category(&self, id: CategoryId, entries: &[NewEntry]) -> Result<bool, StoreError>;

    /// Stores items, new or changed, all or none. Their pictures stay as they are.
    ///
    /// # Errors
    /// [`StoreError::Stale`] where somebody has changed one since, [`StoreError::Taken`] where two would have
    /// the same code, and nothing was stored; any other [`StoreError`].
    async fn put_items(&self, items: &[Item], entries: &[NewEntry]) -> Result<(), StoreError>;

    /// Gives an item a picture in place of the one it has, or takes it away. Whether there is such an item.
    ///
    /// # Errors
    /// [`StoreError`].
    async fn set_picture(
        &self,
        item: ItemId,
        picture: Option<&Picture>,
        entries: &[NewEntry],
    ) -> Result<bool, StoreError>;

    /// A picture, if some item has it.
    ///
    /// # Errors
    /// [`StoreError`].
    async fn picture(&self, id: &PictureId) -> Result<Option<Picture>, StoreError>;

    /// What was sold with each of these checkouts; those of a keyed amount are not among them.
    ///
    /// # Errors
    /// [`StoreError::Broken`] where a row is not of our writing; any other [`StoreError`].
    async fn sold(&self, checkouts: &[CheckoutId]) -> Result<BTreeMap<CheckoutId, Sold>, StoreError>;

    /// Every rate of VAT at which something was ever sold, lowest first.
    ///
    /// # Errors
    /// [`StoreError::Broken`] where a row is not of our writing; any other [`StoreError`].
    async fn vat_rates_sold(&self) -> Result<Vec<VatRate>, StoreError>;

    /// The cart of a terminal, with its version and since when it is so; none where it never had one.
    ///
    /// # Errors
    /// [`StoreError`].
    async fn cart(&self, terminal: &str) -> Result<Option<StoredCart>, StoreError>;

    /// Stores a terminal's cart on top of the version before.
    ///
    /// # Errors
    /// [`StoreError::Stale`] where that is not what is stored; any other [`StoreError`].
    async fn set_cart(&self, terminal: &str, cart: &StoredCart) -> Result<(), StoreError>;

    /// Puts a cart by. Doing it twice is doing it once.
    ///
    /// # Errors
    /// [`StoreError::Taken`] where [`MOST_HELD`] wait already, or the name stands for another one; any other
    /// [`StoreError`].
    async fn hold(&self, cart: &HeldCart) -> Result<(), StoreError>;

    /// The carts that wait, the newest first.
    ///
    /// # Errors
    /// [`StoreError`].
    async fn held(&self) -> Result<Vec<HeldCart>, StoreError>;

    /// Takes a cart up again as `by`; one that somebody else has taken up is gone. Whoever asks again, as the
    /// same, gets it again.
    ///
    /// # Errors
    /// [`StoreError`].
    async fn take_held(&self, id: HeldCartId, by: HeldCartId) -> Result<Option<HeldCart>, StoreError>;

    /// Forgets carts that were taken up, or put by, before `before`.
    ///
    /// # Errors
    /// [`StoreError`].
    async fn forget_held(&self, before: Timestamp) -> Result<u64, StoreError>;

    /// Sets how a terminal sells; `""` for all that have no setting of their own.
    ///
    /// # Errors
    /// [`StoreError`].
    async fn set_selling(&self, terminal: &str, selling: Selling, entries: &[NewEntry]) -> Result<(), StoreError>;
}
