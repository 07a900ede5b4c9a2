//! Rows to checkouts and back. A row that this program would never write is an error, never a guess.

use super::StoreError;
use domain::answer::Invoice;
use domain::checkout::Record;
use domain::checkout::progress::{Attempt, AttemptOutcome, Session, SessionProgress};
use domain::{Checkout, Money, Msat, SessionId, Timestamp};
use serde::Serialize;
use serde::de::DeserializeOwned;
use uuid::Uuid;

/// A row of `checkouts`.
#[derive(sqlx::FromRow)]
pub(super) struct CheckoutRow {
    pub(super) id: String,
    total_minor: i64,
    currency: String,
    opened_at_ms: i64,
    ends_at_ms: i64,
    version: i64,
    session_progress: String,
    session_progress_ms: Option<i64>,
    payment_session_id: Option<String>,
    session_expires_at_ms: Option<i64>,
    state_since_ms: i64,
    state_json: String,
    reading_json: Option<String>,
}

/// A row of `attempts`.
#[derive(sqlx::FromRow)]
pub(super) struct AttemptRow {
    asked_at_ms: i64,
    outcome: String,
    invoice: Option<String>,
    payment_hash: Option<String>,
    amount_msat: Option<i64>,
    expires_at_ms: Option<i64>,
}

/// The columns that tell how far the payment session is: progress, its time, Mion's id, its end.
pub(super) type SessionColumns = (&'static str, Option<i64>, Option<String>, Option<i64>);

/// The columns of an attempt's invoice: text, payment hash, msat, end.
pub(super) type InvoiceColumns<'a> = (Option<&'a str>, Option<&'a str>, Option<i64>, Option<i64>);

pub(super) fn session_columns(progress: &SessionProgress) -> SessionColumns {
    match progress {
        SessionProgress::NotAsked => ("not-asked", None, None, None),
        SessionProgress::Asked { at } => ("asked", Some(at.as_unix_ms()), None, None),
        SessionProgress::Unknown { lost_at } => ("unknown", Some(lost_at.as_unix_ms()), None, None),
        SessionProgress::Open(session) => {
            ("open", None, Some(session.id.to_string()), Some(session.expires_at.as_unix_ms()))
        }
    }
}

pub(super) fn outcome_name(outcome: &AttemptOutcome) -> &'static str {
    match outcome {
        AttemptOutcome::Asked => "asked",
        AttemptOutcome::Ready(_) => "ready",
        AttemptOutcome::Without => "without",
    }
}

pub(super) fn invoice_columns(attempt: &Attempt) -> Result<InvoiceColumns<'_>, StoreError> {
    let Some(invoice) = attempt.invoice() else {
        return Ok((None, None, None, None));
    };
    let amount_msat = number(invoice.amount.msat())?;
    let expires_at_ms = invoice.expires_at.as_unix_ms();
    Ok((Some(&invoice.bolt11), Some(&invoice.payment_hash), Some(amount_msat), Some(expires_at_ms)))
}

/// A number as SQL has it.
pub(super) fn number(value: u64) -> Result<i64, StoreError> {
    i64::try_from(value).map_err(|_| broken("a number is too large"))
}

pub(super) fn json<T: Serialize>(value: &T) -> Result<String, StoreError> {
    serde_json::to_string(value).map_err(broken)
}

pub(super) fn parsed<T: DeserializeOwned>(text: &str) -> Result<T, StoreError> {
    serde_json::from_str(text).map_err(broken)
}

pub(super) fn unsigned(value: i64) -> Result<u64, StoreError> {
    u64::try_from(value).map_err(|_| broken("a number is negative"))
}

fn broken(what: impl ToString) -> StoreError {
    StoreError::Broken(what.to_string())
}

fn session(row: &CheckoutRow) -> Result<SessionProgress, StoreError> {
    let at = row.session_progress_ms.map(Timestamp::from_unix_ms);
    match (row.session_progress.as_str(), at, &row.payment_session_id, row.session_expires_at_ms) {
        ("not-asked", None, None, None) => Ok(SessionProgress::NotAsked),
        ("asked", Some(at), None, None) => Ok(SessionProgress::Asked { at }),
        ("unknown", Some(lost_at), None, None) => Ok(SessionProgress::Unknown { lost_at }),
        ("open", None, Some(id), Some(end)) => {
            let id = Uuid::parse_str(id).map_err(broken)?;
            Ok(SessionProgress::Open(Session {
                id: SessionId::from_uuid(id),
                expires_at: Timestamp::from_unix_ms(end),
            }))
        }
        _ => Err(broken("the payment session's columns contradict each other")),
    }
}

impl TryFrom<AttemptRow> for Attempt {
    type Error = StoreError;

    fn try_from(row: AttemptRow) -> Result<Self, StoreError> {
        let outcome = match (row.outcome.as_str(), row.invoice, row.payment_hash, row.amount_msat, row.expires_at_ms) {
            ("asked", None, None, None, None) => AttemptOutcome::Asked,
            ("without", None, None, None, None) => AttemptOutcome::Without,
            ("ready", Some(bolt11), Some(payment_hash), Some(amount_msat), Some(end)) => {
                AttemptOutcome::Ready(Invoice {
                    bolt11,
                    payment_hash,
                    amount: Msat::from_msat(unsigned(amount_msat)?),
                    expires_at: Timestamp::from_unix_ms(end),
                })
            }
            _ => return Err(broken("an attempt's columns contradict each other")),
        };
        Ok(Self { asked_at: Timestamp::from_unix_ms(row.asked_at_ms), outcome })
    }
}

impl CheckoutRow {
    /// The checkout of this row and its `attempts`, oldest first.
    pub(super) fn with_attempts(self, attempts: Vec<AttemptRow>) -> Result<Checkout, StoreError> {
        let currency = self.currency.parse().map_err(broken)?;
        let record = Record {
            id: self.id.parse().map_err(broken)?,
            total: Money::from_minor(unsigned(self.total_minor)?, currency),
            opened_at: Timestamp::from_unix_ms(self.opened_at_ms),
            ends_at: Timestamp::from_unix_ms(self.ends_at_ms),
            version: unsigned(self.version)?,
            session: session(&self)?,
            attempts: attempts.into_iter().map(Attempt::try_from).collect::<Result<_, _>>()?,
            state: parsed(&self.state_json)?,
            state_since: Timestamp::from_unix_ms(self.state_since_ms),
            reading: self.reading_json.as_deref().map(parsed).transpose()?,
        };
        Checkout::restore(record).map_err(broken)
    }
}
