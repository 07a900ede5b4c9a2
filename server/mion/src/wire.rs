//! Every name and shape on the wire, in one place; reading takes bytes and no I/O, and never panics.
//! Unknown fields are ignored and optional ones may be absent or null, but a known field of the wrong
//! type makes the whole answer [`Unreadable`]: a guess could pass for money.
//!
//! - `object`: a JSON object, read field by field without floating point
//! - `unreadable`: why an answer cannot be used

mod object;
mod unreadable;

pub use unreadable::Unreadable;

use crate::attempts::Attempt;
use crate::id::PaymentSessionId;
use crate::open_name::{OpenName, StatusName};
use crate::sessions::{NewSession, Session};
use crate::settings::{ExpiryFormat, Settings};
use crate::status::Status;
use jiff::Timestamp;
use object::Object;
use serde_json::{Map, Value};

/// Mion's field names.
mod name {
    pub(super) const AMOUNT: &str = "amount";
    pub(super) const AMOUNT_MSAT: &str = "amountMsat";
    pub(super) const BLOCKED_BY_COMPLIANCE: &str = "blockedByCompliance";
    pub(super) const CURRENCY_ISO3: &str = "currencyIso3";
    pub(super) const EXPIRES_AT: &str = "expiresAt";
    pub(super) const EXPIRY: &str = "expiry";
    pub(super) const FEE_STATUS: &str = "feeStatus";
    pub(super) const FUNDING_AMOUNT_AVAILABLE: &str = "fundingAmountAvailable";
    pub(super) const FUNDING_STATUS: &str = "fundingStatus";
    pub(super) const LN_INVOICE: &str = "lnInvoice";
    pub(super) const MISSING_CUSTOMER_FIELDS: &str = "missingComplianceCustomerFields";
    pub(super) const ON_CHAIN_ADDRESS: &str = "onChainAddress";
    pub(super) const PAID_AT: &str = "paidAt";
    pub(super) const PAYMENT_METHOD: &str = "paymentMethod";
    pub(super) const PAYMENT_SESSION_ID: &str = "paymentSessionId";
    pub(super) const REFERENCE: &str = "reference";
    pub(super) const RETAIL_POS: &str = "retailPos";
    pub(super) const STATUS: &str = "status";
    pub(super) const SUGGESTED_FEE_RATE: &str = "suggestedFeeRate";
}

/// The body that asks for a payment session.
///
/// # Source
/// Mion Point-of-Sale guide, step 1; `retailPos`: its later revision; the expiry's format: an assumption.
pub(crate) fn new_session(new: &NewSession, now: Timestamp, settings: &Settings) -> String {
    let mut body = Map::new();
    body.insert(name::AMOUNT.to_owned(), new.amount_minor.into());
    body.insert(name::CURRENCY_ISO3.to_owned(), settings.currency.as_str().into());
    body.insert(name::REFERENCE.to_owned(), new.reference.as_str().into());
    body.insert(name::EXPIRY.to_owned(), expiry(new.expires_at, now, settings.expiry_format));
    finish(body, settings)
}

/// The body that asks for a payment attempt.
///
/// # Source
/// Mion Point-of-Sale guide, step 2; `retailPos`: its later revision; the method's name: an assumption.
pub(crate) fn new_attempt(id: &PaymentSessionId, settings: &Settings) -> String {
    let mut body = Map::new();
    body.insert(name::PAYMENT_SESSION_ID.to_owned(), id.to_string().into());
    body.insert(name::PAYMENT_METHOD.to_owned(), settings.lightning_method.as_str().into());
    finish(body, settings)
}

fn finish(mut body: Map<String, Value>, settings: &Settings) -> String {
    if let Some(retail_pos) = settings.retail_pos.sent() {
        body.insert(name::RETAIL_POS.to_owned(), retail_pos.into());
    }
    Value::Object(body).to_string()
}

/// An instant in whole seconds, or the seconds from `now`, a begun one counted whole.
fn expiry(expires_at: Timestamp, now: Timestamp, format: ExpiryFormat) -> Value {
    match format {
        ExpiryFormat::Rfc3339 => {
            // Whole seconds of a valid instant are a valid instant.
            Timestamp::from_second(expires_at.as_second()).unwrap_or(expires_at).to_string().into()
        }
        ExpiryFormat::Seconds => {
            let span = expires_at.duration_since(now);
            span.as_secs().saturating_add(i64::from(span.subsec_nanos() > 0)).into()
        }
    }
}

/// Reads the answer to a creation or look-up of a session. Its shape is not public beyond
/// `paymentSessionId`: the other fields are taken under the names of the request, where they are there.
///
/// # Errors
/// [`Unreadable`]: not a JSON object, no session id, or a field of the wrong type.
///
/// # Source
/// Mion Point-of-Sale guide, step 1.
pub fn parse_session(answer: &[u8]) -> Result<Session, Unreadable> {
    let object = Object::parse(answer)?;
    Ok(Session {
        id: object.id(name::PAYMENT_SESSION_ID)?,
        reference: object.text(name::REFERENCE)?,
        amount_minor: object.amount(name::AMOUNT)?,
        currency: object.text(name::CURRENCY_ISO3)?,
        expires_at: session_end(&object)?,
        status: object.text(name::STATUS)?.map(|word| StatusName::from_wire(&word)),
    })
}

/// A session's end. It may come back in the format it was sent in: then it is not an instant, and not missed.
fn session_end(object: &Object<'_>) -> Result<Option<Timestamp>, Unreadable> {
    let told = |field| match object.instant(field) {
        Err(Unreadable::Wrong { .. }) => Ok(None),
        told => told,
    };
    let (expires_at, expiry) = (told(name::EXPIRES_AT)?, told(name::EXPIRY)?);
    Ok(expires_at.or(expiry))
}

/// Reads the answer to the creation of an attempt.
///
/// # Errors
/// [`Unreadable`]: not a JSON object, no session id, or a field of the wrong type.
///
/// # Source
/// Mion Point-of-Sale guide, step 2.
pub fn parse_attempt(answer: &[u8]) -> Result<Attempt, Unreadable> {
    let object = Object::parse(answer)?;
    Ok(Attempt {
        amount_msat: object.amount(name::AMOUNT_MSAT)?,
        blocked_by_compliance: object.flag(name::BLOCKED_BY_COMPLIANCE)?,
        expires_at: object.instant(name::EXPIRY)?,
        ln_invoice: object.text(name::LN_INVOICE)?,
        missing_customer_fields: object.labels(name::MISSING_CUSTOMER_FIELDS)?,
        on_chain_address: object.text(name::ON_CHAIN_ADDRESS)?,
        payment_method: object.word(name::PAYMENT_METHOD)?,
        suggested_fee_rate: object.number(name::SUGGESTED_FEE_RATE)?,
        session_id: object.id(name::PAYMENT_SESSION_ID)?,
    })
}

/// When bitcoin's first block was found. Some programs write "never" as an instant long ago (year 1, 1970):
/// nothing was paid before this one.
const FIRST_BLOCK: Timestamp = Timestamp::constant(1_231_006_505, 0);

/// Reads a status. A `paidAt` from before bitcoin's first block is no time of payment, as if it were null.
///
/// # Errors
/// [`Unreadable`]: not a JSON object, no session id or status, or a field of the wrong type. A `paidAt`
/// that is not an instant is such a field.
///
/// # Source
/// Mion Point-of-Sale guide, step 3.
pub fn parse_status(answer: &[u8]) -> Result<Status, Unreadable> {
    let object = Object::parse(answer)?;
    let open_name = |field| Ok(object.text(field)?.map(|word| OpenName::from_wire(&word)));
    let status = object.text(name::STATUS)?.ok_or(Unreadable::Lacks { field: name::STATUS })?;
    Ok(Status {
        expires_at: object.instant(name::EXPIRES_AT)?,
        fee_status: open_name(name::FEE_STATUS)?,
        funding_amount_available: object.number(name::FUNDING_AMOUNT_AVAILABLE)?,
        funding_status: open_name(name::FUNDING_STATUS)?,
        paid_at: object.instant(name::PAID_AT)?.filter(|at| *at >= FIRST_BLOCK),
        payment_method: object.word(name::PAYMENT_METHOD)?,
        session_id: object.id(name::PAYMENT_SESSION_ID)?,
        status: StatusName::from_wire(&status),
    })
}

#[cfg(test)]
mod tests;
