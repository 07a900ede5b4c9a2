//! The use cases of a terminal, one a file, over the records and the watcher; no caller gets at them but through
//! `Tills`. Also the one place where Mion's words become ours.
//!
//! - `at`: the till as one caller may use it; `told`: why they may not
//! - `order`: a sale of items from the catalogue
//! - `open`, `read`, `wait`, `cancel`: what a terminal can ask for
//! - `aside`: sales that stay open while others are served
//! - `alarms`: payments that a person has to look at
//! - `news`: what every tablet is told of the shop
//! - [`provider`]: Mion as the engine sees it, and the translation
//! - [`invoice`], `address`: an invoice is shown only when it is exactly what was asked for, an address only when it is one
//! - [`usual`]: from which total on the kiosk asks whether it is really meant
//! - `show`: a checkout as it may be shown
//! - `bip21`: a payment request that wallets read whether they pay by Lightning or on chain
//! - `error`: what went wrong, for the log and for the browser

mod address;
mod alarms;
mod aside;
mod at;
mod bip21;
mod cancel;
mod code;
mod error;
pub mod invoice;
mod news;
mod open;
mod order;
pub mod provider;
mod read;
mod show;
mod told;
pub mod usual;
mod wait;

pub(crate) use at::{AllTills, Tills};
pub use code::QrCase;
pub(crate) use order::OrderRefused;
pub(crate) use told::told;

use crate::catalogue::Catalogue;
use crate::clock::Clock;
use crate::receipts::Receipts;
use crate::store::ShopStore;
use crate::watch::Watcher;
use app::api::ApiError;
use app::view::ShopView;
use core::time::Duration;
use domain::access::TerminalId;
use domain::{Checkout, CheckoutId};
use error::TillError;
use std::sync::Arc;
use tokio_util::task::TaskTracker;
use usual::Usual;

/// The till over the real store and watcher. Clones are the same till.
#[derive(Clone)]
pub struct ShopTill {
    /// The records.
    pub store: Arc<dyn ShopStore>,
    /// What is for sale.
    pub catalogue: Catalogue,
    /// The time.
    pub clock: Arc<dyn Clock>,
    /// Carries the sales through.
    pub watcher: Watcher,
    /// What the till has begun, to be waited for at the end.
    pub tasks: TaskTracker,
    /// Knows the addresses of receipts.
    pub receipts: Receipts,
    /// Knows what is usual here.
    pub usual: Usual,
    /// What the tablets must know of the shop.
    pub shop: ShopView,
    /// How long payment sessions are asked to live.
    pub session_life: Duration,
    /// How an invoice stands in the code on the screen.
    pub qr_case: QrCase,
    /// The terminal that asks, where that is known: new sales are its own.
    pub here: Option<TerminalId>,
}

impl ShopTill {
    async fn find(&self, id: CheckoutId) -> Result<Arc<Checkout>, TillError> {
        self.store.get(id).await?.ok_or(TillError::Unknown)
    }

    /// Does `work` to its end, even when the browser has gone away.
    async fn to_the_end<T, F>(&self, id: CheckoutId, work: F) -> Result<T, ApiError>
    where
        T: Send + 'static,
        F: Future<Output = Result<T, TillError>> + Send + 'static,
    {
        let result = self.tasks.spawn(work).await.unwrap_or(Err(TillError::Panicked));
        result.map_err(|error| error.told(id))
    }
}
