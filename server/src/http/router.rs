//! Every route of the kiosk, and the guards in the order in which a request meets them.

use super::{Trust, Webhook, guards, headers, health, limits, pages, proxy, webhook};
use crate::config::wall::{Patience, TrustedProxies};
use crate::store::Store;
use app::Assets;
use app::i18n::Language;
use app::ports::Till;
use axum::Router;
use axum::extract::{DefaultBodyLimit, Request};
use axum::http::HeaderName;
use axum::middleware::{from_fn, from_fn_with_state};
use axum::routing::{get, post};
use leptos::prelude::provide_context;
use std::path::PathBuf;
use std::sync::Arc;
use tower::ServiceBuilder;
use tower_http::catch_panic::CatchPanicLayer;
use tower_http::compression::CompressionLayer;
use tower_http::compression::predicate::SizeAbove;
use tower_http::request_id::{MakeRequestUuid, PropagateRequestIdLayer, SetRequestIdLayer};
use tower_http::trace::TraceLayer;

/// The largest body an honest request has: an id and a few numbers.
const BODY_LIMIT_BYTES: usize = 4 * 1024;
/// Below this, compressing costs more than it saves.
const COMPRESS_ABOVE_BYTES: u16 = 512;

/// What the routes need.
#[derive(Clone)]
pub(crate) struct Served {
    /// The use cases.
    pub(crate) till: Arc<dyn Till>,
    /// For readiness.
    pub(crate) store: Arc<dyn Store>,
    /// What Mion may call, if anything.
    pub(crate) webhook: Option<Webhook>,
    /// The shop's language; each tablet's own where it is not set.
    pub(crate) language: Option<Language>,
    /// The names of the page's assets.
    pub(crate) assets: Assets,
    /// Where they lie.
    pub(crate) site_dir: PathBuf,
    /// Whose word is believed about who asks.
    pub(crate) proxies: Arc<TrustedProxies>,
    /// How long a body is waited for.
    pub(crate) patience: Patience,
    /// How to trust the local CA, where there is one.
    pub(crate) trust: Option<Trust>,
}

/// The kiosk.
pub(crate) fn router(served: Served) -> Router {
    let till = served.till.clone();
    let server_functions = move |request: Request| {
        let till = till.clone();
        leptos_axum::handle_server_fns_with_context(move || provide_context(till.clone()), request)
    };
    let request_id = HeaderName::from_static("x-request-id");
    let around_everything = ServiceBuilder::new()
        .layer(from_fn_with_state(served.proxies.clone(), proxy::learn))
        // A name given by the outside would let a stranger write into our log.
        .map_request(|mut request: Request| {
            request.headers_mut().remove("x-request-id");
            request
        })
        .layer(SetRequestIdLayer::new(request_id.clone(), MakeRequestUuid))
        .layer(TraceLayer::new_for_http().make_span_with(guards::request_span).on_response(guards::log_answer))
        .layer(PropagateRequestIdLayer::new(request_id))
        .layer(from_fn(headers::add))
        .layer(CatchPanicLayer::custom(guards::after_panic))
        .layer(CompressionLayer::new().compress_when(SizeAbove::new(COMPRESS_ABOVE_BYTES)));
    Router::new()
        .route("/", get(pages::render))
        .route("/checkout/{id}", get(pages::render))
        .route("/sales", get(pages::render))
        .route("/alarms", get(pages::render))
        .route("/healthz", get(health::alive))
        .route("/readyz", get(health::ready))
        .route("/api/{*function}", post(server_functions).route_layer(from_fn(guards::own_json_only)))
        .merge(served.trust.clone().map_or_else(Router::new, Trust::own_routes))
        .fallback_service(pages::assets(&served))
        .layer(from_fn(limits::keep_while_answering))
        .layer(DefaultBodyLimit::max(BODY_LIMIT_BYTES))
        .layer(from_fn_with_state(served.patience, guards::body_within::<BODY_LIMIT_BYTES>))
        // Outside of what reads bodies: whatever Mion writes there is of no interest.
        .route("/hooks/mion/{token}", post(webhook::called))
        .layer(around_everything)
        .with_state(served)
}
