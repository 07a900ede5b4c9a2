//! The live status: answered at once when there is something newer than the browser has seen, else
//! after a bounded wait. So "paid" shows without delay, and little is asked.

use crate::view::{CheckoutView, Seen};
use domain::CheckoutId;

server_function! {
    /// Checkout `id`, as soon as it is newer than `seen`.
    ///
    /// # Errors
    /// See [`crate::api::ApiError`].
    pub async fn checkout_update(id: CheckoutId, seen: Seen) -> CheckoutView as CheckoutUpdate at "checkout_update" {
        super::answer(crate::ports::till()?.watch(id, seen).await)
    }
}
