//! How terminals sell: by keypad, by items, or customers on their own; and whether customers are asked for a tip.

use super::super::frame::said;
use super::super::parts::field::{Choice, Refusals, choices, switch};
use super::{PATH, SELLING};
use crate::catalogue::Shelf;
use domain::mode::Mode;
use leptos::prelude::*;

fn words(mode: Mode) -> (&'static str, &'static str) {
    match mode {
        Mode::Keypad => ("Keypad", "Staff key an amount."),
        Mode::Catalogue => ("Items", "Staff pick items; discounts and held carts."),
        Mode::SelfService => {
            ("Self-service", "Customers pick items on their own: no discounts, nothing of the staff's.")
        }
    }
}

/// The page, with a form for every terminal, called by its id and name, and one for all others.
pub(super) fn page(shelf: &Shelf, terminals: &[(String, String)], done: Option<&'static str>) -> AnyView {
    let mut forms = vec![form(shelf, "", "All terminals that are not set below")];
    forms.extend(terminals.iter().map(|(id, name)| form(shelf, id, name)));
    view! {
        {done.map(said)}
        {forms}
        <p><a class="button is-quiet" href=PATH>"All items"</a></p>
    }
    .into_any()
}

fn form(shelf: &Shelf, terminal: &str, name: &str) -> AnyView {
    let selling = shelf.selling(terminal);
    let modes = Mode::ALL.map(|mode| {
        let (label, hint) = words(mode);
        Choice { value: mode.name().to_owned(), label, hint }
    });
    let own = shelf.own_selling(terminal).is_some() || terminal.is_empty();
    let heading = name.to_owned();
    let note = (!own).then(|| view! { <p class="field-hint">"Sells as all others do, until it is set here."</p> });
    let terminal = terminal.to_owned();
    view! {
        <section class="form is-panel" data-selling=terminal.clone()>
            <h2><bdi>{heading}</bdi></h2>
            {note}
            <form method="post" action=SELLING class="form">
                <input r#type="hidden" name="terminal" value=terminal.clone() />
                {choices("mode", "How it sells", &modes, selling.mode.name(), &Refusals::none())}
                {switch("tip", "Ask customers for a tip", "Between the total and the code, as the customer's own step.", selling.asks_for_tip)}
                <div class="form-ends"><button class="button is-main">"Save"</button></div>
            </form>
        </section>
    }
    .into_any()
}
