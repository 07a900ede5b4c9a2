//! Payment sessions: one is created for each sale, and found again by its id or by our reference.
//! The look-up by reference is what tells, after a lost answer, whether a creation took place.

use crate::client::Client;
use crate::error::{Error, Mismatch, Unaskable};
use crate::id::PaymentSessionId;
use crate::open_name::StatusName;
use crate::wire;
use jiff::Timestamp;

/// A payment session to be created. Its currency and point of sale come from the settings.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct NewSession {
    /// What the customer owes, in minor units of the currency: 1200 with EUR is 12.00 euro.
    pub amount_minor: u64,
    /// Our own reference, unique to the sale.
    pub reference: String,
    /// When the session stops being payable.
    pub expires_at: Timestamp,
}

/// A payment session as Mion tells of it. Only the id is certain to be there.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Session {
    /// Mion's id.
    pub id: PaymentSessionId,
    /// Our reference.
    pub reference: Option<String>,
    /// The amount in minor units.
    pub amount_minor: Option<u64>,
    /// The currency's ISO 4217 code.
    pub currency: Option<String>,
    /// When it stops being payable; `None` also where Mion writes it in another way than RFC 3339.
    pub expires_at: Option<Timestamp>,
    /// Its status.
    pub status: Option<StatusName>,
}

impl Client {
    /// Creates a payment session. `now` is what a lifetime in seconds is counted from.
    ///
    /// # Errors
    /// - [`Error::Unaskable`]: no amount, no usable reference, or an expiry that is over; nothing was sent.
    /// - [`Error::Mismatched`]: the answer names another reference.
    /// - any other [`Error`]; where its outcome is unknown, look up by reference before asking again.
    ///
    /// # Source
    /// Mion Point-of-Sale guide, step 1.
    pub async fn create_session(&self, new: &NewSession, now: Timestamp) -> Result<Session, Error> {
        check_reference(&new.reference)?;
        if new.amount_minor == 0 {
            return Err(Unaskable::Amount.into());
        }
        if new.expires_at <= now {
            return Err(Unaskable::Expiry.into());
        }
        let route = &self.settings().routes.create_session;
        let json = wire::new_session(new, now, self.settings());
        let answer = self.exchange().send(route.verb(), &route.path(""), Some(json)).await?;
        let session = wire::parse_session(&self.exchange().body(answer).await?)?;
        same_reference(session, &new.reference)
    }

    /// The session named `id`; `None` if Mion has no such session.
    ///
    /// # Errors
    /// [`Error::Mismatched`] if the answer is about another session; any other [`Error`].
    ///
    /// # Source
    /// Later revision of Mion's Point-of-Sale guide.
    pub async fn session(&self, id: &PaymentSessionId) -> Result<Option<Session>, Error> {
        let route = &self.settings().routes.session;
        let answer = self.exchange().send(route.verb(), &route.path_for(id), None).await?;
        let Some(body) = self.exchange().body_if_found(answer).await? else {
            return Ok(None);
        };
        let session = wire::parse_session(&body)?;
        same_session(session.id, id)?;
        Ok(Some(session))
    }

    /// The session with our `reference`; `None` if Mion has no such session.
    ///
    /// # Errors
    /// - [`Error::Unaskable`]: the reference is empty, `.` or `..`; nothing was sent.
    /// - [`Error::Mismatched`]: the answer names another reference.
    /// - any other [`Error`].
    ///
    /// # Source
    /// Later revision of Mion's Point-of-Sale guide.
    pub async fn session_by_reference(&self, reference: &str) -> Result<Option<Session>, Error> {
        check_reference(reference)?;
        let route = &self.settings().routes.session_by_reference;
        let answer = self.exchange().send(route.verb(), &route.path(reference), None).await?;
        let Some(body) = self.exchange().body_if_found(answer).await? else {
            return Ok(None);
        };
        same_reference(wire::parse_session(&body)?, reference).map(Some)
    }
}

/// URL parsers walk `.` and `..` even when percent-encoded, so these can never be asked for.
fn check_reference(reference: &str) -> Result<(), Unaskable> {
    if matches!(reference, "" | "." | "..") { Err(Unaskable::Reference) } else { Ok(()) }
}

fn same_reference(session: Session, asked: &str) -> Result<Session, Error> {
    match &session.reference {
        Some(other) if other != asked => Err(Error::Mismatched(Mismatch::Reference)),
        _ => Ok(session),
    }
}

/// Refuses an answer about another session than the one asked for.
pub(crate) fn same_session(answered: PaymentSessionId, asked: &PaymentSessionId) -> Result<(), Error> {
    if answered == *asked { Ok(()) } else { Err(Error::Mismatched(Mismatch::Session)) }
}
