//! Who works here, as an owner or a manager looks after them.

use super::error::{Field, Why};
use super::{Access, AccessError, AuditEvent, Caller, Undone, fields, managing};
use crate::store::StoreError;
use crate::store::access::{Change, PersonRow};
use domain::Timestamp;
use domain::access::{Action, PersonId, Role};
use secrecy::SecretString;
use uuid::Builder;

/// Somebody who works here, as an owner or a manager sees them.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct PersonView {
    /// Who.
    pub id: PersonId,
    /// What people call them.
    pub name: String,
    /// What they are.
    pub role: Role,
    /// Whether they may come in.
    pub enabled: bool,
    /// Whether they have a password.
    pub has_password: bool,
    /// Whether they have a PIN.
    pub has_pin: bool,
    /// When they were added.
    pub made_at: Timestamp,
}

impl From<PersonRow> for PersonView {
    fn from(row: PersonRow) -> Self {
        Self {
            id: row.id,
            name: row.name,
            role: row.role,
            enabled: row.enabled,
            has_password: row.password_hash.is_some(),
            has_pin: row.pin_hash.is_some(),
            made_at: row.made_at,
        }
    }
}

impl Access {
    /// Everybody whom `by` may look after, oldest first: a manager sees cashiers.
    ///
    /// # Errors
    /// [`AccessError`].
    pub async fn people(&self, by: &Caller) -> Result<Vec<PersonView>, AccessError> {
        self.check(by, Action::ManageCashiers).await?;
        let sees_all = self.check(by, Action::ManagePeople).await.is_ok();
        let people = self.store().people().await?.into_iter();
        Ok(people.filter(|row| sees_all || row.role == Role::Cashier).map(PersonView::from).collect())
    }

    /// Adds somebody. Managers and owners need a password and may have a PIN; cashiers need a PIN and have
    /// no password.
    ///
    /// # Errors
    /// [`AccessError`].
    pub async fn add_person(
        &self,
        by: &Caller,
        name: &str,
        role: Role,
        password: Option<SecretString>,
        pin: Option<SecretString>,
    ) -> Result<PersonId, AccessError> {
        self.check(by, managing(role)).await?;
        let name = fields::name(Field::PersonName, name)?;
        let invalid = |field, why| Err(AccessError::Invalid(field, why));
        match (role, &password, &pin) {
            (Role::Cashier, Some(_), _) => return invalid(Field::Password, Why::NotForCashiers),
            (Role::Cashier, None, None) => return invalid(Field::Pin, Why::Empty),
            (Role::Manager | Role::Owner, None, _) => return invalid(Field::Password, Why::PasswordNeeded),
            _ => {}
        }
        password.as_ref().map(fields::check_password).transpose()?;
        pin.as_ref().map(fields::check_pin).transpose()?;
        let add = Change::AddPerson {
            id: new_person()?,
            name: name.clone(),
            name_key: fields::name_key(&name),
            role,
            at: self.now(),
            password_hash: self.hashed(password).await?,
            pin_hash: self.hashed(pin).await?,
        };
        let Change::AddPerson { id, .. } = add else { return Err(AccessError::Stale) };
        let event = AuditEvent::PersonAdded { person: id, name, role };
        self.deed(by, vec![add], vec![event]).await.map_err(taken)?;
        Ok(id)
    }

    /// Gives somebody another name.
    ///
    /// # Errors
    /// [`AccessError`].
    pub async fn rename_person(&self, by: &Caller, id: PersonId, name: &str) -> Result<(), AccessError> {
        let row = self.managed_person(by, id).await?;
        let name = fields::name(Field::PersonName, name)?;
        if name == row.name {
            return Ok(());
        }
        let event = AuditEvent::PersonRenamed { person: id, from: row.name, to: name.clone() };
        let name_key = fields::name_key(&name);
        self.deed(by, vec![Change::RenamePerson { id, name, name_key }], vec![event]).await.map_err(taken)
    }

    /// Makes something else of somebody, who is signed out everywhere. Whoever becomes a manager or an
    /// owner needs a password; whoever becomes a cashier loses theirs.
    ///
    /// # Errors
    /// [`AccessError::LastOwner`] where nobody would be left; any other [`AccessError`].
    pub async fn set_role(
        &self,
        by: &Caller,
        id: PersonId,
        to: Role,
        password: Option<SecretString>,
    ) -> Result<(), AccessError> {
        let row = self.managed_person(by, id).await?;
        self.check(by, managing(to)).await?;
        if row.role == to {
            return Ok(());
        }
        let invalid = |why| Err(AccessError::Invalid(Field::Password, why));
        let mut changes = vec![Change::SetRole { id, from: row.role, to }];
        match (to, password) {
            (Role::Cashier, Some(_)) => return invalid(Why::NotForCashiers),
            (Role::Cashier, None) => changes.push(Change::SetPassword { id, hash: None }),
            (_, Some(password)) => {
                fields::check_password(&password)?;
                changes.push(Change::SetPassword { id, hash: self.hashed(Some(password)).await? });
            }
            (_, None) if row.password_hash.is_none() => return invalid(Why::PasswordNeeded),
            (_, None) => {}
        }
        changes.push(Change::EndSignInsOf { person: id, but: None });
        let event = AuditEvent::RoleChanged { person: id, name: row.name, from: row.role, to };
        self.deed_that_leaves_an_owner(by, changes, event).await
    }

    /// Gives a manager or an owner a new password, and signs them out everywhere.
    ///
    /// # Errors
    /// [`AccessError`].
    pub async fn set_password(&self, by: &Caller, id: PersonId, password: SecretString) -> Result<(), AccessError> {
        let row = self.managed_person(by, id).await?;
        if row.role == Role::Cashier {
            return Err(AccessError::Invalid(Field::Password, Why::NotForCashiers));
        }
        fields::check_password(&password)?;
        let hash = self.hashed(Some(password)).await?;
        let changes = vec![Change::SetPassword { id, hash }, Change::EndSignInsOf { person: id, but: None }];
        let event = AuditEvent::PasswordChanged { person: id, name: row.name };
        self.deed(by, changes, vec![event]).await.map_err(|undone| undone.told([AccessError::Unknown]))
    }

    /// Gives somebody a new PIN, or none. What they have begun with the old one ends.
    ///
    /// # Errors
    /// [`AccessError`].
    pub async fn set_pin(&self, by: &Caller, id: PersonId, pin: Option<SecretString>) -> Result<(), AccessError> {
        let row = self.managed_person(by, id).await?;
        self.store_pin(by, row, pin).await
    }

    /// Lets somebody in no more, from this moment.
    ///
    /// # Errors
    /// [`AccessError::LastOwner`] where nobody would be left; any other [`AccessError`].
    pub async fn disable_person(&self, by: &Caller, id: PersonId) -> Result<(), AccessError> {
        let row = self.managed_person(by, id).await?;
        if !row.enabled {
            return Ok(());
        }
        let changes = vec![Change::EnablePerson { id, enabled: false }, Change::EndSignInsOf { person: id, but: None }];
        self.deed_that_leaves_an_owner(by, changes, AuditEvent::PersonDisabled { person: id, name: row.name }).await
    }

    /// Lets somebody in again.
    ///
    /// # Errors
    /// [`AccessError`].
    pub async fn enable_person(&self, by: &Caller, id: PersonId) -> Result<(), AccessError> {
        let row = self.managed_person(by, id).await?;
        if row.enabled {
            return Ok(());
        }
        let event = AuditEvent::PersonEnabled { person: id, name: row.name };
        let enable = Change::EnablePerson { id, enabled: true };
        self.deed(by, vec![enable], vec![event]).await.map_err(|undone| undone.told([]))
    }

    pub(super) async fn store_pin(
        &self,
        by: &Caller,
        row: PersonRow,
        pin: Option<SecretString>,
    ) -> Result<(), AccessError> {
        pin.as_ref().map(fields::check_pin).transpose()?;
        let (id, name) = (row.id, row.name);
        let event = match &pin {
            Some(_) => AuditEvent::PinChanged { person: id, name },
            None => AuditEvent::PinRemoved { person: id, name },
        };
        let changes = vec![Change::SetPin { id, hash: self.hashed(pin).await? }, Change::EndPassesOf(id)];
        self.deed(by, changes, vec![event]).await.map_err(|undone| undone.told([AccessError::Unknown]))
    }

    /// The hash of a secret, if there is one.
    pub(super) async fn hashed(&self, secret: Option<SecretString>) -> Result<Option<String>, AccessError> {
        match secret {
            Some(secret) => self.0.hasher.hash(secret).await.map(Some),
            None => Ok(None),
        }
    }

    /// The person `id`, if `by` may look after them.
    async fn managed_person(&self, by: &Caller, id: PersonId) -> Result<PersonRow, AccessError> {
        self.check(by, Action::ManageCashiers).await?;
        let row = self.store().person(id).await?.ok_or(AccessError::Unknown)?;
        self.check(by, managing(row.role)).await?;
        Ok(row)
    }

    async fn deed_that_leaves_an_owner(
        &self,
        by: &Caller,
        mut changes: Vec<Change>,
        event: AuditEvent,
    ) -> Result<(), AccessError> {
        let last = changes.len();
        changes.push(Change::AnOwnerRemains);
        match self.deed(by, changes, vec![event]).await {
            Err(Undone::At(index)) if index == last => Err(AccessError::LastOwner),
            done => done.map_err(|undone| undone.told([])),
        }
    }
}

/// A new person's id.
pub(super) fn new_person() -> Result<PersonId, AccessError> {
    let uuid = Builder::from_random_bytes(rand::random()).into_uuid();
    uuid.try_into().map_err(|error: domain::id::NotAnId| AccessError::Internal(error.to_string()))
}

fn taken(undone: Undone) -> AccessError {
    match undone.told([AccessError::Unknown]) {
        AccessError::Store(StoreError::Taken) => AccessError::Invalid(Field::PersonName, Why::Taken),
        error => error,
    }
}
