//! `/sign-in/passkey`: a manager or an owner comes in with a passkey. A script of ours asks here what the
//! browser is to sign, and sends what it has signed.

use super::super::Served;
use super::super::cookies::Cookie;
use super::{Visitor, words as why};
use crate::access::{AccessError, PasskeyAnswer, Token};
use crate::office::Origin;
use crate::words::Words;
use axum::Json;
use axum::extract::State;
use axum::extract::rejection::JsonRejection;
use axum::http::header::CONTENT_TYPE;
use axum::response::{IntoResponse as _, Response};
use serde_json::{Value, json};

/// The largest answer of a passkey: an id alone may have a thousand bytes.
pub(super) const MOST_BYTES: usize = 16 * 1024;

/// The script of the pages that have to do with passkeys.
pub(super) async fn script() -> Response {
    ([(CONTENT_TYPE, "text/javascript; charset=utf-8")], include_str!("passkeys.js")).into_response()
}

/// What the browser is to sign.
pub(super) async fn ask(
    State(served): State<Served>,
    words: Words,
    visitor: Visitor,
    Origin(origin): Origin,
) -> Response {
    let asked = async {
        served.meters.sign_in(&visitor.caller, served.clock.now())?;
        served.access.ask_for_sign_in(&origin).await
    };
    match asked.await {
        Ok(asked) => Json::<Value>(asked).into_response(),
        Err(error) => why::json(&error, words),
    }
}

/// What it has signed.
pub(super) async fn take(
    State(served): State<Served>,
    words: Words,
    visitor: Visitor,
    answer: Result<Json<PasskeyAnswer>, JsonRejection>,
) -> Response {
    let signed_in = match answer {
        Ok(Json(answer)) => try_to(&served, &visitor, &answer).await,
        Err(_) => Err(AccessError::WrongPasskey),
    };
    match signed_in {
        Ok(token) => {
            visitor.goes_out(&served).await;
            visitor.is_given(Json(json!({})).into_response(), Cookie::Person, &token, &[Cookie::Pass])
        }
        Err(error) => why::json(&error, words),
    }
}

async fn try_to(served: &Served, visitor: &Visitor, answer: &PasskeyAnswer) -> Result<Token, AccessError> {
    served.meters.sign_in(&visitor.caller, served.clock.now())?;
    served.access.sign_in_by_passkey(&visitor.caller, answer).await
}
