//! An answer, and what it says about the way to Mion.

use core::time::Duration;
use domain::answer::Answer;

/// What came of a question to Mion.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Reply {
    /// What became of the question.
    pub answer: Answer,
    /// Whether Mion itself is there to answer: false for time-outs, lost connections and its own failures.
    pub mion_answered: bool,
    /// How long Mion asks us to wait before the next question.
    pub retry_after: Option<Duration>,
}

impl Reply {
    /// The reply to a question that was never sent.
    pub const NOT_SENT: Self = Self { answer: Answer::NotDone, mion_answered: true, retry_after: None };
}
