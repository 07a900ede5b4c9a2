//! A payment with regular bitcoin is under way: the block chain has not confirmed it, so it is not paid.

use crate::components::Waiting;

/// What to say about it.
pub(super) fn words(fee_is_low: bool) -> Waiting {
    Waiting {
        headline: "Payment seen, waiting for confirmation",
        sentence: if fee_is_low {
            "The bitcoin network confirms it only slowly: its fee is low. It can take many hours."
        } else {
            "The bitcoin network has to confirm it. That takes ten minutes to an hour, sometimes longer."
        },
        staff: Some("Staff: not paid yet – keep the goods until this sale shows Paid."),
        is_warning: false,
        is_long: true,
    }
}
