//! What `doctor` learns of the way to Mion, its clock and the key.
//! The question changes nothing at Mion and is a new one each time.

use crate::responder::{Reply, Responder, session_json};
use mion::Reach;

#[tokio::test]
async fn a_look_up_of_nothing_tells_clock_and_key() {
    let date = "date: Thu, 01 Jan 2026 12:00:00 GMT\r\n";
    let server_date = Some("2026-01-01T12:00:00Z".parse().unwrap());
    let mion = Responder::giving([
        Reply::with_headers(404, date, "{}"),
        Reply::with_headers(401, date, "who are you"),
        Reply::json(403, ""),
        Reply::json(200, &session_json()),
        Reply::with_headers(404, "date: noon\r\n", ""),
    ])
    .await;
    let client = mion.client();
    assert_eq!(client.reach().await, Ok(Reach { server_date, authorised: true }));
    assert_eq!(client.reach().await, Ok(Reach { server_date, authorised: false }));
    assert_eq!(client.reach().await, Ok(Reach { server_date: None, authorised: false }));
    assert_eq!(client.reach().await, Ok(Reach { server_date: None, authorised: true }));
    assert_eq!(client.reach().await, Ok(Reach { server_date: None, authorised: true }));
    let asked = mion.asked();
    let reference =
        |i: usize| asked[i].line().strip_prefix("GET /payment-sessions/reference/reach-").unwrap().to_owned();
    assert_eq!(reference(0).len(), 36);
    assert_ne!(reference(0), reference(1));
}

#[tokio::test]
async fn any_other_answer_is_an_error_that_says_what_came() {
    let mion = Responder::giving([
        Reply::json(503, "down"),
        Reply::json(302, ""),
        Reply::json(400, "no such route"),
        Reply::HangUp,
    ])
    .await;
    let client = mion.client();
    for expected in [Some(503), Some(302), Some(400), None] {
        assert_eq!(client.reach().await.unwrap_err().http_status(), expected);
    }
}
