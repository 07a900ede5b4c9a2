//! The demo's banner, on every screen: nobody must take it for the real thing.

use crate::kiosk::Kiosk;
use leptos::prelude::*;

/// Says that no real money moves, and where the test wallet is; nothing outside the demo.
#[component]
pub(crate) fn DemoBanner() -> impl IntoView {
    let kiosk = Kiosk::here();
    let demo = kiosk.shop.with_value(|shop| shop.demo.clone());
    demo.map(|demo| {
        view! {
            <aside class="demo" data-demo>
                <strong>{move || kiosk.words.get().test()}</strong>
                <a href=demo.wallet_url target="_blank" rel="noopener">
                    {move || kiosk.words.get().test_wallet()}
                </a>
            </aside>
        }
    })
}
