//! Somebody says who they are.

use domain::access::PersonId;

server_function! {
    /// Checks the PIN of `person`. The pass that a right one brings is a cookie, which no script can read.
    ///
    /// # Errors
    /// See [`crate::api::ApiError`].
    pub async fn enter_pin(person: PersonId, pin: String) -> () as EnterPin at "enter_pin" {
        let pass = super::answer(crate::ports::till()?.enter_pin(person, pin.into()).await)?;
        if let Some(response) = leptos::prelude::use_context::<leptos_axum::ResponseOptions>() {
            response.append_header(http::header::SET_COOKIE, pass);
        }
        Ok(())
    }
}
