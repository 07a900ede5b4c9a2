//! Over, unpaid.

use crate::components::EndScreen;
use crate::components::icon::Symbol;
use crate::live::Live;
use leptos::prelude::*;

/// The screen of a sale that ran out.
#[component]
pub(crate) fn Expired(
    /// The checkout.
    live: Live,
) -> impl IntoView {
    view! {
        <EndScreen live symbol=Symbol::Clock headline="Time is up" sentence="This sale was not paid, and its code no longer works. Start a new sale." />
    }
}
