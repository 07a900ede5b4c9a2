//! The kiosk's pages, rendered with what is stored, and the files they load.

use super::{Served, headers};
use app::i18n::Language;
use axum::extract::{Request, State};
use axum::http::HeaderMap;
use axum::http::StatusCode;
use axum::http::header::{ACCEPT_LANGUAGE, CONTENT_SECURITY_POLICY};
use axum::response::Response;
use axum::routing::Router;
use leptos::nonce::use_nonce;
use leptos::prelude::{provide_context, use_context};
use leptos_axum::ResponseOptions;
use tower_http::services::ServeDir;

/// Renders the page at the request's path.
pub(super) async fn render(State(served): State<Served>, request: Request) -> Response {
    page(served, request).await
}

/// The files of the bundle, with the compressed ones beside them; any other path is a page that says so.
pub(super) fn assets(served: &Served) -> Router {
    let not_found = {
        let served = served.clone();
        Router::new().fallback(move |request: Request| async move {
            let mut answer = page(served, request).await;
            *answer.status_mut() = StatusCode::NOT_FOUND;
            answer
        })
    };
    let files = ServeDir::new(&served.site_dir)
        .append_index_html_on_directories(false)
        .precompressed_br()
        .precompressed_gzip()
        .fallback(not_found);
    Router::new().fallback_service(files)
}

async fn page(served: Served, request: Request) -> Response {
    let Served { till, assets, language, .. } = served;
    let path = request.uri().path().to_owned();
    let language = language.unwrap_or_else(|| tablets(request.headers()));
    let context = move || {
        provide_context(till.clone());
        if let (Some(nonce), Some(answer)) = (use_nonce(), use_context::<ResponseOptions>())
            && let Ok(policy) = headers::page_policy(&nonce).parse()
        {
            answer.insert_header(CONTENT_SECURITY_POLICY, policy);
        }
    };
    let shell = move || app::shell(assets.clone(), path.clone(), language);
    leptos_axum::render_app_async_with_context(context, shell)(request).await
}

/// The language the tablet was set up in; English where the kiosk does not speak it.
fn tablets(headers: &HeaderMap) -> Language {
    let asked = headers.get(ACCEPT_LANGUAGE).and_then(|value| value.to_str().ok());
    asked.and_then(Language::asked_for).unwrap_or(Language::ENGLISH)
}
