//! What is asked of a request, whoever it comes from: that it comes from our own pages where it may change
//! something, that it is of the kind that is expected there, small, and complete in time.

use super::declared::{Declaration, Kind};
use super::peer::Peer;
use super::refusal;
use crate::config::wall::Patience;
use crate::words::Words;
use app::api::ApiError;
use app::i18n::Language;
use axum::body::{Body, to_bytes};
use axum::extract::Request;
use axum::http::header::{CONTENT_TYPE, HOST, HeaderName, ORIGIN};
use axum::http::{HeaderMap, StatusCode};
use axum::response::IntoResponse as _;
use core::time::Duration;
use tracing::Span;

/// By which a browser says whose page has asked; older ones do not.
const SEC_FETCH_SITE: HeaderName = HeaderName::from_static("sec-fetch-site");

/// The request with its whole body, as much of it as is `declared`, and as long as there is patience for a body.
///
/// # Errors
/// The answer to one that is too large, or too slow.
pub(super) async fn whole(
    request: Request,
    declared: Declaration,
    patience: Patience,
    words: Words,
) -> Result<Request, axum::response::Response> {
    // Whatever Mion writes is of no interest.
    if declared.kind == Kind::Hint {
        return Ok(request);
    }
    let (parts, body) = request.into_parts();
    match tokio::time::timeout(patience.body, to_bytes(body, declared.most_bytes)).await {
        Ok(Ok(bytes)) => Ok(Request::from_parts(parts, Body::from(bytes))),
        Ok(Err(_)) => Err(refusal::in_kind(declared.kind, &ApiError::TooLarge, words)),
        Err(_) => Err(StatusCode::REQUEST_TIMEOUT.into_response()),
    }
}

/// Whether a request of that kind may come at all. Another site's page is told apart by its `Origin`, which a
/// browser always sends with a POST.
///
/// # Errors
/// Why it may not.
pub(super) fn is_in_order(kind: Kind, headers: &HeaderMap, is_https: bool) -> Result<(), ApiError> {
    if !kind.changes() {
        return Ok(());
    }
    if !is_own_origin(headers, is_https) || !is_own_site(headers) {
        return Err(ApiError::OtherOrigin);
    }
    let is_expected = match kind {
        Kind::Call => is_of_type(headers, "application/json"),
        Kind::Form => is_of_type(headers, "application/x-www-form-urlencoded"),
        Kind::Upload => is_of_type(headers, "multipart/form-data"),
        Kind::Page | Kind::File | Kind::Hint => true,
    };
    if is_expected { Ok(()) } else { Err(ApiError::WrongContentType) }
}

/// Whether a message is of that media type, whatever else is said of it.
pub(super) fn is_of_type(headers: &HeaderMap, expected: &str) -> bool {
    let kind = headers.get(CONTENT_TYPE).and_then(|value| value.to_str().ok()).unwrap_or_default();
    kind.split(';').next().is_some_and(|kind| kind.trim().eq_ignore_ascii_case(expected))
}

/// What the browser itself says of where the request comes from, if it says anything.
fn is_own_site(headers: &HeaderMap) -> bool {
    let mut said = headers.get_all(SEC_FETCH_SITE).iter();
    // "none" is a person: an address typed in, a form sent again.
    said.all(|site| matches!(site.as_bytes(), b"same-origin" | b"none"))
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

/// What a browser hears of a panic: nothing.
pub(super) fn after_panic() -> axum::response::Response {
    tracing::error!("a request panicked");
    refusal::in_kind(Kind::Call, &ApiError::Internal { request: String::new() }, Words::of(Language::ENGLISH))
}

/// The span around a request, whose name in the log is `id`. Only the path's shape is logged: a checkout's
/// address and a receipt's are their holders', and the webhook's is a secret.
pub(super) fn request_span(request: &Request, id: &str) -> Span {
    let (path, peer) = (request.uri().path(), Peer::of(request.extensions()).ip);
    let path = match path {
        path if path.starts_with("/checkout/") => "/checkout/{id}",
        path if path.starts_with("/receipt/") => "/receipt/{token}",
        path if path.starts_with("/hooks/") => "/hooks/mion/{token}",
        path => path,
    };
    // Nothing in any of them has to be escaped.
    tracing::info_span!("request", %id, %peer, method = %request.method(), %path)
}

/// One line an answer, in the span of its request.
pub(super) fn log_answer(status: StatusCode, took: Duration) {
    let (status, took_ms) = (status.as_u16(), took.as_millis());
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
    fn a_call_is_json_and_a_form_is_a_form() {
        let in_order = |kind, text| is_in_order(kind, &headers(&[("content-type", text)]), false);
        assert_eq!(in_order(Kind::Call, "application/json; charset=utf-8"), Ok(()));
        assert_eq!(in_order(Kind::Form, "application/x-www-form-urlencoded"), Ok(()));
        assert_eq!(in_order(Kind::Upload, "multipart/form-data; boundary=x"), Ok(()));
        for (kind, text) in [
            (Kind::Call, "text/plain"),
            (Kind::Call, "application/x-www-form-urlencoded"),
            (Kind::Call, ""),
            (Kind::Form, "application/json"),
            (Kind::Upload, "application/x-www-form-urlencoded"),
            (Kind::Form, "multipart/form-data; boundary=x"),
            (Kind::Form, "text/plain"),
        ] {
            assert_eq!(in_order(kind, text), Err(ApiError::WrongContentType), "{kind:?} {text}");
        }
        assert_eq!(is_in_order(Kind::Call, &headers(&[]), false), Err(ApiError::WrongContentType));
    }

    #[test]
    fn what_the_browser_says_of_another_site_counts() {
        let from = |kind, site| {
            let form = ("content-type", "application/x-www-form-urlencoded");
            is_in_order(kind, &headers(&[form, ("host", "shop.example"), ("sec-fetch-site", site)]), false)
        };
        for site in ["cross-site", "same-site", "", "same-origin, cross-site"] {
            assert_eq!(from(Kind::Form, site), Err(ApiError::OtherOrigin), "{site}");
            assert_eq!(from(Kind::Page, site), Ok(()), "a link to us is a link: {site}");
        }
        for site in ["same-origin", "none"] {
            assert_eq!(from(Kind::Form, site), Ok(()), "{site}");
        }
    }
}
