//! What people change of themselves.

use super::brake::DOOR;
use super::token::Presented;
use super::{Access, AccessError, AuditEvent, Caller, PersonHere, fields};
use crate::store::access::{Change, PersonRow, SignedInBy};
use domain::access::Action;
use secrecy::SecretString;

impl Access {
    /// Changes one's own password, and signs oneself out everywhere else.
    ///
    /// # Errors
    /// [`AccessError::WrongPassword`] where `current` is not the one, [`AccessError::Slow`] after several of
    /// those; any other [`AccessError`].
    pub async fn change_own_password(
        &self,
        by: &Caller,
        presented: &Presented,
        current: SecretString,
        new: SecretString,
    ) -> Result<(), AccessError> {
        let row = self.oneself(by).await?;
        let id = row.id;
        fields::check_password(&new)?;
        let brake = format!("own:{id}");
        self.brake(core::slice::from_ref(&brake), DOOR).await?;
        if !self.0.hasher.matches(current, row.password_hash).await? {
            let event = AuditEvent::SignInFailed { person: Some(id), by: SignedInBy::Password.name() };
            self.note_failure(by, event).await;
            return Err(AccessError::WrongPassword);
        }
        let changes = vec![
            Change::SetPassword { id, hash: self.hashed(Some(new)).await? },
            Change::EndSignInsOf { person: id, but: presented.person.token() },
            Change::ReleaseBrake(brake),
        ];
        let event = AuditEvent::PasswordChanged { person: id, name: row.name };
        self.deed(by, changes, vec![event]).await.map_err(|undone| undone.told([AccessError::Unknown]))
    }

    /// Changes one's own PIN, or does without one.
    ///
    /// # Errors
    /// [`AccessError`].
    pub async fn change_own_pin(&self, by: &Caller, pin: Option<SecretString>) -> Result<(), AccessError> {
        let row = self.oneself(by).await?;
        self.store_pin(by, row, pin).await
    }

    /// The person that `by` is.
    pub(super) async fn oneself(&self, by: &Caller) -> Result<PersonRow, AccessError> {
        self.check(by, Action::ChangeOwn).await?;
        let Some(PersonHere { id, .. }) = &by.person else { return Err(AccessError::Forbidden) };
        self.store().person(*id).await?.ok_or(AccessError::Unknown)
    }
}
