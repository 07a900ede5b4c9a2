//! One payment attempt: an invoice and until when it can be paid, or the reason why there is none.

use jiff::Timestamp;

/// When an invoice was paid.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Settled {
    pub(crate) at: Timestamp,
    /// It came after the invoice's end.
    pub(crate) late: bool,
}

/// One attempt of a session.
#[derive(Clone, Debug)]
pub(crate) struct Attempt {
    pub(crate) amount_msat: u64,
    pub(crate) expiry: Timestamp,
    /// In lower case; `None` where the attempt cannot be paid.
    pub(crate) invoice: Option<String>,
    pub(crate) blocked: bool,
    pub(crate) missing_fields: &'static [&'static str],
    pub(crate) settled: Option<Settled>,
}

impl Attempt {
    /// The end is not part of the time in which it can be paid.
    pub(crate) fn is_over(&self, now: Timestamp) -> bool {
        now >= self.expiry
    }
}
