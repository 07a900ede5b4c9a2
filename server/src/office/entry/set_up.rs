//! `/set-up`: whoever holds the link that the program has printed becomes the owner.

use super::super::frame::Page;
use super::super::parts::field::{Field, Kind, Refusals};
use leptos::prelude::*;

/// What a password has to be; said before anybody has typed one.
pub(crate) const PASSWORD_HINT: &str =
    "At least 12 characters, of any kind. A few words that you alone put together are better than one with a !";

/// The form, for the link `token`.
pub(crate) fn page(token: &str, name: &str, refusals: &Refusals) -> Page {
    let name = Field {
        hint: "As you sign in, and as it stands in the audit log.",
        value: name,
        autocomplete: "username",
        maxlength: Some(40),
        first: true,
        ..Field::new("name", "Your name", Kind::Text)
    };
    let password = Field {
        hint: PASSWORD_HINT,
        autocomplete: "new-password",
        ..Field::new("password", "Password", Kind::Password)
    };
    let again = Field { autocomplete: "new-password", ..Field::new("again", "The password once more", Kind::Password) };
    let body = view! {
        {refusals.summary()}
        <form method="post" action="/set-up" class="form is-narrow" novalidate data-screen="set-up">
            <p class="lead">"You become the owner of this kiosk. This link works once."</p>
            <input type="hidden" name="token" value=token.to_owned() />
            {name.show(refusals)}
            {password.show(refusals)}
            {again.show(refusals)}
            <div class="form-ends">
                <button class="button is-main">"Become the owner"</button>
            </div>
        </form>
    };
    Page::new("Set up the kiosk", body)
}

/// What is said of a link that does not work.
pub(crate) fn used_up() -> Page {
    let body = view! {
        <section class="empty" data-screen="set-up-over">
            <p>"It was used already, or it is not the newest. Look for the newest one where the program is started: it prints a link there for as long as there is no owner."</p>
            <a class="button is-main" href="/sign-in">"Sign in"</a>
        </section>
    };
    Page::new("This link does not work", body)
}
