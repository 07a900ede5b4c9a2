//! A sale with nothing to scan that is not over: what is being waited for, what staff should know, and what
//! they can do meanwhile.

use super::icon::{Icon, Symbol};
use super::{CancelSale, NotDone, Notice, ServeNext, Totals};
use crate::kiosk::links::Link;
use crate::live::{Live, Trouble};
use leptos::either::Either;
use leptos::prelude::*;

/// What there is to say about a wait.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Waiting {
    /// What is going on, in a few words.
    pub(crate) headline: &'static str,
    /// What it means, for whoever reads it.
    pub(crate) sentence: &'static str,
    /// What the staff should do, where that is more than to wait.
    pub(crate) staff: Option<&'static str>,
    /// Whether somebody should act on it, and may call it off.
    pub(crate) is_warning: bool,
    /// Whether it takes longer than a customer waits at a till.
    pub(crate) is_long: bool,
}

/// The screen of a wait.
#[component]
pub(crate) fn WaitScreen(
    /// The checkout.
    live: Live,
    /// What to say.
    waiting: Waiting,
) -> impl IntoView {
    let words = live.kiosk.words();
    let staff = live.kiosk.staff;
    let links = live.kiosk.links;
    let notice = Signal::derive(move || match live.trouble.get() {
        Some(Trouble::Silent) => words.reconnecting(),
        Some(Trouble::Server) => words.server_trouble(),
        None if links.mion() == Link::Down => words.waiting_mion(),
        None => "",
    });
    view! {
        <section class="end" class:is-warning=waiting.is_warning>
            {if waiting.is_warning {
                Either::Left(view! { <Icon symbol=Symbol::Warning /> })
            } else {
                Either::Right(view! { <span class="ring" aria-hidden="true"></span> })
            }}
            <h1>{waiting.headline}</h1>
            <Totals live amount=None />
            <p class="end-sentence">{waiting.sentence}</p>
            <p class="end-detail" lang=staff.tag() dir=staff.direction()>{waiting.staff}</p>
            <Notice text=notice />
            <NotDone live />
            <div class="end-actions">
                {live.kiosk.selling().mode.is_attended().then(|| view! { <ServeNext live is_main=waiting.is_long /> })}
                {waiting.is_warning.then(|| view! { <CancelSale live /> })}
            </div>
        </section>
    }
}
