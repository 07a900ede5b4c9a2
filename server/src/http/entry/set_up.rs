//! `/set-up`: whoever holds the link that the program has printed becomes the owner.

use super::super::Served;
use super::super::cookies::Cookie;
use super::{Visitor, words as why};
use crate::access::{AccessError, Field, Token};
use crate::office::entry::set_up;
use crate::office::{Asked, Refusals, Typed};
use crate::words::Words;
use axum::extract::State;
use axum::response::Response;
use secrecy::ExposeSecret as _;

/// The form. To look at it uses nothing up, and does not tell whether the link is any good.
pub(super) async fn show(State(served): State<Served>, words: Words, Asked(asked): Asked) -> Response {
    set_up::page(asked.text("token"), "", &Refusals::none(), words).in_frame(&served.office.frame, words)
}

/// Takes the link, a name and a password.
pub(super) async fn take(State(served): State<Served>, words: Words, visitor: Visitor, typed: Typed) -> Response {
    let (token, name) = (typed.text("token"), typed.text("name"));
    if typed.secret("password").expose_secret() != typed.secret("again").expose_secret() {
        let refusals = Refusals::one("again", words.not_the_same());
        return set_up::page(token, name, &refusals, words).in_frame(&served.office.frame, words);
    }
    match try_to(&served, &visitor, &typed).await {
        Ok(token) => {
            visitor.goes_out(&served).await;
            visitor.comes_in(Cookie::Person, &token, &[Cookie::Pass], "/office")
        }
        Err(AccessError::WrongLink) => set_up::used_up(words).in_frame(&served.office.frame, words),
        Err(error) => {
            let field = match &error {
                AccessError::Invalid(Field::PersonName, _) => "name",
                AccessError::Invalid(Field::Password, _) => "password",
                _ => "",
            };
            let refusals = Refusals::one(field, why::of(&error, words));
            set_up::page(token, name, &refusals, words)
                .with_status(why::status(&error))
                .in_frame(&served.office.frame, words)
        }
    }
}

async fn try_to(served: &Served, visitor: &Visitor, typed: &Typed) -> Result<Token, AccessError> {
    served.meters.sign_in(&visitor.caller, served.clock.now())?;
    served.access.set_up(&visitor.caller, typed.text("token"), typed.text("name"), typed.secret("password")).await
}
