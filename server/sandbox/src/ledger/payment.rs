//! One payment, as it arrived. It is never changed but by its confirmation, and never forgotten.

use jiff::Timestamp;

/// How it came.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Means {
    Lightning,
    OnChain,
}

/// One payment.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Payment {
    /// Counts from 1 through all sessions.
    pub(crate) number: u64,
    /// Which of its session's attempts it paid.
    pub(crate) attempt: usize,
    pub(crate) means: Means,
    pub(crate) msat: u64,
    pub(crate) at: Timestamp,
    /// It came after the attempt's end.
    pub(crate) late: bool,
    /// Since when it cannot be taken back: by Lightning since it came.
    pub(crate) confirmed: Option<Timestamp>,
}
