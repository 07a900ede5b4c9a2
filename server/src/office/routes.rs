//! Every address of the office, and which action of the table in `docs/access.md` it is.

use super::{Office, staff};
use axum::Router;
use axum::extract::FromRef;
use axum::routing::{get, post};

/// The office's routes.
pub(crate) fn routes<S: Clone + Send + Sync + 'static>() -> Router<S>
where
    Office: FromRef<S>,
{
    Router::new()
        .route("/staff", get(staff::menu))
        .route("/staff/sales", get(staff::sales))
        .route("/staff/sales/{id}", get(staff::sale))
        .route("/staff/sales/{id}/take-up", post(staff::take_up))
        .route("/staff/alarms", get(staff::alarms))
        .route("/staff/alarms/{id}/{kind}/{way}", get(staff::question).post(staff::decide))
}
