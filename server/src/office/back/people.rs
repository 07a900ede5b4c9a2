//! `/office/people`: who works here, what they are, and how they come in. Nobody is ever deleted: the books and the
//! audit log go on naming them.

use super::super::form::Typed;
use super::super::parts::field::{Choice, Field, Kind, Refusals, choices};
use super::super::parts::icon::{Symbol, icon};
use super::super::parts::when::Times;
use super::super::staff::facts;
use crate::access::PersonView;
use crate::words::Words;
use domain::access::Role;
use leptos::prelude::*;

/// Where they are.
pub(in super::super) const PATH: &str = "/office/people";
/// Longest name of a person, in characters.
const LONGEST_NAME: usize = 40;
/// Most digits of a PIN.
const LONGEST_PIN: usize = 10;

/// What was just done, as it stands in the address one is sent to afterwards.
pub(super) fn said(done: &str, words: Words) -> Option<&'static str> {
    Some(match done {
        "added" => words.person_added(),
        "renamed" => words.person_renamed(),
        "role" => words.person_role_changed(),
        "password" => words.person_password_changed(),
        "pin" => words.person_pin_changed(),
        "disabled" => words.person_disabled(),
        "enabled" => words.person_enabled(),
        _ => return None,
    })
}

/// A role in words, and what it means.
pub(super) fn role(role: Role, words: Words) -> (&'static str, &'static str) {
    match role {
        Role::Cashier => (words.role_cashier(), words.role_cashier_meaning()),
        Role::Manager => (words.role_manager(), words.role_manager_meaning()),
        Role::Owner => (words.role_owner(), words.role_owner_meaning()),
    }
}

/// The list, and the form for one more. `roles` are those that whoever asks may give.
pub(super) fn list(
    people: &[PersonView],
    roles: &[Role],
    typed: &Typed,
    refusals: &Refusals,
    said: Option<&'static str>,
    words: Words,
) -> AnyView {
    let rows: Vec<_> = people.iter().map(|person| row(person, words)).collect();
    let labels: Vec<_> = roles.iter().map(|one| (one.name().to_owned(), role(*one, words))).collect();
    let all: Vec<_> = labels.iter().map(|(name, (label, hint))| Choice { value: name.clone(), label, hint }).collect();
    let chosen = if typed.text("role").is_empty() { Role::Cashier.name() } else { typed.text("role") };
    let name = Field {
        value: typed.text("name"),
        maxlength: Some(LONGEST_NAME),
        ..Field::new("name", words.name(), Kind::Text)
    };
    view! {
        {said.map(super::super::frame::said)}
        {refusals.summary(words)}
        <ul class="rows" data-list="people">{rows}</ul>
        <section class="form is-panel" aria-labelledby="add">
            <h2 id="add">{words.person_add()}</h2>
            <form method="post" action=PATH class="form" novalidate data-add>
                {name.show(refusals, words)}
                {choices("role", words.person_role(), &all, chosen, refusals)}
                {pin(true, words).show(refusals, words)}
                {password(true, words).show(refusals, words)}
                <div class="form-ends"><button class="button is-main">{words.person_add_do()}</button></div>
            </form>
        </section>
    }
    .into_any()
}

fn pin(optional: bool, words: Words) -> Field<'static> {
    Field {
        hint: words.person_pin_hint(),
        maxlength: Some(LONGEST_PIN),
        optional,
        ..Field::new("pin", words.person_pin(), Kind::Pin)
    }
}

fn password(optional: bool, words: Words) -> Field<'static> {
    Field {
        hint: words.password_hint(),
        autocomplete: "new-password",
        optional,
        ..Field::new("password", words.person_password(), Kind::Password)
    }
}

fn ways_in(person: &PersonView, words: Words) -> &'static str {
    match (person.has_password, person.has_pin) {
        (true, true) => words.person_both_ways(),
        (true, false) => words.password(),
        (false, true) => words.pin(),
        (false, false) => words.person_no_way(),
    }
}

fn chip(person: &PersonView, words: Words) -> impl IntoView + use<> {
    let (said, class, symbol) = match person.enabled {
        true => (role(person.role, words).0, "chip", Symbol::People),
        false => (words.person_is_disabled(), "chip is-unpaid", Symbol::Cross),
    };
    view! { <span class=class>{icon(symbol)} <span>{said}</span></span> }
}

fn row(person: &PersonView, words: Words) -> impl IntoView + use<> {
    view! {
        <li>
            <a class="row" href=format!("{PATH}/{}", person.id) data-person=person.id.to_string()>
                <span class="row-main"><bdi class="row-total">{person.name.clone()}</bdi></span>
                <span class="row-chips">{chip(person, words)}</span>
                <span class="row-when">{ways_in(person, words)}</span>
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
    let words = times.words();
    let known = vec![
        (words.person_comes_by().to_owned(), ways_in(person, words).to_owned()),
        (words.person_since().to_owned(), times.long(person.made_at)),
    ];
    let forms = (!roles.is_empty()).then(|| forms(person, &path, roles, is_self, typed, refusals, words));
    view! {
        {said.map(super::super::frame::said)}
        {refusals.summary(words)}
        <section class="card">
            <div class="card-head">{chip(person, words)}</div>
            {facts(known)}
        </section>
        {forms}
        <a class="button" href=PATH>{words.person_everybody()}</a>
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
    words: Words,
) -> AnyView {
    let labels: Vec<_> = roles.iter().map(|one| (one.name().to_owned(), role(*one, words))).collect();
    let all: Vec<_> = labels.iter().map(|(name, (label, hint))| Choice { value: name.clone(), label, hint }).collect();
    let typed_or = |field: &str, stored: &str| match typed {
        Some(typed) if typed.is_on(field) => typed.text(field).to_owned(),
        _ => stored.to_owned(),
    };
    let (name, chosen) = (typed_or("name", &person.name), typed_or("role", person.role.name()));
    let name = Field { value: &name, maxlength: Some(LONGEST_NAME), ..Field::new("name", words.name(), Kind::Text) };
    let (way, label) = match person.enabled {
        true => ("disable", words.person_disable()),
        false => ("enable", words.person_enable()),
    };
    let end = (!is_self).then(|| {
        view! {
            <section aria-labelledby="end">
                <h2 id="end">{if person.enabled { words.person_leaves() } else { words.person_returns() }}</h2>
                <form method="post" action=format!("{path}/{way}")>
                    <button class="button" class:is-danger=person.enabled data-do=way>{label}</button>
                </form>
            </section>
        }
    });
    let with_password = person.role >= Role::Manager;
    view! {
        <section class="form is-panel" aria-labelledby="pin-of">
            <h2 id="pin-of">{words.pin()}</h2>
            <form method="post" action=format!("{path}/pin") class="form" novalidate>
                {pin(false, words).show(refusals, words)}
                <div class="form-ends"><button class="button" data-do="pin">{words.person_set_pin()}</button></div>
            </form>
        </section>
        {with_password.then(|| view! {
            <section class="form is-panel" aria-labelledby="password-of">
                <h2 id="password-of">{words.password()}</h2>
                <form method="post" action=format!("{path}/password") class="form" novalidate>
                    {password(false, words).show(refusals, words)}
                    <div class="form-ends"><button class="button" data-do="password">{words.person_set_password()}</button></div>
                </form>
            </section>
        })}
        <section class="form is-panel" aria-labelledby="name-of">
            <h2 id="name-of">{words.name()}</h2>
            <form method="post" action=format!("{path}/rename") class="form" novalidate>
                {name.show(refusals, words)}
                <div class="form-ends"><button class="button" data-do="rename">{words.rename()}</button></div>
            </form>
        </section>
            {(!is_self && roles.len() > 1).then(|| view! {
            <section class="form is-panel" aria-labelledby="role-of">
                <h2 id="role-of">{words.person_role()}</h2>
                <form method="post" action=format!("{path}/role") class="form" novalidate>
                    {choices("role", words.person_what(), &all, &chosen, refusals)}
                    <div class="form-ends"><button class="button" data-do="role">{words.person_change_role()}</button></div>
                </form>
            </section>
        })}
        {end}
    }
    .into_any()
}
