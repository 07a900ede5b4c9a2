//! Takes up a sale that was put aside.

use crate::view::CheckoutView;
use domain::CheckoutId;

server_function! {
    /// Takes up checkout `id`, wherever it was opened.
    ///
    /// # Errors
    /// See [`crate::api::ApiError`].
    pub async fn take_up(id: CheckoutId) -> CheckoutView as TakeUp at "take_up" {
        super::answer(crate::ports::till()?.take_up(id).await)
    }
}
