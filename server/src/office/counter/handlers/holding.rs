//! `/catalogue/held`: carts that are put by, and taken up. The staff's alone.

use super::super::super::form::Typed;
use super::super::super::here::see;
use super::super::at::At;
use super::super::shelf::Look;
use super::super::{PATH, held};
use super::change::refused;
use axum::response::Response;
use domain::catalogue::HeldCartId;

/// `POST /catalogue/hold`.
pub(in super::super::super) async fn hold(at: At, typed: Typed) -> Response {
    let Ok(id) = typed.text("id").parse::<HeldCartId>() else { return at.here.not_found() };
    if !at.is_attended() {
        return at.here.not_found();
    }
    match at.catalogue.hold_cart(&at.counter, id, typed.text("note")).await {
        Ok(()) => see(PATH),
        Err(error) => refused(&at, &error, &Look::default()).await,
    }
}

/// `GET /catalogue/held`.
pub(in super::super::super) async fn list_held(at: At) -> Response {
    if !at.is_attended() {
        return at.here.not_found();
    }
    match (at.catalogue.held_carts().await, at.catalogue.shelf().await) {
        (Ok(held), Ok(shelf)) => {
            let (notice, words) = (at.notice(None).await, at.words());
            let body = held::draw(&held, &shelf, at.here.office.clock.now(), words);
            at.anew(at.show("held", words.held_carts(), &notice, body))
        }
        (Err(error), _) | (_, Err(error)) => at.failed(&error),
    }
}

/// `POST /catalogue/recall`.
pub(in super::super::super) async fn recall(at: At, typed: Typed) -> Response {
    let ids = (typed.text("id").parse::<HeldCartId>(), typed.text("by").parse::<HeldCartId>());
    let (Ok(id), Ok(by)) = ids else { return at.here.not_found() };
    if !at.is_attended() {
        return at.here.not_found();
    }
    match at.catalogue.recall_cart(&at.counter, id, by).await {
        Ok(()) => see(PATH),
        Err(error) => refused(&at, &error, &Look::default()).await,
    }
}
