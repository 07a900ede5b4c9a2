//! `/office/people`: who works here, what they are, and how they come in. Nobody is ever deleted: the books and the
//! audit log go on naming them.

use super::super::english;
use super::super::form::Typed;
use super::super::parts::field::{Choice, Field, Kind, Refusals, choices};
use super::super::parts::icon::{Symbol, icon};
use super::super::parts::when::Times;
use super::super::staff::facts;
use crate::access::PersonView;
use domain::access::Role;
use leptos::prelude::*;

/// Where they are.
pub(in super::super) const PATH: &str = "/office/people";
/// Longest name of a person, in characters.
const LONGEST_NAME: usize = 40;
/// Most digits of a PIN.
const LONGEST_PIN: usize = 10;
const PIN_HINT: &str = "4 to 10 digits that are not easy to guess: no 1234, no 0000, no year.";

/// What was just done, as it stands in the address one is sent to afterwards.
pub(super) fn said(done: &str) -> Option<&'static str> {
    Some(match done {
        "added" => "Added. They can come in now.",
        "renamed" => "The name is changed.",
        "role" => "The role is changed.",
        "password" => "The password is changed. Whoever was signed in with the old one is signed out.",
        "pin" => "The PIN is changed.",
        "disabled" => "They cannot come in any more, from this moment on.",
        "enabled" => "They can come in again.",
        _ => return None,
    })
}

/// A role in words, and what it means.
pub(super) fn role(role: Role) -> (&'static str, &'static str) {
    match role {
        Role::Cashier => ("Cashier", "Sells, and sees the last sales with a PIN. Does not come into the back office."),
        Role::Manager => ("Manager", "The back office too: sales, the day's close, terminals, cashiers."),
        Role::Owner => ("Owner", "Everything: other managers and owners, settings, the audit log."),
    }
}

/// The list, and the form for one more. `roles` are those that whoever asks may give.
pub(super) fn list(
    people: &[PersonView],
    roles: &[Role],
    typed: &Typed,
    refusals: &Refusals,
    said: Option<&'static str>,
) -> AnyView {
    let rows: Vec<_> = people.iter().map(row).collect();
    let labels: Vec<_> = roles.iter().map(|one| (one.name().to_owned(), role(*one))).collect();
    let all: Vec<_> = labels.iter().map(|(name, (label, hint))| Choice { value: name.clone(), label, hint }).collect();
    let chosen = if typed.text("role").is_empty() { Role::Cashier.name() } else { typed.text("role") };
    let name =
        Field { value: typed.text("name"), maxlength: Some(LONGEST_NAME), ..Field::new("name", "Name", Kind::Text) };
    view! {
        {said.map(super::super::frame::said)}
        {refusals.summary(english())}
        <ul class="rows" data-list="people">{rows}</ul>
        <section class="form is-panel" aria-labelledby="add">
            <h2 id="add">"Add somebody"</h2>
            <form method="post" action=PATH class="form" novalidate data-add>
                {name.show(refusals, english())}
                {choices("role", "Role", &all, chosen, refusals)}
                {pin(true).show(refusals, english())}
                {password(true).show(refusals, english())}
                <div class="form-ends"><button class="button is-main">"Add"</button></div>
            </form>
        </section>
    }
    .into_any()
}

fn pin(optional: bool) -> Field<'static> {
    Field {
        hint: PIN_HINT,
        maxlength: Some(LONGEST_PIN),
        optional,
        ..Field::new("pin", "PIN at the terminals", Kind::Pin)
    }
}

fn password(optional: bool) -> Field<'static> {
    Field {
        hint: english().password_hint(),
        autocomplete: "new-password",
        optional,
        ..Field::new("password", "Password for the back office", Kind::Password)
    }
}

fn ways_in(person: &PersonView) -> &'static str {
    match (person.has_password, person.has_pin) {
        (true, true) => "Password and PIN",
        (true, false) => "Password",
        (false, true) => "PIN",
        (false, false) => "No way in yet",
    }
}

fn chip(person: &PersonView) -> impl IntoView + use<> {
    let (words, class, symbol) = match person.enabled {
        true => (role(person.role).0, "chip", Symbol::People),
        false => ("Disabled", "chip is-unpaid", Symbol::Cross),
    };
    view! { <span class=class>{icon(symbol)} <span>{words}</span></span> }
}

fn row(person: &PersonView) -> impl IntoView + use<> {
    view! {
        <li>
            <a class="row" href=format!("{PATH}/{}", person.id) data-person=person.id.to_string()>
                <span class="row-main"><bdi class="row-total">{person.name.clone()}</bdi></span>
                <span class="row-chips">{chip(person)}</span>
                <span class="row-when">{ways_in(person)}</span>
            </a>
        </li>
    }
}

/// One person. `roles` are those that whoever asks may give; none, where they may change nothing here.
pub(super) fn one(
    person: &PersonView,
    roles: &[Role],
    is_self: bool,
    typed: Option<&Typed>,
    refusals: &Refusals,
    said: Option<&'static str>,
    times: &Times,
) -> AnyView {
    let path = format!("{PATH}/{}", person.id);
    let known =
        vec![("Comes in by".to_owned(), ways_in(person).to_owned()), ("Added".to_owned(), times.long(person.made_at))];
    let forms = (!roles.is_empty()).then(|| forms(person, &path, roles, is_self, typed, refusals));
    view! {
        {said.map(super::super::frame::said)}
        {refusals.summary(english())}
        <section class="card">
            <div class="card-head">{chip(person)}</div>
            {facts(known)}
        </section>
        {forms}
        <a class="button" href=PATH>"Everybody"</a>
    }
    .into_any()
}

fn forms(
    person: &PersonView,
    path: &str,
    roles: &[Role],
    is_self: bool,
    typed: Option<&Typed>,
    refusals: &Refusals,
) -> AnyView {
    let labels: Vec<_> = roles.iter().map(|one| (one.name().to_owned(), role(*one))).collect();
    let all: Vec<_> = labels.iter().map(|(name, (label, hint))| Choice { value: name.clone(), label, hint }).collect();
    let typed_or = |field: &str, stored: &str| match typed {
        Some(typed) if typed.is_on(field) => typed.text(field).to_owned(),
        _ => stored.to_owned(),
    };
    let (name, chosen) = (typed_or("name", &person.name), typed_or("role", person.role.name()));
    let name = Field { value: &name, maxlength: Some(LONGEST_NAME), ..Field::new("name", "Name", Kind::Text) };
    let (way, label) = if person.enabled { ("disable", "Disable") } else { ("enable", "Enable") };
    let end = (!is_self).then(|| {
        view! {
            <section aria-labelledby="end">
                <h2 id="end">{if person.enabled { "Does not work here any more?" } else { "Works here again?" }}</h2>
                <form method="post" action=format!("{path}/{way}")>
                    <button class="button" class:is-danger=person.enabled data-do=way>{label}</button>
                </form>
            </section>
        }
    });
    let with_password = person.role >= Role::Manager;
    view! {
        <section class="form is-panel" aria-labelledby="pin-of">
            <h2 id="pin-of">"PIN"</h2>
            <form method="post" action=format!("{path}/pin") class="form" novalidate>
                {pin(false).show(refusals, english())}
                <div class="form-ends"><button class="button" data-do="pin">"Set this PIN"</button></div>
            </form>
        </section>
        {with_password.then(|| view! {
            <section class="form is-panel" aria-labelledby="password-of">
                <h2 id="password-of">"Password"</h2>
                <form method="post" action=format!("{path}/password") class="form" novalidate>
                    {password(false).show(refusals, english())}
                    <div class="form-ends"><button class="button" data-do="password">"Set this password"</button></div>
                </form>
            </section>
        })}
        <section class="form is-panel" aria-labelledby="name-of">
            <h2 id="name-of">"Name"</h2>
            <form method="post" action=format!("{path}/rename") class="form" novalidate>
                {name.show(refusals, english())}
                <div class="form-ends"><button class="button" data-do="rename">"Rename"</button></div>
            </form>
        </section>
            {(!is_self && roles.len() > 1).then(|| view! {
            <section class="form is-panel" aria-labelledby="role-of">
                <h2 id="role-of">"Role"</h2>
                <form method="post" action=format!("{path}/role") class="form" novalidate>
                    {choices("role", "What they are", &all, &chosen, refusals)}
                    <div class="form-ends"><button class="button" data-do="role">"Change the role"</button></div>
                </form>
            </section>
        })}
        {end}
    }
    .into_any()
}
