//! A payment with regular bitcoin is under way: the block chain has not confirmed it, so it is not paid.

use crate::components::Waiting;
use crate::i18n::Words;

/// What to say about it, to the customer and to the staff.
pub(super) fn said(words: Words, staff: Words, fee_is_low: bool) -> Waiting {
    Waiting {
        headline: words.seen(),
        sentence: if fee_is_low { words.seen_low_fee() } else { words.seen_meaning() },
        staff: Some(staff.seen_staff()),
        is_warning: false,
        is_long: true,
    }
}
