//! Being called off: Mion is asked once more whether it is paid, so that no payment made in this very moment is
//! sent away.

use crate::components::Waiting;
use crate::i18n::Words;

/// What to say about it.
pub(super) fn said(words: Words) -> Waiting {
    Waiting {
        headline: words.cancelling_sale(),
        sentence: words.cancelling_meaning(),
        staff: None,
        is_warning: false,
        is_long: false,
    }
}
