//! `GET /payment-sessions/{paymentSessionId}`: one session by its id.

use axum::{
    extract::{Path, State},
    http::StatusCode,
    response::Response,
};

use super::{Books, no_such_session, session_id, shown::SessionShown};
use crate::reply::{Refusal, json_reply};

pub(super) async fn session(State(shared): Books, Path(id): Path<String>) -> Result<Response, Refusal> {
    let id = session_id(&id)?;
    let reply = |session: &_| json_reply(StatusCode::OK, &SessionShown::of(session));
    shared.read(id, reply).ok_or_else(no_such_session)
}
