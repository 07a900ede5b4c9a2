//! Mion has half said that it is paid: nothing to scan any more, and not yet *paid*.

use crate::components::Waiting;
use crate::i18n::Words;

/// What to say about it.
pub(super) fn said(words: Words) -> Waiting {
    Waiting {
        headline: words.confirming(),
        sentence: words.confirming_meaning(),
        staff: None,
        is_warning: false,
        is_long: false,
    }
}
