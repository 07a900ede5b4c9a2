//! `/pin`: somebody of the staff says who they are at this tablet. First the name, on large buttons; then the PIN.

use super::super::frame::Page;
use super::super::parts::field::{Field, Kind, Refusals};
use super::super::parts::icon::{Symbol, icon};
use crate::words::Words;
use domain::access::PersonId;
use leptos::prelude::*;

/// The names to choose from. `next` is where one was going.
pub(crate) fn who(people: &[(PersonId, String)], next: &str, words: Words) -> Page {
    let next = next.to_owned();
    let one = |(id, name): &(PersonId, String)| {
        let (id, name, next) = (id.to_string(), name.clone(), next.clone());
        view! {
            <li>
                <form method="get" action="/pin">
                    <input type="hidden" name="next" value=next />
                    <button class="tile" name="person" value=id>
                        <span class="tile-label"><bdi>{name}</bdi></span>
                    </button>
                </form>
            </li>
        }
    };
    let body = if people.is_empty() {
        view! {
            <section class="empty" data-screen="pin-nobody">
                {icon(Symbol::People)}
                <p>{words.nobody_has_pin()}</p>
                <div class="form-ends">
                    <a class="button" href="/">{words.back_to_kiosk()}</a>
                    <a class="button is-main" href="/sign-in">{words.to_office()}</a>
                </div>
            </section>
        }
        .into_any()
    } else {
        let names: Vec<_> = people.iter().map(one).collect();
        view! {
            <ul class="tiles" data-screen="pin-who">{names}</ul>
            <a class="button is-wide" href="/">{words.back_to_kiosk()}</a>
        }
        .into_any()
    };
    Page::new(words.who_is_there(), body)
}

/// The PIN of `name`. While the tablet has to wait after too many wrong ones, `wait_seconds` says how long.
pub(crate) fn number(person: PersonId, name: &str, next: &str, refusals: &Refusals, words: Words) -> Page {
    let field =
        Field { hint: words.pin_hint(), maxlength: Some(10), first: true, ..Field::new("pin", words.pin(), Kind::Pin) };
    let others = format!("/pin?next={}", form_urlencoded::byte_serialize(next.as_bytes()).collect::<String>());
    let body = view! {
        {refusals.summary(words)}
        <form method="post" action="/pin" class="form is-narrow" novalidate data-screen="pin">
            <input type="hidden" name="person" value=person.to_string() />
            <input type="hidden" name="next" value=next.to_owned() />
            {field.show(refusals, words)}
            <div class="form-ends">
                <a class="button" href=others>{words.somebody_else()}</a>
                <button class="button is-main">{words.enter()}</button>
            </div>
        </form>
        <a class="button is-wide is-quiet" href="/">{words.back_to_kiosk()}</a>
    };
    Page::new(name, body)
}
