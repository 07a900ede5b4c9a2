//! Sessions as control shows them: what the API tells, and what only the sandbox knows.

use jiff::Timestamp;
use serde::Serialize;
use uuid::Uuid;

use crate::{clock::seconds_left, ledger::Session};

/// One session.
#[derive(Clone, Debug, PartialEq, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct SessionReport {
    /// Mion's id of it.
    pub payment_session_id: Uuid,
    /// The shop's own reference.
    pub reference: String,
    /// Minor units of the currency.
    pub amount: u64,
    /// `EUR`.
    pub currency_iso3: String,
    /// Whether it was opened for a till.
    pub retail_pos: bool,
    /// RFC 3339.
    pub expires_at: String,
    /// As the last reader was shown it.
    pub status: String,
    /// RFC 3339; as the last reader was shown it.
    pub paid_at: Option<String>,
    /// Whether enough was paid for it, whatever status it is made to show.
    pub paid: bool,
    /// How often the API was asked for it, by any of the three reads.
    pub reads: u64,
    /// The oldest first.
    pub attempts: Vec<AttemptReport>,
}

/// One attempt of a session.
#[derive(Clone, Debug, PartialEq, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct AttemptReport {
    /// BOLT 11 in lower case; `None` where it cannot be paid.
    pub ln_invoice: Option<String>,
    /// A bitcoin address in lower case; `None` where it cannot be paid.
    pub on_chain_address: Option<String>,
    /// What the address was sent, confirmed or not, in satoshi.
    pub on_chain_sat: u64,
    /// What the attempt says; a scripted invoice can be for another amount.
    pub amount_msat: u64,
    /// RFC 3339.
    pub expiry: String,
    /// Seconds until then on the sandbox's clock, rounded up.
    pub seconds_left: i64,
    /// Compliance has blocked it.
    pub blocked_by_compliance: bool,
    /// What Mion would still ask the customer for.
    pub missing_compliance_customer_fields: Vec<String>,
    /// Whether it can be paid.
    pub state: AttemptState,
    /// When its invoice was paid, in unix milliseconds of the sandbox's clock.
    pub settled: Option<i64>,
    /// Its invoice was paid after its end.
    pub late: bool,
}

/// Whether an attempt can be paid.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "lowercase")]
pub enum AttemptState {
    /// It can be paid now.
    Open,
    /// It can only be paid late.
    Expired,
    /// It was paid.
    Paid,
    /// A payment to its address waits for confirmation.
    Seen,
    /// Its address was sent less than it asks for.
    Short,
    /// It has no invoice.
    Unpayable,
}

impl SessionReport {
    pub(super) fn of(session: &Session, now: Timestamp) -> Self {
        Self {
            payment_session_id: session.id,
            reference: session.draft.reference.clone(),
            amount: session.draft.amount_minor,
            currency_iso3: session.draft.currency.clone(),
            retail_pos: session.draft.retail_pos,
            expires_at: session.draft.expires_at.to_string(),
            status: session.status().to_owned(),
            paid_at: session.paid_at(),
            paid: session.is_paid(),
            reads: session.reads,
            attempts: (0..session.attempts.len()).map(|nth| AttemptReport::of(session, nth, now)).collect(),
        }
    }
}

impl AttemptReport {
    fn of(session: &Session, nth: usize, now: Timestamp) -> Self {
        let attempt = &session.attempts[nth];
        let payable = attempt.payable.as_ref();
        let (on_chain_sat, unconfirmed_sat) = session.on_chain_sat(nth);
        let state = match attempt.settled {
            _ if payable.is_none() => AttemptState::Unpayable,
            Some(_) => AttemptState::Paid,
            None if unconfirmed_sat > 0 => AttemptState::Seen,
            None if on_chain_sat.saturating_mul(1_000) >= attempt.amount_msat => AttemptState::Paid,
            None if on_chain_sat > 0 => AttemptState::Short,
            None if attempt.is_over(now) => AttemptState::Expired,
            None => AttemptState::Open,
        };
        Self {
            ln_invoice: payable.map(|one| one.invoice.clone()),
            on_chain_address: payable.map(|one| one.address.clone()),
            on_chain_sat,
            amount_msat: attempt.amount_msat,
            expiry: attempt.expiry.to_string(),
            seconds_left: seconds_left(now, attempt.expiry),
            blocked_by_compliance: attempt.blocked,
            missing_compliance_customer_fields: attempt.missing_fields.iter().map(|name| (*name).to_owned()).collect(),
            state,
            settled: attempt.settled.map(|settled| settled.at.as_millisecond()),
            late: attempt.settled.is_some_and(|settled| settled.late),
        }
    }
}
