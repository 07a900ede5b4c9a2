//! Paid after the end: the money is at Mion, the goods may have gone back on the shelf. Not green, because
//! a person has to decide.

use crate::components::Ending;
use crate::components::icon::Symbol;

/// What to say about it.
pub(super) fn ending(code: &str, time: Option<String>) -> Ending {
    let detail = match time {
        Some(time) => format!("Paid at {time} · Code {code}"),
        None => format!("Code {code}"),
    };
    Ending {
        symbol: Symbol::Warning,
        headline: "Paid too late",
        sentence: "The payment arrived after this sale was over. Call the staff: they decide whether to hand over the goods or refund.",
        detail: Some(detail),
        is_warning: true,
    }
}
