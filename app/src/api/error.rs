//! What a call to the server can end in, as a closed set the browser can act on. Never holds a text
//! of Mion's or of the database: those are in the log, under the request's id.

use domain::alarm::DecisionRefused;
use domain::limits::AmountRefused;
use domain::told_variants;
#[cfg(feature = "ssr")]
use leptos::server_fn::codec::JsonEncoding;
#[cfg(feature = "ssr")]
use leptos::server_fn::error::{FromServerFnError, ServerFnErrorErr};
use serde::{Deserialize, Serialize};

/// Why a call did not do what was asked.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, thiserror::Error)]
#[serde(rename_all = "kebab-case")]
pub enum ApiError {
    /// The total is not one this shop accepts.
    #[error("{reason}")]
    Amount {
        /// Which limit it breaks.
        reason: AmountRefused,
    },
    /// There is no such checkout here.
    #[error("this sale is not known here")]
    UnknownCheckout,
    /// This id already stands for a sale of another total.
    #[error("this sale was already opened with another amount")]
    AlreadyOpen,
    /// The checkout is over, or its payment is being confirmed.
    #[error("this sale cannot be cancelled any more")]
    NotCancellable,
    /// The sale a payment was to be linked to is not known here.
    #[error("the other sale is not known here")]
    UnknownLink,
    /// The decision about a payment cannot be taken.
    #[error("{reason}")]
    Decision {
        /// Why.
        reason: DecisionRefused,
    },
    /// The request could not be understood.
    #[error("the request could not be understood")]
    BadRequest,
    /// The request is larger than any honest one.
    #[error("the request is too large")]
    TooLarge,
    /// The request is not JSON.
    #[error("the request must be JSON")]
    WrongContentType,
    /// The request comes from another site's page.
    #[error("the request comes from another site")]
    OtherOrigin,
    /// This browser is no terminal of the shop's, or not any more.
    #[error("this tablet is not paired")]
    NotPaired,
    /// This terminal is put out of use for a while.
    #[error("this tablet is locked")]
    Locked,
    /// Somebody has to enter a PIN first.
    #[error("this needs a PIN")]
    PinNeeded,
    /// Whoever asks may not do that.
    #[error("this is not allowed")]
    Forbidden,
    /// The PIN is not that person's.
    #[error("the PIN is wrong")]
    WrongPin {
        /// For how long this terminal takes no other, in seconds.
        wait_s: u32,
    },
    /// The sale is another terminal's.
    #[error("this sale is on another tablet")]
    OtherTerminal,
    /// Too much was asked for in too short a time, or too many PINs were wrong; this was not done.
    #[error("too often: wait {wait_s} s")]
    TooOften {
        /// For how long, in seconds.
        wait_s: u32,
    },
    /// The server did not answer; nobody knows whether it heard.
    #[error("the server does not answer")]
    Unreachable,
    /// The server could not do it now.
    #[error("something went wrong on the server (request {request})")]
    Internal {
        /// Under which the log has the cause.
        request: String,
    },
}

impl ApiError {
    /// The HTTP status it is answered with.
    pub fn http_status(&self) -> u16 {
        match self {
            Self::Amount { .. } => 422,
            Self::UnknownCheckout | Self::UnknownLink => 404,
            Self::Decision { reason: DecisionRefused::Note | DecisionRefused::Itself } => 422,
            Self::Decision { .. } => 409,
            Self::AlreadyOpen | Self::NotCancellable => 409,
            Self::BadRequest => 400,
            Self::TooLarge => 413,
            Self::WrongContentType => 415,
            Self::OtherOrigin | Self::NotPaired | Self::PinNeeded | Self::Forbidden | Self::WrongPin { .. } => 403,
            Self::OtherTerminal => 409,
            Self::Locked => 423,
            Self::TooOften { .. } => 429,
            Self::Unreachable | Self::Internal { .. } => 500,
        }
    }

    /// The same as it is told to whoever has made the `request`: only the log has the cause, under that id.
    #[cfg(feature = "ssr")]
    #[must_use]
    pub fn of_request(self, request: &str) -> Self {
        match self {
            Self::Internal { .. } => Self::Internal { request: request.to_owned() },
            error => error,
        }
    }

    #[cfg(feature = "ssr")]
    pub(crate) fn set_http_status(&self) {
        use leptos::prelude::use_context;
        if let Some(response) = use_context::<leptos_axum::ResponseOptions>()
            && let Ok(status) = self.http_status().try_into()
        {
            response.set_status(status);
        }
    }
}

#[cfg(feature = "ssr")]
impl FromServerFnError for ApiError {
    type Encoder = JsonEncoding;

    fn from_server_fn_error(error: ServerFnErrorErr) -> Self {
        let error = match error {
            ServerFnErrorErr::Request(_) => Self::Unreachable,
            ServerFnErrorErr::Args(_)
            | ServerFnErrorErr::MissingArg(_)
            | ServerFnErrorErr::Deserialization(_)
            | ServerFnErrorErr::UnsupportedRequestMethod(_) => Self::BadRequest,
            _ => Self::Internal { request: String::new() },
        };
        error.set_http_status();
        error
    }
}

told_variants!(ApiError {
    "amount" => Amount { reason },
    "unknown-checkout" => UnknownCheckout,
    "already-open" => AlreadyOpen,
    "not-cancellable" => NotCancellable,
    "unknown-link" => UnknownLink,
    "decision" => Decision { reason },
    "bad-request" => BadRequest,
    "too-large" => TooLarge,
    "wrong-content-type" => WrongContentType,
    "other-origin" => OtherOrigin,
    "not-paired" => NotPaired,
    "locked" => Locked,
    "pin-needed" => PinNeeded,
    "forbidden" => Forbidden,
    "wrong-pin" => WrongPin { wait_s },
    "other-terminal" => OtherTerminal,
    "too-often" => TooOften { wait_s },
    "unreachable" => Unreachable,
    "internal" => Internal { request },
});
