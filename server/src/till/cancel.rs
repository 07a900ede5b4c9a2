//! Calls a checkout off, after a last look whether it has been paid.

use super::ShopTill;
use super::error::TillError;
use crate::store::access::NewEntry;
use app::view::CheckoutView;
use core::time::Duration;
use domain::{Checkout, CheckoutId};
use engine::plan::LAST_LOOK;

/// How much longer than the last look itself the answer waits for its end.
const PATIENCE: Duration = Duration::from_secs(1);

impl ShopTill {
    /// Calls checkout `id` off. That staff want it is stored; whoever watches the checkout, on this
    /// server or another, looks once more and ends it. Where Mion says at the last moment that it is
    /// paid, it is paid.
    /// With that, the audit log is told who: `entry`.
    pub(super) async fn cancel_checkout(&self, id: CheckoutId, entry: &NewEntry) -> Result<CheckoutView, TillError> {
        let now = self.clock.now();
        let asked = |checkout: Checkout| checkout.ask_cancel(now);
        let asked = self.watcher.change_noted(id, asked, core::slice::from_ref(entry)).await;
        let asked = match asked {
            Ok(asked) => asked,
            // Paid already: that is what the tablet has to show.
            Err(error) => return self.shown_if_paid(id, error.into()).await,
        };
        if asked.state().is_live() {
            let until = now.plus(LAST_LOOK).plus(PATIENCE);
            let view = self.wait_until(id, until, |view| !view.cancelling || !view.state.is_live()).await?;
            if !view.state.is_live() {
                return Ok(view);
            }
        }
        // Nobody watches it at the moment, or the payment is being confirmed; then this is refused.
        let now = self.clock.now();
        match self.watcher.change(id, |checkout| checkout.cancel(now)).await {
            Ok(cancelled) => Ok(self.show(&cancelled)),
            Err(error) => self.shown_if_paid(id, error.into()).await,
        }
    }

    async fn shown_if_paid(&self, id: CheckoutId, error: TillError) -> Result<CheckoutView, TillError> {
        let TillError::Impossible(_) = error else {
            return Err(error);
        };
        let checkout = self.find(id).await?;
        if checkout.state().settlement().is_some() { Ok(self.show(&checkout)) } else { Err(error) }
    }
}
