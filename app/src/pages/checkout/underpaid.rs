//! Less arrived than was asked for: it is not paid, and somebody has to say how it goes on.

use crate::components::Waiting;

/// What to say about it.
pub(super) const WORDS: Waiting = Waiting {
    headline: "Part of it is missing",
    sentence: "Less arrived than this sale costs. Please speak to the staff.",
    staff: Some("Staff: wait for the rest, or cancel. What has arrived must then be given back by hand."),
    is_warning: true,
    is_long: false,
};
