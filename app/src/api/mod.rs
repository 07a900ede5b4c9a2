//! The server functions, one a file: the only way from the browser to the server. Each is a public
//! endpoint, so each hands straight to the till, which trusts nothing it is told.
//!
//! - `open_checkout`: *Charge*
//! - `checkout_update`: the live status
//! - `cancel_checkout`: call it off
//! - `read_checkout`: the checkout of a page that is being loaded
//! - [`error`]: what can go wrong, in a form the browser can act on

mod cancel_checkout;
mod checkout_update;
pub mod error;
mod open_checkout;
mod read_checkout;

pub use cancel_checkout::{CancelCheckout, cancel_checkout};
pub use checkout_update::{CheckoutUpdate, checkout_update};
pub use error::ApiError;
pub use open_checkout::{OpenCheckout, open_checkout};
pub use read_checkout::{ReadCheckout, read_checkout};

/// Gives an error its HTTP status and, where only the log has the cause, the request's id.
#[cfg(feature = "ssr")]
fn answer<T>(result: Result<T, ApiError>) -> Result<T, ApiError> {
    let result = result.map_err(|error| match error {
        ApiError::Internal { .. } => ApiError::Internal { request: request_id() },
        error => error,
    });
    if let Err(error) = &result {
        error.set_http_status();
    }
    result
}

#[cfg(feature = "ssr")]
fn request_id() -> String {
    leptos::prelude::use_context::<http::request::Parts>()
        .and_then(|parts| parts.headers.get("x-request-id")?.to_str().ok().map(str::to_owned))
        .unwrap_or_default()
}
