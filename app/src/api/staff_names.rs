//! Who can enter a PIN at this terminal.

use super::ApiError;
use crate::view::StaffName;
use leptos::prelude::*;
use leptos::server_fn::codec::Json;

/// The names to choose from before the PIN is entered.
///
/// # Errors
/// See [`ApiError`].
#[server(endpoint = "staff_names", input = Json, output = Json)]
pub async fn staff_names() -> Result<Vec<StaffName>, ApiError> {
    super::answer(crate::ports::till()?.staff_names().await)
}
