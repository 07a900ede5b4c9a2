//! What an HTTP status means, with its text and its wait.
//! And that an answer about something else is never taken for ours.

use crate::responder::{ATTEMPT, Reply, Responder, STATUS, id, new_session, now, session_json};
use mion::{Error, Mismatch};
use std::time::Duration;

const OTHER_ID: &str = "11111111-2222-4333-8444-555555555555";

async fn status_error(reply: Reply) -> Error {
    let mion = Responder::giving([reply]).await;
    let error = mion.client().status(&id()).await.unwrap_err();
    mion.only();
    error
}

#[tokio::test]
async fn a_refusal_is_final_and_keeps_mions_text_for_staff() {
    let error = status_error(Reply::json(422, "{\"error\":\r\n\"currency not approved\"}")).await;
    assert_eq!((error.retryable(), error.outcome_unknown(), error.http_status()), (false, false, Some(422)));
    assert_eq!(error.provider_text(), Some("{\"error\": \"currency not approved\"}"));
    assert_eq!(error.to_string(), "Mion refuses (HTTP 422)");
}

#[tokio::test]
async fn a_refusal_counts_even_when_its_text_is_cut_or_endless() {
    let cut = Reply::Last("HTTP/1.1 403 X\r\ncontent-length: 900\r\n\r\nnot allowed".to_owned());
    let error = status_error(cut).await;
    assert_eq!((error.http_status(), error.provider_text()), (Some(403), Some("not allowed")));
    let endless = Reply::Endless(format!("HTTP/1.1 400 X\r\n\r\n{}", "no ".repeat(1_000)));
    let error = status_error(endless).await;
    assert_eq!(error.http_status(), Some(400));
    assert_eq!(error.provider_text().unwrap().chars().count(), 500);
}

#[tokio::test]
async fn too_many_requests_are_waited_for_as_told() {
    let error = status_error(Reply::with_headers(429, "retry-after: 7\r\n", "")).await;
    assert_eq!((error.retryable(), error.outcome_unknown(), error.http_status()), (true, false, Some(429)));
    assert_eq!((error.retry_after(), error.provider_text()), (Some(Duration::from_secs(7)), None));
    let dated = "date: Sat, 24 Aug 2019 12:00:00 GMT\r\nretry-after: Sat, 24 Aug 2019 12:00:42 GMT\r\n";
    let error = status_error(Reply::with_headers(425, dated, "")).await;
    assert_eq!((error.retry_after(), error.outcome_unknown()), (Some(Duration::from_secs(42)), false));
    let error = status_error(Reply::with_headers(503, "retry-after: 100000\r\n", "down")).await;
    assert_eq!((error.retry_after(), error.outcome_unknown()), (Some(Duration::from_secs(300)), true));
    assert_eq!(error.provider_text(), Some("down"));
}

#[tokio::test]
async fn a_fault_at_mion_leaves_the_outcome_unknown() {
    for status in [408, 500, 502, 503, 504] {
        let mion = Responder::giving([Reply::json(status, "")]).await;
        let error = mion.client().create_session(&new_session(), now()).await.unwrap_err();
        assert!(error.retryable() && error.outcome_unknown(), "{status}");
        assert_eq!(mion.asked().len(), 1, "asked once, never again by itself");
    }
}

#[tokio::test]
async fn a_redirect_is_final_and_the_key_goes_nowhere() {
    let elsewhere = Responder::giving([]).await;
    for status in [301, 302, 303, 307, 308] {
        let location = format!("location: {}/payment-sessions\r\n", elsewhere.base);
        let mion = Responder::giving([Reply::with_headers(status, &location, "")]).await;
        let error = mion.client().create_session(&new_session(), now()).await.unwrap_err();
        assert_eq!(error, Error::Redirected { http_status: status });
        assert!(!error.retryable() && !error.outcome_unknown());
        mion.only();
    }
    assert!(elsewhere.asked().is_empty());
}

#[tokio::test]
async fn not_found_is_an_answer_to_a_look_up_and_a_refusal_elsewhere() {
    let mion = Responder::giving([
        Reply::json(404, "{}"),
        Reply::json(404, "{}"),
        Reply::json(404, "gone"),
        Reply::json(404, ""),
    ])
    .await;
    let client = mion.client();
    assert_eq!(client.session(&id()).await, Ok(None));
    assert_eq!(client.session_by_reference("r").await, Ok(None));
    let error = client.create_attempt(&id()).await.unwrap_err();
    assert_eq!((error.http_status(), error.provider_text(), error.retryable()), (Some(404), Some("gone"), false));
    assert_eq!(client.status(&id()).await.unwrap_err().http_status(), Some(404));
}

#[tokio::test]
async fn an_answer_about_something_else_is_not_ours() {
    let other = |json: &str| Reply::json(200, &json.replace(&id().to_string(), OTHER_ID));
    let other_reference = || Reply::json(200, &session_json().replace("sale 7", "sale 8"));
    let mion = Responder::giving([
        other(ATTEMPT),
        other(STATUS),
        other(&session_json()),
        other_reference(),
        other_reference(),
    ])
    .await;
    let client = mion.client();
    let about_another_session = Error::Mismatched(Mismatch::Session);
    assert!(about_another_session.outcome_unknown() && about_another_session.retryable());
    assert_eq!(client.create_attempt(&id()).await, Err(about_another_session.clone()));
    assert_eq!(client.status(&id()).await, Err(about_another_session.clone()));
    assert_eq!(client.session(&id()).await, Err(about_another_session));
    let about_another_reference = Error::Mismatched(Mismatch::Reference);
    assert_eq!(client.session_by_reference("till-1/sale 7").await, Err(about_another_reference.clone()));
    assert_eq!(client.create_session(&new_session(), now()).await, Err(about_another_reference));
}
