//! `POST /payment-sessions`: opens a payment session.

use axum::{
    body::Bytes,
    extract::State,
    http::{HeaderMap, StatusCode},
    response::Response,
};
use jiff::{SignedDuration, Timestamp};
use serde_json::{Map, Value};
use uuid::Uuid;

use super::{Books, object, shown::SessionShown, switch};
use crate::{
    ledger::Draft,
    reply::{Refusal, json_reply},
};

/// The only currency that Mion takes without asking for another.
const CURRENCY: &str = "EUR";
/// Characters of the longest reference.
const LONGEST_REFERENCE: usize = 200;
/// The longest life in seconds. A bare number above it is most likely an instant, which the number
/// form does not mean.
const LONGEST_LIFE_SECONDS: i64 = 366 * 24 * 60 * 60;

pub(super) async fn open_session(State(shared): Books, headers: HeaderMap, body: Bytes) -> Result<Response, Refusal> {
    let fields = object(&headers, &body)?;
    let draft = Draft {
        amount_minor: amount(&fields, shared.msat_per_minor)?,
        msat_per_minor: shared.msat_per_minor,
        currency: currency(&fields)?,
        reference: reference(&fields)?,
        expires_at: expiry(&fields, shared.clock.now())?,
        retail_pos: switch(&fields, "retailPos")?,
    };
    let mut book = shared.book();
    let session = book.ledger.open(Uuid::new_v4(), draft);
    Ok(json_reply(StatusCode::CREATED, &SessionShown::of(session)))
}

fn amount(fields: &Map<String, Value>, msat_per_minor: u64) -> Result<u64, Refusal> {
    let amount = fields.get("amount").and_then(Value::as_u64).filter(|amount| *amount > 0);
    let amount = amount.ok_or_else(|| Refusal::bad("amount must be a positive integer of minor units"))?;
    // An invoice counts in tenths of a millisatoshi.
    let price = amount.checked_mul(msat_per_minor).and_then(|msat| msat.checked_mul(10));
    price.map(|_| amount).ok_or_else(|| Refusal::bad("amount is too large"))
}

fn currency(fields: &Map<String, Value>) -> Result<String, Refusal> {
    match fields.get("currencyIso3").and_then(Value::as_str) {
        Some(CURRENCY) => Ok(CURRENCY.to_owned()),
        _ => Err(Refusal::bad("currencyIso3 must be EUR")),
    }
}

fn reference(fields: &Map<String, Value>) -> Result<String, Refusal> {
    let reference = fields.get("reference").and_then(Value::as_str).unwrap_or("");
    if reference.trim().is_empty() || reference.chars().count() > LONGEST_REFERENCE {
        return Err(Refusal::bad("reference must be a text of 1 to 200 characters"));
    }
    Ok(reference.to_owned())
}

/// An instant by RFC 3339, or a number of seconds from now.
fn expiry(fields: &Map<String, Value>, now: Timestamp) -> Result<Timestamp, Refusal> {
    let end = match fields.get("expiry") {
        Some(Value::String(text)) => text.parse().ok(),
        Some(Value::Number(number)) => number
            .as_i64()
            .filter(|seconds| *seconds <= LONGEST_LIFE_SECONDS)
            .and_then(|seconds| now.checked_add(SignedDuration::from_secs(seconds)).ok()),
        _ => None,
    };
    let end =
        end.ok_or_else(|| Refusal::bad("expiry must be an RFC 3339 instant, or seconds from now of at most 366 days"))?;
    if end <= now {
        return Err(Refusal::bad("expiry must be in the future"));
    }
    Ok(end)
}
