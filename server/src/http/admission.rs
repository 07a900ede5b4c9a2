//! The one place through which every request goes: what is it, does our own page ask, who asks, how often, and
//! may he? Whatever is declared nowhere is let in by nobody. What a caller may do is asked once more where it is
//! done, by the till and the use cases.
//!
//! A call that is held open ends as soon as its caller may not make it any more.

use super::cookies::Cookie;
use super::declared::{Declaration, Kind, Table};
use super::limits::Answering;
use super::peer::Peer;
use super::{Served, cookies, guards, refusal};
use crate::access::{Caller, Presented};
use crate::till::told;
use crate::words::{self, Words};
use app::api::ApiError;
use axum::extract::{MatchedPath, Request};
use axum::http::header::{HOST, USER_AGENT};
use axum::http::uri::Authority;
use axum::http::{HeaderMap, Method, StatusCode};
use axum::middleware::Next;
use axum::response::{IntoResponse as _, Response};
use core::pin::pin;
use std::net::IpAddr;

/// Lets a request, whose name in the log is `id`, in to `next`; or not.
pub(super) async fn admit(served: &Served, table: &Table, id: &str, mut request: Request, next: Next) -> Response {
    let matched = request.extensions().get::<MatchedPath>().map(MatchedPath::as_str);
    let words = words::of(served.language, request.headers());
    let Some(declared) = table.of(request.method(), matched, request.uri().path()) else {
        return undeclared(&request, words);
    };
    request.extensions_mut().insert(words);
    let peer = Peer::of(request.extensions());
    let asking = Asking {
        presented: cookies::presented(request.headers(), peer.is_https),
        words,
        path: request.uri().path().to_owned(),
        id,
        served,
        declared,
        peer,
    };
    if let Err(error) = guards::is_in_order(declared.kind, request.headers(), peer.is_https) {
        return asking.refused(&error, None);
    }
    // Neither looks at who asks.
    if matches!(declared.kind, Kind::File | Kind::Hint) {
        return asking.answered(request, next).await;
    }
    // Listened to before it is asked who may what: no change falls between the two.
    let mut changes = served.access.changes();
    let caller = match asking.caller().await {
        Ok(caller) => caller,
        Err(error) => return asking.refused(&error, None),
    };
    if let Err(error) = served.meters.ask(&caller, served.clock.now()) {
        return asking.refused(&told(&error), Some(&caller));
    }
    if let Err(error) = asking.may(&caller).await {
        return match asking.first_browser(&error, &caller, request.headers()).await {
            Some(answer) => answer,
            None => asking.refused(&error, Some(&caller)),
        };
    }
    request.extensions_mut().insert(caller);
    let mut answer = pin!(asking.answered(request, next));
    if declared.kind != Kind::Call {
        return answer.await;
    }
    loop {
        tokio::select! {
            biased;
            answer = &mut answer => return answer,
            changed = changes.changed() => {
                if changed.is_err() {
                    return answer.await;
                }
                // Whatever it had begun goes on to its end; only nobody waits for it here any more.
                if let Err(error) = asking.again().await {
                    return asking.refused(&error, None);
                }
            }
        }
    }
}

/// A request for something of which nobody has said who may have it.
fn undeclared(request: &Request, words: Words) -> Response {
    if request.method() == Method::POST && request.uri().path().starts_with("/api/") {
        return refusal::in_kind(Kind::Call, &ApiError::BadRequest, words);
    }
    StatusCode::METHOD_NOT_ALLOWED.into_response()
}

fn is_this_machine(headers: &HeaderMap) -> bool {
    let host = headers.get(HOST).and_then(|host| host.to_str().ok()?.parse::<Authority>().ok());
    host.is_some_and(|host| {
        let name = host.host().trim_start_matches('[').trim_end_matches(']');
        name.eq_ignore_ascii_case("localhost") || name.parse().is_ok_and(|ip: IpAddr| ip.is_loopback())
    })
}

/// A request that is being looked at.
struct Asking<'request> {
    presented: Presented,
    path: String,
    /// The words of whoever asks.
    words: Words,
    /// The request's own id.
    id: &'request str,
    served: &'request Served,
    declared: Declaration,
    peer: Peer,
}

impl Asking<'_> {
    /// The answer of whatever is at the end of the way, to a request that has arrived whole.
    async fn answered(&self, request: Request, next: Next) -> Response {
        match guards::whole(request, self.declared, self.served.patience, self.words).await {
            Ok(request) => {
                let _answering = Answering::to(&request);
                next.run(request).await
            }
            Err(answer) => answer,
        }
    }

    async fn caller(&self) -> Result<Caller, ApiError> {
        self.served.access.who(&self.presented, self.peer.ip).await.map_err(|error| told(&error))
    }

    async fn may(&self, caller: &Caller) -> Result<(), ApiError> {
        let settings = self.served.access.versioned_settings().await.map_err(|error| told(&error))?;
        let is_allowed = caller.may(self.declared.action, &settings.settings.pin_for);
        if is_allowed { Ok(()) } else { Err(refusal::why(caller, self.declared.action)) }
    }

    /// Whether it may still be asked.
    async fn again(&self) -> Result<(), ApiError> {
        let caller = self.caller().await?;
        self.may(&caller).await
    }

    /// In the demo the very first browser is a terminal by itself, where it has come to this machine by its own
    /// name: a page of somebody else's whose name leads here has not.
    async fn first_browser(&self, error: &ApiError, caller: &Caller, headers: &HeaderMap) -> Option<Response> {
        if *error != ApiError::NotPaired || self.declared.kind != Kind::Page || !is_this_machine(headers) {
            return None;
        }
        let user_agent = headers.get(USER_AGENT).and_then(|text| text.to_str().ok());
        let (_, token) = self.served.access.pair_first(caller, user_agent).await.ok()??;
        let (name, value) = Cookie::Terminal.give(&token, self.peer.is_https);
        let mut answer = refusal::lead(&self.path);
        answer.headers_mut().append(name, value);
        Some(answer)
    }

    fn refused(&self, error: &ApiError, caller: Option<&Caller>) -> Response {
        let error = error.clone().of_request(self.id);
        refusal::answer(self.served, self.declared, &error, caller, &self.path, self.words)
    }
}
