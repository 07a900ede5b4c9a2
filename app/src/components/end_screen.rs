//! How every sale ends but a paid one: what happened, what it means, and the one next step.

use super::icon::{Icon, Symbol};
use super::{NewSale, Totals};
use crate::live::Live;
use leptos::prelude::*;

/// The screen of an ending.
#[component]
pub(crate) fn EndScreen(
    /// The checkout.
    live: Live,
    /// Its drawing.
    symbol: Symbol,
    /// What happened, in two or three words.
    headline: &'static str,
    /// What it means, in a sentence.
    sentence: &'static str,
    /// Whether somebody has to do something about it.
    #[prop(optional)]
    is_warning: bool,
    /// More for the staff, where there is more.
    #[prop(optional)]
    children: Option<Children>,
) -> impl IntoView {
    view! {
        <section class="end" class:is-warning=is_warning>
            <Icon symbol />
            <h1>{headline}</h1>
            <Totals live amount=None />
            <p class="end-sentence">{sentence}</p>
            {children.map(|children| children())}
            <NewSale />
        </section>
    }
}
