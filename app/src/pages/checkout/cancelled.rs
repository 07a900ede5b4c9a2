//! Called off.

use crate::components::Ending;
use crate::components::icon::Symbol;

/// What to say about it.
pub(super) fn ending() -> Ending {
    Ending {
        symbol: Symbol::Cross,
        headline: "Sale cancelled",
        sentence: "Nothing was charged. Do not pay the old code.",
        detail: None,
        is_warning: false,
    }
}
