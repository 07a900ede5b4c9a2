//! Method, path, headers and body of every question, to the letter.
//! And what is never asked at all.

use crate::responder::{ATTEMPT, ID, Reply, Responder, STATUS, id, new_session, now, session_json};
use mion::{Client, Error, ExpiryFormat, RetailPos, StatusName, Unaskable};

#[tokio::test]
async fn a_session_is_created_with_the_documented_fields() {
    let mion = Responder::giving([Reply::json(201, &session_json())]).await;
    let session = mion.client().create_session(&new_session(), now()).await.unwrap();
    assert_eq!(session.id, id());
    let asked = mion.only();
    assert_eq!(asked.line(), "POST /payment-sessions");
    assert_eq!(
        asked.body,
        r#"{"amount":1200,"currencyIso3":"EUR","expiry":"2026-01-01T12:10:00Z","reference":"till-1/sale 7","retailPos":true}"#
    );
    assert_eq!(asked.header("authorization"), Some("Bearer sk_marked_key"));
    assert_eq!(asked.header("content-type"), Some("application/json"));
    assert_eq!(asked.header("accept"), Some("application/json"));
    assert_eq!(asked.header("user-agent"), Some(concat!("mion-kiosk/", env!("CARGO_PKG_VERSION"))));
    assert_eq!(asked.header("host"), mion.base.strip_prefix("http://"));
    for absent in ["cookie", "referer", "accept-encoding", "transfer-encoding"] {
        assert_eq!(asked.header(absent), None, "{absent}");
    }
}

#[tokio::test]
async fn an_attempt_and_a_status_are_asked_for_under_the_session() {
    let mion = Responder::giving([Reply::json(200, ATTEMPT), Reply::json(200, STATUS)]).await;
    let client = mion.client();
    let attempt = client.create_attempt(&id()).await.unwrap();
    assert_eq!((attempt.amount_msat, attempt.ln_invoice.as_deref()), (Some(25_000_000), Some("string")));
    let status = client.status(&id()).await.unwrap();
    assert_eq!((status.status.clone(), status.paid()), (StatusName::Draft, None));
    let asked = mion.asked();
    assert_eq!(asked[0].line(), format!("POST /payment-sessions/{ID}/attempts"));
    assert_eq!(asked[0].body, format!(r#"{{"paymentMethod":"lightning","paymentSessionId":"{ID}","retailPos":true}}"#));
    assert_eq!(asked[1].line(), format!("GET /payment-sessions/{ID}/status"));
    assert_eq!((asked[1].body.as_str(), asked[1].header("content-type")), ("", None));
    assert_eq!(asked[1].header("authorization"), Some("Bearer sk_marked_key"));
    assert_eq!(asked[1].connection, asked[0].connection, "the connection is used again");
}

#[tokio::test]
async fn a_session_is_looked_up_by_id_and_by_encoded_reference() {
    let mion = Responder::giving([Reply::json(200, &session_json()), Reply::json(200, &session_json())]).await;
    let client = mion.client();
    assert_eq!(client.session(&id()).await.unwrap().unwrap().id, id());
    assert_eq!(client.session_by_reference("till-1/sale 7").await.unwrap().unwrap().id, id());
    let asked = mion.asked();
    assert_eq!(asked[0].line(), format!("GET /payment-sessions/{ID}"));
    assert_eq!(asked[1].line(), "GET /payment-sessions/reference/till-1%2Fsale%207");
}

#[tokio::test]
async fn every_assumption_can_be_set() {
    let mion =
        Responder::giving([Reply::json(200, &session_json()), Reply::json(200, ATTEMPT), Reply::json(404, "")]).await;
    let mut settings = mion.settings();
    settings.base_url = format!("{}/api/v2/", mion.base).parse().unwrap();
    settings.auth.name = "X-Api-Key".parse().unwrap();
    settings.auth.prefix = "".parse().unwrap();
    settings.routes.create_session = "PUT /sessions".parse().unwrap();
    settings.routes.create_attempt = "POST /attempts".parse().unwrap();
    settings.routes.session_by_reference = "GET /sessions?reference={reference}".parse().unwrap();
    settings.expiry_format = ExpiryFormat::Seconds;
    settings.retail_pos = RetailPos::Omit;
    settings.lightning_method = "ln".to_owned();
    settings.currency = "SEK".to_owned();
    let client = Client::new(settings).unwrap();
    client.create_session(&new_session(), now()).await.unwrap();
    client.create_attempt(&id()).await.unwrap();
    assert_eq!(client.session_by_reference("a&b").await, Ok(None));
    let asked = mion.asked();
    assert_eq!(asked[0].line(), "PUT /api/v2/sessions");
    assert_eq!(asked[0].body, r#"{"amount":1200,"currencyIso3":"SEK","expiry":600,"reference":"till-1/sale 7"}"#);
    assert_eq!((asked[0].header("x-api-key"), asked[0].header("authorization")), (Some("sk_marked_key"), None));
    assert_eq!(asked[1].line(), "POST /api/v2/attempts");
    assert_eq!(asked[1].body, format!(r#"{{"paymentMethod":"ln","paymentSessionId":"{ID}"}}"#));
    assert_eq!(asked[2].line(), "GET /api/v2/sessions?reference=a%26b");
}

#[tokio::test]
async fn what_cannot_be_meant_is_not_asked() {
    let mion = Responder::giving([]).await;
    let client = mion.client();
    for reference in ["", ".", ".."] {
        assert_eq!(
            client.session_by_reference(reference).await,
            Err(Error::Unaskable(Unaskable::Reference)),
            "{reference}"
        );
        let new = mion::NewSession { reference: reference.to_owned(), ..new_session() };
        assert_eq!(client.create_session(&new, now()).await, Err(Error::Unaskable(Unaskable::Reference)));
    }
    let nothing = mion::NewSession { amount_minor: 0, ..new_session() };
    assert_eq!(client.create_session(&nothing, now()).await, Err(Error::Unaskable(Unaskable::Amount)));
    let over = mion::NewSession { expires_at: now(), ..new_session() };
    assert_eq!(client.create_session(&over, now()).await, Err(Error::Unaskable(Unaskable::Expiry)));
    assert!(mion.asked().is_empty());
}
