//! The payments that wait for a person's decision: one card each, and a question before anything is decided.
//! A screen for the staff.
//!
//! - `card`: what happened, in plain words, and Mion's own
//! - `decision`: the question, with a note
//! - `other_sale`: which sale a payment is for

mod card;
mod decision;
mod other_sale;

use self::card::Card;
use self::decision::{Decision, Question};
use crate::api::read_alarms;
use crate::browser;
use crate::components::{NewSale, Notice};
use crate::erased::effect;
use crate::kiosk::Kiosk;
use crate::listing::Listing;
use leptos::html::H1;
use leptos::prelude::*;

/// The list.
#[component]
pub(crate) fn AlarmsPage() -> impl IntoView {
    let links = Kiosk::here().links;
    let alarms = Listing::new(links);
    let question = RwSignal::new(None::<Question>);
    let said = RwSignal::new("");
    let heading = NodeRef::<H1>::new();
    let read = move || alarms.read(read_alarms, None);
    // Another tablet may decide as well.
    let news = Memo::new(move |_| links.alarms());
    effect(move || {
        // Reading it is what makes it follow.
        news.get();
        read();
    });
    effect(move || browser::on_return(read));
    let done = move |words| {
        said.set(words);
        // The card with the button that had the focus is gone.
        if let Some(heading) = heading.get_untracked() {
            let _ = heading.focus();
        }
    };
    view! {
        <main class="list" data-screen="alarms">
            <h1 tabindex="-1" node_ref=heading>
                {move || alarms.rows.with(|rows| headline(rows.as_ref().map(Vec::len)))}
            </h1>
            <p class="list-said" role="status" data-said>
                {move || said.get()}
            </p>
            <Notice text=Signal::derive(move || alarms.notice()) />
            {move || {
                let rows = alarms.rows.get().unwrap_or_default();
                rows.into_iter().map(|alarm| view! { <Card alarm question /> }).collect::<Vec<_>>()
            }}
            {move || alarms.is_empty().then(|| view! {
                <section class="end">
                    <p class="end-sentence">"Every payment came as it should, or has been decided about."</p>
                    <NewSale />
                </section>
            })}
            <Decision question alarms done />
        </main>
    }
}

/// What stands at the top of a list of `count` payments.
fn headline(count: Option<usize>) -> String {
    let words = count
        .and_then(|count| (count > 0).then(|| Kiosk::here().staff.to_decide(count.try_into().unwrap_or(u32::MAX))));
    words.unwrap_or_else(|| if count.is_some() { "Nothing to decide" } else { "Payments to decide about" }.to_owned())
}
