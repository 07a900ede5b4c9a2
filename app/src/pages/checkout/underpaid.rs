//! Less arrived than was asked for: it is not paid, and somebody has to say how it goes on.

use crate::components::Waiting;
use crate::i18n::Words;

/// What to say about it, to the customer and to the staff.
pub(super) fn said(words: Words, staff: Words) -> Waiting {
    Waiting {
        headline: words.underpaid(),
        sentence: words.underpaid_meaning(),
        staff: Some(staff.underpaid_staff()),
        is_warning: true,
        is_long: false,
    }
}
