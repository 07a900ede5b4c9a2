//! Managers and owners come in with their name and password.

use super::brake::{DOOR, network};
use super::token::{Token, TokenKind};
use super::{Access, AccessError, AuditEvent, Caller, Field, PersonHere, Why, fields};
use crate::store::access::{Applied, Change, NewSignIn, PersonRow, SecretHash, SignedInBy};
use core::time::Duration;
use domain::access::Role;
use secrecy::{ExposeSecret as _, SecretString};

/// How long somebody is signed in at most.
pub(super) const PERSON_LIFE: Duration = Duration::from_secs(12 * 60 * 60);

/// More than anybody's name or password has: not even looked at.
const LONGEST: usize = 1000;

impl Access {
    /// Signs somebody in. An unknown name takes as long as a wrong password, and is slowed down alike.
    ///
    /// # Errors
    /// [`AccessError::WrongPassword`] whatever of the two is wrong, [`AccessError::Slow`] after several of
    /// those, [`AccessError::Busy`]; [`AccessError::Store`].
    pub async fn sign_in(&self, by: &Caller, name: &str, password: SecretString) -> Result<Token, AccessError> {
        if name.len() > LONGEST || password.expose_secret().len() > LONGEST {
            return Err(AccessError::Invalid(Field::Password, Why::TooLong { max: 128 }));
        }
        let brake = door(by, name);
        self.brake(core::slice::from_ref(&brake), DOOR).await?;
        let named = self.store().person_by_name(&fields::name_key(name)).await?;
        let known = named.clone().filter(|row| row.enabled && row.role > Role::Cashier);
        let hash = known.as_ref().and_then(|row| row.password_hash.clone());
        let is_right = self.0.hasher.matches(password, hash).await?;
        let Some(row) = known.filter(|_| is_right) else {
            let person = named.map(|row| row.id);
            let event = AuditEvent::SignInFailed { person, by: SignedInBy::Password.name() };
            self.note_failure(by, event).await;
            return Err(AccessError::WrongPassword);
        };
        self.let_in(by, row, SignedInBy::Password, vec![Change::ReleaseBrake(brake)]).await
    }

    /// Signs `row` in, who has shown who they are, and does what else belongs to it.
    pub(super) async fn let_in(
        &self,
        by: &Caller,
        row: PersonRow,
        how: SignedInBy,
        mut changes: Vec<Change>,
    ) -> Result<Token, AccessError> {
        let (kind, life) = match how {
            SignedInBy::Pin => (TokenKind::Pass, self.settings().await?.pass.duration()),
            SignedInBy::Password | SignedInBy::Passkey => (TokenKind::Person, PERSON_LIFE),
        };
        let (token, now) = (Token::new(kind), self.now());
        let terminal = by.terminal.as_ref().map(|terminal| terminal.id);
        let (id, by_what, ends_at) = (row.id, how, now.plus(life));
        let sign_in = NewSignIn { token: token.hash(), person: id, terminal, by: by_what, at: now, ends_at };
        // Between the look and now nobody was disabled, and nobody has got another role.
        changes.extend([Change::IsStill { id, role: row.role }, Change::SignIn(sign_in)]);
        let event = AuditEvent::signed_in(id, &row.name, how);
        let by = Caller { person: Some(PersonHere { id, name: row.name, role: row.role, by: how }), ..by.clone() };
        match self.apply(Some(&by), changes, &[event], false).await? {
            Applied::Done => Ok(token),
            Applied::Refused(_) => Err(AccessError::Stale),
        }
    }
}

/// What is counted: wrong tries for one name, from one terminal or one network. Elsewhere its owner can
/// come in all the while.
fn door(by: &Caller, name: &str) -> String {
    let from = by.terminal.as_ref().map_or_else(|| network(by.peer), |terminal| terminal.id.to_string());
    // Not the name itself: it may be a password in the wrong field.
    let name = SecretHash::of(&fields::name_key(name)).to_string();
    format!("door:{}:{from}", name.get(..16).unwrap_or_default())
}
