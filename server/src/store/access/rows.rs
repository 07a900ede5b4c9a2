//! Rows to what they say about who may do what. A row that this program would never write is an error.

use super::audit::{AuditEntry, AuditHead};
use super::{BrakeRow, ChallengeRow, LinkKind, LinkRow, PasskeyRow, PersonRow, SettingsRow, SignInRow, TerminalRow};
use crate::store::StoreError;
use domain::Timestamp;

fn at(ms: i64) -> Timestamp {
    Timestamp::from_unix_ms(ms)
}

fn unsigned(value: i64) -> Result<u64, StoreError> {
    u64::try_from(value).map_err(|_| StoreError::broken("a number is negative"))
}

/// A row of `terminals`.
#[derive(sqlx::FromRow)]
pub(super) struct Terminal {
    id: String,
    name: String,
    made_at_ms: i64,
    code_ends_ms: Option<i64>,
    paired_at_ms: Option<i64>,
    seen_at_ms: Option<i64>,
    user_agent: Option<String>,
    locked: bool,
    revoked_at_ms: Option<i64>,
}

impl TryFrom<Terminal> for TerminalRow {
    type Error = StoreError;
    fn try_from(row: Terminal) -> Result<Self, StoreError> {
        Ok(Self {
            id: row.id.parse().map_err(StoreError::broken)?,
            name: row.name,
            made_at: at(row.made_at_ms),
            code_ends_at: row.code_ends_ms.map(at),
            paired_at: row.paired_at_ms.map(at),
            seen_at: row.seen_at_ms.map(at),
            user_agent: row.user_agent,
            locked: row.locked,
            revoked_at: row.revoked_at_ms.map(at),
        })
    }
}

/// A row of `people`.
#[derive(sqlx::FromRow)]
pub(super) struct Person {
    id: String,
    name: String,
    role: String,
    enabled: bool,
    password_hash: Option<String>,
    pin_hash: Option<String>,
    made_at_ms: i64,
}

impl TryFrom<Person> for PersonRow {
    type Error = StoreError;
    fn try_from(row: Person) -> Result<Self, StoreError> {
        Ok(Self {
            id: row.id.parse().map_err(StoreError::broken)?,
            name: row.name,
            role: row.role.parse().map_err(StoreError::broken)?,
            enabled: row.enabled,
            password_hash: row.password_hash,
            pin_hash: row.pin_hash,
            made_at: at(row.made_at_ms),
        })
    }
}

/// A row of `sign_ins` with its person.
#[derive(sqlx::FromRow)]
pub(super) struct SignIn {
    person_id: String,
    name: String,
    role: String,
    enabled: bool,
    terminal_id: Option<String>,
    made_by: String,
    used_at_ms: i64,
    ends_at_ms: i64,
}

impl TryFrom<SignIn> for SignInRow {
    type Error = StoreError;
    fn try_from(row: SignIn) -> Result<Self, StoreError> {
        Ok(Self {
            person: row.person_id.parse().map_err(StoreError::broken)?,
            name: row.name,
            role: row.role.parse().map_err(StoreError::broken)?,
            enabled: row.enabled,
            terminal: row.terminal_id.map(|id| id.parse().map_err(StoreError::broken)).transpose()?,
            by: row.made_by.parse()?,
            used_at: at(row.used_at_ms),
            ends_at: at(row.ends_at_ms),
        })
    }
}

/// A row of `links`: kind, end.
pub(super) fn link((kind, ends_at_ms): (String, Option<i64>)) -> Result<LinkRow, StoreError> {
    let kind = [LinkKind::First, LinkKind::Rescue].into_iter().find(|one| one.name() == kind);
    let kind = kind.ok_or_else(|| StoreError::broken("a link of no known kind"))?;
    Ok(LinkRow { kind, ends_at: ends_at_ms.map(at) })
}

/// A row of `brakes`: failures, end.
pub(super) fn brake((failures, ends_at_ms): (i64, i64)) -> Result<BrakeRow, StoreError> {
    Ok(BrakeRow { failures: u32::try_from(failures).map_err(StoreError::broken)?, ends_at: Some(at(ends_at_ms)) })
}

/// A row of `passkeys`: id, person, name, passkey, when made, when used.
pub(super) fn passkey(
    (id, person, name, json, made_at_ms, used_at_ms): (String, String, String, String, i64, Option<i64>),
) -> Result<PasskeyRow, StoreError> {
    let person = person.parse().map_err(StoreError::broken)?;
    Ok(PasskeyRow { id, person, name, json, made_at: at(made_at_ms), used_at: used_at_ms.map(at) })
}

/// A row of `challenges`: person, state, end.
pub(super) fn challenge(
    (person, state_json, ends_at_ms): (Option<String>, String, i64),
) -> Result<ChallengeRow, StoreError> {
    let person = person.map(|id| id.parse().map_err(StoreError::broken)).transpose()?;
    Ok(ChallengeRow { person, state_json, ends_at: at(ends_at_ms) })
}

/// The row of `settings`: version, settings.
pub(super) fn settings((version, json): (i64, String)) -> Result<SettingsRow, StoreError> {
    let settings = serde_json::from_str(&json).map_err(StoreError::broken)?;
    Ok(SettingsRow { version: unsigned(version)?, settings })
}

/// The end of the log: how many, and the hash of the last.
pub(super) fn head((count, hash): (i64, String)) -> Result<AuditHead, StoreError> {
    Ok(AuditHead { count: unsigned(count)?, hash })
}

/// A row of `audit`.
#[derive(sqlx::FromRow)]
pub(super) struct Entry {
    number: i64,
    at_ms: i64,
    person_id: Option<String>,
    person_name: Option<String>,
    terminal_id: Option<String>,
    terminal_name: Option<String>,
    peer: Option<String>,
    event: String,
    detail_json: String,
    previous_hash: String,
    hash: String,
}

impl TryFrom<Entry> for AuditEntry {
    type Error = StoreError;
    fn try_from(row: Entry) -> Result<Self, StoreError> {
        Ok(Self {
            number: unsigned(row.number)?,
            at: at(row.at_ms),
            person_id: row.person_id,
            person_name: row.person_name,
            terminal_id: row.terminal_id,
            terminal_name: row.terminal_name,
            peer: row.peer,
            event: row.event,
            detail_json: row.detail_json,
            previous_hash: row.previous_hash,
            hash: row.hash,
        })
    }
}
