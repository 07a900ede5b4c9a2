//! It could not be arranged. What Mion said is in the server's log, for the staff; it is not shown here.

use crate::components::EndScreen;
use crate::components::icon::Symbol;
use crate::live::Live;
use crate::view::FailureView;
use leptos::prelude::*;

/// The screen of a sale that never got a code.
#[component]
pub(crate) fn Failed(
    /// The checkout.
    live: Live,
    /// Why.
    failure: FailureView,
) -> impl IntoView {
    let sentence = match failure {
        FailureView::Refused => {
            "Mion did not accept this sale. Nothing was charged. Tell the staff if it happens again."
        }
        FailureView::Unusable => {
            "Mion's invoice was not the one asked for, so it is not shown. Nothing was charged. Tell the staff."
        }
        FailureView::Conflict => "Mion has another sale under this reference. Nothing was charged. Tell the staff.",
    };
    view! {
        <EndScreen live symbol=Symbol::Cross headline="The sale could not be opened" sentence is_warning=true />
    }
}
