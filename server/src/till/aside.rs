//! Sales that stay open while others are served: put aside, listed, and taken up at any tablet.

use super::ShopTill;
use super::error::TillError;
use app::view::{CheckoutView, OpenSaleView};
use core::convert::Infallible;
use domain::checkout::InvalidTransition;
use domain::{Checkout, CheckoutId, Timestamp};

/// Longest list anybody is shown.
pub(super) const LONGEST_LIST: u32 = 100;

impl ShopTill {
    pub(super) async fn put_checkout_aside(&self, id: CheckoutId) -> Result<CheckoutView, TillError> {
        let now = self.clock.now();
        let change = |checkout: Checkout| checkout.put_aside(now);
        Ok(self.show(&self.watcher.change::<InvalidTransition>(id, change).await?))
    }

    pub(super) async fn take_checkout_up(&self, id: CheckoutId) -> Result<CheckoutView, TillError> {
        let now = self.clock.now();
        let change = |checkout: Checkout| Ok(checkout.take_up(now));
        Ok(self.show(&self.watcher.change::<Infallible>(id, change).await?))
    }

    pub(super) async fn list_open_sales(&self) -> Result<Vec<OpenSaleView>, TillError> {
        let now = self.clock.now();
        let live = self.store.live(LONGEST_LIST).await?;
        let ids: Vec<_> = live.iter().map(Checkout::id).collect();
        let mut sold = self.store.sold(&ids).await?;
        let note = |id| sold.remove(&id).map(|sold| sold.note).unwrap_or_default();
        Ok(live.iter().zip(ids.iter().copied().map(note)).map(|(sale, note)| open_sale(sale, note, now)).collect())
    }
}

fn open_sale(checkout: &Checkout, note: String, now: Timestamp) -> OpenSaleView {
    let record = checkout.record();
    OpenSaleView {
        id: record.id,
        code: record.id.short_code(),
        total: record.total,
        opened_seconds_ago: now.since(record.opened_at).as_secs(),
        state: record.state.name().to_owned(),
        put_aside: record.put_aside_at.is_some(),
        note,
    }
}
