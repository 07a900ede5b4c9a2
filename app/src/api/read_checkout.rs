//! The checkout of a page that is being loaded: as it is now, without waiting.

use super::ApiError;
use crate::view::CheckoutView;
use domain::CheckoutId;
use leptos::prelude::*;
use leptos::server_fn::codec::Json;

/// Checkout `id` as it is stored.
///
/// # Errors
/// See [`ApiError`].
#[server(endpoint = "read_checkout", input = Json, output = Json)]
pub async fn read_checkout(id: CheckoutId) -> Result<CheckoutView, ApiError> {
    super::answer(crate::ports::till()?.read(id).await)
}
