//! Mion will not take this payment: nothing was shown that could be paid, and the staff see why.

use crate::components::Ending;
use crate::components::icon::Symbol;

/// What to say about it; `missing_fields` are the details that Mion would need, in its own names.
pub(super) fn ending(by_compliance: bool, missing_fields: &[String]) -> Ending {
    let (headline, sentence) = if by_compliance {
        (
            "This payment is not possible",
            "Mion's compliance rules do not allow it. Nothing was charged: take another means of payment.",
        )
    } else {
        (
            "Mion needs to know more",
            "For this payment Mion asks for details of the customer that a kiosk cannot give. Nothing was charged: \
             take another means of payment.",
        )
    };
    let detail = (!missing_fields.is_empty()).then(|| format!("Missing: {}", missing_fields.join(", ")));
    Ending { symbol: Symbol::Shield, headline, sentence, detail, is_warning: true, is_open: false }
}
