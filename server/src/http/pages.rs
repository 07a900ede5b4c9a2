//! The kiosk's pages, rendered with what is stored, its server functions, and the files it loads.

use super::peer::Peer;
use super::{Served, headers};
use crate::access::Caller;
use crate::office::entry::shut;
use axum::Extension;
use axum::extract::{Request, State};
use axum::http::header::{CONTENT_SECURITY_POLICY, REFERER};
use axum::response::{IntoResponse as _, Response};
use axum::routing::Router;
use leptos::nonce::use_nonce;
use leptos::prelude::{provide_context, use_context};
use leptos_axum::ResponseOptions;
use tower_http::services::ServeDir;

/// Renders the page at the request's path, for whoever asks for it.
pub(super) async fn render(
    State(served): State<Served>,
    Extension(caller): Extension<Caller>,
    request: Request,
) -> Response {
    let till = served.tills.of(caller, Peer::of(request.extensions()).is_https);
    let assets = served.assets;
    let path = request.uri().path().to_owned();
    let context = move || {
        provide_context(till.clone());
        if let (Some(nonce), Some(answer)) = (use_nonce(), use_context::<ResponseOptions>())
            && let Ok(policy) = headers::page_policy(&nonce).parse()
        {
            answer.insert_header(CONTENT_SECURITY_POLICY, policy);
        }
    };
    let shell = move || app::shell(assets.clone(), path.clone());
    leptos_axum::render_app_async_with_context(context, shell)(request).await
}

/// Has a server function answer.
pub(super) async fn call(
    State(served): State<Served>,
    Extension(caller): Extension<Caller>,
    mut request: Request,
) -> Response {
    // Leptos would send a browser that asks for a page back to wherever it says it comes from.
    request.headers_mut().remove(REFERER);
    let till = served.tills.of(caller, Peer::of(request.extensions()).is_https);
    let context = move || provide_context(till.clone());
    leptos_axum::handle_server_fns_with_context(context, request).await.into_response()
}

/// The files of the bundle, with the compressed ones beside them; any other path is a page that says so.
pub(super) fn files(served: &Served) -> Router {
    let frame = served.office.frame.clone();
    let not_found = Router::new().fallback(move || async move { shut::not_found().in_frame(&frame) });
    let files = ServeDir::new(&served.site_dir)
        .append_index_html_on_directories(false)
        .precompressed_br()
        .precompressed_gzip()
        .fallback(not_found);
    Router::new().fallback_service(files)
}
