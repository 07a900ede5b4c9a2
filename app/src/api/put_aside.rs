//! Puts a sale aside that is still open.

use super::ApiError;
use crate::view::CheckoutView;
use domain::CheckoutId;
use leptos::prelude::*;
use leptos::server_fn::codec::Json;

/// Puts checkout `id` aside; it stays open.
///
/// # Errors
/// See [`ApiError`].
#[server(endpoint = "put_aside", input = Json, output = Json)]
pub async fn put_aside(id: CheckoutId) -> Result<CheckoutView, ApiError> {
    super::answer(crate::ports::till()?.put_aside(id).await)
}
