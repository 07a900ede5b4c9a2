//! What the API shows of sessions and attempts: the documented fields by their documented names.
//!
//! # Source
//! Mion Point-of-Sale guide: the two example answers.

use serde::Serialize;
use uuid::Uuid;

use crate::ledger::{Attempt, Session};

/// What an on-chain payment is advised to pay its way with, in sat for each virtual byte; the unit is an
/// assumption.
const FEE_RATE: u64 = 4;

/// The answer of a session's creation, and of the two reads of a session.
#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
pub(super) struct SessionShown<'a> {
    payment_session_id: Uuid,
    reference: &'a str,
    amount: u64,
    currency_iso3: &'a str,
    expires_at: String,
    status: &'a str,
    #[serde(skip_serializing_if = "Option::is_none")]
    paid_at: Option<String>,
}

impl<'a> SessionShown<'a> {
    pub(super) fn of(session: &'a Session) -> Self {
        Self {
            payment_session_id: session.id,
            reference: &session.draft.reference,
            amount: session.draft.amount_minor,
            currency_iso3: &session.draft.currency,
            expires_at: session.draft.expires_at.to_string(),
            status: session.status(),
            paid_at: session.paid_at(),
        }
    }
}

/// The answer of the status.
#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
pub(super) struct StatusShown<'a> {
    expires_at: String,
    fee_status: Option<String>,
    funding_amount_available: i64,
    funding_status: Option<String>,
    paid_at: Option<String>,
    payment_method: Option<&'static str>,
    payment_session_id: Uuid,
    status: &'a str,
}

impl<'a> StatusShown<'a> {
    pub(super) fn of(session: &'a Session) -> Self {
        Self {
            expires_at: session.draft.expires_at.to_string(),
            fee_status: session.fee_status(),
            funding_amount_available: session.funding_amount_available(),
            funding_status: session.funding_status(),
            paid_at: session.paid_at(),
            payment_method: (!session.attempts.is_empty()).then_some("lightning"),
            payment_session_id: session.id,
            status: session.status(),
        }
    }
}

/// The answer of an attempt's creation.
#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
pub(super) struct AttemptShown<'a> {
    amount_msat: u64,
    blocked_by_compliance: bool,
    expiry: String,
    ln_invoice: Option<&'a str>,
    missing_compliance_customer_fields: &'static [&'static str],
    on_chain_address: Option<&'a str>,
    payment_method: &'static str,
    payment_session_id: Uuid,
    suggested_fee_rate: u64,
}

impl<'a> AttemptShown<'a> {
    pub(super) fn of(session: Uuid, attempt: &'a Attempt) -> Self {
        let payable = attempt.payable.as_ref();
        Self {
            amount_msat: attempt.amount_msat,
            blocked_by_compliance: attempt.blocked,
            expiry: attempt.expiry.to_string(),
            ln_invoice: payable.map(|one| one.invoice.as_str()),
            missing_compliance_customer_fields: attempt.missing_fields,
            on_chain_address: payable.map(|one| one.address.as_str()),
            payment_method: "lightning",
            payment_session_id: session,
            suggested_fee_rate: FEE_RATE,
        }
    }
}
