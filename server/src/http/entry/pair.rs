//! `/pair`: this browser becomes a terminal.

use super::super::Served;
use super::super::cookies::Cookie;
use super::{Visitor, words as why};
use crate::access::{AccessError, Token};
use crate::office::entry::pair;
use crate::office::{Asked, Refusals, Typed};
use crate::words::Words;
use axum::extract::State;
use axum::response::Response;

/// The form. To look at it does nothing: a preview that fetches the address in a QR code pairs nobody.
pub(super) async fn show(State(served): State<Served>, words: Words, Asked(asked): Asked) -> Response {
    pair::page(asked.text("code"), &Refusals::none(), words).in_frame(&served.office.frame, words)
}

/// Takes the code. Whoever was signed in at this browser is so no longer: it is a terminal in a public room now.
pub(super) async fn take(State(served): State<Served>, words: Words, visitor: Visitor, typed: Typed) -> Response {
    let code = typed.text("code");
    match try_to(&served, &visitor, code).await {
        Ok(token) => {
            visitor.goes_out(&served).await;
            visitor.comes_in(Cookie::Terminal, &token, &[Cookie::Person, Cookie::Pass], "/")
        }
        Err(error) => {
            let refusals = Refusals::one("code", why::of(&error, words));
            pair::page(code, &refusals, words).with_status(why::status(&error)).in_frame(&served.office.frame, words)
        }
    }
}

async fn try_to(served: &Served, visitor: &Visitor, code: &str) -> Result<Token, AccessError> {
    served.meters.pairing(&visitor.caller, served.clock.now())?;
    let (_, token) = served.access.pair(&visitor.caller, code, visitor.user_agent.as_deref()).await?;
    Ok(token)
}
