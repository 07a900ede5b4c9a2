//! The browser's side of a server function: a POST of JSON, and JSON back. Leptos brings a client of its own that can
//! do much more, and that a tablet would have to load (docs/adr/0019).

use super::ApiError;
use crate::browser::{Aborting, post};
use serde::Serialize;
use serde::de::DeserializeOwned;

/// Asks the server function at `endpoint`. Given up on, the request is taken back.
///
/// # Errors
/// What the server said, or [`ApiError::Unreachable`] where that is no answer of its own: a proxy's error page, or
/// half a body.
pub(super) async fn ask<T: DeserializeOwned>(endpoint: &str, arguments: &impl Serialize) -> Result<T, ApiError> {
    let body = serde_json::to_string(arguments).map_err(|_| ApiError::BadRequest)?;
    let aborting = Aborting::new();
    let (is_ok, text) = post(endpoint, &body, &aborting).await.ok_or(ApiError::Unreachable)?;
    if is_ok {
        return serde_json::from_slice(text.as_bytes()).map_err(|_| ApiError::Unreachable);
    }
    Err(serde_json::from_slice(text.as_bytes()).unwrap_or(ApiError::Unreachable))
}
