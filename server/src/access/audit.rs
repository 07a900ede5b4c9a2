//! Reading the audit log, and holding it against itself.

use super::{Access, AccessError, Caller};
use crate::store::StoreError;
use crate::store::access::audit::{Broken, Walk};
use crate::store::access::{AccessStore, AuditEntry, AuditHead};
use domain::access::Action;

/// Most entries at once.
const MOST: u32 = 500;

/// Why the log was not found to be whole.
#[derive(Debug, thiserror::Error)]
pub enum VerifyError {
    /// It is not.
    #[error(transparent)]
    Broken(#[from] Broken),
    /// It could not be read.
    #[error(transparent)]
    Store(#[from] StoreError),
}

impl Access {
    /// At most `limit` entries of the audit log below the number `before`, or the newest, newest first.
    ///
    /// # Errors
    /// [`AccessError`].
    pub async fn audit(&self, by: &Caller, before: Option<u64>, limit: u32) -> Result<Vec<AuditEntry>, AccessError> {
        self.check(by, Action::SeeAudit).await?;
        Ok(self.store().audit_before(before.unwrap_or(u64::MAX), limit.min(MOST)).await?)
    }
}

/// Walks along the whole log; returns where it ends. With `expected`, an entry must have that hash: what
/// an owner has noted can then not have been written anew. `seen` is told of every entry.
///
/// # Errors
/// [`VerifyError::Broken`] says where it is not as it was written.
pub async fn verify(
    store: &dyn AccessStore,
    expected: Option<String>,
    mut seen: impl FnMut(&AuditEntry),
) -> Result<AuditHead, VerifyError> {
    let mut walk = Walk::new(expected);
    loop {
        // What is written from now on is walked along the next time round.
        let head = store.audit_head().await?;
        while walk.end().count < head.count {
            let entries = store.audit_after(walk.end().count, MOST).await?;
            if entries.is_empty() {
                return Ok(walk.finish(&head)?);
            }
            for entry in entries.iter().take_while(|entry| entry.number <= head.count) {
                walk.step(entry)?;
                seen(entry);
            }
            if entries.first().is_some_and(|entry| entry.number > head.count) {
                return Ok(walk.finish(&head)?);
            }
        }
        let beyond = store.audit_after(head.count, 1).await?;
        if store.audit_head().await? == head {
            return match beyond.first() {
                Some(entry) => Err(Broken::End { found: entry.number, expected: head.count }.into()),
                None => Ok(walk.finish(&head)?),
            };
        }
    }
}
