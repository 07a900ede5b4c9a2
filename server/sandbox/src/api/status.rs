//! `GET /payment-sessions/{paymentSessionId}/status`: what a till polls.

use axum::{
    extract::{Path, State},
    http::StatusCode,
    response::Response,
};

use super::{Books, no_such_session, session_id, shown::StatusShown};
use crate::reply::{Refusal, json_reply};

pub(super) async fn status(State(shared): Books, Path(id): Path<String>) -> Result<Response, Refusal> {
    let id = session_id(&id)?;
    let reply = |session: &_| json_reply(StatusCode::OK, &StatusShown::of(session));
    shared.read(id, reply).ok_or_else(no_such_session)
}
