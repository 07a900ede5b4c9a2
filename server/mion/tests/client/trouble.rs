//! No answer, half an answer, an endless or an unreadable one.
//! What was never sent did not happen; what was sent may have.

use crate::responder::{ATTEMPT, KEY, Reply, Responder, STATUS, id, new_session, now, session_json};
use mion::{Client, Error, Settings, Unreached, Unreadable};
use std::time::Duration;
use tokio::net::TcpListener;

async fn creating(reply: Reply) -> Error {
    let mion = Responder::giving([reply]).await;
    let error = mion.client().create_session(&new_session(), now()).await.unwrap_err();
    assert_eq!(mion.asked().len(), 1, "asked once, never again by itself");
    error
}

fn client_of(base: &str) -> Client {
    Client::new(Settings::new(base.parse().unwrap(), KEY.into())).unwrap()
}

#[tokio::test]
async fn silence_ends_in_a_time_out_with_unknown_outcome() {
    let part = format!("HTTP/1.1 200 X\r\ncontent-length: 99\r\n\r\n{}", &session_json()[..20]);
    for reply in [Reply::Silence, Reply::Bytes(part)] {
        let mion = Responder::giving([reply]).await;
        let error = mion.hurried_client().create_session(&new_session(), now()).await.unwrap_err();
        assert_eq!(error, Error::TimedOut);
        assert!(error.retryable() && error.outcome_unknown());
    }
}

#[tokio::test]
async fn a_lost_connection_leaves_the_outcome_unknown() {
    let half = &session_json()[..20];
    let length = session_json().len();
    for reply in [
        Reply::HangUp,
        Reply::Last("HTTP/1.1 20".to_owned()),
        Reply::Last("HTTP/1.1 200 X\r\ncontent-le".to_owned()),
        Reply::Last(format!("HTTP/1.1 200 X\r\ncontent-length: {length}\r\n\r\n{half}")),
        Reply::Last(format!("HTTP/1.1 200 X\r\ntransfer-encoding: chunked\r\n\r\n14\r\n{half}\r\n")),
        Reply::Last("SSH-2.0-OpenSSH_9.7\r\n".to_owned()),
    ] {
        let error = creating(reply).await;
        assert_eq!(error, Error::AnswerLost);
        assert!(error.retryable() && error.outcome_unknown());
    }
}

#[tokio::test]
async fn an_unreadable_answer_leaves_the_outcome_unknown() {
    let half = &session_json()[..20];
    for (reply, expected) in [
        (Reply::json(200, ""), Unreadable::NotJson),
        (Reply::Bytes("HTTP/1.1 204 X\r\n\r\n".to_owned()), Unreadable::NotJson),
        (Reply::json(200, "<html>"), Unreadable::NotJson),
        (Reply::json(200, half), Unreadable::NotJson),
        (Reply::json(200, "[]"), Unreadable::NotAnObject),
        (Reply::json(200, "{}"), Unreadable::Lacks { field: "paymentSessionId" }),
        // Without a length, the end of the connection is the end of the answer.
        (Reply::Last(format!("HTTP/1.1 200 X\r\n\r\n{half}")), Unreadable::NotJson),
    ] {
        let error = creating(reply).await;
        assert_eq!(error, Error::Unreadable(expected));
        assert!(error.retryable() && error.outcome_unknown());
    }
}

#[tokio::test]
async fn an_answer_too_long_is_dropped_while_it_still_comes() {
    let too_long = Error::Unreadable(Unreadable::TooLong { limit_bytes: 262_144 });
    let spaces = " ".repeat(4_096);
    assert_eq!(creating(Reply::Endless(format!("HTTP/1.1 200 X\r\n\r\n{spaces}"))).await, too_long);
    let chunk = format!("1000\r\n{spaces}\r\n");
    let chunked = format!("HTTP/1.1 200 X\r\ntransfer-encoding: chunked\r\n\r\n{}", chunk.repeat(70));
    assert_eq!(creating(Reply::Bytes(chunked)).await, too_long);
    let mion = Responder::giving([Reply::json(200, STATUS), Reply::json(200, STATUS)]).await;
    let mut settings = mion.settings();
    settings.answer_limit_bytes = STATUS.len();
    assert!(Client::new(settings.clone()).unwrap().status(&id()).await.is_ok());
    settings.answer_limit_bytes = STATUS.len() - 1;
    let error = Client::new(settings).unwrap().status(&id()).await.unwrap_err();
    assert_eq!(error, Error::Unreadable(Unreadable::TooLong { limit_bytes: STATUS.len() - 1 }));
}

#[tokio::test]
async fn a_wrong_amount_or_time_makes_the_answer_unreadable() {
    let negative = ATTEMPT.replace("25000000", "-25000000");
    let mion = Responder::giving([
        Reply::json(200, &negative),
        Reply::json(
            200,
            &STATUS.replace("\"draft\"", "\"funded\"").replace("\"paidAt\": \"2019", "\"paidAt\": \"at 2019"),
        ),
    ])
    .await;
    let client = mion.client();
    let error = client.create_attempt(&id()).await.unwrap_err();
    assert!(error.to_string().starts_with("Mion's answer cannot be read: amountMsat is not a whole number"), "{error}");
    let error = client.status(&id()).await.unwrap_err();
    assert_eq!(error.to_string(), "Mion's answer cannot be read: paidAt is not an instant (RFC 3339)");
}

#[tokio::test]
async fn where_nobody_listens_nothing_was_sent() {
    let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
    let base = format!("http://{}", listener.local_addr().unwrap());
    drop(listener);
    let error = client_of(&base).create_session(&new_session(), now()).await.unwrap_err();
    assert_eq!(error, Error::NotSent(Unreached::Refused));
    assert!(error.retryable() && !error.outcome_unknown());
    assert_eq!(error.to_string(), "Mion cannot be reached: the connection is refused");
}

/// A label of more than 63 characters cannot be a name, so no resolver is asked.
#[tokio::test]
async fn where_the_name_is_unknown_nothing_was_sent() {
    let base = format!("http://{}.invalid", "x".repeat(64));
    let error = client_of(&base).status(&id()).await.unwrap_err();
    assert_eq!(error, Error::NotSent(Unreached::Name));
}

#[tokio::test]
async fn where_tls_fails_nothing_was_sent() {
    let plain = TcpListener::bind("127.0.0.1:0").await.unwrap();
    let base = format!("https://{}", plain.local_addr().unwrap());
    let answering = tokio::spawn(async move {
        let (mut stream, _) = plain.accept().await.unwrap();
        tokio::io::AsyncWriteExt::write_all(&mut stream, b"HTTP/1.1 400 X\r\n\r\n").await.unwrap();
        stream
    });
    let error = client_of(&base).create_session(&new_session(), now()).await.unwrap_err();
    assert!(matches!(&error, Error::NotSent(Unreached::Tls(_))), "{error:?}");
    assert!(error.retryable() && !error.outcome_unknown());
    drop(answering.await);
}

#[tokio::test]
async fn no_connection_in_time_means_nothing_was_sent() {
    // Accepted by the system, and then no TLS handshake ever comes.
    let silent = TcpListener::bind("127.0.0.1:0").await.unwrap();
    let base = format!("https://{}", silent.local_addr().unwrap());
    let mut settings = Settings::new(base.parse().unwrap(), KEY.into());
    settings.timeouts.connect = Duration::from_millis(100);
    let error = Client::new(settings).unwrap().create_session(&new_session(), now()).await.unwrap_err();
    assert_eq!(error, Error::NotSent(Unreached::TimedOut));
    assert!(error.retryable() && !error.outcome_unknown());
}

/// A nanosecond is over before any connection is there, as if the program had been frozen meanwhile.
#[tokio::test]
async fn what_would_be_sent_late_is_not_sent_and_what_changes_nothing_is_asked_all_the_same() {
    let mion = Responder::giving([Reply::json(200, STATUS), Reply::json(200, &session_json())]).await;
    let mut settings = mion.settings();
    settings.timeouts.send = Duration::from_nanos(1);
    let client = Client::new(settings).unwrap();
    for error in [
        client.create_session(&new_session(), now()).await.unwrap_err(),
        client.create_attempt(&id()).await.unwrap_err(),
    ] {
        assert_eq!(error, Error::NotSent(Unreached::TooLate));
        assert!(error.retryable() && !error.outcome_unknown());
    }
    assert!(mion.asked().is_empty(), "no whole question came");
    assert!(client.status(&id()).await.is_ok());
    // An open connection sends at once what it is given, and is held to the deadline all the same.
    let error = client.create_session(&new_session(), now()).await.unwrap_err();
    assert_eq!(error, Error::NotSent(Unreached::TooLate));
    assert_eq!(mion.only().line(), format!("GET /payment-sessions/{}/status", id()));
    assert!(mion.client().create_session(&new_session(), now()).await.is_ok());
}
