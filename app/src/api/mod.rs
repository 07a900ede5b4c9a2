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
//! - `ask`: how the browser asks (browser only)

/// Declares a server function: on the server Leptos's, in the browser a question of ours with the same JSON.
///
/// `pub async fn NAME(ARGUMENTS) -> ANSWER as TYPE at "ENDPOINT" { ON THE SERVER }`
macro_rules! server_function {
    (
        $(#[$about:meta])*
        pub async fn $name:ident($($(#[$how:meta])* $argument:ident: $type:ty),* $(,)?) -> $answer:ty as $function:ident at $endpoint:literal
        $on_server:block
    ) => {
        #[cfg(feature = "ssr")]
        $(#[$about])*
        #[leptos::server(name = $function, endpoint = $endpoint, input = leptos::server_fn::codec::Json, output = leptos::server_fn::codec::Json)]
        pub async fn $name($($(#[$how])* $argument: $type),*) -> Result<$answer, crate::api::ApiError> $on_server

        #[cfg(not(feature = "ssr"))]
        $(#[$about])*
        pub fn $name($($argument: $type),*) -> impl Future<Output = Result<$answer, crate::api::ApiError>> {
            crate::api::ask::ask($endpoint, &[$((stringify!($argument), &$argument as &dyn domain::told::Tell)),*])
        }
    };
}

#[cfg(not(feature = "ssr"))]
mod ask;
mod cancel_checkout;
mod checkout_update;
#[cfg(feature = "ssr")]
mod decide_alarm;
mod enter_pin;
pub mod error;
mod open_checkout;
#[cfg(feature = "ssr")]
mod open_sales;
mod put_aside;
#[cfg(feature = "ssr")]
mod read_alarms;
mod read_checkout;
mod shop_update;
mod staff_names;
mod take_over;
mod take_up;

pub use cancel_checkout::cancel_checkout;
pub use checkout_update::checkout_update;
#[cfg(feature = "ssr")]
pub use decide_alarm::decide_alarm;
pub use enter_pin::enter_pin;
pub use error::ApiError;
pub use open_checkout::open_checkout;
#[cfg(feature = "ssr")]
pub use open_sales::open_sales;
pub use put_aside::put_aside;
#[cfg(feature = "ssr")]
pub use read_alarms::read_alarms;
pub use read_checkout::read_checkout;
pub use shop_update::shop_update;
pub use staff_names::staff_names;
pub use take_over::take_over;
pub use take_up::take_up;

/// The server functions by their types, which know where they are registered.
#[cfg(feature = "ssr")]
pub use self::{
    cancel_checkout::CancelCheckout, checkout_update::CheckoutUpdate, decide_alarm::DecideAlarm, enter_pin::EnterPin,
    open_checkout::OpenCheckout, open_sales::OpenSales, put_aside::PutAside, read_alarms::ReadAlarms,
    read_checkout::ReadCheckout, shop_update::ShopUpdate, staff_names::StaffNames, take_over::TakeOver,
    take_up::TakeUp,
};

/// Gives an error its HTTP status and, where only the log has the cause, the request's id.
#[cfg(feature = "ssr")]
fn answer<T>(result: Result<T, ApiError>) -> Result<T, ApiError> {
    let result = result.map_err(|error| error.of_request(&request_id()));
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
