//! Brings a checkout here from the terminal that has it.

use crate::view::CheckoutView;
use domain::CheckoutId;

server_function! {
    /// Takes checkout `id` over; the terminal that had it is told that it is elsewhere.
    ///
    /// # Errors
    /// See [`crate::api::ApiError`].
    pub async fn take_over(id: CheckoutId) -> CheckoutView as TakeOver at "take_over" {
        super::answer(crate::ports::till()?.take_over(id).await)
    }
}
