//! Calls a checkout off.

use super::ApiError;
use crate::view::CheckoutView;
use domain::CheckoutId;
use leptos::prelude::*;
use leptos::server_fn::codec::Json;

/// Calls checkout `id` off; the answer may be that it was paid in the meantime.
///
/// # Errors
/// See [`ApiError`].
#[server(endpoint = "cancel_checkout", input = Json, output = Json)]
pub async fn cancel_checkout(id: CheckoutId) -> Result<CheckoutView, ApiError> {
    super::answer(crate::ports::till()?.cancel(id).await)
}
