//! The checkout of a page that is being loaded: as it is now, without waiting.

use crate::view::CheckoutView;
use domain::CheckoutId;

server_function! {
    /// Checkout `id` as it is stored.
    ///
    /// # Errors
    /// See [`crate::api::ApiError`].
    pub async fn read_checkout(id: CheckoutId) -> CheckoutView as ReadCheckout at "read_checkout" {
        super::answer(crate::ports::till()?.read(id).await)
    }
}
