//! *Charge*: opens the checkout that the browser named.

use crate::view::CheckoutView;
use domain::CheckoutId;

server_function! {
    /// Opens checkout `id` of `total_minor` minor units of the shop's currency.
    ///
    /// # Errors
    /// See [`crate::api::ApiError`].
    pub async fn open_checkout(id: CheckoutId, total_minor: u64) -> CheckoutView as OpenCheckout at "open_checkout" {
        super::answer(crate::ports::till()?.open(id, total_minor).await)
    }
}
