//! The invoice is on its way: its place is kept, so that the code appears where the eye already is.

use crate::components::{CancelSale, NotDone, Notice, Totals};
use crate::erased::effect;
use crate::kiosk::links::Link;
use crate::live::{Live, Trouble};
use core::time::Duration;
use leptos::prelude::*;

/// After this, the wait is worth a word.
const LONG: Duration = Duration::from_secs(3);

/// The screen until there is an invoice.
#[component]
pub(crate) fn Opening(
    /// The checkout.
    live: Live,
) -> impl IntoView {
    let words = live.kiosk.words();
    let is_long = RwSignal::new(false);
    effect(move || {
        if let Ok(timer) = set_timeout_with_handle(move || is_long.set(true), LONG) {
            on_cleanup(move || timer.clear());
        }
    });
    let notice = Signal::derive(move || match live.trouble.get() {
        Some(Trouble::Silent) => words.server_silent(),
        Some(Trouble::Server) => words.server_trouble(),
        None if live.kiosk.links.mion() == Link::Down => words.waiting_mion(),
        None if is_long.get() => words.slow(),
        None => "",
    });
    view! {
        <section class="pay">
            <div class="qr is-empty">
                <h1>{words.preparing()}</h1>
            </div>
            <div class="pay-side">
                <Totals live amount=None />
                <Notice text=notice />
                <NotDone live />
                <CancelSale live />
            </div>
        </section>
    }
}

/// The screen until it is known what there is.
#[component]
pub(crate) fn Loading(
    /// The checkout.
    live: Live,
) -> impl IntoView {
    let words = live.kiosk.words();
    let notice = Signal::derive(move || match live.trouble.get() {
        Some(Trouble::Silent) => words.server_silent(),
        Some(Trouble::Server) => words.server_trouble(),
        None => "",
    });
    view! {
        <section class="pay">
            <div class="qr is-empty">
                <h1>{words.looking_up()}</h1>
            </div>
            <div class="pay-side">
                <Notice text=notice />
            </div>
        </section>
    }
}
