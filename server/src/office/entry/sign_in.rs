//! `/sign-in`: a manager or an owner comes into the back office.

use super::super::frame::Page;
use super::super::parts::field::{Field, Kind, Refusals};
use super::PASSKEYS_SCRIPT;
use leptos::prelude::*;

/// The form. `next` is where one was going.
pub(crate) fn page(name: &str, next: &str, refusals: &Refusals) -> Page {
    let first = name.is_empty();
    let name = Field {
        value: name,
        autocomplete: "username",
        maxlength: Some(40),
        first,
        ..Field::new("name", "Name", Kind::Text)
    };
    let password =
        Field { autocomplete: "current-password", first: !first, ..Field::new("password", "Password", Kind::Password) };
    let body = view! {
        {refusals.summary()}
        <form method="post" action="/sign-in" class="form is-narrow" novalidate data-screen="sign-in">
            <p class="lead">"For managers and owners. Cashiers enter a PIN at a paired tablet."</p>
            <input type="hidden" name="next" value=next.to_owned() />
            {name.show(refusals)}
            {password.show(refusals)}
            <div class="form-ends">
                <a class="button" href="/">"Back to the kiosk"</a>
                <button class="button is-main">"Sign in"</button>
            </div>
        </form>
        <form class="form is-narrow" data-passkey-sign-in hidden>
            <input type="hidden" name="next" value=next.to_owned() />
            <p role="alert" data-passkey-words></p>
            <div class="form-ends"><button class="button" data-passkey>"Use a passkey"</button></div>
        </form>
    };
    Page { script: Some(PASSKEYS_SCRIPT.to_owned()), ..Page::new("Sign in", body) }
}
