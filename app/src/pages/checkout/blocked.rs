//! Mion will not take this payment: nothing was shown that could be paid, and the staff see why.

use crate::components::EndScreen;
use crate::components::icon::Symbol;
use crate::live::Live;
use leptos::prelude::*;

/// The screen of a payment that is not allowed.
#[component]
pub(crate) fn Blocked(
    /// The checkout.
    live: Live,
    /// Mion's compliance rules forbid it.
    by_compliance: bool,
    /// Customer details that Mion would need.
    missing_fields: Vec<String>,
) -> impl IntoView {
    let sentence = if by_compliance {
        "Mion's compliance rules do not allow this payment. Nothing was charged: take another means of payment."
    } else {
        "Mion needs details of the customer that a kiosk cannot give. Nothing was charged: take another means of payment."
    };
    let missing = (!missing_fields.is_empty()).then(|| {
        view! {
            <p class="end-detail" data-missing>
                "Missing: " {missing_fields.join(", ")}
            </p>
        }
    });
    view! {
        <EndScreen live symbol=Symbol::Shield headline="This payment is not possible" sentence is_warning=true>
            {missing}
        </EndScreen>
    }
}
