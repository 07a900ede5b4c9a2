//! Whoever stands at a terminal enters their PIN, and may do for a few minutes what staff may.

use super::brake::PIN;
use super::token::Token;
use super::{Access, AccessError, AuditEvent, Caller, Field, Why};
use crate::store::access::{Change, SignedInBy};
use domain::access::{Action, PersonId};
use secrecy::{ExposeSecret as _, SecretString};

/// More than any PIN has: not even looked at.
const LONGEST: usize = 10;

impl Access {
    /// Who may enter a PIN at a terminal: their ids and names, oldest first.
    ///
    /// # Errors
    /// [`AccessError`].
    pub async fn people_with_pin(&self, by: &Caller) -> Result<Vec<(PersonId, String)>, AccessError> {
        self.check(by, Action::EnterPin).await?;
        let people = self.store().people().await?.into_iter();
        Ok(people.filter(|row| row.enabled && row.pin_hash.is_some()).map(|row| (row.id, row.name)).collect())
    }

    /// Lets `person` do for a few minutes what staff may, at this terminal alone.
    ///
    /// Wrong tries are counted for the terminal, and for the person at the terminal: a right PIN resets the
    /// first and its owner's, so nobody guesses a colleague's by entering their own in between.
    ///
    /// # Errors
    /// [`AccessError::WrongPin`], [`AccessError::Slow`] while nobody may try; any other [`AccessError`].
    pub async fn enter_pin(&self, by: &Caller, person: PersonId, pin: SecretString) -> Result<Token, AccessError> {
        self.check(by, Action::EnterPin).await?;
        let terminal = by.at().ok_or(AccessError::Forbidden)?;
        match pin.expose_secret().len() {
            0 => return Err(AccessError::Invalid(Field::Pin, Why::Empty)),
            length if length > LONGEST => return Err(AccessError::Invalid(Field::Pin, Why::TooLong { max: LONGEST })),
            _ => {}
        }
        let brakes = [format!("pin:{terminal}"), format!("pin:{terminal}:{person}")];
        let seconds = self.brake(&brakes, PIN).await?;
        let named = self.store().person(person).await?;
        let known = named.clone().filter(|row| row.enabled);
        let hash = known.as_ref().and_then(|row| row.pin_hash.clone());
        let is_right = self.0.hasher.matches(pin, hash).await?;
        let Some(row) = known.filter(|_| is_right) else {
            let event = AuditEvent::SignInFailed { person: named.map(|row| row.id), by: SignedInBy::Pin.name() };
            self.note_failure(by, event).await;
            return Err(AccessError::WrongPin { seconds });
        };
        let release = brakes.into_iter().map(Change::ReleaseBrake).collect();
        self.let_in(by, row, SignedInBy::Pin, release).await
    }
}
