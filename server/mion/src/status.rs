//! The status of a payment session: what is polled until the money is there.
//! Paid is a paid status *and* a time of payment; one without the other is not.

use crate::client::Client;
use crate::error::Error;
use crate::id::PaymentSessionId;
use crate::number::Number;
use crate::open_name::{OpenName, StatusName};
use crate::sessions::same_session;
use crate::wire;
use jiff::Timestamp;

/// One reading of a payment session's status.
///
/// # Source
/// Mion Point-of-Sale guide, step 3.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Status {
    /// When the session stops being payable.
    pub expires_at: Option<Timestamp>,
    /// How the fee paid compares with the one needed; `correct` is the one public word.
    pub fee_status: Option<OpenName>,
    /// What was received; its unit is not public.
    pub funding_amount_available: Option<Number>,
    /// How the amount received compares with the one asked for; `well-funded` is the one public word.
    pub funding_status: Option<OpenName>,
    /// When it was paid; never before bitcoin's first block, which is how some programs write "never".
    pub paid_at: Option<Timestamp>,
    /// Mion's word for how it is paid.
    pub payment_method: Option<String>,
    /// The session it is about.
    pub session_id: PaymentSessionId,
    /// The status itself.
    pub status: StatusName,
}

impl Status {
    /// When it was paid, if it was: a paid status and a time of payment.
    pub fn paid(&self) -> Option<Timestamp> {
        self.paid_at.filter(|_| self.status.is_paid_status())
    }
}

impl Client {
    /// Reads the status of the session `id`.
    ///
    /// # Errors
    /// [`Error::Mismatched`] if the answer is about another session; any other [`Error`]. A malformed
    /// `paidAt` makes the answer [`Error::Unreadable`], never paid.
    ///
    /// # Source
    /// Mion Point-of-Sale guide, step 3.
    pub async fn status(&self, id: &PaymentSessionId) -> Result<Status, Error> {
        let route = &self.settings().routes.status;
        let answer = self.exchange().send(route.verb(), &route.path_for(id), None).await?;
        let status = wire::parse_status(&self.exchange().body(answer).await?)?;
        same_session(status.session_id, id)?;
        Ok(status)
    }
}
