//! Coming in and going out: a browser becomes a terminal, a person signs in, sets the kiosk up, enters a PIN,
//! signs out. What the pages look like is the office's; what is checked, and which cookie is given for it, is
//! here. Every change of who somebody is ends what they were before and gives a new token.
//!
//! - `pair`: `/pair`; `sign_in`, `passkey`: `/sign-in`; `set_up`: `/set-up`; `pin`: `/pin`; `sign_out`: `/sign-out`
//! - `words`: why it was not done

mod pair;
mod passkey;
mod pin;
mod set_up;
mod sign_in;
mod sign_out;
pub(crate) mod words;

use super::cookies::Cookie;
use super::declared::Routes;
use super::peer::Peer;
use super::{Served, refusal};
use crate::access::{Caller, Presented, Token};
use crate::office::entry::PASSKEYS_SCRIPT;
use axum::extract::FromRequestParts;
use axum::http::header::USER_AGENT;
use axum::http::request::Parts;
use axum::response::Response;
use core::convert::Infallible;
use domain::access::Action;

/// The routes, and who may take them.
pub(super) fn routes(routes: Routes) -> Routes {
    routes
        .page("/pair", Action::Pair, pair::show)
        .form("/pair", Action::Pair, pair::take)
        .page("/sign-in", Action::SignIn, sign_in::show)
        .form("/sign-in", Action::SignIn, sign_in::take)
        .call("/sign-in/passkey/ask", Action::SignIn, passkey::ask)
        .call("/sign-in/passkey", Action::SignIn, passkey::take)
        .of_up_to(passkey::MOST_BYTES)
        .file(PASSKEYS_SCRIPT, passkey::script)
        .page("/set-up", Action::SignIn, set_up::show)
        .form("/set-up", Action::SignIn, set_up::take)
        .page("/pin", Action::EnterPin, pin::show)
        .form("/pin", Action::EnterPin, pin::take)
        .form("/sign-out", Action::SignIn, sign_out::take)
}

/// The browser that stands at the door.
struct Visitor {
    caller: Caller,
    peer: Peer,
    presented: Presented,
    user_agent: Option<String>,
}

impl Visitor {
    /// Ends what the browser has held of a person. Where that cannot be done it is logged, and what it was ends by
    /// itself: the browser loses its hold of it in any case.
    async fn goes_out(&self, served: &Served) {
        if let Err(error) = served.access.sign_out(&self.caller, &self.presented).await {
            tracing::warn!(%error, "somebody could not be signed out");
        }
    }

    /// Gives the browser `token`, takes from it what it was before, and leads it to `path`.
    fn comes_in(&self, cookie: Cookie, token: &Token, gone: &[Cookie], path: &str) -> Response {
        self.is_given(refusal::lead(path), cookie, token, gone)
    }

    /// `answer`, with which the browser gets `token` and loses what it was before.
    fn is_given(&self, mut answer: Response, cookie: Cookie, token: &Token, gone: &[Cookie]) -> Response {
        let headers = answer.headers_mut();
        for gone in gone {
            let (name, value) = gone.clear(self.peer.is_https);
            headers.append(name, value);
        }
        let (name, value) = cookie.give(token, self.peer.is_https);
        headers.append(name, value);
        answer
    }
}

impl<S: Send + Sync> FromRequestParts<S> for Visitor {
    type Rejection = Infallible;

    async fn from_request_parts(parts: &mut Parts, _: &S) -> Result<Self, Infallible> {
        let peer = Peer::of(&parts.extensions);
        let caller = parts.extensions.get().cloned().unwrap_or(Caller::nobody(peer.ip));
        let presented = super::cookies::presented(&parts.headers, peer.is_https);
        let user_agent = parts.headers.get(USER_AGENT).and_then(|text| text.to_str().ok()).map(str::to_owned);
        Ok(Self { caller, peer, presented, user_agent })
    }
}
