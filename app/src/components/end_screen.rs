//! How every sale ends but a paid one: what happened, what it means, and the one next step.

use super::icon::{Icon, Symbol};
use super::{NewSale, Place, ToStaff, Totals};
use crate::live::Live;
use leptos::prelude::*;

/// What there is to say about an ending.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Ending {
    /// Its drawing.
    pub(crate) symbol: Symbol,
    /// What happened, in two or three words.
    pub(crate) headline: &'static str,
    /// What it means, in a sentence or two.
    pub(crate) sentence: &'static str,
    /// More for the staff, where there is more.
    pub(crate) detail: Option<String>,
    /// Whether somebody has to do something about it.
    pub(crate) is_warning: bool,
    /// Whether a person has to decide what becomes of the money.
    pub(crate) is_open: bool,
}

/// The screen of an ending.
#[component]
pub(crate) fn EndScreen(
    /// The checkout.
    live: Live,
    /// What to say.
    ending: Ending,
) -> impl IntoView {
    view! {
        <section class="end" class:is-warning=ending.is_warning>
            <Icon symbol=ending.symbol />
            <h1>{ending.headline}</h1>
            <Totals live amount=None />
            <p class="end-sentence">{ending.sentence}</p>
            <p class="end-detail">{ending.detail}</p>
            <div class="end-actions">
                {ending.is_open.then(|| view! { <ToStaff to=Place::Alarms says=live.kiosk.staff.staff_decide().to_owned() /> })}
                <NewSale />
            </div>
        </section>
    }
}
