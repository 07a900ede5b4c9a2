//! `POST /payment-sessions/{paymentSessionId}/attempts`: requests a payment attempt, which is an
//! invoice and an address, or the reason why there is none.

use axum::{
    Extension,
    body::Bytes,
    extract::{Path, State},
    http::{HeaderMap, StatusCode},
    response::Response,
};
use jiff::Timestamp;
use serde_json::{Map, Value};
use uuid::Uuid;

use super::{Books, no_such_session, object, session_id, shown::AttemptShown, switch};
use crate::{
    address::address,
    invoice::Terms,
    ledger::{Attempt, Payable, Session},
    options::Network,
    reply::{Refusal, json_reply},
    script::Answer,
    shared::Shared,
};

/// What Mion asks an online customer for, and never one at a till.
const CUSTOMER_FIELDS: &[&str] = &["name", "email"];

pub(super) async fn create_attempt(
    State(shared): Books,
    Path(id): Path<String>,
    Extension(script): Extension<Option<Answer>>,
    headers: HeaderMap,
    body: Bytes,
) -> Result<Response, Refusal> {
    let id = session_id(&id)?;
    let fields = object(&headers, &body)?;
    check(&fields, id)?;
    let at_till = switch(&fields, "retailPos")?;
    let now = shared.clock.now();
    // The lock is held while the invoice is minted: under a millisecond, and the session that was
    // looked at is surely the one that gets the attempt.
    let mut book = shared.book();
    let session = book.ledger.session(id).ok_or_else(no_such_session)?;
    let attempt = attempt(&shared, session, at_till, script.as_ref(), now)?;
    let response = json_reply(StatusCode::CREATED, &AttemptShown::of(id, &attempt));
    book.ledger.attempt(id, attempt);
    Ok(response)
}

fn check(fields: &Map<String, Value>, id: Uuid) -> Result<(), Refusal> {
    match fields.get("paymentSessionId") {
        None => {}
        Some(Value::String(sent)) if Uuid::try_parse(sent) == Ok(id) => {}
        Some(_) => return Err(Refusal::bad("paymentSessionId must be the one of the path")),
    }
    match fields.get("paymentMethod").map(Value::as_str) {
        None | Some(Some("lightning")) => Ok(()),
        Some(_) => Err(Refusal::bad("paymentMethod must be lightning")),
    }
}

/// Makes the attempt. It is payable only if both the session and this request are for a till.
fn attempt(
    shared: &Shared,
    session: &Session,
    at_till: bool,
    script: Option<&Answer>,
    now: Timestamp,
) -> Result<Attempt, Refusal> {
    let conflict = |text: &str| Err(Refusal::new(StatusCode::CONFLICT, text));
    if session.is_paid() {
        return conflict("the payment session is paid");
    }
    let lasts_seconds = lasts(session, shared.invoice_seconds, now);
    if lasts_seconds == 0 {
        return conflict("the payment session has expired");
    }
    let too_large = || Refusal::bad("amount is too large");
    let amount_msat = session.draft.amount_minor.checked_mul(shared.msat_per_minor).ok_or_else(too_large)?;
    let end = now.as_second().saturating_add_unsigned(lasts_seconds);
    let expiry = Timestamp::from_second(end).unwrap_or(session.draft.expires_at);
    let blocked = matches!(script, Some(Answer::Block));
    let online = !(at_till && session.draft.retail_pos);
    let missing_fields = if online { CUSTOMER_FIELDS } else { &[] };
    let payable = if blocked || online {
        None
    } else {
        let (network, invoice_msat) = twisted(script, shared.network, amount_msat);
        let description = &session.draft.reference;
        let terms = Terms { network, amount_msat: invoice_msat, description, issued: now, lasts_seconds };
        let invoice = shared.mint.invoice(&terms).map_err(|_| too_large())?;
        address(shared.network).map(|address| Payable { invoice, invoice_msat, address })
    };
    Ok(Attempt { amount_msat, expiry, payable, blocked, missing_fields, settled: None })
}

/// Whole seconds, counted from the whole second of `now`, in which an invoice can be paid: what
/// the sandbox gives, and never past the session's end.
fn lasts(session: &Session, invoice_seconds: Option<u64>, now: Timestamp) -> u64 {
    if session.is_over(now) {
        return 0;
    }
    let left = session.draft.expires_at.as_second().saturating_sub(now.as_second());
    let left = u64::try_from(left).unwrap_or(0);
    invoice_seconds.map_or(left, |seconds| seconds.min(left))
}

/// The network and the amount that the invoice is really for.
fn twisted(script: Option<&Answer>, network: Network, amount_msat: u64) -> (Network, u64) {
    match script {
        Some(Answer::InvoiceAmount { invoice_msat }) => {
            (network, invoice_msat.unwrap_or(amount_msat.saturating_add(1_000)))
        }
        Some(Answer::InvoiceNetwork { network: wrong }) => {
            let other = match network {
                Network::Bitcoin => Network::Regtest,
                _ => Network::Bitcoin,
            };
            (wrong.unwrap_or(other), amount_msat)
        }
        _ => (network, amount_msat),
    }
}
