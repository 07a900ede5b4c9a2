//! `/tablet/heartbeat`: how a tablet says that it is, and what it is told: the server's time, whether Mion answers,
//! and which version of the kiosk there is for it. `/tablet/self-test`: what came of a self-test.

use super::Served;
use super::peer::Peer;
use crate::access::Caller;
use crate::office::back::logo;
use crate::store::Heartbeat;
use crate::tablets::{Report, SelfTest, Sent, Tried, page_version};
use app::api::ApiError;
use app::view::ShopNews;
use axum::extract::{Request, State};
use axum::http::StatusCode;
use axum::response::{IntoResponse as _, Response};
use axum::{Extension, Json};
use domain::access::TerminalId;
use serde_json::json;

/// More than any report has.
const MOST_BYTES: usize = 4 * 1024;

/// Notes how the tablet is, and answers. A report that cannot be read is refused; records that do not answer keep no
/// tablet from being told.
pub(super) async fn heartbeat(
    State(served): State<Served>,
    Extension(caller): Extension<Caller>,
    request: Request,
) -> Response {
    let is_https = Peer::of(request.extensions()).is_https;
    let body = axum::body::to_bytes(request.into_body(), MOST_BYTES).await.unwrap_or_default();
    let Ok(sent) = serde_json::from_slice::<Sent>(&body) else {
        return (StatusCode::BAD_REQUEST, Json(ApiError::BadRequest)).into_response();
    };
    let now = served.clock.now();
    // Where nobody knows, it is the one that it has.
    let version = version_for(&served, &caller).await.unwrap_or_else(|| sent.version().to_owned());
    if let Some(terminal) = caller.at() {
        let self_test = last(&served, terminal).await.and_then(|report| report.self_test);
        keep(&served, terminal, &Report { self_test, ..sent.heard(&version, now) }).await;
    }
    let news = served.tills.of(caller, is_https).shop_news(ShopNews::UNSEEN).await;
    let silent_since = served.tills.till.watcher.mion_silent_since();
    let told = json!({
        "now_ms": now.as_unix_ms(),
        "mion_answers": news.mion_answers,
        "mion_silent_s": silent_since.map(|since| now.since(since).as_secs()),
        "version": version,
    });
    Json(told).into_response()
}

/// The page that `caller` should have.
async fn version_for(served: &Served, caller: &Caller) -> Option<String> {
    let terminal = caller.at().map(|id| id.to_string()).unwrap_or_default();
    let selling = served.tills.till.catalogue.selling(&terminal).await.ok()?;
    let settings = served.access.settings().await.ok()?;
    let logo = logo::path(&settings);
    Some(page_version(&served.assets.version, selling, logo.as_deref(), caller.name()))
}

/// Notes what came of a self-test, beside how the tablet is. One that has not said how it is has to do that first.
pub(super) async fn self_test(
    State(served): State<Served>,
    Extension(caller): Extension<Caller>,
    request: Request,
) -> Response {
    let body = axum::body::to_bytes(request.into_body(), MOST_BYTES).await.unwrap_or_default();
    let Ok(tried) = serde_json::from_slice::<Tried>(&body) else {
        return (StatusCode::BAD_REQUEST, Json(ApiError::BadRequest)).into_response();
    };
    let Some(terminal) = caller.at() else {
        return StatusCode::CONFLICT.into_response();
    };
    let Some(report) = last(&served, terminal).await else {
        return StatusCode::CONFLICT.into_response();
    };
    let self_test = Some(SelfTest { at_ms: served.clock.now().as_unix_ms(), tried });
    keep(&served, terminal, &Report { self_test, ..report }).await;
    StatusCode::NO_CONTENT.into_response()
}

/// What is kept of how the tablet at `terminal` is.
async fn last(served: &Served, terminal: TerminalId) -> Option<Report> {
    let found = served.store.report_of(&terminal.to_string()).await.ok()??;
    serde_json::from_str(&found.report).ok()
}

async fn keep(served: &Served, terminal: TerminalId, report: &Report) {
    let Ok(report) = serde_json::to_string(report) else { return };
    let heartbeat = Heartbeat { terminal: terminal.to_string(), at: served.clock.now(), report };
    if let Err(error) = served.store.report(&heartbeat).await {
        tracing::warn!(%error, "how a tablet is could not be stored");
    }
}
