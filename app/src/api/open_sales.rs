//! The sales that are open, for any tablet to take up.

use super::ApiError;
use crate::view::OpenSaleView;
use leptos::prelude::*;
use leptos::server_fn::codec::Json;

/// The sales that are open, newest first, at most a hundred.
///
/// # Errors
/// See [`ApiError`].
#[server(endpoint = "open_sales", input = Json, output = Json)]
pub async fn open_sales() -> Result<Vec<OpenSaleView>, ApiError> {
    super::answer(crate::ports::till()?.open_sales().await)
}
