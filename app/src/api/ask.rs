//! The browser's side of a server function: a POST of JSON, and JSON back. Leptos brings a client of its own that can
//! do much more, and that a tablet would have to load (docs/adr/0019).

use super::ApiError;
use crate::browser::{Aborting, post};
use domain::told::{Tell, Told, Value, tell_fields};

/// Asks the server function at `endpoint`, at once: before anybody waits for the answer. Given up on, the request is
/// taken back.
///
/// # Errors
/// What the server said, or [`ApiError::Unreachable`] where that is no answer of its own: a proxy's error page, or
/// half a body.
pub(super) fn ask<T: Told>(
    endpoint: &str,
    arguments: &[(&str, &dyn Tell)],
) -> impl Future<Output = Result<T, ApiError>> + use<T> {
    let mut body = String::new();
    tell_fields(&mut body, arguments);
    let aborting = Aborting::new();
    let answer = post(endpoint, &body, &aborting);
    async move {
        let _aborting = aborting;
        let (is_ok, text) = answer.await.ok_or(ApiError::Unreachable)?;
        let value = Value::parse(&text).ok_or(ApiError::Unreachable)?;
        if is_ok {
            return T::read(&value).ok_or(ApiError::Unreachable);
        }
        Err(ApiError::read(&value).unwrap_or(ApiError::Unreachable))
    }
}
