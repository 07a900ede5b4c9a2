//! The kiosk's pages, rendered with what is stored, its server functions, and the files it loads.

use super::asked::Asked;
use super::headers::REQUEST_ID;
use super::peer::Peer;
use super::{Served, headers, picture, refusal};
use crate::access::Caller;
use crate::office::back::logo;
use crate::office::counter;
use crate::office::entry::shut;
use crate::office::staff::opening;
use crate::tablets::page_version;
use crate::words::{self, Chosen};
use app::i18n::Language;
use app::{Assets, Ready};
use axum::Extension;
use axum::body::{Body, to_bytes};
use axum::extract::{Request, State};
use axum::http::header::{CONTENT_SECURITY_POLICY, REFERER};
use axum::http::{HeaderMap, StatusCode};
use axum::response::{IntoResponse as _, Response};
use axum::routing::Router;
use domain::mode::Mode;
use leptos::nonce::use_nonce;
use leptos::prelude::{provide_context, use_context};
use leptos_axum::ResponseOptions;
use tower_http::services::ServeDir;

/// Renders the page at the request's path, for whoever asks for it.
pub(super) async fn render(
    State(served): State<Served>,
    Extension(caller): Extension<Caller>,
    Chosen(chosen): Chosen,
    request: Request,
) -> Response {
    let has_chosen = chosen.is_some();
    if let Err(error) = served.usual.learn(served.store.as_ref()).await {
        tracing::warn!(%error, "what is usual here stays as it was");
    }
    let terminal = caller.at().map(|id| id.to_string()).unwrap_or_default();
    let selling = served.tills.till.catalogue.selling(&terminal).await;
    let (Ok(selling), Ok(settings)) = (selling, served.access.settings().await) else {
        let words = words::of(served.language, request.headers());
        return shut::failed(words).in_frame(&served.office.frame, words);
    };
    let path = request.uri().path().to_owned();
    let is_start = path == "/";
    // In training there is nothing to open.
    let opens = is_start && selling.mode.is_attended() && served.office.frame.shop.demo.is_none();
    if opens && caller.at().is_some() && opening::is_due(request.headers()) {
        return refusal::lead(opening::PATH);
    }
    let logo = logo::path(&settings);
    let language = served.language.unwrap_or_else(|| tablets(request.headers()));
    let mut assets = Assets::clone(&served.assets);
    assets.version = page_version(&assets.version, selling, logo.as_deref(), caller.name());
    if !selling.mode.is_attended() {
        assets.tablet = core::mem::take(&mut assets.alone);
        assets.alone_words = Some(counter::alone_words(language));
    }
    // Where items are sold, one begins at the shelf.
    if is_start && selling.mode != Mode::Keypad {
        return refusal::lead(counter::PATH);
    }
    let till = served.tills.of(caller, Peer::of(request.extensions()).is_https);
    let ready = Ready::read(till.as_ref(), &path, selling, logo, id_of(request.headers())).await;
    let status = StatusCode::from_u16(ready.http_status()).unwrap_or_default();
    let context = move || {
        if let (Some(nonce), Some(answer)) = (use_nonce(), use_context::<ResponseOptions>())
            && let Ok(policy) = headers::page_policy(&nonce).parse()
        {
            answer.insert_header(CONTENT_SECURITY_POLICY, policy);
        }
    };
    let shell = move || app::shell(assets.clone(), ready.clone(), language);
    let takes_brotli = picture::takes_brotli(request.headers());
    let answer = leptos_axum::render_app_async_with_context(context, shell)(request).await;
    let mut answer = picture::sent(answer, takes_brotli).await;
    if answer.status().is_success() {
        *answer.status_mut() = status;
    }
    if is_start && has_chosen {
        // Another customer begins here.
        let (name, value) = words::forget();
        answer.headers_mut().append(name, value);
    }
    answer
}

/// The id of the request with these `headers`.
fn id_of(headers: &HeaderMap) -> &str {
    headers.get(REQUEST_ID).and_then(|id| id.to_str().ok()).unwrap_or_default()
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
    let (head, body) = request.into_parts();
    // All of it is here already.
    let Ok(body) = to_bytes(body, usize::MAX).await else {
        return StatusCode::BAD_REQUEST.into_response();
    };
    if let Some(asked) = Asked::of(head.uri.path(), &body) {
        return asked.answer(till.as_ref(), id_of(&head.headers)).await;
    }
    let context = move || provide_context(till.clone());
    let request = Request::from_parts(head, Body::from(body));
    leptos_axum::handle_server_fns_with_context(context, request).await.into_response()
}

/// The files of the bundle, with the compressed ones beside them; any other path is a page that says so.
pub(super) fn files(served: &Served) -> Router {
    let frame = served.office.frame.clone();
    let not_found = Router::new().fallback(move |headers: HeaderMap| async move {
        let words = words::of(frame.language, &headers);
        shut::not_found(words).in_frame(&frame, words)
    });
    let files = ServeDir::new(&served.site_dir)
        .append_index_html_on_directories(false)
        .precompressed_br()
        .precompressed_gzip()
        .fallback(not_found);
    Router::new().fallback_service(files)
}

/// The language the browser was set up in; English where the kiosk does not speak it.
pub(super) fn tablets(headers: &HeaderMap) -> Language {
    words::of(None, headers).language()
}
