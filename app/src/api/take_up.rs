//! Takes up a sale that was put aside.

use super::ApiError;
use crate::view::CheckoutView;
use domain::CheckoutId;
use leptos::prelude::*;
use leptos::server_fn::codec::Json;

/// Takes up checkout `id`, wherever it was opened.
///
/// # Errors
/// See [`ApiError`].
#[server(endpoint = "take_up", input = Json, output = Json)]
pub async fn take_up(id: CheckoutId) -> Result<CheckoutView, ApiError> {
    super::answer(crate::ports::till()?.take_up(id).await)
}
