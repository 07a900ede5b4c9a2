//! Links that make an owner: printed at the first start, and whenever whoever holds the server asks for
//! one because a password is lost.

use super::error::Field;
use super::people::new_person;
use super::sign_in::PERSON_LIFE;
use super::token::{Token, TokenKind, shown};
use super::{Access, AccessError, AuditEvent, Caller, PersonHere, fields};
use crate::store::StoreError;
use crate::store::access::{Applied, Change, LinkKind, LinkRow, NewSignIn, SecretHash, SignedInBy};
use core::time::Duration;
use domain::Timestamp;
use domain::access::{PersonId, Role};
use secrecy::SecretString;

/// Where such a link leads, on the kiosk's own address.
pub const SET_UP_PATH: &str = "/set-up";

/// How long a link is good that somebody has asked for.
const RESCUE_LIFE: Duration = Duration::from_secs(30 * 60);

/// A link that makes an owner, to be shown once to whoever holds the server.
#[derive(Clone, Debug)]
pub struct SetUpLink(Token);

impl SetUpLink {
    /// The link, on the kiosk that is reached at `url`, such as `https://kiosk.example`.
    pub fn at(&self, url: &str) -> String {
        format!("{}{SET_UP_PATH}?token={}", url.trim_end_matches('/'), self.0.reveal())
    }

    /// The token in it.
    pub const fn token(&self) -> &Token {
        &self.0
    }
}

impl Access {
    /// A new link for the first owner; none before it is good any more. `None` where there is an owner.
    ///
    /// # Errors
    /// [`AccessError::Store`].
    pub async fn first_link(&self) -> Result<Option<SetUpLink>, AccessError> {
        let token = Token::new(TokenKind::Link);
        let add = Change::AddLink { token: token.hash(), kind: LinkKind::First, ends_at: None };
        let changes = vec![Change::NoOwnerYet, Change::DropLinks(LinkKind::First), add];
        Ok(match self.apply(None, changes, &[], false).await? {
            Applied::Done => Some(SetUpLink(token)),
            Applied::Refused(_) => None,
        })
    }

    /// A link with which whoever holds the server makes themselves an owner, or gives an owner a new
    /// password. Good for half an hour.
    ///
    /// # Errors
    /// [`AccessError::Store`].
    pub async fn rescue_link(&self) -> Result<SetUpLink, AccessError> {
        let token = Token::new(TokenKind::Link);
        let ends_at = Some(self.now().plus(RESCUE_LIFE));
        let add = Change::AddLink { token: token.hash(), kind: LinkKind::Rescue, ends_at };
        let changes = vec![Change::DropLinks(LinkKind::Rescue), add];
        self.apply(None, changes, &[AuditEvent::RescueLinkMade {}], false).await?;
        Ok(SetUpLink(token))
    }

    /// Whether a link with this token is good.
    ///
    /// # Errors
    /// [`AccessError::Store`].
    pub async fn is_good_link(&self, token: &str) -> Result<bool, AccessError> {
        Ok(self.good_link(token).await?.is_some())
    }

    /// Uses a link: `name` is an owner with that password, and signed in. The link is used up.
    ///
    /// # Errors
    /// [`AccessError::WrongLink`], [`AccessError::Invalid`]: the link is good still; [`AccessError::Store`].
    pub async fn set_up(
        &self,
        by: &Caller,
        token: &str,
        name: &str,
        password: SecretString,
    ) -> Result<Token, AccessError> {
        let (link, row) = self.good_link(token).await?.ok_or(AccessError::WrongLink)?;
        let name = fields::name(Field::PersonName, name)?;
        fields::check_password(&password)?;
        let hash = self.0.hasher.hash(password).await?;
        let mut changes = vec![Change::UseLink(link)];
        let (person, event) = match row.kind {
            LinkKind::First => {
                let person = new_person()?;
                changes.push(Change::NoOwnerYet);
                changes.push(owner(person, &name, hash, self.now()));
                (person, AuditEvent::SetUp { person, name: name.clone() })
            }
            LinkKind::Rescue => {
                let person = self.rescue(&name, hash, &mut changes).await?;
                (person, AuditEvent::Rescued { person, name: name.clone() })
            }
        };
        let session = Token::new(TokenKind::Person);
        let now = self.now();
        changes.push(Change::SignIn(NewSignIn {
            token: session.hash(),
            person,
            terminal: by.terminal.as_ref().map(|terminal| terminal.id),
            by: SignedInBy::Password,
            at: now,
            ends_at: now.plus(PERSON_LIFE),
        }));
        let here = PersonHere { id: person, name, role: Role::Owner, by: SignedInBy::Password };
        let by = Caller { person: Some(here), ..by.clone() };
        match self.apply(Some(&by), changes, &[event], true).await {
            Ok(Applied::Done) => Ok(session),
            // The link was used in this very moment, or there is an owner now.
            Ok(Applied::Refused(_)) => Err(AccessError::WrongLink),
            Err(StoreError::Taken) => Err(AccessError::Invalid(Field::PersonName, super::Why::Taken)),
            Err(error) => Err(error.into()),
        }
    }

    /// The first owner, without a link: for the demo. `None` where there is an owner.
    ///
    /// # Errors
    /// [`AccessError`].
    pub async fn add_first_owner(&self, name: &str, password: SecretString) -> Result<Option<PersonId>, AccessError> {
        let name = fields::name(Field::PersonName, name)?;
        fields::check_password(&password)?;
        let hash = self.0.hasher.hash(password).await?;
        let person = new_person()?;
        let changes = vec![Change::NoOwnerYet, owner(person, &name, hash, self.now())];
        let applied = self.apply(None, changes, &[AuditEvent::SetUp { person, name }], true).await?;
        Ok((applied == Applied::Done).then_some(person))
    }

    /// Whoever is called `name` becomes an owner with that password, or is made.
    async fn rescue(&self, name: &str, hash: String, changes: &mut Vec<Change>) -> Result<PersonId, AccessError> {
        let Some(row) = self.store().person_by_name(&fields::name_key(name)).await? else {
            let person = new_person()?;
            changes.push(owner(person, name, hash, self.now()));
            return Ok(person);
        };
        if !row.enabled {
            changes.push(Change::EnablePerson { id: row.id, enabled: true });
        }
        if row.role != Role::Owner {
            changes.push(Change::SetRole { id: row.id, from: row.role, to: Role::Owner });
        }
        changes.push(Change::SetPassword { id: row.id, hash: Some(hash) });
        changes.push(Change::EndSignInsOf { person: row.id, but: None });
        Ok(row.id)
    }

    async fn good_link(&self, token: &str) -> Result<Option<(SecretHash, LinkRow)>, StoreError> {
        let Some(link) = shown(TokenKind::Link, token) else { return Ok(None) };
        let now = self.now();
        let row = self.store().link(link).await?;
        Ok(row.filter(|row| row.ends_at.is_none_or(|end| now < end)).map(|row| (link, row)))
    }
}

fn owner(id: PersonId, name: &str, hash: String, at: Timestamp) -> Change {
    Change::AddPerson {
        id,
        name: name.to_owned(),
        name_key: fields::name_key(name),
        role: Role::Owner,
        at,
        password_hash: Some(hash),
        pin_hash: None,
    }
}
