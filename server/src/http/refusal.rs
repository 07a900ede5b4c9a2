//! How a request is turned away: a call with a typed error, a person with a page that says what to do next.

use super::Served;
use super::declared::{Declaration, Kind};
use crate::access::Caller;
use crate::office::entry::shut;
use crate::words::Words;
use app::api::ApiError;
use axum::Json;
use axum::http::header::{LOCATION, RETRY_AFTER};
use axum::http::{HeaderValue, StatusCode};
use axum::response::{IntoResponse as _, Response};
use domain::access::{Action, Rule, Standing, rule};

/// Why `caller` may not do `action`, which was found out already.
pub(crate) fn why(caller: &Caller, action: Action) -> ApiError {
    let has_terminal = caller.terminal.as_ref().is_some_and(|terminal| !terminal.locked);
    match caller.standing() {
        Standing::Locked => ApiError::Locked,
        Standing::Nobody | Standing::Unpaired | Standing::Revoked => ApiError::NotPaired,
        _ if action.needs_terminal() && !has_terminal => ApiError::NotPaired,
        Standing::Paired if matches!(rule(Standing::Paired, action), Rule::UnlessPin(_)) => ApiError::PinNeeded,
        Standing::Paired | Standing::Cashier | Standing::Manager | Standing::Owner => ApiError::Forbidden,
    }
}

/// The answer to a call, whatever was called; to whoever reads `words` where it is a person.
pub(super) fn in_kind(kind: Kind, error: &ApiError, words: Words) -> Response {
    let status = status(error);
    let mut answer = match kind {
        Kind::Call => (status, Json(error)).into_response(),
        Kind::Page | Kind::Form | Kind::Upload => {
            let why = if *error == ApiError::TooLarge { words.form_too_large() } else { words.went_wrong() };
            (status, format!("{why}\n")).into_response()
        }
        Kind::File | Kind::Hint => (status, format!("{error}\n")).into_response(),
    };
    if let ApiError::TooOften { wait_s } | ApiError::WrongPin { wait_s } = error {
        answer.headers_mut().insert(RETRY_AFTER, HeaderValue::from(*wait_s));
    }
    answer
}

/// The answer to whoever asked for what is `declared` at `path`; `caller`, where that is known.
pub(super) fn answer(
    served: &Served,
    declared: Declaration,
    error: &ApiError,
    caller: Option<&Caller>,
    path: &str,
    words: Words,
) -> Response {
    if !matches!(declared.kind, Kind::Page | Kind::Form | Kind::Upload) {
        return in_kind(declared.kind, error, words);
    }
    let is_at_the_office = rule(Standing::Paired, declared.action) == Rule::No;
    match error {
        ApiError::NotPaired if is_at_the_office => lead("/sign-in"),
        ApiError::Forbidden if is_at_the_office && !is_signed_in(caller) => lead("/sign-in"),
        ApiError::NotPaired if caller.is_some_and(|caller| caller.standing() == Standing::Revoked) => {
            shut::revoked(words).in_frame(&served.office.frame, words)
        }
        ApiError::NotPaired => lead("/pair"),
        // A form that was not taken is not sent again by itself.
        ApiError::PinNeeded if declared.kind == Kind::Page => lead(&format!("/pin?next={path}")),
        ApiError::PinNeeded => lead("/pin"),
        error => {
            let page = match error {
                ApiError::Locked => shut::locked(words),
                ApiError::TooOften { wait_s } => shut::too_often((*wait_s).into(), words),
                ApiError::Internal { .. } => shut::failed(words),
                _ => shut::forbidden(words),
            };
            let mut answer = page.with_status(status(error)).in_frame(&served.office.frame, words);
            if let ApiError::TooOften { wait_s } = error {
                answer.headers_mut().insert(RETRY_AFTER, HeaderValue::from(*wait_s));
            }
            answer
        }
    }
}

/// Sends the browser to `path`, which it gets.
pub(crate) fn lead(path: &str) -> Response {
    let path = HeaderValue::from_str(path).unwrap_or(HeaderValue::from_static("/"));
    (StatusCode::SEE_OTHER, [(LOCATION, path)]).into_response()
}

fn is_signed_in(caller: Option<&Caller>) -> bool {
    matches!(caller.map(Caller::standing), Some(Standing::Manager | Standing::Owner))
}

pub(super) fn status(error: &ApiError) -> StatusCode {
    StatusCode::from_u16(error.http_status()).unwrap_or(StatusCode::INTERNAL_SERVER_ERROR)
}
