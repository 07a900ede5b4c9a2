//! Whoever has come in goes out again.

use super::token::Presented;
use super::{Access, AccessError, AuditEvent, Caller};
use crate::store::access::{Change, SignedInBy};

impl Access {
    /// Ends the sign-in and the pass that a browser presents. One that is nobody's is no error.
    ///
    /// # Errors
    /// [`AccessError::Store`].
    pub async fn sign_out(&self, by: &Caller, presented: &Presented) -> Result<(), AccessError> {
        for (shown, how) in [(presented.person, SignedInBy::Password), (presented.pass, SignedInBy::Pin)] {
            let Some(token) = shown.token() else { continue };
            let event = AuditEvent::SignedOut { by: how.name() };
            // Refused where it had ended already.
            self.apply(Some(by), vec![Change::EndSignIn(token)], &[event], true).await?;
        }
        Ok(())
    }
}
