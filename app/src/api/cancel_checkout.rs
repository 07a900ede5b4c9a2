//! Calls a checkout off.

use crate::view::CheckoutView;
use domain::CheckoutId;

server_function! {
    /// Calls checkout `id` off; the answer may be that it was paid in the meantime.
    ///
    /// # Errors
    /// See [`crate::api::ApiError`].
    pub async fn cancel_checkout(id: CheckoutId) -> CheckoutView as CancelCheckout at "cancel_checkout" {
        super::answer(crate::ports::till()?.cancel(id).await)
    }
}
