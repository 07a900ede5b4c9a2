//! Called off.

use crate::components::Ending;
use crate::components::icon::Symbol;
use crate::i18n::Words;

/// What to say about it; `is_open` where part of the money had come before, and nobody has decided about it.
pub(super) fn ending(words: Words, is_open: bool) -> Ending {
    Ending {
        symbol: Symbol::Cross,
        headline: words.cancelled(),
        sentence: if is_open { words.cancelled_part() } else { words.cancelled_meaning() },
        detail: None,
        is_warning: is_open,
        is_open,
    }
}
