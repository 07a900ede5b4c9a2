//! The wallet: a page on which a person pays the sandbox's invoices. It is rendered here and works
//! by plain forms; the script only keeps the list fresh.
//!
//! - `page`: the page around the list
//! - `list`: the invoices, by what can be done with them; `pay`: what the forms do
//! - `amounts`: money and time as people read them, and escaping
//! - `wallet.css`, `wallet.js`: put into the page, so that nothing else is loaded

mod amounts;
mod list;
mod page;
mod pay;

use std::sync::Arc;

use axum::{
    Router,
    extract::{Query, State, rejection::QueryRejection},
    http::{HeaderValue, StatusCode, header},
    response::Response,
    routing::{get, post},
};
use serde::{Deserialize, Serialize};

use crate::{control::Control, reply::typed, shared::Shared};

/// Sessions on the page, the newest; the script asks control for as many.
const SHOWN: usize = 50;

/// Nothing from elsewhere, nothing sent elsewhere, and in nobody's frame.
const POLICY: &str = "default-src 'none'; style-src 'unsafe-inline'; script-src 'unsafe-inline'; \
     connect-src 'self'; img-src data:; form-action 'self'; base-uri 'none'; frame-ancestors 'none'";

pub(crate) fn routes() -> Router<Arc<Shared>> {
    Router::new().route("/", get(show)).route("/wallet/pay", post(pay::pay))
}

/// What became of a payment, carried by the address the browser is sent to.
#[derive(Clone, Copy, Deserialize, Serialize)]
#[serde(rename_all = "lowercase")]
enum Outcome {
    Paid,
    Seen,
    Little,
    Much,
    Confirmed,
    Expired,
    Already,
    Unknown,
}

#[derive(Deserialize)]
struct Asked {
    said: Option<Outcome>,
}

async fn show(State(shared): State<Arc<Shared>>, asked: Result<Query<Asked>, QueryRejection>) -> Response {
    let said = asked.ok().and_then(|Query(asked)| asked.said);
    let kiosk_url = shared.kiosk_url.clone();
    let sessions = Control::new(shared).sessions(Some(SHOWN));
    let html = page::page(&sessions, said, kiosk_url.as_deref());
    let mut response = typed(StatusCode::OK, "text/html; charset=utf-8", html);
    let headers = response.headers_mut();
    headers.insert(header::CONTENT_SECURITY_POLICY, HeaderValue::from_static(POLICY));
    headers.insert(header::CACHE_CONTROL, HeaderValue::from_static("no-store"));
    response
}
