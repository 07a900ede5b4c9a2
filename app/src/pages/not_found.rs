//! A path that leads nowhere.

use crate::components::NewSale;
use crate::components::icon::{Icon, Symbol};
use crate::kiosk::Kiosk;
use leptos::prelude::*;

/// Says so, and leads to the keypad. Answered with 404.
#[component]
pub(crate) fn NotFoundPage() -> impl IntoView {
    #[cfg(feature = "ssr")]
    if let Some(response) = use_context::<leptos_axum::ResponseOptions>()
        && let Ok(status) = 404_u16.try_into()
    {
        response.set_status(status);
    }
    let words = Kiosk::here().words();
    view! {
        <main class="checkout" data-state="not-found">
            <section class="end">
                <Icon symbol=Symbol::Question />
                <h1>{words.not_found()}</h1>
                <p class="end-sentence">{words.not_found_meaning()}</p>
                <NewSale />
            </section>
        </main>
    }
}
