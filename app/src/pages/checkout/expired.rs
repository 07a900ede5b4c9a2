//! Over, unpaid.

use crate::components::Ending;
use crate::components::icon::Symbol;

/// What to say about it.
pub(super) fn ending() -> Ending {
    Ending {
        symbol: Symbol::Clock,
        headline: "Time is up",
        sentence: "This sale was not paid, and its code no longer works. Start a new sale.",
        detail: None,
        is_warning: false,
    }
}
