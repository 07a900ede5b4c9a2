//! `/sign-out`: whoever was there is gone; the tablet stays a terminal.

use super::super::Served;
use super::super::cookies::Cookie;
use super::super::refusal::lead;
use super::Visitor;
use axum::extract::State;
use axum::response::Response;

/// Ends what the browser holds of a person, and takes it from the browser.
pub(super) async fn take(State(served): State<Served>, visitor: Visitor) -> Response {
    visitor.goes_out(&served).await;
    let mut answer = lead(if visitor.caller.terminal.is_some() { "/" } else { "/sign-in" });
    for cookie in [Cookie::Person, Cookie::Pass] {
        let (name, value) = cookie.clear(visitor.peer.is_https);
        answer.headers_mut().append(name, value);
    }
    answer
}
