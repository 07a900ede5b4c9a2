//! *Charge*: opens the checkout that the browser named.

use super::ApiError;
use crate::view::CheckoutView;
use domain::CheckoutId;
use leptos::prelude::*;
use leptos::server_fn::codec::Json;

/// Opens checkout `id` of `total_minor` minor units of the shop's currency.
///
/// # Errors
/// See [`ApiError`].
#[server(endpoint = "open_checkout", input = Json, output = Json)]
pub async fn open_checkout(id: CheckoutId, total_minor: u64) -> Result<CheckoutView, ApiError> {
    super::answer(crate::ports::till()?.open(id, total_minor).await)
}
