//! Why somebody was not let in, in words for whoever stands there.

use super::super::{Served, refusal};
use crate::access::AccessError;
use crate::office::entry::shut;
use crate::office::invalid;
use crate::till::told;
use crate::words::Words;
use axum::Json;
use axum::http::StatusCode;
use axum::response::{IntoResponse as _, Response};
use serde_json::json;

/// What is said of it beside the field.
pub(super) fn of(error: &AccessError, words: Words) -> String {
    let wait = |seconds| shut::wait(seconds, words);
    match error {
        AccessError::WrongCode => words.wrong_code().to_owned(),
        AccessError::WrongPassword => words.wrong_password().to_owned(),
        AccessError::WrongPin { seconds: 0 } => words.wrong_pin().to_owned(),
        AccessError::WrongPin { seconds } => words.wrong_pin_wait(&wait(*seconds)),
        AccessError::Slow { seconds } => words.too_many_tries(&wait(*seconds)),
        AccessError::Busy => words.much_going_on(&wait(1)),
        AccessError::WrongPasskey => words.passkey_refused().to_owned(),
        AccessError::NoPasskeys => words.passkeys_need().to_owned(),
        AccessError::Invalid(field, why) => invalid(*field, *why, words),
        AccessError::Store(_) | AccessError::Internal(_) => words.server_failed().to_owned(),
        _ => words.not_here().to_owned(),
    }
}

/// For a script of ours, which shows it.
pub(crate) fn json(error: &AccessError, words: Words) -> Response {
    (status(error), Json(json!({ "words": of(error, words) }))).into_response()
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
pub(super) fn page(served: &Served, error: &AccessError, words: Words) -> Response {
    let page = match error {
        AccessError::Slow { seconds } => shut::too_often(*seconds, words),
        AccessError::Store(_) | AccessError::Internal(_) => shut::failed(words),
        _ => shut::forbidden(words),
    };
    page.with_status(status(error)).in_frame(&served.office.frame, words)
}
