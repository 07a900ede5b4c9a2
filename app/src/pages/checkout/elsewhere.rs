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
    let words = live.kiosk.words();
    view! {
        <section class="end">
            <Icon symbol=Symbol::Question />
            <h1>{words.elsewhere()}</h1>
            <p class="end-sentence">{words.elsewhere_meaning()}</p>
            <NotDone live />
            <button type="button" class="button" data-take-over disabled=move || live.wish.get().is_some() on:click=move |_| live.take_over()>
                {words.take_over()}
            </button>
            <NewSale />
        </section>
    }
}
