//! It could not be arranged. What Mion said is in the server's log, for the staff; it is not shown here.

use crate::components::Ending;
use crate::components::icon::Symbol;
use crate::view::FailureView;

/// What to say about it.
pub(super) fn ending(failure: FailureView) -> Ending {
    let sentence = match failure {
        FailureView::Refused => {
            "Mion did not accept this sale. Nothing was charged. Tell the staff if it happens again."
        }
        FailureView::Unusable => {
            "Mion's invoice was not the one asked for, so it is not shown. Nothing was charged. Tell the staff."
        }
        FailureView::Conflict => "Mion has another sale under this reference. Nothing was charged. Tell the staff.",
    };
    Ending {
        symbol: Symbol::Cross,
        headline: "The sale could not be opened",
        sentence,
        detail: None,
        is_warning: true,
        is_open: false,
    }
}
