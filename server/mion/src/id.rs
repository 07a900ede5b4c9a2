//! The name Mion gives a payment session.
//! It is a UUID, and the one id all of Mion's endpoints take.

use core::fmt;
use core::str::FromStr;
use uuid::Uuid;

/// The id of a payment session at Mion.
///
/// # Source
/// Mion Point-of-Sale guide, step 1: `paymentSessionId`.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct PaymentSessionId(Uuid);

impl PaymentSessionId {
    /// The id as a UUID.
    pub const fn as_uuid(&self) -> Uuid {
        self.0
    }

    /// The session named `uuid`.
    pub const fn from_uuid(uuid: Uuid) -> Self {
        Self(uuid)
    }
}

/// A text that is not a payment session's id.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
#[error("a payment session id is a UUID, such as 75099bcf-22d5-43f9-8976-b7c5692eaa85")]
pub struct NotAPaymentSessionId;

impl FromStr for PaymentSessionId {
    type Err = NotAPaymentSessionId;
    fn from_str(text: &str) -> Result<Self, NotAPaymentSessionId> {
        Uuid::try_parse(text).map(Self).map_err(|_| NotAPaymentSessionId)
    }
}

/// Lower-case and hyphenated, as Mion writes it.
impl fmt::Display for PaymentSessionId {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        fmt::Display::fmt(&self.0.hyphenated(), f)
    }
}

impl fmt::Debug for PaymentSessionId {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        fmt::Display::fmt(self, f)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_id_is_written_as_it_was_read() {
        let text = "75099bcf-22d5-43f9-8976-b7c5692eaa85";
        let id: PaymentSessionId = text.parse().unwrap();
        assert_eq!(id.to_string(), text);
        assert_eq!(PaymentSessionId::from_uuid(id.as_uuid()), id);
        for bad in ["", "75099bcf", "../status", "75099bcf-22d5-43f9-8976-b7c5692eaa8g"] {
            assert_eq!(bad.parse::<PaymentSessionId>(), Err(NotAPaymentSessionId), "{bad}");
        }
    }
}
