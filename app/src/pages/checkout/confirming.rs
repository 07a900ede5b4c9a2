//! Mion has half said that it is paid: nothing to scan any more, and not yet *paid*.

use crate::components::{Notice, Totals};
use crate::live::{Live, Trouble};
use leptos::prelude::*;

/// The screen between the payment and Mion's word on it.
#[component]
pub(crate) fn Confirming(
    /// The checkout.
    live: Live,
) -> impl IntoView {
    let notice = Signal::derive(move || match live.trouble.get() {
        Some(Trouble::Silent) => "Reconnecting…",
        Some(Trouble::Server) => "The server has trouble. Trying again…",
        None if !live.mion_answers() => "Waiting for Mion…",
        None => "",
    });
    view! {
        <section class="end">
            <span class="ring" aria-hidden="true"></span>
            <h1>"Payment seen"</h1>
            <Totals live amount=None />
            <p class="end-sentence">"Mion is confirming it."</p>
            <Notice text=notice />
        </section>
    }
}
