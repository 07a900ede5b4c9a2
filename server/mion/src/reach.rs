//! Whether Mion can be reached and takes our key: what `doctor` and readiness ask.
//! The question is a look-up of a reference that cannot exist, so nothing is changed by asking.

use crate::client::Client;
use crate::error::Error;
use crate::retry_after::server_date;
use jiff::Timestamp;
use reqwest::StatusCode;
use uuid::Uuid;

/// What a look-up of nothing tells about the way to Mion.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Reach {
    /// Mion's clock, from the HTTP `Date` header, to the second.
    pub server_date: Option<Timestamp>,
    /// Whether Mion takes the key (it answered neither 401 nor 403).
    pub authorised: bool,
}

impl Client {
    /// Asks Mion for a session that cannot exist. A 404 also comes from a wrong base URL or route:
    /// that the way there is the right one shows only with the first real session.
    ///
    /// # Errors
    /// Any [`Error`] but a mismatch: Mion cannot be reached, does not answer in time, or answers with
    /// another status than 2xx, 401, 403 and 404.
    pub async fn reach(&self) -> Result<Reach, Error> {
        let route = &self.settings().routes.session_by_reference;
        let reference = format!("reach-{}", Uuid::new_v4());
        let answer = self.exchange().send(route.verb(), &route.path(&reference), None).await?;
        let server_date = server_date(answer.headers());
        match answer.status() {
            StatusCode::UNAUTHORIZED | StatusCode::FORBIDDEN => Ok(Reach { server_date, authorised: false }),
            status if status.is_success() || status == StatusCode::NOT_FOUND => {
                Ok(Reach { server_date, authorised: true })
            }
            _ => Err(self.exchange().refusal(answer).await),
        }
    }
}
