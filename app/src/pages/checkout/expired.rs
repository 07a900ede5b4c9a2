//! Over, unpaid.

use crate::components::Ending;
use crate::components::icon::Symbol;
use domain::alarm::AlarmKind;

/// What to say about it; `alarms` are those that nobody has decided about.
pub(super) fn ending(alarms: &[AlarmKind]) -> Ending {
    let is_open = !alarms.is_empty();
    let sentence = if alarms.contains(&AlarmKind::Unsettled) {
        "A payment was seen, but Mion never confirmed it. Call the staff: they look into it."
    } else if is_open {
        "Less arrived than this sale costs. Call the staff: they decide whether to give it back."
    } else {
        "This sale was not paid, and its code no longer works. Start a new sale."
    };
    Ending { symbol: Symbol::Clock, headline: "Time is up", sentence, detail: None, is_warning: is_open, is_open }
}
