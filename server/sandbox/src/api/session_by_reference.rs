//! `GET /payment-sessions/reference/{reference}`: the newest session of a shop's own reference.

use axum::{
    extract::{Path, State},
    http::StatusCode,
    response::Response,
};

use super::{Books, no_such_session, shown::SessionShown};
use crate::reply::{Refusal, json_reply};

pub(super) async fn session_by_reference(
    State(shared): Books,
    Path(reference): Path<String>,
) -> Result<Response, Refusal> {
    let id = shared.book().ledger.id_of(&reference).ok_or_else(no_such_session)?;
    let reply = |session: &_| json_reply(StatusCode::OK, &SessionShown::of(session));
    shared.read(id, reply).ok_or_else(no_such_session)
}
