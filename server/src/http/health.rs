//! For whoever watches the server: is it alive, and can it take a sale?

use super::Served;
use axum::extract::State;
use axum::http::StatusCode;

/// Alive: the process answers.
pub(super) async fn alive() -> &'static str {
    "ok"
}

/// Ready: the records can be read. Mion's silence does not make a server unready: its sales go on
/// being watched, and the tablets say what is going on.
pub(super) async fn ready(State(served): State<Served>) -> (StatusCode, &'static str) {
    match served.store.ping().await {
        Ok(()) => (StatusCode::OK, "ready"),
        Err(error) => {
            tracing::error!(%error, "not ready");
            (StatusCode::SERVICE_UNAVAILABLE, "the database does not answer")
        }
    }
}
