//! What every answer says to the browser: which scripts may run, who may frame us, what may be cached.

use super::peer::Peer;
use axum::extract::Request;
use axum::http::header::{
    ACCEPT_RANGES, CACHE_CONTROL, CONTENT_SECURITY_POLICY, CONTENT_TYPE, HeaderName, HeaderValue, LAST_MODIFIED,
    REFERRER_POLICY, STRICT_TRANSPORT_SECURITY, X_CONTENT_TYPE_OPTIONS, X_FRAME_OPTIONS,
};
use axum::response::Response;

/// What the kiosk uses of the browser, and after it what nobody who got into a page is to use.
const PERMISSIONS: &str = "screen-wake-lock=(self), fullscreen=(self), clipboard-write=(self), autoplay=(self), \
                           accelerometer=(), camera=(), display-capture=(), \
                           geolocation=(), gyroscope=(), hid=(), magnetometer=(), microphone=(), midi=(), payment=(), \
                           serial=(), usb=(), xr-spatial-tracking=()";
const PERMISSIONS_POLICY: HeaderName = HeaderName::from_static("permissions-policy");
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

/// The icons, by their usual names: a browser may ask for one with every new address of a page.
fn is_icon(path: &str) -> bool {
    matches!(path, "/favicon.svg" | "/apple-touch-icon.png" | "/icon-192.png" | "/icon-maskable.png")
}

/// What every answer says.
const OF_ALL: [(HeaderName, HeaderValue); 2] = [
    (X_CONTENT_TYPE_OPTIONS, HeaderValue::from_static("nosniff")),
    (HeaderName::from_static("cross-origin-resource-policy"), HeaderValue::from_static("same-origin")),
];
/// What a page loads is held to the page's word: on each of those files these would be 200 bytes that nobody reads.
const OF_DOCUMENTS: [(HeaderName, HeaderValue); 2] = [
    (
        CONTENT_SECURITY_POLICY,
        HeaderValue::from_static("default-src 'none'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'"),
    ),
    // Not "no-referrer": with that a browser says `Origin: null` when it sends a form, even to us.
    (REFERRER_POLICY, HeaderValue::from_static("same-origin")),
];
/// Nobody does anything in a picture, and the manifest is read by the browser itself: they go without these.
const OF_WINDOWS: [(HeaderName, HeaderValue); 2] = [
    (X_FRAME_OPTIONS, HeaderValue::from_static("DENY")),
    (HeaderName::from_static("cross-origin-opener-policy"), HeaderValue::from_static("same-origin")),
];

/// As many as there are to say, with the id.
const MOST: usize = 10;

/// What an answer has to say, as far as the request tells.
pub(super) struct Said {
    immutable: bool,
    is_icon: bool,
    is_https: bool,
}

impl Said {
    /// In an answer to `request`.
    pub(super) fn to(request: &Request) -> Self {
        let path = request.uri().path();
        let is_https = Peer::of(request.extensions()).is_https;
        Self { immutable: is_named_by_content(path), is_icon: is_icon(path), is_https }
    }

    /// Adds what `answer` has not said itself; `id` is the name of its request in the log.
    pub(super) fn add(self, answer: &mut Response, id: Option<HeaderValue>) {
        let is_there = answer.status().is_success();
        let is_loaded = self.immutable && is_there;
        let headers = answer.headers_mut();
        headers.reserve(MOST);
        let kind = headers.get(CONTENT_TYPE).map(HeaderValue::as_bytes).unwrap_or_default();
        let is_picture = kind.starts_with(b"image/") || kind == b"application/manifest+json";
        // A drawing may hold a script, dots may not.
        let is_dots = kind.starts_with(b"image/") && kind != b"image/svg+xml";
        let is_page = kind.starts_with(b"text/html");
        let mut say = |name: HeaderName, value: HeaderValue| {
            headers.entry(name).or_insert(value);
        };
        let cache = match (is_loaded, self.is_icon) {
            (true, _) => "public, max-age=31536000, immutable",
            (_, true) if is_there => "public, max-age=86400",
            _ => "no-store",
        };
        say(CACHE_CONTROL, HeaderValue::from_static(cache));
        for (name, value) in OF_ALL {
            say(name, value);
        }
        if !is_loaded && !is_dots {
            for (name, value) in OF_DOCUMENTS {
                say(name, value);
            }
            for (name, value) in OF_WINDOWS.into_iter().filter(|_| !is_picture) {
                say(name, value);
            }
        }
        // Over plain HTTP a browser would not believe it, and rightly.
        if self.is_https {
            say(STRICT_TRANSPORT_SECURITY, HeaderValue::from_static(ONLY_HTTPS));
        }
        // What a page may use is said by the page alone: it is half a kilobyte.
        if is_page {
            say(PERMISSIONS_POLICY, HeaderValue::from_static(PERMISSIONS));
        }
        // Nothing is asked for in parts or asked for again: what may be kept never changes, and nothing else is kept.
        for name in [ACCEPT_RANGES, LAST_MODIFIED] {
            headers.remove(name);
        }
        // By which a person can tell us of an answer; of a file of the bundle, or a picture, there is nothing to tell.
        if let Some(id) = id.filter(|_| !is_loaded && !is_picture) {
            headers.insert(REQUEST_ID, id);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use axum::body::Body;
    use axum::http::{HeaderMap, StatusCode};
    use axum::response::IntoResponse as _;
    use std::net::{IpAddr, Ipv4Addr};

    fn headers_of(path: &str) -> HeaderMap {
        let mut request = Request::get(path).body(Body::empty()).unwrap();
        request.extensions_mut().insert(Peer { ip: IpAddr::V4(Ipv4Addr::LOCALHOST), is_https: true });
        let is_there = path.starts_with("/pkg/") || path == "/favicon.svg";
        let mut answer = if is_there { StatusCode::OK } else { StatusCode::NOT_FOUND }.into_response();
        Said::to(&request).add(&mut answer, None);
        answer.headers().clone()
    }

    #[test]
    fn what_a_page_loads_says_no_more_than_is_read() {
        let loaded = headers_of("/pkg/kiosk.9cb4a3c9e2d168fc.wasm");
        for name in ["x-content-type-options", "cross-origin-resource-policy", "strict-transport-security"] {
            assert!(loaded.contains_key(name), "{name}");
        }
        assert_eq!(loaded["cache-control"], "public, max-age=31536000, immutable");
        assert!(!loaded.contains_key(CONTENT_SECURITY_POLICY) && !loaded.contains_key(X_FRAME_OPTIONS));
        for path in ["/pkg/kiosk.wasm", "/no/such.9cb4a3c9e2d168fc.wasm"] {
            let other = headers_of(path);
            assert_eq!(other["cache-control"], "no-store", "{path}");
            assert!(other.contains_key(CONTENT_SECURITY_POLICY) && other.contains_key(X_FRAME_OPTIONS), "{path}");
        }
    }

    #[test]
    fn an_icon_is_kept_for_a_day() {
        assert_eq!(headers_of("/favicon.svg")["cache-control"], "public, max-age=86400");
        assert_eq!(headers_of("/icon-192.png")["cache-control"], "no-store", "one that is not there");
    }

    #[test]
    fn a_picture_says_no_more_than_keeps_it_harmless() {
        let mut request = Request::get("/picture").body(Body::empty()).unwrap();
        request.extensions_mut().insert(Peer { ip: IpAddr::V4(Ipv4Addr::LOCALHOST), is_https: true });
        let mut answer = ([(CONTENT_TYPE, "image/svg+xml")], "").into_response();
        Said::to(&request).add(&mut answer, Some(HeaderValue::from_static("an-id")));
        for name in ["x-content-type-options", "content-security-policy", "referrer-policy"] {
            assert!(answer.headers().contains_key(name), "{name}");
        }
        for name in ["x-frame-options", "cross-origin-opener-policy", "x-request-id"] {
            assert!(!answer.headers().contains_key(name), "{name}");
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
