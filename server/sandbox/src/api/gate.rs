//! Before every handler: read the body, decide what becomes of the request, log it, let it pass.

use std::sync::Arc;

use axum::{
    body::{Body, Bytes, to_bytes},
    extract::{ConnectInfo, Request, State},
    http::{HeaderMap, StatusCode, header, request::Parts},
    middleware::Next,
    response::{IntoResponse, Response},
};

use super::act::{act, dropped};
use crate::{
    journal::Seen,
    line::Line,
    reply::{BODY_LIMIT, Refusal},
    script::{Answer, Route},
    shared::Shared,
};

/// What becomes of a request.
enum Fate {
    Down,
    NoKey,
    TooLarge,
    Scripted(Answer),
    Plain,
}

pub(super) async fn gate(
    State((shared, route)): State<(Arc<Shared>, Route)>,
    ConnectInfo(line): ConnectInfo<Line>,
    request: Request,
    next: Next,
) -> Response {
    let (parts, body) = request.into_parts();
    let body = to_bytes(body, BODY_LIMIT).await.ok();
    let fate = decide(&shared, route, &parts, body.as_ref());
    let mut request = Request::from_parts(parts, Body::from(body.unwrap_or_default()));
    match fate {
        Fate::Down => dropped(&line),
        Fate::NoKey => Refusal::new(StatusCode::UNAUTHORIZED, "the API key is missing or wrong").into_response(),
        Fate::TooLarge => Refusal::new(StatusCode::PAYLOAD_TOO_LARGE, "the body is too large").into_response(),
        Fate::Scripted(answer) => act(answer, &shared, &line, request, next).await,
        Fate::Plain => {
            request.extensions_mut().insert(None::<Answer>);
            next.run(request).await
        }
    }
}

/// Decides and logs in one go, so that the log and the script agree on the order of requests.
fn decide(shared: &Shared, route: Route, parts: &Parts, body: Option<&Bytes>) -> Fate {
    let mut book = shared.book();
    let fate = match body {
        _ if book.down => Fate::Down,
        _ if !has_key(&parts.headers, &shared.api_key) => Fate::NoKey,
        None => Fate::TooLarge,
        Some(_) => {
            // Chaos counts every request, so that a script changes no later one's fate.
            let struck = book.chaos.strike();
            book.scripts.take(route).or(struck).map_or(Fate::Plain, Fate::Scripted)
        }
    };
    let seen = Seen {
        method: parts.method.as_str(),
        path: parts.uri.path(),
        route: Some(route),
        body: body.map_or(&[], |bytes| bytes),
        fate: match &fate {
            Fate::Down => "down",
            Fate::NoKey | Fate::TooLarge => "refused",
            Fate::Scripted(answer) => answer.kind(),
            Fate::Plain => "answered",
        },
    };
    book.journal.record(shared.clock.now(), &seen);
    fate
}

fn has_key(headers: &HeaderMap, key: &str) -> bool {
    headers
        .get(header::AUTHORIZATION)
        .and_then(|sent| sent.as_bytes().strip_prefix(b"Bearer "))
        .is_some_and(|sent| sent == key.as_bytes())
}
