//! The wallet: a page on which a person pays the sandbox's invoices. It is rendered here and works
//! by plain forms; the script only keeps the list fresh.
//!
//! - `page`: the page around the list
//! - `list`: the invoices, by what can be done with them
//! - `amounts`: money and time as people read them, and escaping
//! - `wallet.css`, `wallet.js`: put into the page, so that nothing else is loaded

mod amounts;
mod list;
mod page;

use std::sync::Arc;

use axum::{
    Form, Router,
    extract::{
        Query, State,
        rejection::{FormRejection, QueryRejection},
    },
    http::{HeaderValue, StatusCode, header},
    response::{IntoResponse, Redirect, Response},
    routing::{get, post},
};
use serde::Deserialize;

use crate::{
    control::{Control, ControlError},
    reply::typed,
    shared::Shared,
};

/// Sessions on the page, the newest; the script asks control for as many.
const SHOWN: usize = 50;

/// Nothing from elsewhere, nothing sent elsewhere, and in nobody's frame.
const POLICY: &str = "default-src 'none'; style-src 'unsafe-inline'; script-src 'unsafe-inline'; \
     connect-src 'self'; img-src data:; form-action 'self'; base-uri 'none'; frame-ancestors 'none'";

pub(crate) fn routes() -> Router<Arc<Shared>> {
    Router::new().route("/", get(show)).route("/wallet/pay", post(pay))
}

/// What became of a payment, carried by the address the browser is sent to.
#[derive(Clone, Copy, Deserialize)]
#[serde(rename_all = "lowercase")]
enum Outcome {
    Paid,
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

#[derive(Deserialize)]
struct Payment {
    invoice: String,
    /// `yes` where an expired invoice is to be paid all the same; a box not ticked sends nothing.
    late: Option<String>,
}

async fn pay(State(shared): State<Arc<Shared>>, payment: Result<Form<Payment>, FormRejection>) -> Response {
    let Form(payment) = match payment {
        Ok(payment) => payment,
        Err(refused) => return refused.into_response(),
    };
    let late = payment.late.as_deref() == Some("yes");
    let said = match Control::new(shared).pay(&payment.invoice, late) {
        Ok(_) => "paid",
        Err(ControlError::InvoiceExpired) => "expired",
        Err(ControlError::AlreadyPaid) => "already",
        Err(_) => "unknown",
    };
    Redirect::to(&format!("/?said={said}")).into_response()
}
