//! `/office/account`: one's own password and PIN.

use super::super::parts::field::{Field, Kind, Refusals};
use crate::words::Words;
use leptos::prelude::*;

/// Where it is.
pub(in super::super) const PATH: &str = "/office/account";

/// What was just done, as it stands in the address one is sent to afterwards.
pub(super) fn said(done: &str, words: Words) -> Option<&'static str> {
    Some(match done {
        "password" => words.account_password_changed(),
        "pin" => words.account_pin_changed(),
        "passkey" => words.passkey_made(),
        "no-passkey" => words.passkey_forgotten(),
        "no-pin" => words.account_no_pin(),
        _ => return None,
    })
}

/// The forms.
pub(super) fn forms(refusals: &Refusals, said: Option<&'static str>, passkeys: AnyView, words: Words) -> AnyView {
    let current =
        Field { autocomplete: "current-password", ..Field::new("current", words.account_current(), Kind::Password) };
    let new = Field {
        hint: words.password_hint(),
        autocomplete: "new-password",
        ..Field::new("password", words.account_new(), Kind::Password)
    };
    let again = Field { autocomplete: "new-password", ..Field::new("again", words.account_again(), Kind::Password) };
    let pin = Field {
        hint: words.account_pin_hint(),
        maxlength: Some(10),
        optional: true,
        ..Field::new("pin", words.account_pin(), Kind::Pin)
    };
    view! {
        {said.map(super::super::frame::said)}
        {refusals.summary(words)}
        <section class="form is-panel" aria-labelledby="own-password">
            <h2 id="own-password">{words.password()}</h2>
            <form method="post" action=format!("{PATH}/password") class="form" novalidate>
                {current.show(refusals, words)}
                {new.show(refusals, words)}
                {again.show(refusals, words)}
                <div class="form-ends"><button class="button is-main" data-do="password">{words.account_change_password()}</button></div>
            </form>
        </section>
        <section class="form is-panel" aria-labelledby="own-pin">
            <h2 id="own-pin">{words.pin()}</h2>
            <form method="post" action=format!("{PATH}/pin") class="form" novalidate>
                {pin.show(refusals, words)}
                <div class="form-ends"><button class="button" data-do="pin">{words.account_change_pin()}</button></div>
            </form>
        </section>
        {passkeys}
    }
    .into_any()
}
