//! Rows to checkouts. A row that this program would never write is an error, never a guess.

use super::{HistoryEntry, Member, ServerId, StoreError, Taking};
use domain::access::TerminalId;
use domain::alarm::{Alarm, Decision};
use domain::answer::{Invoice, OnChain};
use domain::checkout::Record;
use domain::checkout::progress::{Attempt, AttemptOutcome, Session, SessionProgress};
use domain::checkout::state::State;
use domain::{Checkout, Money, Msat, SessionId, Timestamp};
use serde::de::DeserializeOwned;
use std::collections::BTreeMap;
use uuid::Uuid;

/// A checkout, one of its attempts and one of its alarms: a row for every pair of them.
#[derive(sqlx::FromRow)]
pub(super) struct JoinedRow {
    #[sqlx(flatten)]
    checkout: CheckoutRow,
    #[sqlx(flatten)]
    attempt: AttemptRow,
    #[sqlx(flatten)]
    alarm: AlarmRow,
}

#[derive(sqlx::FromRow)]
struct CheckoutRow {
    id: String,
    total_minor: i64,
    currency: String,
    opened_at_ms: i64,
    ends_at_ms: i64,
    version: i64,
    session_progress: String,
    session_progress_ms: Option<i64>,
    payment_session_id: Option<String>,
    session_expires_at_ms: Option<i64>,
    state: String,
    state_since_ms: i64,
    state_json: String,
    reading_json: Option<String>,
    cancel_asked_at_ms: Option<i64>,
    put_aside_at_ms: Option<i64>,
    over: bool,
    closed: bool,
}

#[derive(sqlx::FromRow)]
struct AttemptRow {
    attempt_number: Option<i64>,
    asked_at_ms: Option<i64>,
    outcome: Option<String>,
    invoice: Option<String>,
    payment_hash: Option<String>,
    amount_msat: Option<i64>,
    expires_at_ms: Option<i64>,
    on_chain_address: Option<String>,
    on_chain_fee_rate: Option<String>,
}

#[derive(sqlx::FromRow)]
struct AlarmRow {
    alarm_kind: Option<String>,
    raised_at_ms: Option<i64>,
    decided_at_ms: Option<i64>,
    decision_json: Option<String>,
}

/// The rows of one checkout.
pub(super) struct Gathered {
    row: CheckoutRow,
    attempts: BTreeMap<i64, AttemptRow>,
    alarms: BTreeMap<String, AlarmRow>,
}

/// Puts rows together that belong to one checkout; they stand together.
pub(super) fn gathered(rows: Vec<JoinedRow>) -> Vec<Gathered> {
    let mut all: Vec<Gathered> = Vec::new();
    for JoinedRow { checkout: row, attempt, alarm } in rows {
        if all.last().is_none_or(|last| last.row.id != row.id) {
            all.push(Gathered { row, attempts: BTreeMap::new(), alarms: BTreeMap::new() });
        }
        let Some(last) = all.last_mut() else { continue };
        if let Some(number) = attempt.attempt_number {
            last.attempts.insert(number, attempt);
        }
        if let Some(kind) = alarm.alarm_kind.clone() {
            last.alarms.insert(kind, alarm);
        }
    }
    all
}

impl Gathered {
    /// The checkout's id, as stored.
    pub(super) fn id(&self) -> &str {
        &self.row.id
    }
}

impl TryFrom<Gathered> for Checkout {
    type Error = StoreError;

    fn try_from(Gathered { row, attempts, alarms }: Gathered) -> Result<Self, StoreError> {
        let currency = row.currency.parse().map_err(StoreError::broken)?;
        let state: State = parsed(&row.state_json)?;
        if state.name() != row.state || state.is_live() == row.over {
            return Err(StoreError::broken("the state's columns contradict each other"));
        }
        if !attempts.keys().copied().eq((1_i64..).take(attempts.len())) {
            return Err(StoreError::broken("a payment attempt is missing"));
        }
        let mut alarms = alarms.into_values().map(Alarm::try_from).collect::<Result<Vec<_>, _>>()?;
        alarms.sort_by_key(|alarm| (alarm.raised_at, alarm.kind));
        let record = Record {
            id: row.id.parse().map_err(StoreError::broken)?,
            total: Money::from_minor(unsigned(row.total_minor)?, currency),
            opened_at: Timestamp::from_unix_ms(row.opened_at_ms),
            ends_at: Timestamp::from_unix_ms(row.ends_at_ms),
            version: unsigned(row.version)?,
            session: session(&row)?,
            attempts: attempts.into_values().map(Attempt::try_from).collect::<Result<_, _>>()?,
            state,
            state_since: Timestamp::from_unix_ms(row.state_since_ms),
            reading: row.reading_json.as_deref().map(parsed).transpose()?,
            cancel_asked_at: row.cancel_asked_at_ms.map(Timestamp::from_unix_ms),
            put_aside_at: row.put_aside_at_ms.map(Timestamp::from_unix_ms),
            alarms,
            is_closed: row.closed,
        };
        Checkout::restore(record).map_err(StoreError::broken)
    }
}

fn session(row: &CheckoutRow) -> Result<SessionProgress, StoreError> {
    let at = row.session_progress_ms.map(Timestamp::from_unix_ms);
    match (row.session_progress.as_str(), at, &row.payment_session_id, row.session_expires_at_ms) {
        ("not-asked", None, None, None) => Ok(SessionProgress::NotAsked),
        ("asked", Some(at), None, None) => Ok(SessionProgress::Asked { at }),
        ("unknown", Some(lost_at), None, None) => Ok(SessionProgress::Unknown { lost_at }),
        ("open", None, Some(id), Some(end)) => {
            let id = Uuid::parse_str(id).map_err(StoreError::broken)?;
            Ok(SessionProgress::Open(Session {
                id: SessionId::from_uuid(id),
                expires_at: Timestamp::from_unix_ms(end),
            }))
        }
        _ => Err(StoreError::broken("the payment session's columns contradict each other")),
    }
}

impl TryFrom<AttemptRow> for Attempt {
    type Error = StoreError;

    fn try_from(row: AttemptRow) -> Result<Self, StoreError> {
        let contradiction = || StoreError::broken("an attempt's columns contradict each other");
        let asked_at = row.asked_at_ms.map(Timestamp::from_unix_ms).ok_or_else(contradiction)?;
        let on_chain = match (row.on_chain_address, row.on_chain_fee_rate) {
            (Some(address), fee_rate) => Some(OnChain { address, fee_rate }),
            (None, None) => None,
            (None, Some(_)) => return Err(contradiction()),
        };
        let invoice = match (row.invoice, row.payment_hash, row.amount_msat, row.expires_at_ms, on_chain) {
            (Some(bolt11), Some(payment_hash), Some(amount_msat), Some(end), on_chain) => Some(Invoice {
                bolt11,
                payment_hash,
                amount: Msat::from_msat(unsigned(amount_msat)?),
                expires_at: Timestamp::from_unix_ms(end),
                on_chain,
            }),
            (None, None, None, None, None) => None,
            _ => return Err(contradiction()),
        };
        let outcome = match (row.outcome.as_deref(), invoice) {
            (Some("asked"), None) => AttemptOutcome::Asked,
            (Some("without"), None) => AttemptOutcome::Without,
            (Some("ready"), Some(invoice)) => AttemptOutcome::Ready(invoice),
            _ => return Err(contradiction()),
        };
        Ok(Self { asked_at, outcome })
    }
}

impl TryFrom<AlarmRow> for Alarm {
    type Error = StoreError;

    fn try_from(row: AlarmRow) -> Result<Self, StoreError> {
        let (Some(kind), Some(raised_at_ms)) = (row.alarm_kind, row.raised_at_ms) else {
            return Err(StoreError::broken("an alarm without a kind or a time"));
        };
        let decision: Option<Decision> = row.decision_json.as_deref().map(parsed).transpose()?;
        if decision.as_ref().map(|decision| decision.at.as_unix_ms()) != row.decided_at_ms {
            return Err(StoreError::broken("an alarm's columns contradict each other"));
        }
        let kind = kind.parse().map_err(StoreError::broken)?;
        Ok(Self { kind, raised_at: Timestamp::from_unix_ms(raised_at_ms), decision })
    }
}

/// A row of `changes`: version, time, state, event.
pub(super) fn entry((version, at_ms, state, event): (i64, i64, String, String)) -> Result<HistoryEntry, StoreError> {
    let (version, at) = (unsigned(version)?, Timestamp::from_unix_ms(at_ms));
    Ok(HistoryEntry { version, at, state, event: parsed(&event)? })
}

/// The terminal called `text`, where there is one.
pub(super) fn terminal(text: Option<String>) -> Result<Option<TerminalId>, StoreError> {
    text.map(|text| text.parse().map_err(StoreError::broken)).transpose()
}

/// A row of what was taken in: time, amount, currency, state.
pub(super) fn taking(row: (i64, i64, String, String)) -> Result<Taking, StoreError> {
    let (paid_at_ms, total_minor, currency, state) = row;
    let currency = currency.parse().map_err(StoreError::broken)?;
    Ok(Taking {
        paid_at: Timestamp::from_unix_ms(paid_at_ms),
        total: Money::from_minor(unsigned(total_minor)?, currency),
        late: state == "paid-late",
    })
}

/// A row of `servers`: id, beat.
pub(super) fn member((id, beat): (String, i64)) -> Result<Member, StoreError> {
    Ok(Member { id: server(&id)?, beat: unsigned(beat)? })
}

/// The server called `text`.
pub(super) fn server(text: &str) -> Result<ServerId, StoreError> {
    Uuid::parse_str(text).map(ServerId::from_uuid).map_err(StoreError::broken)
}

/// How many alarms, and the time of the newest.
pub(super) fn alarms((count, newest_ms): (i64, Option<i64>)) -> Result<(u32, Option<Timestamp>), StoreError> {
    let count = u32::try_from(count).map_err(StoreError::broken)?;
    Ok((count, newest_ms.map(Timestamp::from_unix_ms)))
}

pub(super) fn parsed<T: DeserializeOwned>(text: &str) -> Result<T, StoreError> {
    serde_json::from_str(text).map_err(StoreError::broken)
}

pub(super) fn unsigned(value: i64) -> Result<u64, StoreError> {
    u64::try_from(value).map_err(|_| StoreError::broken("a number is negative"))
}
