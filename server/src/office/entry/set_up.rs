//! `/set-up`: whoever holds the link that the program has printed becomes the owner.

use super::super::frame::Page;
use super::super::parts::field::{Field, Kind, Refusals};
use crate::words::Words;
use leptos::prelude::*;

/// The form, for the link `token`.
pub(crate) fn page(token: &str, name: &str, refusals: &Refusals, words: Words) -> Page {
    let name = Field {
        hint: words.your_name_hint(),
        value: name,
        autocomplete: "username",
        maxlength: Some(40),
        first: true,
        ..Field::new("name", words.your_name(), Kind::Text)
    };
    let password = Field {
        hint: words.password_hint(),
        autocomplete: "new-password",
        ..Field::new("password", words.password(), Kind::Password)
    };
    let again = Field { autocomplete: "new-password", ..Field::new("again", words.password_again(), Kind::Password) };
    let body = view! {
        {refusals.summary(words)}
        <form method="post" action="/set-up" class="form is-narrow" novalidate data-screen="set-up">
            <p class="lead">{words.set_up_lead()}</p>
            <input type="hidden" name="token" value=token.to_owned() />
            {name.show(refusals, words)}
            {password.show(refusals, words)}
            {again.show(refusals, words)}
            <div class="form-ends">
                <button class="button is-main">{words.become_owner()}</button>
            </div>
        </form>
    };
    Page::new(words.set_up_title(), body)
}

/// What is said of a link that does not work.
pub(crate) fn used_up(words: Words) -> Page {
    let body = view! {
        <section class="empty" data-screen="set-up-over">
            <p>{words.used_link_meaning()}</p>
            <a class="button is-main" href="/sign-in">{words.sign_in()}</a>
        </section>
    };
    Page::new(words.used_link(), body)
}
