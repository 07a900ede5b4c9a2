//! `/pin`: somebody of the staff says who they are at this tablet: first the name, then the PIN.

use super::super::Served;
use super::super::cookies::Cookie;
use super::{Visitor, words as why};
use crate::access::{AccessError, Token};
use crate::office::entry::{pin, way_back};
use crate::office::{Asked, Refusals, Typed};
use crate::words::Words;
use axum::extract::State;
use axum::response::Response;
use domain::access::PersonId;

/// Where one is led who has not said where to.
const STAFF: &str = "/staff";

/// The names, or the digits where a name is chosen.
pub(super) async fn show(
    State(served): State<Served>,
    words: Words,
    visitor: Visitor,
    Asked(asked): Asked,
) -> Response {
    let next = way_back(asked.text("next")).unwrap_or(STAFF);
    let people = match served.access.people_with_pin(&visitor.caller).await {
        Ok(people) => people,
        Err(error) => return why::page(&served, &error, words),
    };
    let chosen = asked.text("person").parse::<PersonId>().ok();
    match people.iter().find(|(id, _)| Some(*id) == chosen) {
        Some((id, name)) => {
            let page = pin::number(*id, name, next, &Refusals::none(), words);
            page.at_terminal().in_frame(&served.office.frame, words)
        }
        None => pin::who(&people, next, words).at_terminal().in_frame(&served.office.frame, words),
    }
}

/// Takes a PIN.
pub(super) async fn take(State(served): State<Served>, words: Words, visitor: Visitor, typed: Typed) -> Response {
    let next = way_back(typed.text("next")).unwrap_or(STAFF);
    let people = match served.access.people_with_pin(&visitor.caller).await {
        Ok(people) => people,
        Err(error) => return why::page(&served, &error, words),
    };
    let chosen = typed.text("person").parse::<PersonId>().ok();
    let Some((person, name)) = people.iter().find(|(id, _)| Some(*id) == chosen) else {
        return pin::who(&people, next, words).at_terminal().in_frame(&served.office.frame, words);
    };
    match try_to(&served, &visitor, *person, &typed).await {
        Ok(token) => visitor.comes_in(Cookie::Pass, &token, &[], next),
        Err(error) => {
            let refusals = Refusals::one("pin", why::of(&error, words));
            pin::number(*person, name, next, &refusals, words)
                .at_terminal()
                .with_status(why::status(&error))
                .in_frame(&served.office.frame, words)
        }
    }
}

async fn try_to(served: &Served, visitor: &Visitor, person: PersonId, typed: &Typed) -> Result<Token, AccessError> {
    served.meters.pin(served.clock.now())?;
    served.access.enter_pin(&visitor.caller, person, typed.secret("pin")).await
}
