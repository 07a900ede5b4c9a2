//! `/tablet/heartbeat`: how a tablet says that it is, and what it is told: the server's time, whether Mion answers,
//! and which version of the kiosk there is for it.

use super::Served;
use super::peer::Peer;
use crate::access::Caller;
use crate::office::back::logo;
use crate::store::Heartbeat;
use crate::tablets::{Sent, page_version};
use app::api::ApiError;
use app::view::ShopNews;
use axum::extract::{Request, State};
use axum::http::StatusCode;
use axum::response::{IntoResponse as _, Response};
use axum::{Extension, Json};
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
    let report = sent.heard(&version, now);
    if let (Some(terminal), Ok(report)) = (caller.at(), serde_json::to_string(&report)) {
        let heartbeat = Heartbeat { terminal: terminal.to_string(), at: now, report };
        if let Err(error) = served.store.report(&heartbeat).await {
            tracing::warn!(%error, "how a tablet is could not be stored");
        }
    }
    let news = served.tills.of(caller, is_https).shop_news(ShopNews::UNSEEN).await;
    let told = json!({
        "now_ms": now.as_unix_ms(),
        "mion_answers": news.mion_answers,
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
