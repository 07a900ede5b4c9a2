//! A status set by hand. A field left out stays as it is; where `null` means something, the field
//! is an option within an option.

use jiff::Timestamp;
use serde::{Deserialize, Deserializer};

/// What a session is made to show, verbatim.
#[derive(Clone, Debug, Default, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "camelCase", default)]
pub struct StatusChange {
    /// Any text, known to the documentation or not.
    pub status: Option<String>,
    /// An RFC 3339 instant, or `Some(None)` for `null`.
    #[serde(deserialize_with = "given")]
    pub paid_at: Option<Option<String>>,
    /// Any text, or `Some(None)` for `null`.
    #[serde(deserialize_with = "given")]
    pub funding_status: Option<Option<String>>,
    /// Any text, or `Some(None)` for `null`.
    #[serde(deserialize_with = "given")]
    pub fee_status: Option<Option<String>>,
    /// Any integer; the documentation does not say its unit.
    pub funding_amount_available: Option<i64>,
}

/// A field that is there, `null` or not.
fn given<'de, D: Deserializer<'de>>(wire: D) -> Result<Option<Option<String>>, D::Error> {
    Option::deserialize(wire).map(Some)
}

impl StatusChange {
    pub(super) fn check(&self) -> Result<(), &'static str> {
        match &self.paid_at {
            Some(Some(text)) if text.parse::<Timestamp>().is_err() => Err("paidAt must be an RFC 3339 instant or null"),
            _ => Ok(()),
        }
    }

    /// Takes the fields that `later` has.
    pub(crate) fn take_over(&mut self, later: Self) {
        self.status = later.status.or(self.status.take());
        self.paid_at = later.paid_at.or(self.paid_at.take());
        self.funding_status = later.funding_status.or(self.funding_status.take());
        self.fee_status = later.fee_status.or(self.fee_status.take());
        self.funding_amount_available = later.funding_amount_available.or(self.funding_amount_available);
    }
}
