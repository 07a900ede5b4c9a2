//! The server functions, one a file: the only way from the browser to the server. Each is a public
//! endpoint, so each hands straight to the till, which trusts nothing it is told.
//!
//! - `open_checkout`: *Charge*
//! - `checkout_update`: the live status
//! - `cancel_checkout`: call it off
//! - `read_checkout`: the checkout of a page that is being loaded
//! - `shop_update`: the news of the shop
//! - `put_aside`, `take_up`, `open_sales`: sales that stay open while others are served
//! - `take_over`: a sale that another terminal has
//! - `staff_names`, `enter_pin`: who is there, and that it is them
//! - `read_alarms`, `decide_alarm`: payments that a person has to look at
//! - [`error`]: what can go wrong, in a form the browser can act on

mod cancel_checkout;
mod checkout_update;
mod decide_alarm;
mod enter_pin;
pub mod error;
mod open_checkout;
mod open_sales;
mod put_aside;
mod read_alarms;
mod read_checkout;
mod shop_update;
mod staff_names;
mod take_over;
mod take_up;

pub use cancel_checkout::{CancelCheckout, cancel_checkout};
pub use checkout_update::{CheckoutUpdate, checkout_update};
pub use decide_alarm::{DecideAlarm, decide_alarm};
pub use enter_pin::{EnterPin, enter_pin};
pub use error::ApiError;
pub use open_checkout::{OpenCheckout, open_checkout};
pub use open_sales::{OpenSales, open_sales};
pub use put_aside::{PutAside, put_aside};
pub use read_alarms::{ReadAlarms, read_alarms};
pub use read_checkout::{ReadCheckout, read_checkout};
pub use shop_update::{ShopUpdate, shop_update};
pub use staff_names::{StaffNames, staff_names};
pub use take_over::{TakeOver, take_over};
pub use take_up::{TakeUp, take_up};

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
