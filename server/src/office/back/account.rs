//! `/office/account`: one's own password and PIN.

use super::super::english;
use super::super::parts::field::{Field, Kind, Refusals};
use leptos::prelude::*;

/// Where it is.
pub(in super::super) const PATH: &str = "/office/account";

/// What was just done, as it stands in the address one is sent to afterwards.
pub(super) fn said(done: &str) -> Option<&'static str> {
    Some(match done {
        "password" => "Your password is changed. Everywhere else you are signed out.",
        "pin" => "Your PIN is changed.",
        "passkey" => "You have a new passkey.",
        "no-passkey" => "The passkey is forgotten.",
        "no-pin" => "You have no PIN any more.",
        _ => return None,
    })
}

/// The forms.
pub(super) fn forms(refusals: &Refusals, said: Option<&'static str>, passkeys: AnyView) -> AnyView {
    let current =
        Field { autocomplete: "current-password", ..Field::new("current", "Your password until now", Kind::Password) };
    let new = Field {
        hint: english().password_hint(),
        autocomplete: "new-password",
        ..Field::new("password", "Your new password", Kind::Password)
    };
    let again =
        Field { autocomplete: "new-password", ..Field::new("again", "The new password once more", Kind::Password) };
    let pin = Field {
        hint: "4 to 10 digits that are not easy to guess. Leave it empty to have no PIN.",
        maxlength: Some(10),
        optional: true,
        ..Field::new("pin", "Your PIN at the terminals", Kind::Pin)
    };
    view! {
        {said.map(super::super::frame::said)}
        {refusals.summary(english())}
        <section class="form is-panel" aria-labelledby="own-password">
            <h2 id="own-password">"Password"</h2>
            <form method="post" action=format!("{PATH}/password") class="form" novalidate>
                {current.show(refusals, english())}
                {new.show(refusals, english())}
                {again.show(refusals, english())}
                <div class="form-ends"><button class="button is-main" data-do="password">"Change my password"</button></div>
            </form>
        </section>
        <section class="form is-panel" aria-labelledby="own-pin">
            <h2 id="own-pin">"PIN"</h2>
            <form method="post" action=format!("{PATH}/pin") class="form" novalidate>
                {pin.show(refusals, english())}
                <div class="form-ends"><button class="button" data-do="pin">"Change my PIN"</button></div>
            </form>
        </section>
        {passkeys}
    }
    .into_any()
}
