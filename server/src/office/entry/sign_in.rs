//! `/sign-in`: a manager or an owner comes into the back office.

use super::super::frame::Page;
use super::super::parts::field::{Field, Kind, Refusals};
use super::PASSKEYS_SCRIPT;
use crate::words::Words;
use leptos::prelude::*;

/// The form. `next` is where one was going.
pub(crate) fn page(name: &str, next: &str, refusals: &Refusals, words: Words) -> Page {
    let first = name.is_empty();
    let name = Field {
        value: name,
        autocomplete: "username",
        maxlength: Some(40),
        first,
        ..Field::new("name", words.name(), Kind::Text)
    };
    let password = Field {
        autocomplete: "current-password",
        first: !first,
        ..Field::new("password", words.password(), Kind::Password)
    };
    let body = view! {
        {refusals.summary(words)}
        <form method="post" action="/sign-in" class="form is-narrow" novalidate data-screen="sign-in">
            <p class="lead">{words.sign_in_lead()}</p>
            <input type="hidden" name="next" value=next.to_owned() />
            {name.show(refusals, words)}
            {password.show(refusals, words)}
            <div class="form-ends">
                <a class="button" href="/">{words.back_to_kiosk()}</a>
                <button class="button is-main">{words.sign_in()}</button>
            </div>
        </form>
        <form class="form is-narrow" data-passkey-sign-in hidden>
            <input type="hidden" name="next" value=next.to_owned() />
            <p role="alert" data-passkey-words data-broken-off=words.passkey_broken_off() data-failed=words.server_failed()></p>
            <div class="form-ends"><button class="button" data-passkey>{words.use_passkey()}</button></div>
        </form>
    };
    Page { script: Some(PASSKEYS_SCRIPT.to_owned()), ..Page::new(words.sign_in(), body) }
}
