//! A document that came without what the server should have put in it: nothing can be sold on it.

use crate::components::icon::{Icon, Symbol};
use leptos::prelude::*;

/// Asks to load the page again.
#[component]
pub(crate) fn UnloadedPage() -> impl IntoView {
    view! {
        <div class="kiosk">
            <main class="checkout" data-state="unloaded">
                <section class="end is-warning">
                    <Icon symbol=Symbol::Warning />
                    <h1>"The page did not load whole"</h1>
                    <p class="end-sentence">"Load it again. Open sales are not lost: they are kept on the server."</p>
                    <a class="button is-main" href="">
                        "Load again"
                    </a>
                </section>
            </main>
        </div>
    }
}
