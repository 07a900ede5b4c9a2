//! Tablets, as an owner or a manager looks after them.

use super::error::Field;
use super::token::PairingCode;
use super::{Access, AccessError, AuditEvent, Caller, fields};
use crate::store::access::{Change, TerminalRow};
use core::time::Duration;
use domain::Timestamp;
use domain::access::{Action, TerminalId};
use uuid::Builder;

/// How long a pairing code is good.
const CODE_LIFE: Duration = Duration::from_secs(10 * 60);

/// A terminal, as an owner or a manager sees it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct TerminalView {
    /// Which.
    pub id: TerminalId,
    /// What people call it.
    pub name: String,
    /// How it stands.
    pub state: TerminalState,
    /// When it was first invited.
    pub made_at: Timestamp,
    /// Until when its pairing code is good, where one waits to be used.
    pub code_ends_at: Option<Timestamp>,
    /// When its browser was paired.
    pub paired_at: Option<Timestamp>,
    /// When it last asked for anything, to the minute.
    pub seen_at: Option<Timestamp>,
    /// What its browser calls itself.
    pub user_agent: Option<String>,
}

/// How a terminal stands.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum TerminalState {
    /// No browser was paired yet.
    Invited,
    /// In use.
    Paired,
    /// Out of use for a while.
    Locked,
    /// Shut out for good.
    Revoked,
}

impl TerminalView {
    fn new(row: TerminalRow, now: Timestamp) -> Self {
        let state = match &row {
            TerminalRow { revoked_at: Some(_), .. } => TerminalState::Revoked,
            TerminalRow { locked: true, .. } => TerminalState::Locked,
            TerminalRow { paired_at: None, .. } => TerminalState::Invited,
            _ => TerminalState::Paired,
        };
        Self {
            id: row.id,
            name: row.name,
            state,
            made_at: row.made_at,
            code_ends_at: row.code_ends_at.filter(|end| now < *end),
            paired_at: row.paired_at,
            seen_at: row.seen_at,
            user_agent: row.user_agent,
        }
    }
}

impl Access {
    /// Every terminal, oldest first.
    ///
    /// # Errors
    /// [`AccessError`].
    pub async fn terminals(&self, by: &Caller) -> Result<Vec<TerminalView>, AccessError> {
        self.check(by, Action::ManageTerminals).await?;
        let now = self.now();
        Ok(self.store().terminals().await?.into_iter().map(|row| TerminalView::new(row, now)).collect())
    }

    /// A new terminal called `name`, and the code that pairs a browser as it.
    ///
    /// # Errors
    /// [`AccessError`].
    pub async fn invite_terminal(&self, by: &Caller, name: &str) -> Result<PairingCode, AccessError> {
        self.check(by, Action::ManageTerminals).await?;
        let name = fields::name(Field::TerminalName, name)?;
        let (id, at) = (new_terminal()?, self.now());
        let code = PairingCode::new(id, at.plus(CODE_LIFE));
        let add = Change::AddTerminal { id, name: name.clone(), at, code: code.hash(), code_ends_at: code.ends_at };
        let event = AuditEvent::TerminalInvited { terminal: id, name };
        self.deed(by, vec![add], vec![event]).await.map_err(|undone| undone.told([]))?;
        Ok(code)
    }

    /// A new code for a terminal: whichever browser was it stays it until the code is used.
    ///
    /// # Errors
    /// [`AccessError::Unknown`] where there is none, or it was revoked; any other [`AccessError`].
    pub async fn invite_again(&self, by: &Caller, id: TerminalId) -> Result<PairingCode, AccessError> {
        let row = self.managed_terminal(by, id).await?;
        let code = PairingCode::new(id, self.now().plus(CODE_LIFE));
        let invite = Change::InviteAgain { id, code: code.hash(), code_ends_at: code.ends_at };
        let event = AuditEvent::TerminalInvited { terminal: id, name: row.name };
        self.deed(by, vec![invite], vec![event]).await.map_err(|undone| undone.told([AccessError::Unknown]))?;
        Ok(code)
    }

    /// Gives a terminal another name.
    ///
    /// # Errors
    /// [`AccessError`].
    pub async fn rename_terminal(&self, by: &Caller, id: TerminalId, name: &str) -> Result<(), AccessError> {
        let row = self.managed_terminal(by, id).await?;
        let name = fields::name(Field::TerminalName, name)?;
        if name == row.name {
            return Ok(());
        }
        let event = AuditEvent::TerminalRenamed { terminal: id, from: row.name, to: name.clone() };
        let rename = Change::RenameTerminal { id, name };
        self.deed(by, vec![rename], vec![event]).await.map_err(|undone| undone.told([AccessError::Unknown]))
    }

    /// Puts a terminal out of use until it is unlocked.
    ///
    /// # Errors
    /// [`AccessError`].
    pub async fn lock_terminal(&self, by: &Caller, id: TerminalId) -> Result<(), AccessError> {
        self.set_lock(by, id, true).await
    }

    /// Takes a terminal back into use.
    ///
    /// # Errors
    /// [`AccessError`].
    pub async fn unlock_terminal(&self, by: &Caller, id: TerminalId) -> Result<(), AccessError> {
        self.set_lock(by, id, false).await
    }

    async fn set_lock(&self, by: &Caller, id: TerminalId, locked: bool) -> Result<(), AccessError> {
        let row = self.managed_terminal(by, id).await?;
        if row.locked == locked {
            return Ok(());
        }
        let event = match locked {
            true => AuditEvent::TerminalLocked { terminal: id, name: row.name },
            false => AuditEvent::TerminalUnlocked { terminal: id, name: row.name },
        };
        let lock = Change::LockTerminal { id, locked };
        self.deed(by, vec![lock], vec![event]).await.map_err(|undone| undone.told([]))
    }

    /// Shuts a terminal out for good, with everybody who has signed in at it.
    ///
    /// # Errors
    /// [`AccessError`].
    pub async fn revoke_terminal(&self, by: &Caller, id: TerminalId) -> Result<(), AccessError> {
        let row = self.managed_terminal(by, id).await?;
        let event = AuditEvent::TerminalRevoked { terminal: id, name: row.name };
        let changes = vec![Change::RevokeTerminal { id, at: self.now() }, Change::EndSignInsAt(id)];
        self.deed(by, changes, vec![event]).await.map_err(|undone| undone.told([AccessError::Unknown]))
    }

    /// The terminal `id`, if `by` may look after it and it was not revoked.
    async fn managed_terminal(&self, by: &Caller, id: TerminalId) -> Result<TerminalRow, AccessError> {
        self.check(by, Action::ManageTerminals).await?;
        let row = self.store().terminal(id).await?.filter(|row| row.revoked_at.is_none());
        row.ok_or(AccessError::Unknown)
    }
}

/// A new terminal's id.
pub(super) fn new_terminal() -> Result<TerminalId, AccessError> {
    let uuid = Builder::from_random_bytes(rand::random()).into_uuid();
    uuid.try_into().map_err(|error: domain::id::NotAnId| AccessError::Internal(error.to_string()))
}
