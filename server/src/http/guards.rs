//! Which requests reach a server function at all: JSON, small, complete in time, and from our own
//! pages. Whatever is turned away gets the same typed error a server function would give.

use super::peer::Peer;
use crate::config::wall::Patience;
use app::api::ApiError;
use axum::Json;
use axum::body::{Body, to_bytes};
use axum::extract::{Request, State};
use axum::http::header::{CONTENT_TYPE, HOST, ORIGIN};
use axum::http::{HeaderMap, Response, StatusCode};
use axum::middleware::Next;
use axum::response::IntoResponse;
use core::any::Any;
use core::time::Duration;
use tracing::Span;

/// Reads the whole body, at most `LIMIT` bytes of it and as long as there is patience for a body.
pub(super) async fn body_within<const LIMIT: usize>(
    State(patience): State<Patience>,
    request: Request,
    next: Next,
) -> axum::response::Response {
    let (parts, body) = request.into_parts();
    match tokio::time::timeout(patience.body, to_bytes(body, LIMIT)).await {
        Ok(Ok(bytes)) => next.run(Request::from_parts(parts, Body::from(bytes))).await,
        Ok(Err(_)) => refused(&ApiError::TooLarge),
        Err(_) => StatusCode::REQUEST_TIMEOUT.into_response(),
    }
}

/// Lets through JSON that our own page sent. Another site's page cannot send JSON without asking
/// first, and is told apart by its `Origin`, which a browser always sends with a POST.
pub(super) async fn own_json_only(request: Request, next: Next) -> axum::response::Response {
    let headers = request.headers();
    if !is_own_origin(headers, Peer::of(request.extensions()).is_https) {
        return refused(&ApiError::OtherOrigin);
    }
    if !is_json(headers) {
        return refused(&ApiError::WrongContentType);
    }
    let answer = next.run(request).await;
    // A server function of another name: Leptos answers in prose.
    if answer.status() == StatusCode::BAD_REQUEST && !is_json(answer.headers()) {
        return refused(&ApiError::BadRequest);
    }
    answer
}

fn is_json(headers: &HeaderMap) -> bool {
    let kind = headers.get(CONTENT_TYPE).and_then(|value| value.to_str().ok()).unwrap_or_default();
    kind.split(';').next().is_some_and(|kind| kind.trim().eq_ignore_ascii_case("application/json"))
}

/// `is_https` is what is known for sure: a proxy that we do not trust may speak TLS without our knowing.
fn is_own_origin(headers: &HeaderMap, is_https: bool) -> bool {
    let Some(origin) = headers.get(ORIGIN) else {
        // Not a browser, or one too old for this kiosk: no page of another site can be behind it.
        return true;
    };
    let origin = origin.to_str().ok().and_then(|origin| origin.split_once("://"));
    let host = headers.get(HOST).and_then(|host| host.to_str().ok());
    origin.is_some_and(|(scheme, origin)| Some(origin) == host && (scheme == "https" || !is_https))
}

fn refused(error: &ApiError) -> axum::response::Response {
    let status = StatusCode::from_u16(error.http_status()).unwrap_or(StatusCode::BAD_REQUEST);
    (status, Json(error)).into_response()
}

/// What a browser hears of a panic: nothing.
pub(super) fn after_panic(_: Box<dyn Any + Send + 'static>) -> Response<Body> {
    tracing::error!("a request panicked");
    refused(&ApiError::Internal { request: String::new() })
}

/// The span around a request. Only the path's shape is logged: a checkout's
/// address and a receipt's are their holders', and the webhook's is a secret.
pub(super) fn request_span(request: &Request) -> Span {
    let id = request.headers().get("x-request-id").and_then(|id| id.to_str().ok()).unwrap_or_default();
    let (path, peer) = (request.uri().path(), Peer::of(request.extensions()).ip);
    let path = match path {
        path if path.starts_with("/checkout/") => "/checkout/{id}",
        path if path.starts_with("/receipt/") => "/receipt/{token}",
        path if path.starts_with("/hooks/") => "/hooks/mion/{token}",
        path => path,
    };
    tracing::info_span!("request", id, %peer, method = %request.method(), path)
}

/// One line an answer, in the span of its request.
pub(super) fn log_answer<B>(answer: &Response<B>, took: Duration, _: &Span) {
    let (status, took_ms) = (answer.status().as_u16(), took.as_millis());
    if status >= 500 {
        tracing::error!(status, took_ms, "answered");
    } else {
        tracing::debug!(status, took_ms, "answered");
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn headers(pairs: &[(&'static str, &'static str)]) -> HeaderMap {
        pairs.iter().map(|(name, value)| (name.parse().unwrap(), value.parse().unwrap())).collect()
    }

    #[test]
    fn only_our_own_origin_or_none_passes() {
        assert!(is_own_origin(&headers(&[("host", "shop.example")]), false));
        let own = headers(&[("host", "shop.example:3000"), ("origin", "http://shop.example:3000")]);
        assert!(is_own_origin(&own, false));
        assert!(!is_own_origin(&own, true), "a page that came without TLS may be anybody's");
        for origin in ["https://evil.example", "null", "http://shop.example.evil", "shop.example"] {
            assert!(!is_own_origin(&headers(&[("host", "shop.example"), ("origin", origin)]), false), "{origin}");
        }
        assert!(!is_own_origin(&headers(&[("origin", "http://shop.example")]), false));
    }

    #[test]
    fn only_json_is_json() {
        assert!(is_json(&headers(&[("content-type", "application/json; charset=utf-8")])));
        assert!(!is_json(&headers(&[("content-type", "text/plain")])));
        assert!(!is_json(&headers(&[])));
    }
}
