//! Waiting for news of a checkout: answered at once when there is something newer, else after a bounded wait.

use super::ShopTill;
use super::error::TillError;
use app::view::{CheckoutView, Seen};
use core::time::Duration;
use domain::{CheckoutId, Timestamp};

/// How long a browser's question is held open. Shorter than the time-outs of usual reverse proxies.
pub(super) const LONGEST_WAIT: Duration = Duration::from_secs(20);

impl ShopTill {
    /// Checkout `id`, as soon as it is not what the browser has seen.
    pub(super) async fn wait_for_news(&self, id: CheckoutId, seen: Seen) -> Result<CheckoutView, TillError> {
        let until = self.clock.now().plus(LONGEST_WAIT);
        self.wait_until(id, until, |view| view.seen != seen || !view.state.is_live()).await
    }

    /// Checkout `id`, as soon as it is `enough`, or as it is when `until` has come or the server stops.
    pub(super) async fn wait_until(
        &self,
        id: CheckoutId,
        until: Timestamp,
        enough: impl Fn(&CheckoutView) -> bool + Send,
    ) -> Result<CheckoutView, TillError> {
        // Subscribed before reading, so that no change falls between the two.
        let mut waiting = self.watcher.wait_for(id);
        let mut view = self.show(&*self.find(id).await?);
        while !enough(&view) {
            let news = tokio::select! {
                news = waiting.news() => news,
                () = self.clock.sleep_until(until) => false,
            };
            view = self.show(&*self.find(id).await?);
            if !news {
                break;
            }
        }
        Ok(view)
    }
}
