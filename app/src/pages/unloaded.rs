//! A document that came without what the server should have put in it: nothing can be sold on it.

use crate::components::icon::{Icon, Symbol};
use crate::i18n::Words;
use leptos::prelude::*;

/// Asks to load the page again.
#[component]
pub(crate) fn UnloadedPage(
    /// In which language.
    words: Words,
) -> impl IntoView {
    view! {
        <div class="kiosk">
            <main class="checkout" data-state="unloaded">
                <section class="end is-warning">
                    <Icon symbol=Symbol::Warning />
                    <h1>{words.unloaded()}</h1>
                    <p class="end-sentence">{words.unloaded_meaning()}</p>
                    <a class="button is-main" href="">
                        {words.unloaded_again()}
                    </a>
                </section>
            </main>
        </div>
    }
}
