//! The address Mion calls on status updates. A call is a hint and nothing more: its body is not even
//! read, and what happened is asked of Mion. Without the token in the path there is no such address.

use super::Served;
use crate::config::kiosk::WebhookToken;
use crate::watch::Watcher;
use axum::extract::{Path, State};
use axum::http::StatusCode;

/// What the address needs.
#[derive(Clone)]
pub(crate) struct Webhook {
    /// The unguessable end of the address.
    pub(crate) token: WebhookToken,
    /// Who is told.
    pub(crate) watcher: Watcher,
}

/// Somebody calls; with the right token, everything that is watched is looked at soon.
pub(super) async fn called(State(served): State<Served>, Path(token): Path<String>) -> StatusCode {
    match &served.webhook {
        Some(webhook) if webhook.token.is(&token) => {
            webhook.watcher.hint();
            StatusCode::NO_CONTENT
        }
        _ => StatusCode::NOT_FOUND,
    }
}
