//! What the shop sells: kept in memory by every server, read again as soon as somebody has changed it, and changed
//! only through here.
//!
//! - [`shelf`]: the copy in memory; finding and searching
//! - [`carts`]: what stands in the cart of a terminal, and carts that are put by
//! - [`manage`]: changing categories, items and how terminals sell; `changes`: what the audit log is told of it
//! - [`picture`]: a picture from outside becomes one of ours
//! - [`csv`], [`sheet`]: the catalogue as a file, out and in
//! - [`error`]: what can go wrong

pub mod carts;
mod changes;
pub mod csv;
pub mod error;
pub mod manage;
pub mod picture;
pub mod sheet;
pub mod shelf;

pub use carts::{CartChange, CartView};
pub use error::CatalogueError;
pub use shelf::Shelf;

use crate::clock::Clock;
use crate::store::{ShopStore, StoreError};
use domain::Currency;
use domain::mode::Selling;
use std::sync::{Arc, Mutex, PoisonError};
use tokio::sync::Semaphore;

/// The catalogue of the shop. Clones are the same one.
#[derive(Clone)]
pub struct Catalogue(Arc<Inner>);

struct Inner {
    store: Arc<dyn ShopStore>,
    clock: Arc<dyn Clock>,
    currency: Currency,
    copy: Mutex<Arc<Shelf>>,
    /// Pictures take much memory: one is worked on at a time.
    picture_turn: Semaphore,
}

impl Catalogue {
    /// The catalogue in `store`, whose prices are in `currency`.
    pub fn new(store: Arc<dyn ShopStore>, clock: Arc<dyn Clock>, currency: Currency) -> Self {
        let (copy, picture_turn) = (Mutex::default(), Semaphore::new(1));
        Self(Arc::new(Inner { store, clock, currency, copy, picture_turn }))
    }

    /// The currency of its prices.
    pub fn currency(&self) -> Currency {
        self.0.currency
    }

    /// What is for sale now.
    ///
    /// # Errors
    /// [`StoreError`] where the records cannot be read: an old copy sells nothing.
    pub async fn shelf(&self) -> Result<Arc<Shelf>, StoreError> {
        let version = self.0.store.catalogue_version().await?;
        let copy = self.copy();
        if copy.version() >= version {
            return Ok(copy);
        }
        let fresh = Arc::new(Shelf::new(self.0.store.catalogue().await?));
        let mut copy = self.0.copy.lock().unwrap_or_else(PoisonError::into_inner);
        // Two may have read at once: the newer copy stays.
        if copy.version() < fresh.version() {
            *copy = fresh.clone();
        }
        Ok(fresh)
    }

    /// How the terminal called `terminal` sells.
    ///
    /// # Errors
    /// [`StoreError`].
    pub async fn selling(&self, terminal: &str) -> Result<Selling, StoreError> {
        Ok(self.shelf().await?.selling(terminal))
    }

    fn copy(&self) -> Arc<Shelf> {
        self.0.copy.lock().unwrap_or_else(PoisonError::into_inner).clone()
    }
}
