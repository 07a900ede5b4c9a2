//! Somebody says who they are.

use super::ApiError;
use domain::access::PersonId;
use leptos::prelude::*;
use leptos::server_fn::codec::Json;

/// Checks the PIN of `person`. The pass that a right one brings is a cookie, which no script can read.
///
/// # Errors
/// See [`ApiError`].
#[server(endpoint = "enter_pin", input = Json, output = Json)]
pub async fn enter_pin(person: PersonId, pin: String) -> Result<(), ApiError> {
    let pass = super::answer(crate::ports::till()?.enter_pin(person, pin.into()).await)?;
    if let Some(response) = use_context::<leptos_axum::ResponseOptions>() {
        response.append_header(http::header::SET_COOKIE, pass);
    }
    Ok(())
}
