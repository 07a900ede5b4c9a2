//! Paid after the sale had left the screen: the money is at Mion, the goods may have gone back on the shelf. Not
//! green, because a person has to decide.

use crate::components::Ending;
use crate::components::icon::Symbol;
use crate::i18n::Words;
use domain::checkout::state::Ending as Left;

/// What to say about it: how the sale had left the screen, when it was paid, and whether that is still to be
/// decided.
pub(super) fn ending(words: Words, after: Left, code: &str, time: Option<String>, is_open: bool) -> Ending {
    let detail = match time {
        Some(time) => words.late_time_code(&time, code),
        None => words.late_code(code),
    };
    let sentence = match after {
        _ if !is_open => words.late_decided(),
        Left::Expired => words.late_expired(),
        Left::Cancelled => words.late_cancelled(),
        Left::Blocked => words.late_blocked(),
        Left::Failed => words.late_failed(),
        Left::PutAside => words.late_aside_meaning(),
    };
    let headline = if after == Left::PutAside { words.late_aside() } else { words.late() };
    Ending { symbol: Symbol::Warning, headline, sentence, detail: Some(detail), is_warning: is_open, is_open }
}
