//! The use cases of a terminal, one a file, over the records and the watcher. Also the one place
//! where Mion's words become ours.
//!
//! - `open`, `read`, `wait`, `cancel`: what a terminal can ask for
//! - [`provider`]: Mion as the engine sees it, and the translation
//! - [`invoice`]: an invoice is shown only when it is exactly what was asked for
//! - `show`: a checkout as it may be shown
//! - `error`: what went wrong, for the log and for the browser

mod cancel;
mod error;
pub mod invoice;
mod open;
pub mod provider;
mod read;
mod show;
mod wait;

use crate::clock::Clock;
use crate::store::Store;
use crate::watch::Watcher;
use app::api::ApiError;
use app::ports::Till;
use app::view::{CheckoutView, Seen, ShopView};
use core::time::Duration;
use domain::{Checkout, CheckoutId};
use error::TillError;
use std::sync::Arc;
use tokio_util::task::TaskTracker;

/// The till over the real store and watcher. Clones are the same till.
#[derive(Clone)]
pub struct ShopTill {
    store: Arc<dyn Store>,
    clock: Arc<dyn Clock>,
    watcher: Watcher,
    tasks: TaskTracker,
    shop: ShopView,
    session_life: Duration,
}

impl ShopTill {
    /// A till for `shop`, whose payment sessions are asked to live for `session_life`. What it has
    /// begun is in `tasks`, to be waited for at the end.
    pub fn new(
        store: Arc<dyn Store>,
        clock: Arc<dyn Clock>,
        watcher: Watcher,
        tasks: TaskTracker,
        shop: ShopView,
        session_life: Duration,
    ) -> Self {
        Self { store, clock, watcher, tasks, shop, session_life }
    }

    async fn find(&self, id: CheckoutId) -> Result<Checkout, TillError> {
        self.store.get(id).await?.ok_or(TillError::Unknown)
    }

    /// Does `work` to its end, even when the browser has gone away.
    async fn to_the_end<F>(&self, id: CheckoutId, work: F) -> Result<CheckoutView, ApiError>
    where
        F: Future<Output = Result<CheckoutView, TillError>> + Send + 'static,
    {
        let result = self.tasks.spawn(work).await.unwrap_or(Err(TillError::Panicked));
        result.map_err(|error| error.told(id))
    }
}

#[async_trait::async_trait]
impl Till for ShopTill {
    fn shop(&self) -> ShopView {
        self.shop.clone()
    }

    async fn open(&self, id: CheckoutId, total_minor: u64) -> Result<CheckoutView, ApiError> {
        let till = self.clone();
        self.to_the_end(id, async move { till.open_checkout(id, total_minor).await }).await
    }

    async fn read(&self, id: CheckoutId) -> Result<CheckoutView, ApiError> {
        self.read_checkout(id).await.map_err(|error| error.told(id))
    }

    async fn watch(&self, id: CheckoutId, seen: Seen) -> Result<CheckoutView, ApiError> {
        self.wait_for_news(id, seen).await.map_err(|error| error.told(id))
    }

    async fn cancel(&self, id: CheckoutId) -> Result<CheckoutView, ApiError> {
        let till = self.clone();
        self.to_the_end(id, async move { till.cancel_checkout(id).await }).await
    }
}
