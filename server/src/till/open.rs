//! *Charge*: stores the sale, then has it carried through.

use super::ShopTill;
use super::error::TillError;
use crate::store::Inserted;
use app::view::{CheckoutView, StateView};
use core::time::Duration;
use domain::CheckoutId;
use engine::follower;

/// How long the answer waits for the invoice before it says "still opening".
pub(super) const PATIENCE: Duration = Duration::from_secs(4);

impl ShopTill {
    /// Opens checkout `id` of `total_minor` minor units. The row is stored before anything is sent;
    /// its key makes a second tap, a retry or another tablet get the same sale. Says whether it is new.
    pub(super) async fn open_checkout(
        &self,
        id: CheckoutId,
        total_minor: u64,
    ) -> Result<(CheckoutView, bool), TillError> {
        let total = self.shop.limits.check(total_minor)?;
        let now = self.clock.now();
        let name = self.watcher.me();
        let is_admitted = self.watcher.may_ask_now();
        let (checkout, first) = follower::open(id, total, is_admitted, now, now.plus(self.session_life))?;
        let inserted = self.watcher.store_new(&checkout, name, self.here, None).await?;
        let is_new = matches!(inserted, Inserted::New);
        match inserted {
            Inserted::New => self.watcher.begin(checkout, first, name),
            Inserted::Existing(existing) if existing.record().total != total => {
                return Err(TillError::AlreadyOpen);
            }
            // Whoever stored it carries it through.
            Inserted::Existing(existing) => self.is_of(&existing, None).await?,
        }
        let view = self.wait_until(id, now.plus(PATIENCE), |view| view.state != StateView::Opening).await?;
        Ok((view, is_new))
    }
}
