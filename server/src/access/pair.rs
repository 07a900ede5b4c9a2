//! A browser becomes a terminal.

use super::brake::{DOOR, network};
use super::terminals::new_terminal;
use super::token::{Token, TokenKind, typed_code};
use super::{Access, AccessError, AuditEvent, Caller, TerminalHere, fields};
use crate::store::access::{Applied, Change};

/// What the demo's first browser is called.
const FIRST: &str = "Terminal 1";

impl Access {
    /// Pairs the browser `by` with `code`: it becomes the terminal that the code was made for, and
    /// whichever browser was it before is it no more. The code is used up.
    ///
    /// # Errors
    /// [`AccessError::WrongCode`], [`AccessError::Slow`] after several of those; [`AccessError::Store`].
    pub async fn pair(
        &self,
        by: &Caller,
        code: &str,
        user_agent: Option<&str>,
    ) -> Result<(TerminalHere, Token), AccessError> {
        let code = typed_code(code).ok_or(AccessError::WrongCode)?;
        let brake = format!("pair:{}", network(by.peer));
        self.brake(core::slice::from_ref(&brake), DOOR).await?;
        let found = self.store().terminal_by_code(code).await?;
        let now = self.now();
        let is_good = |end| now < end;
        let Some(row) = found.filter(|row| row.code_ends_at.is_some_and(is_good)) else {
            self.note_failure(by, AuditEvent::PairingFailed {}).await;
            return Err(AccessError::WrongCode);
        };
        let token = Token::new(TokenKind::Terminal);
        let user_agent = user_agent.and_then(fields::user_agent);
        let changes = vec![
            Change::Pair { id: row.id, code, token: token.hash(), at: now, user_agent: user_agent.clone() },
            Change::EndSignInsAt(row.id),
            Change::ReleaseBrake(brake),
        ];
        let event = AuditEvent::TerminalPaired { terminal: row.id, name: row.name.clone(), user_agent };
        match self.apply(Some(by), changes, &[event], true).await? {
            Applied::Done => Ok((TerminalHere { id: row.id, name: row.name, locked: row.locked }, token)),
            // Another browser was faster with the same code.
            Applied::Refused(_) => Err(AccessError::WrongCode),
        }
    }

    /// In the demo, pairs the very first browser by itself, if it is on this machine; `None` where it is
    /// not the first, or this is no demo.
    ///
    /// # Errors
    /// [`AccessError::Store`].
    pub async fn pair_first(
        &self,
        by: &Caller,
        user_agent: Option<&str>,
    ) -> Result<Option<(TerminalHere, Token)>, AccessError> {
        if !self.0.pairs_first || !by.peer.to_canonical().is_loopback() {
            return Ok(None);
        }
        let (id, name, token) = (new_terminal()?, FIRST.to_owned(), Token::new(TokenKind::Terminal));
        let first = Change::AddFirstTerminal {
            id,
            name: name.clone(),
            at: self.now(),
            token: token.hash(),
            user_agent: user_agent.and_then(fields::user_agent),
        };
        let event = AuditEvent::TerminalPairedByItself { terminal: id, name: name.clone() };
        Ok(match self.apply(Some(by), vec![first], &[event], true).await? {
            Applied::Done => Some((TerminalHere { id, name, locked: false }, token)),
            Applied::Refused(_) => None,
        })
    }
}
