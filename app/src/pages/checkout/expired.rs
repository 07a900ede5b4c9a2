//! Over, unpaid.

use crate::components::Ending;
use crate::components::icon::Symbol;
use crate::i18n::Words;
use domain::alarm::AlarmKind;

/// What to say about it; `alarms` are those that nobody has decided about.
pub(super) fn ending(words: Words, alarms: &[AlarmKind]) -> Ending {
    let is_open = !alarms.is_empty();
    let sentence = if alarms.contains(&AlarmKind::Unsettled) {
        words.expired_unsettled()
    } else if is_open {
        words.expired_less()
    } else {
        words.expired_meaning()
    };
    Ending { symbol: Symbol::Clock, headline: words.expired(), sentence, detail: None, is_warning: is_open, is_open }
}
