//! Brings a checkout here from the terminal that has it.

use super::ApiError;
use crate::view::CheckoutView;
use domain::CheckoutId;
use leptos::prelude::*;
use leptos::server_fn::codec::Json;

/// Takes checkout `id` over; the terminal that had it is told that it is elsewhere.
///
/// # Errors
/// See [`ApiError`].
#[server(endpoint = "take_over", input = Json, output = Json)]
pub async fn take_over(id: CheckoutId) -> Result<CheckoutView, ApiError> {
    super::answer(crate::ports::till()?.take_over(id).await)
}
