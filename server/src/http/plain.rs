//! What whoever comes without TLS is told by a kiosk that speaks it: where to go instead, and how to trust a
//! local CA. Nothing of the kiosk itself is served so.

use super::headers::Said;
use super::proxy;
use super::trust::Trust;
use crate::config::wall::TrustedProxies;
use crate::words;
use axum::Router;
use axum::extract::Request;
use axum::http::header::{HOST, LOCATION};
use axum::http::uri::Authority;
use axum::http::{HeaderMap, Method, StatusCode};
use axum::middleware::{Next, from_fn};
use axum::response::{IntoResponse as _, Redirect, Response};
use axum::routing::get;

/// On the kiosk's own address.
pub(crate) fn beside_tls(trust: Option<Trust>) -> Router {
    guarded(trust.map_or_else(Router::new, Trust::routes).fallback(to_https))
}

/// On an address of its own, `KIOSK_TLS_TRUST_ADDR`.
pub(crate) fn alone(trust: Trust) -> Router {
    guarded(trust.routes().route("/", get(|| async { Redirect::to("/trust") })))
}

fn guarded(router: Router) -> Router {
    router.layer(from_fn(async |mut request: Request, next: Next| {
        // Nobody is believed here: who may speak for others comes with TLS or instead of it.
        proxy::learn(&TrustedProxies::default(), &mut request);
        let said = Said::to(&request);
        let mut answer = next.run(request).await;
        said.add(&mut answer, None);
        answer
    }))
}

/// The same address with TLS. A form or a call is not sent again by itself: it has been read on the way.
async fn to_https(request: Request) -> Response {
    let is_harmless = matches!(*request.method(), Method::GET | Method::HEAD);
    match asked_host(request.headers()) {
        Some(host) if is_harmless => {
            let path = request.uri().path_and_query().map_or("/", |path| path.as_str());
            (StatusCode::PERMANENT_REDIRECT, [(LOCATION, format!("https://{host}{path}"))]).into_response()
        }
        _ => {
            let words = words::of(None, request.headers());
            (StatusCode::BAD_REQUEST, format!("{}\n", words.begin_https())).into_response()
        }
    }
}

fn asked_host(headers: &HeaderMap) -> Option<Authority> {
    let host: Authority = headers.get(HOST)?.to_str().ok()?.parse().ok()?;
    (!host.as_str().contains('@')).then_some(host)
}
