//! Control over HTTP: each verb a POST with a JSON body, each list a GET. Bad input is answered
//! with a 4xx and `{"error": "…"}`, and nothing is done.

use std::sync::Arc;

use axum::{
    Json, Router,
    extract::{Query, State, rejection::QueryRejection},
    http::StatusCode,
    response::{IntoResponse, Response},
    routing::{get, post},
};
use serde::Deserialize;
use serde_json::{Value, json};
use uuid::Uuid;

use super::{Control, ControlError, StatusChange};
use crate::{
    reply::{Given, Refusal},
    script::{Answer, Route},
    shared::Shared,
};

type Books = State<Arc<Shared>>;
type Done = Result<Json<Value>, ControlError>;

pub(crate) fn routes() -> Router<Arc<Shared>> {
    Router::new()
        .route("/pay", post(pay))
        .route("/pay_on_chain", post(pay_on_chain))
        .route("/confirm", post(confirm))
        .route("/status", post(status))
        .route("/script", post(script))
        .route("/script/clear", post(clear_script))
        .route("/chaos", post(chaos))
        .route("/down", post(down))
        .route("/advance", post(advance))
        .route("/webhook", post(webhook))
        .route("/reset", post(reset))
        .route("/sessions", get(sessions))
        .route("/payments", get(payments))
        .route("/requests", get(requests))
        .method_not_allowed_fallback(wrong_method)
        .fallback(no_such_verb)
}

fn done() -> Json<Value> {
    Json(json!({ "done": true }))
}

async fn wrong_method() -> Response {
    Refusal::new(StatusCode::METHOD_NOT_ALLOWED, "verbs are POST, lists are GET").into_response()
}

async fn no_such_verb() -> Response {
    Refusal::new(StatusCode::NOT_FOUND, "the sandbox's control has no such verb").into_response()
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Pay {
    invoice: String,
    #[serde(default)]
    late: bool,
}

async fn pay(State(shared): Books, Given(body): Given<Pay>) -> Done {
    let settled = Control::new(shared).pay(&body.invoice, body.late)?;
    Ok(Json(json!({ "settled": settled })))
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct PayOnChain {
    address: String,
    sat: u64,
    #[serde(default)]
    confirmed: bool,
}

async fn pay_on_chain(State(shared): Books, Given(body): Given<PayOnChain>) -> Done {
    let seen = Control::new(shared).pay_on_chain(&body.address, body.sat, body.confirmed)?;
    Ok(Json(json!({ "seen": seen })))
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Confirm {
    address: String,
}

async fn confirm(State(shared): Books, Given(body): Given<Confirm>) -> Done {
    let confirmed = Control::new(shared).confirm(&body.address)?;
    Ok(Json(json!({ "confirmed": confirmed })))
}

#[derive(Deserialize)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
struct Status {
    payment_session_id: Uuid,
    #[serde(flatten)]
    change: StatusChange,
}

async fn status(State(shared): Books, Given(body): Given<Status>) -> Done {
    Control::new(shared).set_status(body.payment_session_id, body.change)?;
    Ok(done())
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Script {
    route: Route,
    #[serde(default = "once")]
    times: u64,
    answer: Answer,
}

fn once() -> u64 {
    1
}

async fn script(State(shared): Books, Given(body): Given<Script>) -> Done {
    Control::new(shared).script(body.route, body.times, body.answer)?;
    Ok(done())
}

async fn clear_script(State(shared): Books) -> Json<Value> {
    Control::new(shared).clear_script();
    done()
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Turmoil {
    seed: u64,
    per_mille: u64,
}

async fn chaos(State(shared): Books, Given(body): Given<Turmoil>) -> Done {
    Control::new(shared).chaos(body.seed, body.per_mille)?;
    Ok(done())
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Down {
    down: bool,
}

async fn down(State(shared): Books, Given(body): Given<Down>) -> Json<Value> {
    Control::new(shared).down(body.down);
    done()
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Advance {
    seconds: u64,
}

async fn advance(State(shared): Books, Given(body): Given<Advance>) -> Result<Json<Value>, Refusal> {
    shared.clock.advance(body.seconds).map_err(|error| Refusal::bad(error.to_string()))?;
    Ok(Json(json!({ "now": shared.clock.now().to_string() })))
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Webhook {
    url: Option<String>,
}

async fn webhook(State(shared): Books, Given(body): Given<Webhook>) -> Done {
    Control::new(shared).webhook(body.url.as_deref())?;
    Ok(done())
}

async fn reset(State(shared): Books) -> Json<Value> {
    Control::new(shared).reset();
    done()
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Cut {
    limit: Option<usize>,
}

async fn sessions(State(shared): Books, cut: Result<Query<Cut>, QueryRejection>) -> Result<Json<Value>, Refusal> {
    let Query(cut) = cut.map_err(|refused| Refusal::bad(refused.body_text()))?;
    let now = shared.clock.now().to_string();
    let control = Control::new(shared);
    let (down, sessions) = (control.is_down(), control.sessions(cut.limit));
    Ok(Json(json!({ "now": now, "down": down, "sessions": sessions })))
}

async fn payments(State(shared): Books) -> Json<Value> {
    Json(json!({ "payments": Control::new(shared).payments() }))
}

async fn requests(State(shared): Books) -> Json<Value> {
    let control = Control::new(shared);
    Json(json!({ "counts": control.counts(), "requests": control.requests() }))
}
