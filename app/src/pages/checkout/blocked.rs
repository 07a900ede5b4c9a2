//! Mion will not take this payment: nothing was shown that could be paid, and the staff see why.

use crate::components::Ending;
use crate::components::icon::Symbol;
use crate::i18n::Words;

/// What to say about it; `missing_fields` are the details that Mion would need, in its own names.
pub(super) fn ending(words: Words, by_compliance: bool, missing_fields: &[String]) -> Ending {
    let (headline, sentence) = if by_compliance {
        (words.blocked(), words.blocked_meaning())
    } else {
        (words.blocked_details(), words.blocked_details_meaning())
    };
    let detail = (!missing_fields.is_empty()).then(|| words.blocked_missing(&missing_fields.join(", ")));
    Ending { symbol: Symbol::Shield, headline, sentence, detail, is_warning: true, is_open: false }
}
