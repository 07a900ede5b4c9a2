//! The payments that wait for a person's decision.

use super::ApiError;
use crate::view::AlarmView;
use leptos::prelude::*;
use leptos::server_fn::codec::Json;

/// The payments nobody has decided about, oldest first, at most a hundred.
///
/// # Errors
/// See [`ApiError`].
#[server(endpoint = "read_alarms", input = Json, output = Json)]
pub async fn read_alarms() -> Result<Vec<AlarmView>, ApiError> {
    super::answer(crate::ports::till()?.alarms().await)
}
