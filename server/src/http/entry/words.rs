//! Why somebody was not let in, in words for whoever stands there.

use super::super::{Served, refusal};
use crate::access::AccessError;
use crate::office::entry::shut;
use crate::till::told;
use axum::Json;
use axum::http::StatusCode;
use axum::response::{IntoResponse as _, Response};
use serde_json::json;

/// What is said of it beside the field.
pub(super) fn of(error: &AccessError) -> String {
    match error {
        AccessError::WrongCode => "No such code: it may be mistyped, used up or over. Ask for a new one.".to_owned(),
        AccessError::WrongPassword => "The name or the password is wrong.".to_owned(),
        AccessError::WrongPin { seconds: 0 } => "Wrong PIN.".to_owned(),
        AccessError::WrongPin { seconds } => format!("Wrong PIN. {}", shut::wait(*seconds)),
        AccessError::Slow { seconds } => format!("Too many tries. {}", shut::wait(*seconds)),
        AccessError::Busy => format!("Too much is going on. {}", shut::wait(1)),
        AccessError::WrongPasskey => "The passkey was not accepted.".to_owned(),
        AccessError::NoPasskeys => {
            "Passkeys need HTTPS and a name instead of an address, or a browser on this machine.".to_owned()
        }
        AccessError::Invalid(_, why) => format!("Not possible: {why}."),
        AccessError::Store(_) | AccessError::Internal(_) => {
            "The server could not do it. Try again in a moment.".to_owned()
        }
        _ => "That is not possible here.".to_owned(),
    }
}

/// For a script of ours, which shows it.
pub(crate) fn json(error: &AccessError) -> Response {
    (status(error), Json(json!({ "words": of(error) }))).into_response()
}

/// What the answer says.
pub(super) fn status(error: &AccessError) -> StatusCode {
    match error {
        AccessError::Forbidden | AccessError::PinNeeded => StatusCode::FORBIDDEN,
        AccessError::Slow { .. } | AccessError::Busy => StatusCode::TOO_MANY_REQUESTS,
        AccessError::Store(_) | AccessError::Internal(_) => refusal::status(&told(error)),
        _ => StatusCode::UNPROCESSABLE_ENTITY,
    }
}

/// A page of nothing else.
pub(super) fn page(served: &Served, error: &AccessError) -> Response {
    let page = match error {
        AccessError::Slow { seconds } => shut::too_often(*seconds),
        AccessError::Store(_) | AccessError::Internal(_) => shut::failed(),
        _ => shut::forbidden(),
    };
    page.with_status(status(error)).in_frame(&served.office.frame)
}
