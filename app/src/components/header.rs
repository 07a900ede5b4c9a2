//! The top of every screen: whose shop this is, and how the two connections are.

use super::lights::Lights;
use crate::kiosk::Kiosk;
use leptos::prelude::*;

/// Shop name and connections.
#[component]
pub(crate) fn Header() -> impl IntoView {
    let shop = Kiosk::here().shop.with_value(|shop| shop.name.clone());
    view! {
        <header class="header">
            <p class="header-shop">{shop}</p>
            <Lights />
        </header>
    }
}
