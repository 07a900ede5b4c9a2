//! Called off.

use crate::components::EndScreen;
use crate::components::icon::Symbol;
use crate::live::Live;
use leptos::prelude::*;

/// The screen of a cancelled sale.
#[component]
pub(crate) fn Cancelled(
    /// The checkout.
    live: Live,
) -> impl IntoView {
    view! {
        <EndScreen live symbol=Symbol::Cross headline="Sale cancelled" sentence="Nothing was charged. Do not pay the old code." />
    }
}
