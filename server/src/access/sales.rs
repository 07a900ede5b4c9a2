//! What of a sale is a matter of who may do what: at which terminal it is, and what the audit log is told.

use super::{Access, AccessError, AuditEvent, Caller};
use crate::store::access::{AuditEntry, Change, NewEntry};
use domain::CheckoutId;
use domain::access::{Action, TerminalId};

impl Access {
    /// At which terminal checkout `id` is; `None` where that was before there were terminals, or there is
    /// no such checkout.
    ///
    /// # Errors
    /// [`AccessError::Store`].
    pub async fn terminal_of_checkout(&self, id: CheckoutId) -> Result<Option<TerminalId>, AccessError> {
        Ok(self.store().terminal_of(id).await?)
    }

    /// Whether `by` is the terminal of checkout `id`; of one that is nobody's, every terminal is.
    ///
    /// # Errors
    /// [`AccessError::Store`].
    pub async fn is_own_checkout(&self, by: &Caller, id: CheckoutId) -> Result<bool, AccessError> {
        let terminal = self.terminal_of_checkout(id).await?;
        Ok(terminal.is_none() || terminal == by.at())
    }

    /// Moves checkout `id` to the terminal that `by` is. One that is there already, or nowhere, stays.
    ///
    /// # Errors
    /// [`AccessError::Stale`] where another terminal was faster; any other [`AccessError`].
    pub async fn take_over(&self, by: &Caller, id: CheckoutId) -> Result<(), AccessError> {
        self.check(by, Action::Sell).await?;
        let to = by.at().ok_or(AccessError::Forbidden)?;
        let from = self.terminal_of_checkout(id).await?;
        if from.is_none() || from == Some(to) {
            return Ok(());
        }
        self.check(by, Action::TakeOver).await?;
        let event = AuditEvent::SaleTakenOver { checkout: id, from };
        let moved = Change::MoveCheckout { id, from, to };
        self.deed(by, vec![moved], vec![event]).await.map_err(|undone| undone.told([AccessError::Stale]))
    }

    /// Who did what to checkout `id`: at most a hundred entries, oldest first.
    ///
    /// # Errors
    /// [`AccessError`].
    pub async fn deeds_about(&self, by: &Caller, id: CheckoutId) -> Result<Vec<AuditEntry>, AccessError> {
        self.check(by, Action::SeeSales).await?;
        Ok(self.store().audit_about(id, 100).await?)
    }

    /// What the audit log is to be told of what `by` does elsewhere, in one transaction with it.
    pub fn entry(&self, by: &Caller, what: &AuditEvent) -> NewEntry {
        what.entry(Some(by), self.now())
    }

    /// Writes down what `by` did elsewhere and left nothing else behind: what was exported.
    ///
    /// # Errors
    /// [`AccessError::Store`].
    pub async fn note(&self, by: &Caller, what: AuditEvent) -> Result<(), AccessError> {
        self.apply(Some(by), Vec::new(), &[what], false).await?;
        Ok(())
    }
}
