//! Paid after the sale had left the screen: the money is at Mion, the goods may have gone back on the shelf. Not
//! green, because a person has to decide.

use crate::components::Ending;
use crate::components::icon::Symbol;
use domain::checkout::state::Ending as Left;

/// What to say about it: how the sale had left the screen, when it was paid, and whether that is still to be
/// decided.
pub(super) fn ending(after: Left, code: &str, time: Option<String>, is_open: bool) -> Ending {
    let detail = match time {
        Some(time) => format!("Paid at {time} · Code {code}"),
        None => format!("Code {code}"),
    };
    let sentence = match after {
        _ if !is_open => "The staff have decided what becomes of this payment.",
        Left::Expired => "The payment arrived when the time was up. Call the staff: they decide about goods or refund.",
        Left::Cancelled => {
            "The payment arrived after this sale was cancelled. Call the staff: they decide about goods or refund."
        }
        Left::Blocked => {
            "The payment arrived although Mion had blocked this sale. Call the staff: they decide about goods or refund."
        }
        Left::Failed => {
            "The payment arrived although this sale had failed. Call the staff: they decide about goods or refund."
        }
        Left::PutAside => {
            "The payment arrived while this sale was put aside. Call the staff: they hand over the goods or refund."
        }
    };
    let headline = if after == Left::PutAside { "Paid while put aside" } else { "Paid too late" };
    Ending { symbol: Symbol::Warning, headline, sentence, detail: Some(detail), is_warning: is_open, is_open }
}
