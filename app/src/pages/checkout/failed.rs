//! It could not be arranged. What Mion said is in the server's log, for the staff; it is not shown here.

use crate::components::Ending;
use crate::components::icon::Symbol;
use crate::i18n::Words;
use crate::view::FailureView;

/// What to say about it.
pub(super) fn ending(words: Words, failure: FailureView) -> Ending {
    let sentence = match failure {
        FailureView::Refused => words.failed_refused(),
        FailureView::Unusable => words.failed_unusable(),
        FailureView::Conflict => words.failed_conflict(),
    };
    Ending { symbol: Symbol::Cross, headline: words.failed(), sentence, detail: None, is_warning: true, is_open: false }
}
