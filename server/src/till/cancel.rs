//! Calls a checkout off, after a last look whether it has been paid.

use super::ShopTill;
use super::error::TillError;
use app::view::CheckoutView;
use core::time::Duration;
use domain::CheckoutId;
use domain::answer::Action;

/// How long the last look may take; after that the sale is called off and stays watched.
const LAST_LOOK: Duration = Duration::from_secs(3);

impl ShopTill {
    /// Calls checkout `id` off. Where Mion says at the last moment that it is paid, it is paid.
    pub(super) async fn cancel_checkout(&self, id: CheckoutId) -> Result<CheckoutView, TillError> {
        let mut checkout = self.find(id).await?;
        if checkout.state().ending().is_none() && checkout.may_be_paid() {
            let look = self.watcher.ask(checkout.clone(), Action::ReadStatus);
            if let Ok(read) = tokio::time::timeout(LAST_LOOK, look).await {
                checkout = read?.0;
            }
        }
        if checkout.state().settlement().is_none() {
            let now = self.clock.now();
            checkout = self.watcher.commit(checkout, |checkout| checkout.cancel(now)).await??;
            tracing::info!(checkout = %id, "checkout cancelled");
        }
        Ok(self.show(&checkout))
    }
}
