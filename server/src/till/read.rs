//! The checkout as it is stored.

use super::ShopTill;
use super::error::TillError;
use app::view::CheckoutView;
use domain::CheckoutId;

impl ShopTill {
    /// Checkout `id`, without waiting for anything.
    pub(super) async fn read_checkout(&self, id: CheckoutId) -> Result<CheckoutView, TillError> {
        Ok(self.show(&*self.find(id).await?))
    }
}
