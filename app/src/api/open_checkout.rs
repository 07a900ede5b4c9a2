//! *Charge*: opens the checkout that the browser named.

use crate::view::CheckoutView;
use domain::CheckoutId;

server_function! {
    /// Opens checkout `id` of `total_minor` minor units of the shop's currency, which the staff want to know by `note`:
    /// one line of at most 60 characters, or nothing.
    ///
    /// # Errors
    /// See [`crate::api::ApiError`].
    pub async fn open_checkout(id: CheckoutId, total_minor: u64, #[server(default)] note: String) -> CheckoutView as OpenCheckout at "open_checkout" {
        super::answer(crate::ports::till()?.open(id, total_minor, note).await)
    }
}
