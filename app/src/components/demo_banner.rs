//! The demo's banner, on every screen: nobody must take it for the real thing.

use crate::kiosk::Kiosk;
use leptos::prelude::*;

/// Says that no real money moves, and where the test wallet is; nothing outside the demo.
#[component]
pub(crate) fn DemoBanner() -> impl IntoView {
    let demo = Kiosk::here().shop.with_value(|shop| shop.demo.clone());
    demo.map(|demo| {
        view! {
            <aside class="demo" data-demo>
                <strong>"TEST – no real money"</strong>
                <a href=demo.wallet_url target="_blank" rel="noopener">
                    "Open the test wallet"
                </a>
            </aside>
        }
    })
}
