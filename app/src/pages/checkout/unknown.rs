//! A checkout that this server has never heard of.

use crate::components::NewSale;
use crate::components::icon::{Icon, Symbol};
use leptos::prelude::*;

/// Says so, and leads to the keypad.
#[component]
pub(crate) fn Unknown() -> impl IntoView {
    view! {
        <section class="end">
            <Icon symbol=Symbol::Question />
            <h1>"This sale is not known here"</h1>
            <p class="end-sentence">"It was never opened on this kiosk's server. Nothing was charged."</p>
            <NewSale />
        </section>
    }
}
