//! Mion's side: the five documented routes, in Mion's words. Every request passes the gate, which
//! logs it, checks the key and gives it a scripted answer where one is waiting.
//!
//! - `gate`: before the handlers; `act`: what a scripted answer does
//! - `open_session`, `create_attempt`: the two that write
//! - `status`, `session`, `session_by_reference`: the three reads
//! - `shown`: a session as these answer it
//!
//! # Source
//! Mion Point-of-Sale guide, steps 1 to 3. Paths and error bodies are the kiosk's documented
//! defaults, because Mion's endpoint reference is not public.

mod act;
mod create_attempt;
mod gate;
mod open_session;
mod session;
mod session_by_reference;
mod shown;
mod status;

use std::sync::Arc;

use axum::{
    Router,
    extract::{OriginalUri, State},
    http::{Method, StatusCode, header},
    middleware::from_fn_with_state,
    response::Response,
    routing::{MethodRouter, get, post},
};
use serde_json::{Map, Value};
use uuid::Uuid;

use crate::{journal::Seen, reply::Refusal, script::Route, shared::Shared};

type Books = State<Arc<Shared>>;

pub(crate) fn routes(shared: &Arc<Shared>) -> Router<Arc<Shared>> {
    let gated = |route: Route, handlers: MethodRouter<Arc<Shared>>| {
        // A route layer: it leaves out the wrong methods, which are no request of that route.
        handlers.route_layer(from_fn_with_state((shared.clone(), route), gate::gate))
    };
    Router::new()
        .route("/payment-sessions", gated(Route::CreateSession, post(open_session::open_session)))
        .route("/payment-sessions/{id}/attempts", gated(Route::CreateAttempt, post(create_attempt::create_attempt)))
        .route("/payment-sessions/{id}/status", gated(Route::Status, get(status::status)))
        .route("/payment-sessions/{id}", gated(Route::Session, get(session::session)))
        .route(
            "/payment-sessions/reference/{reference}",
            gated(Route::SessionByReference, get(session_by_reference::session_by_reference)),
        )
        .method_not_allowed_fallback(wrong_method)
        .fallback(no_such_route)
}

async fn wrong_method(books: Books, method: Method, uri: OriginalUri) -> Response {
    astray(books, method, uri, StatusCode::METHOD_NOT_ALLOWED, "this path has other methods")
}

async fn no_such_route(books: Books, method: Method, uri: OriginalUri) -> Response {
    astray(books, method, uri, StatusCode::NOT_FOUND, "the sandbox has no such route")
}

/// Logs a request that met no route, so that a wrong setting shows up in the log, and refuses it.
fn astray(
    State(shared): Books,
    method: Method,
    OriginalUri(uri): OriginalUri,
    code: StatusCode,
    text: &str,
) -> Response {
    let seen = Seen { method: method.as_str(), path: uri.path(), route: None, body: b"", fate: "refused" };
    shared.book().journal.record(shared.clock.now(), &seen);
    axum::response::IntoResponse::into_response(Refusal::new(code, text))
}

/// The session id in a path; one that is no UUID is as unknown as any other.
fn session_id(text: &str) -> Result<Uuid, Refusal> {
    Uuid::try_parse(text).map_err(|_| no_such_session())
}

fn no_such_session() -> Refusal {
    Refusal::new(StatusCode::NOT_FOUND, "no such payment session")
}

/// The JSON object of a body. Unlike control, the API insists on the content type.
fn object(headers: &axum::http::HeaderMap, body: &[u8]) -> Result<Map<String, Value>, Refusal> {
    let kind = headers.get(header::CONTENT_TYPE).and_then(|kind| kind.to_str().ok()).unwrap_or("");
    let kind = kind.split(';').next().unwrap_or("").trim();
    if !kind.eq_ignore_ascii_case("application/json") {
        let text = "the content type must be application/json";
        return Err(Refusal::new(StatusCode::UNSUPPORTED_MEDIA_TYPE, text));
    }
    serde_json::from_slice(body).map_err(|_| Refusal::bad("the body must be a JSON object"))
}

/// A switch that may be left out or null.
fn switch(fields: &Map<String, Value>, name: &str) -> Result<bool, Refusal> {
    match fields.get(name) {
        None | Some(Value::Null) => Ok(false),
        Some(Value::Bool(on)) => Ok(*on),
        Some(_) => Err(Refusal::bad(format!("{name} must be true or false"))),
    }
}
