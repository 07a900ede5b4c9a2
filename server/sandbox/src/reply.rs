//! How every handler answers: JSON, and a refusal as `{"error": "…"}` with a 4xx.

use axum::{
    body::{Body, Bytes},
    extract::{FromRequest, Request},
    http::{HeaderValue, StatusCode, header},
    response::{IntoResponse, Response},
};
use serde::{Serialize, de::DeserializeOwned};
use serde_json::json;

/// The largest body that is read, in bytes.
pub(crate) const BODY_LIMIT: usize = 64 * 1024;

/// A request that is not done, with the reason for the one who sent it.
#[derive(Debug)]
pub(crate) struct Refusal {
    code: StatusCode,
    text: String,
}

impl Refusal {
    pub(crate) fn new(code: StatusCode, text: impl Into<String>) -> Self {
        Self { code, text: text.into() }
    }

    pub(crate) fn bad(text: impl Into<String>) -> Self {
        Self::new(StatusCode::BAD_REQUEST, text)
    }
}

impl IntoResponse for Refusal {
    fn into_response(self) -> Response {
        json_reply(self.code, &json!({ "error": self.text }))
    }
}

/// A JSON answer.
pub(crate) fn json_reply(code: StatusCode, value: &impl Serialize) -> Response {
    match serde_json::to_string(value) {
        Ok(text) => typed(code, "application/json", text),
        Err(_) => StatusCode::INTERNAL_SERVER_ERROR.into_response(),
    }
}

/// An answer of a content type.
pub(crate) fn typed(code: StatusCode, kind: &'static str, body: impl Into<Body>) -> Response {
    let mut response = Response::new(body.into());
    *response.status_mut() = code;
    response.headers_mut().insert(header::CONTENT_TYPE, HeaderValue::from_static(kind));
    response
}

/// A control request's JSON body. The content type is not asked for, so that `curl -d` is enough,
/// and no body at all is an empty object.
pub(crate) struct Given<T>(pub(crate) T);

impl<T: DeserializeOwned, S: Send + Sync> FromRequest<S> for Given<T> {
    type Rejection = Refusal;

    async fn from_request(request: Request, state: &S) -> Result<Self, Refusal> {
        let bytes = Bytes::from_request(request, state)
            .await
            .map_err(|refused| Refusal::new(refused.status(), refused.body_text()))?;
        let text: &[u8] = if bytes.is_empty() { b"{}" } else { &bytes };
        serde_json::from_slice(text).map(Given).map_err(|error| Refusal::bad(error.to_string()))
    }
}
