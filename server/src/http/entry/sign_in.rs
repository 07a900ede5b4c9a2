//! `/sign-in`: a manager or an owner comes into the back office.

use super::super::Served;
use super::super::cookies::Cookie;
use super::{Visitor, words as why};
use crate::access::{AccessError, Token};
use crate::office::entry::{sign_in, way_back};
use crate::office::{Asked, Refusals, Typed};
use crate::words::Words;
use axum::extract::State;
use axum::response::Response;

/// Where one comes in.
const OFFICE: &str = "/office";

/// The form.
pub(super) async fn show(State(served): State<Served>, words: Words, Asked(asked): Asked) -> Response {
    sign_in::page("", way_back(asked.text("next")).unwrap_or(OFFICE), &Refusals::none(), words)
        .in_frame(&served.office.frame, words)
}

/// Takes name and password.
pub(super) async fn take(State(served): State<Served>, words: Words, visitor: Visitor, typed: Typed) -> Response {
    let (name, next) = (typed.text("name"), way_back(typed.text("next")).unwrap_or(OFFICE));
    match try_to(&served, &visitor, &typed).await {
        Ok(token) => {
            visitor.goes_out(&served).await;
            visitor.comes_in(Cookie::Person, &token, &[Cookie::Pass], next)
        }
        Err(error) => {
            let refusals = Refusals::one("", why::of(&error, words));
            sign_in::page(name, next, &refusals, words)
                .with_status(why::status(&error))
                .in_frame(&served.office.frame, words)
        }
    }
}

async fn try_to(served: &Served, visitor: &Visitor, typed: &Typed) -> Result<Token, AccessError> {
    served.meters.sign_in(&visitor.caller, served.clock.now())?;
    served.access.sign_in(&visitor.caller, typed.text("name"), typed.secret("password")).await
}
