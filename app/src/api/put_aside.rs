//! Puts a sale aside that is still open.

use crate::view::CheckoutView;
use domain::CheckoutId;

server_function! {
    /// Puts checkout `id` aside; it stays open.
    ///
    /// # Errors
    /// See [`crate::api::ApiError`].
    pub async fn put_aside(id: CheckoutId) -> CheckoutView as PutAside at "put_aside" {
        super::answer(crate::ports::till()?.put_aside(id).await)
    }
}
