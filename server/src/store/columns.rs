//! Checkouts to columns, in the order in which the statements of `records` name them.

use super::connection::Value;
use super::{ServerId, StoreError};
use domain::Checkout;
use domain::alarm::Alarm;
use domain::checkout::change::Change;
use domain::checkout::progress::{Attempt, AttemptOutcome, SessionProgress};
use serde::Serialize;

/// The id, and what changes in the course of a sale.
pub(super) fn changing(checkout: &Checkout) -> Result<Vec<Value<'_>>, StoreError> {
    let record = checkout.record();
    let (progress, progress_ms, session_id, session_end) = match record.session {
        SessionProgress::NotAsked => ("not-asked", None, None, None),
        SessionProgress::Asked { at } => ("asked", Some(at.as_unix_ms()), None, None),
        SessionProgress::Unknown { lost_at } => ("unknown", Some(lost_at.as_unix_ms()), None, None),
        SessionProgress::Open(session) => {
            ("open", None, Some(session.id.to_string()), Some(session.expires_at.as_unix_ms()))
        }
    };
    Ok(vec![
        record.id.to_string().into(),
        number(record.version)?.into(),
        progress.into(),
        progress_ms.into(),
        session_id.into(),
        session_end.into(),
        record.state.name().into(),
        record.state_since.as_unix_ms().into(),
        json(&record.state)?.into(),
        record.reading.as_ref().map(json).transpose()?.into(),
        record.cancel_asked_at.map(|at| at.as_unix_ms()).into(),
        record.put_aside_at.map(|at| at.as_unix_ms()).into(),
        (!record.state.is_live()).into(),
        checkout.is_complete().into(),
        record.is_closed.into(),
    ])
}

/// What never changes.
pub(super) fn lasting(checkout: &Checkout, owner: ServerId) -> Result<[Value<'_>; 6], StoreError> {
    let record = checkout.record();
    Ok([
        checkout.reference().as_str().to_owned().into(),
        number(record.total.minor())?.into(),
        record.total.currency().code().to_owned().into(),
        record.opened_at.as_unix_ms().into(),
        record.ends_at.as_unix_ms().into(),
        owner.to_string().into(),
    ])
}

/// The `number`th attempt of the checkout `id`, counting from 1.
pub(super) fn attempt<'a>(id: &'a str, number: i64, attempt: &'a Attempt) -> Result<[Value<'a>; 10], StoreError> {
    let outcome = match &attempt.outcome {
        AttemptOutcome::Asked => "asked",
        AttemptOutcome::Ready(_) => "ready",
        AttemptOutcome::Without => "without",
    };
    let invoice = attempt.invoice();
    let on_chain = invoice.and_then(|invoice| invoice.on_chain.as_ref());
    Ok([
        id.into(),
        number.into(),
        attempt.asked_at.as_unix_ms().into(),
        outcome.into(),
        invoice.map(|invoice| invoice.bolt11.as_str()).into(),
        invoice.map(|invoice| invoice.payment_hash.as_str()).into(),
        invoice.map(|invoice| self::number(invoice.amount.msat())).transpose()?.into(),
        invoice.map(|invoice| invoice.expires_at.as_unix_ms()).into(),
        on_chain.map(|on_chain| on_chain.address.as_str()).into(),
        on_chain.and_then(|on_chain| on_chain.fee_rate.as_deref()).into(),
    ])
}

/// An alarm of the checkout `id`.
pub(super) fn alarm<'a>(id: &'a str, alarm: &Alarm) -> Result<[Value<'a>; 5], StoreError> {
    let decision = alarm.decision.as_ref();
    Ok([
        id.into(),
        alarm.kind.name().into(),
        alarm.raised_at.as_unix_ms().into(),
        decision.map(|decision| decision.at.as_unix_ms()).into(),
        decision.map(json).transpose()?.into(),
    ])
}

/// An entry of the history of the checkout `id`.
pub(super) fn change<'a>(id: &'a str, change: &Change) -> Result<[Value<'a>; 5], StoreError> {
    Ok([
        id.into(),
        number(change.version)?.into(),
        change.at.as_unix_ms().into(),
        change.state.into(),
        json(&change.event)?.into(),
    ])
}

/// A number as SQL has it.
pub(super) fn number(value: u64) -> Result<i64, StoreError> {
    i64::try_from(value).map_err(|_| StoreError::broken("a number is too large"))
}

/// A value as JSON.
pub(super) fn json<T: Serialize>(value: &T) -> Result<String, StoreError> {
    serde_json::to_string(value).map_err(StoreError::broken)
}
