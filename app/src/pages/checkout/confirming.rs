//! Mion has half said that it is paid: nothing to scan any more, and not yet *paid*.

use crate::components::Waiting;

/// What to say about it.
pub(super) const WORDS: Waiting = Waiting {
    headline: "Payment seen",
    sentence: "Mion is confirming it.",
    staff: None,
    is_warning: false,
    is_long: false,
};
