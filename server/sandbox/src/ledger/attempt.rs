//! One payment attempt: an invoice, an address and until when they can be paid, or the reason why there is none.

use jiff::Timestamp;

/// When an invoice was paid.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Settled {
    pub(crate) at: Timestamp,
    /// It came after the invoice's end.
    pub(crate) late: bool,
}

/// What a payer is given.
#[derive(Clone, Debug)]
pub(crate) struct Payable {
    /// In lower case.
    pub(crate) invoice: String,
    /// What the invoice is for, which a script can make another amount than the attempt says.
    pub(crate) invoice_msat: u64,
    /// A bitcoin address of this attempt alone, in lower case.
    pub(crate) address: String,
}

/// One attempt of a session.
#[derive(Clone, Debug)]
pub(crate) struct Attempt {
    pub(crate) amount_msat: u64,
    pub(crate) expiry: Timestamp,
    /// `None` where the attempt cannot be paid.
    pub(crate) payable: Option<Payable>,
    pub(crate) blocked: bool,
    pub(crate) missing_fields: &'static [&'static str],
    /// When its invoice was paid.
    pub(crate) settled: Option<Settled>,
}

impl Attempt {
    /// The end is not part of the time in which it can be paid.
    pub(crate) fn is_over(&self, now: Timestamp) -> bool {
        now >= self.expiry
    }
}
