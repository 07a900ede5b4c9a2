//! The live status: answered at once when there is something newer than the browser has seen, else
//! after a bounded wait. So "paid" shows without delay, and little is asked.

use super::ApiError;
use crate::view::{CheckoutView, Seen};
use domain::CheckoutId;
use leptos::prelude::*;
use leptos::server_fn::codec::Json;

/// Checkout `id`, as soon as it is newer than `seen`.
///
/// # Errors
/// See [`ApiError`].
#[server(endpoint = "checkout_update", input = Json, output = Json)]
pub async fn checkout_update(id: CheckoutId, seen: Seen) -> Result<CheckoutView, ApiError> {
    super::answer(crate::ports::till()?.watch(id, seen).await)
}
