//! What a scripted answer does to a request: hold it, answer in its place, let it be done and
//! spoil the answer, or cut the connection.

use std::{io, sync::Arc, time::Duration};

use axum::{
    body::{Body, Bytes, to_bytes},
    extract::Request,
    http::{HeaderValue, StatusCode, header},
    middleware::Next,
    response::{IntoResponse, Response},
};
use futures::{StreamExt, stream};
use serde_json::{Map, Value, json};
use tokio::{task::yield_now, time::timeout};

use crate::{
    line::Line,
    reply::{json_reply, typed},
    script::Answer,
    shared::Shared,
};

pub(super) async fn act(
    answer: Answer,
    shared: &Arc<Shared>,
    line: &Line,
    mut request: Request,
    next: Next,
) -> Response {
    match answer {
        Answer::Timeout => {
            shared.stopped().await;
            return dropped(line);
        }
        Answer::Drop => return dropped(line),
        Answer::Status { code, retry_after, body } => return scripted(code, retry_after, body),
        // A stop ends the wait, and then the request is not done.
        Answer::Delay { ms } if stops_within(shared, ms).await => return dropped(line),
        _ => {}
    }
    // The attempt's handler looks at it: three kinds are about the invoice.
    request.extensions_mut().insert(Some(answer.clone()));
    let real = next.run(request).await;
    match answer {
        Answer::Malformed { body } => {
            let body = body.unwrap_or_else(|| r#"{"paymentSessionId": nowhere, ]"#.to_owned());
            typed(real.status(), "application/json", body)
        }
        Answer::Half => halved(real).await,
        Answer::ActThenDrop => dropped(line),
        Answer::ActThenStatus { code, retry_after, body } => scripted(code, retry_after, body),
        Answer::Patch { patch, remove } => patched(real, patch, &remove).await,
        _ => real,
    }
}

/// Waits so many milliseconds of real time, and says whether the sandbox stopped meanwhile.
async fn stops_within(shared: &Shared, ms: u64) -> bool {
    timeout(Duration::from_millis(ms), shared.stopped()).await.is_ok()
}

/// Cuts the connection. What is returned never gets through.
pub(super) fn dropped(line: &Line) -> Response {
    line.cut();
    StatusCode::SERVICE_UNAVAILABLE.into_response()
}

fn scripted(code: u16, retry_after: Option<String>, body: Option<String>) -> Response {
    let code = StatusCode::from_u16(code).unwrap_or(StatusCode::INTERNAL_SERVER_ERROR);
    let mut response = match body {
        None => json_reply(code, &json!({ "error": "scripted by the sandbox's control" })),
        Some(text) if serde_json::from_str::<Value>(&text).is_ok() => typed(code, "application/json", text),
        Some(text) => typed(code, "text/plain; charset=utf-8", text),
    };
    if let Some(after) = retry_after.and_then(|text| HeaderValue::try_from(text).ok()) {
        response.headers_mut().insert(header::RETRY_AFTER, after);
    }
    response
}

/// All that a handler of ours has answered; it is small and in memory already.
async fn body_of(response: Response) -> Bytes {
    to_bytes(response.into_body(), usize::MAX).await.unwrap_or_default()
}

/// The first half of the body under the whole body's length, and then the end of the connection.
async fn halved(real: Response) -> Response {
    let code = real.status();
    let whole = body_of(real).await;
    let half = whole.slice(..whole.len() / 2);
    let end = stream::once(async {
        // Gives the server its turn to send the half before it hears of the end.
        yield_now().await;
        Err(io::Error::from(io::ErrorKind::ConnectionAborted))
    });
    let body = Body::from_stream(stream::iter([Ok(half)]).chain(end));
    let mut response = typed(code, "application/json", body);
    response.headers_mut().insert(header::CONTENT_LENGTH, HeaderValue::from(whole.len()));
    response
}

/// The answer with fields set and left out; a refusal is left as it is.
async fn patched(real: Response, patch: Map<String, Value>, remove: &[String]) -> Response {
    if !real.status().is_success() {
        return real;
    }
    let code = real.status();
    let mut fields: Map<String, Value> = serde_json::from_slice(&body_of(real).await).unwrap_or_default();
    fields.extend(patch);
    for name in remove {
        fields.remove(name);
    }
    json_reply(code, &fields)
}
