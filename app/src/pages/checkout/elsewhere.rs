//! A checkout that another terminal has.

use crate::components::icon::{Icon, Symbol};
use crate::components::{NewSale, NotDone};
use crate::live::Live;
use leptos::prelude::*;

/// Says so, and offers to bring it here.
#[component]
pub(crate) fn Elsewhere(
    /// The checkout.
    live: Live,
) -> impl IntoView {
    view! {
        <section class="end">
            <Icon symbol=Symbol::Question />
            <h1>"This sale is on another tablet"</h1>
            <p class="end-sentence">"Take it over to go on with it here. The other tablet then lets go of it."</p>
            <NotDone live />
            <button type="button" class="button" data-take-over disabled=move || live.wish.get().is_some() on:click=move |_| live.take_over()>
                "Take over"
            </button>
            <NewSale />
        </section>
    }
}
