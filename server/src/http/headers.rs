//! What every answer says to the browser: which scripts may run, who may frame us, what may be cached.

use super::peer::Peer;
use axum::extract::Request;
use axum::http::header::{
    CACHE_CONTROL, CONTENT_SECURITY_POLICY, HeaderName, HeaderValue, REFERRER_POLICY, STRICT_TRANSPORT_SECURITY,
    X_CONTENT_TYPE_OPTIONS, X_FRAME_OPTIONS,
};
use axum::middleware::Next;
use axum::response::Response;

/// What the kiosk uses of the browser, and after it what nobody who got into a page is to use.
const PERMISSIONS: &str = "screen-wake-lock=(self), fullscreen=(self), clipboard-write=(self), autoplay=(self), \
                           accelerometer=(), bluetooth=(), camera=(), display-capture=(), \
                           geolocation=(), gyroscope=(), hid=(), magnetometer=(), microphone=(), midi=(), payment=(), \
                           serial=(), usb=(), xr-spatial-tracking=()";
/// A year, for this host alone: of the shop's other hosts nothing is known here.
const ONLY_HTTPS: &str = "max-age=31536000";

/// For pages: scripts by nonce alone, WebAssembly, styles and images of our own, nothing else.
pub(super) fn page_policy(nonce: &str) -> String {
    format!(
        "default-src 'none'; script-src 'self' 'nonce-{nonce}' 'wasm-unsafe-eval'; style-src 'self'; \
         img-src 'self'; connect-src 'self'; manifest-src 'self'; object-src 'none'; base-uri 'none'; \
         form-action 'self'; frame-ancestors 'none'"
    )
}

/// Whether the file at `path` can never change: its name holds the hash of what is in it.
fn is_named_by_content(path: &str) -> bool {
    path.strip_prefix("/pkg/").is_some_and(|name| name.split('.').count() == 3)
}

/// Adds what an answer has not said itself.
pub(super) async fn add(request: Request, next: Next) -> Response {
    let immutable = is_named_by_content(request.uri().path());
    let is_https = Peer::of(request.extensions()).is_https;
    let mut answer = next.run(request).await;
    let cache = match (answer.status().is_success(), immutable) {
        (true, true) => "public, max-age=31536000, immutable",
        _ => "no-store",
    };
    let defaults: [(HeaderName, &'static str); 8] = [
        (CACHE_CONTROL, cache),
        (CONTENT_SECURITY_POLICY, "default-src 'none'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'"),
        // Not "no-referrer": with that a browser says `Origin: null` when it sends a form, even to us.
        (REFERRER_POLICY, "same-origin"),
        (X_CONTENT_TYPE_OPTIONS, "nosniff"),
        (X_FRAME_OPTIONS, "DENY"),
        (HeaderName::from_static("cross-origin-opener-policy"), "same-origin"),
        (HeaderName::from_static("cross-origin-resource-policy"), "same-origin"),
        (HeaderName::from_static("permissions-policy"), PERMISSIONS),
    ];
    // Over plain HTTP a browser would not believe it, and rightly.
    let only_https = is_https.then_some((STRICT_TRANSPORT_SECURITY, ONLY_HTTPS));
    for (name, value) in defaults.into_iter().chain(only_https) {
        answer.headers_mut().entry(name).or_insert(HeaderValue::from_static(value));
    }
    answer
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_what_is_named_by_its_content_is_kept_for_ever() {
        assert!(is_named_by_content("/pkg/kiosk.9cb4a3c9e2d168fc.wasm"));
        for path in ["/pkg/kiosk.wasm", "/favicon.svg", "/", "/a.b.c"] {
            assert!(!is_named_by_content(path), "{path}");
        }
    }
}
