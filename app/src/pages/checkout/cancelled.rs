//! Called off.

use crate::components::Ending;
use crate::components::icon::Symbol;

/// What to say about it; `is_open` where part of the money had come before, and nobody has decided about it.
pub(super) fn ending(is_open: bool) -> Ending {
    Ending {
        symbol: Symbol::Cross,
        headline: "Sale cancelled",
        sentence: if is_open {
            "Part of the money had arrived before. Call the staff: it must be given back by hand."
        } else {
            "Nothing was charged. Do not pay the old code."
        },
        detail: None,
        is_warning: is_open,
        is_open,
    }
}
