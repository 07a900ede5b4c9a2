//! How terminals sell: by keypad, by items, or customers on their own; and whether customers are asked for a tip.

use super::super::frame::said;
use super::super::parts::field::{Choice, Refusals, choices, switch};
use super::{PATH, SELLING};
use crate::catalogue::Shelf;
use crate::words::Words;
use domain::mode::Mode;
use leptos::prelude::*;

/// What a way to sell is called, and what it means.
fn named(mode: Mode, words: Words) -> (&'static str, &'static str) {
    match mode {
        Mode::Keypad => (words.mode_keypad(), words.mode_keypad_hint()),
        Mode::Catalogue => (words.items(), words.mode_items_hint()),
        Mode::SelfService => (words.mode_self(), words.mode_self_hint()),
    }
}

/// The page, with a form for every terminal, called by its id and name, and one for all others.
pub(super) fn page(shelf: &Shelf, terminals: &[(String, String)], done: Option<&'static str>, words: Words) -> AnyView {
    let mut forms = vec![form(shelf, "", words.other_terminals(), words)];
    forms.extend(terminals.iter().map(|(id, name)| form(shelf, id, name, words)));
    view! {
        {done.map(said)}
        {forms}
        <p><a class="button is-quiet" href=PATH>{words.all_items()}</a></p>
    }
    .into_any()
}

fn form(shelf: &Shelf, terminal: &str, name: &str, words: Words) -> AnyView {
    let selling = shelf.selling(terminal);
    let modes = Mode::ALL.map(|mode| {
        let (label, hint) = named(mode, words);
        Choice { value: mode.name().to_owned(), label, hint }
    });
    let own = shelf.own_selling(terminal).is_some() || terminal.is_empty();
    let heading = name.to_owned();
    let note = (!own).then(|| view! { <p class="field-hint">{words.sells_as_others()}</p> });
    let terminal = terminal.to_owned();
    view! {
        <section class="form is-panel" data-selling=terminal.clone()>
            <h2><bdi>{heading}</bdi></h2>
            {note}
            <form method="post" action=SELLING class="form">
                <input r#type="hidden" name="terminal" value=terminal.clone() />
                {choices("mode", words.how_it_sells(), &modes, selling.mode.name(), &Refusals::none())}
                {switch("tip", words.ask_for_tip(), words.ask_for_tip_hint(), selling.asks_for_tip)}
                <div class="form-ends"><button class="button is-main">{words.save()}</button></div>
            </form>
        </section>
    }
    .into_any()
}
