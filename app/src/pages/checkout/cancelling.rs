//! Being called off: Mion is asked once more whether it is paid, so that no payment made in this very moment is
//! sent away.

use crate::components::Waiting;

/// What to say about it.
pub(super) const WORDS: Waiting = Waiting {
    headline: "Cancelling the sale",
    sentence: "Checking for a last-moment payment…",
    staff: None,
    is_warning: false,
    is_long: false,
};
