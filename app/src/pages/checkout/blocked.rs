//! Mion will not take this payment: nothing was shown that could be paid, and the staff see why.

use crate::components::Ending;
use crate::components::icon::Symbol;

/// What to say about it.
pub(super) fn ending(by_compliance: bool, missing_fields: &[String]) -> Ending {
    let sentence = if by_compliance {
        "Mion's compliance rules do not allow this payment. Nothing was charged: take another means of payment."
    } else {
        "Mion needs details of the customer that a kiosk cannot give. Nothing was charged: take another means of payment."
    };
    let detail = (!missing_fields.is_empty()).then(|| format!("Missing: {}", missing_fields.join(", ")));
    Ending { symbol: Symbol::Shield, headline: "This payment is not possible", sentence, detail, is_warning: true }
}
