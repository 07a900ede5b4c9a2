//! Closing the day: what has come in is counted, and stays as it was counted.

use super::{Access, AccessError, AuditEvent, Caller, Field, Why, fields};
use crate::store::access::Change;
use crate::store::{Closing, Unclosed};
use domain::access::Action;
use domain::{Currency, Money};

/// The longest reason, in characters.
const LONGEST_REASON: usize = 300;

/// What somebody who closes the day has seen and counted.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Count {
    /// The number of the close before; 0 where there was none.
    pub after: u64,
    /// How many sales they were told of.
    pub sales: u64,
    /// What those came to.
    pub expected: Money,
    /// What they have counted.
    pub counted: Money,
    /// Why the two differ.
    pub reason: String,
}

impl Access {
    /// What has come in, in `currency`, since the day was last closed.
    ///
    /// # Errors
    /// [`AccessError`].
    pub async fn unclosed(&self, by: &Caller, currency: Currency) -> Result<Unclosed, AccessError> {
        self.check(by, Action::CloseDay).await?;
        Ok(self.store().unclosed(currency).await?)
    }

    /// At most `limit` closes below the number `before`, newest first.
    ///
    /// # Errors
    /// [`AccessError`].
    pub async fn closings(&self, by: &Caller, before: u64, limit: u32) -> Result<Vec<Closing>, AccessError> {
        self.check(by, Action::CloseDay).await?;
        Ok(self.store().closings(before, limit).await?)
    }

    /// Closes the day, if things are still as whoever counts has seen them; returns the number of the close.
    ///
    /// # Errors
    /// [`AccessError::Stale`] where something has come in since, or somebody else has closed; any other
    /// [`AccessError`].
    pub async fn close_day(&self, by: &Caller, count: Count) -> Result<u64, AccessError> {
        self.check(by, Action::CloseDay).await?;
        let person = by.person.as_ref().ok_or(AccessError::Forbidden)?;
        let Count { after, sales, expected, counted, reason } = count;
        let reason = reason.trim().to_owned();
        if counted != expected && reason.is_empty() {
            return Err(AccessError::Invalid(Field::Reason, Why::Empty));
        }
        fields::line(Field::Reason, &reason, LONGEST_REASON)?;
        let number = after.saturating_add(1);
        let closing = Closing { number, at: self.now(), person: person.name.clone(), sales, expected, counted, reason };
        let event = AuditEvent::DayClosed {
            number,
            sales,
            currency: expected.currency().code().to_owned(),
            expected_minor: expected.minor(),
            counted_minor: counted.minor(),
        };
        let changes = vec![Change::ListClosed { number, currency: expected.currency() }, Change::Close(closing)];
        self.deed(by, changes, vec![event]).await.map_err(|undone| undone.told([]))?;
        Ok(number)
    }
}
