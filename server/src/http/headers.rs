//! What every answer says to the browser: which scripts may run, who may frame us, what may be cached.

use super::peer::Peer;
use axum::extract::Request;
use axum::http::header::{
    ACCEPT_RANGES, CACHE_CONTROL, CONTENT_SECURITY_POLICY, CONTENT_TYPE, HeaderName, HeaderValue, LAST_MODIFIED,
    REFERRER_POLICY, STRICT_TRANSPORT_SECURITY, X_CONTENT_TYPE_OPTIONS, X_FRAME_OPTIONS,
};
use axum::middleware::Next;
use axum::response::Response;

/// What the kiosk uses of the browser, and after it what nobody who got into a page is to use.
const PERMISSIONS: &str = "screen-wake-lock=(self), fullscreen=(self), clipboard-write=(self), autoplay=(self), \
                           accelerometer=(), bluetooth=(), camera=(), display-capture=(), \
                           geolocation=(), gyroscope=(), hid=(), magnetometer=(), microphone=(), midi=(), payment=(), \
                           serial=(), usb=(), xr-spatial-tracking=()";
/// The name of a request in the log, which its answer says.
pub(super) const REQUEST_ID: HeaderName = HeaderName::from_static("x-request-id");
/// A year, for this host alone: of the shop's other hosts nothing is known here.
const ONLY_HTTPS: &str = "max-age=31536000";

/// For pages: scripts by nonce alone, WebAssembly, styles and images of our own, nothing else.
pub(super) fn page_policy(nonce: &str) -> String {
    format!(
        "default-src 'none'; script-src 'self' 'nonce-{nonce}' 'wasm-unsafe-eval'; style-src 'self'; \
         img-src 'self'; connect-src 'self'; manifest-src 'self'; worker-src 'self'; frame-src 'self'; object-src 'none'; \
         base-uri 'none'; form-action 'self'; frame-ancestors 'none'"
    )
}

/// Whether the file at `path` can never change: its name holds the hash of what is in it.
fn is_named_by_content(path: &str) -> bool {
    let name = path.strip_prefix("/pkg/").or_else(|| path.strip_prefix("/look/"));
    name.is_some_and(|name| name.split('.').count() == 3)
}

/// Adds what an answer has not said itself.
pub(super) async fn add(request: Request, next: Next) -> Response {
    let immutable = is_named_by_content(request.uri().path());
    let is_https = Peer::of(request.extensions()).is_https;
    let request_id = request.headers().get(REQUEST_ID).cloned();
    let mut answer = next.run(request).await;
    let is_loaded = immutable && answer.status().is_success();
    let cache = if is_loaded { "public, max-age=31536000, immutable" } else { "no-store" };
    let of_all: [(HeaderName, &'static str); 3] = [
        (CACHE_CONTROL, cache),
        (X_CONTENT_TYPE_OPTIONS, "nosniff"),
        (HeaderName::from_static("cross-origin-resource-policy"), "same-origin"),
    ];
    // What a page loads is held to the page's word: on each of those files these would be 200 bytes that nobody reads.
    let of_documents: [(HeaderName, &'static str); 4] = [
        (CONTENT_SECURITY_POLICY, "default-src 'none'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'"),
        // Not "no-referrer": with that a browser says `Origin: null` when it sends a form, even to us.
        (REFERRER_POLICY, "same-origin"),
        (X_FRAME_OPTIONS, "DENY"),
        (HeaderName::from_static("cross-origin-opener-policy"), "same-origin"),
    ];
    let of_documents = of_documents.into_iter().filter(|_| !is_loaded);
    // What a page may use is said by the page alone: it is half a kilobyte.
    let kind = answer.headers().get(CONTENT_TYPE).map(HeaderValue::as_bytes).unwrap_or_default();
    let permissions =
        kind.starts_with(b"text/html").then_some((HeaderName::from_static("permissions-policy"), PERMISSIONS));
    // Over plain HTTP a browser would not believe it, and rightly.
    let only_https = is_https.then_some((STRICT_TRANSPORT_SECURITY, ONLY_HTTPS));
    for (name, value) in of_all.into_iter().chain(of_documents).chain(permissions).chain(only_https) {
        answer.headers_mut().entry(name).or_insert(HeaderValue::from_static(value));
    }
    // Nothing is asked for in parts or asked for again: what may be kept never changes, and nothing else is kept.
    for name in [ACCEPT_RANGES, LAST_MODIFIED] {
        answer.headers_mut().remove(name);
    }
    // By which a person can tell us of an answer; of a file of the bundle there is nothing to tell.
    if let Some(id) = request_id.filter(|_| !is_loaded) {
        answer.headers_mut().insert(REQUEST_ID, id);
    }
    answer
}

#[cfg(test)]
mod tests {
    use super::*;
    use axum::body::Body;
    use axum::http::{HeaderMap, StatusCode};
    use axum::middleware::from_fn;
    use axum::routing::get;
    use axum::{Extension, Router};
    use std::net::{IpAddr, Ipv4Addr};
    use tower::ServiceExt as _;

    async fn headers_of(path: &str) -> HeaderMap {
        let router = Router::new()
            .route("/pkg/{file}", get(|| async { "" }))
            .fallback(|| async { StatusCode::NOT_FOUND })
            .layer(from_fn(add))
            .layer(Extension(Peer { ip: IpAddr::V4(Ipv4Addr::LOCALHOST), is_https: true }));
        router.oneshot(Request::get(path).body(Body::empty()).unwrap()).await.unwrap().headers().clone()
    }

    #[tokio::test]
    async fn what_a_page_loads_says_no_more_than_is_read() {
        let loaded = headers_of("/pkg/kiosk.9cb4a3c9e2d168fc.wasm").await;
        for name in ["x-content-type-options", "cross-origin-resource-policy", "strict-transport-security"] {
            assert!(loaded.contains_key(name), "{name}");
        }
        assert_eq!(loaded["cache-control"], "public, max-age=31536000, immutable");
        assert!(!loaded.contains_key(CONTENT_SECURITY_POLICY) && !loaded.contains_key(X_FRAME_OPTIONS));
        for path in ["/pkg/kiosk.wasm", "/no/such.9cb4a3c9e2d168fc.wasm"] {
            let other = headers_of(path).await;
            assert_eq!(other["cache-control"], "no-store", "{path}");
            assert!(other.contains_key(CONTENT_SECURITY_POLICY) && other.contains_key(X_FRAME_OPTIONS), "{path}");
        }
    }

    #[test]
    fn only_what_is_named_by_its_content_is_kept_for_ever() {
        assert!(is_named_by_content("/pkg/kiosk.9cb4a3c9e2d168fc.wasm"));
        assert!(is_named_by_content("/look/accent.9cb4a3c9e2d168fc.css"));
        for path in ["/pkg/kiosk.wasm", "/favicon.svg", "/", "/a.b.c"] {
            assert!(!is_named_by_content(path), "{path}");
        }
    }
}
