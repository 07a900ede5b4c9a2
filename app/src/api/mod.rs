//! The server functions, one a file: the only way from the browser to the server. Each is a public
//! endpoint, so each hands straight to the till, which trusts nothing it is told.
//!
//! - [`open_checkout()`]: *Charge*
//! - [`checkout_update()`]: the live status
//! - [`cancel_checkout()`]: call it off
//! - [`read_checkout()`]: the checkout of a page that is being loaded
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

#[cfg(feature = "ssr")]
fn answer<T>(result: Result<T, ApiError>) -> Result<T, ApiError> {
    if let Err(error) = &result {
        error.set_http_status();
    }
    result
}
