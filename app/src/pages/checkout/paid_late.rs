//! Paid after the end: the money is at Mion, the goods may have gone back on the shelf. Not green, because
//! a person has to decide.

use crate::browser;
use crate::components::EndScreen;
use crate::components::icon::Symbol;
use crate::live::Live;
use leptos::prelude::*;

/// The screen of a sale paid too late.
#[component]
pub(crate) fn PaidLate(
    /// The checkout.
    live: Live,
    /// When, in milliseconds since the Unix epoch.
    paid_at_ms: i64,
) -> impl IntoView {
    let time = RwSignal::new(String::new());
    Effect::new(move || time.set(browser::time_of_day(paid_at_ms)));
    view! {
        <EndScreen
            live
            symbol=Symbol::Warning
            headline="Paid too late"
            sentence="The payment arrived after this sale was over. Call the staff: they decide whether to hand over the goods or refund."
            is_warning=true
        >
            <p class="end-detail">
                "Paid at " {move || time.get()} " · Code " <span data-code>{live.id.short_code()}</span>
            </p>
        </EndScreen>
    }
}
