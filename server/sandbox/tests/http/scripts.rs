//! Every scripted answer, sent through the control side over HTTP and met by an ordinary client.

use std::time::{Duration, Instant};

use lightning_invoice::{Bolt11Invoice, Currency};
use reqwest::{Method, StatusCode};
use sandbox::Route;
use serde_json::{Value, json};

use crate::world::{World, at_till, attempts, client, sale, text};

impl World {
    async fn script(&self, route: &str, answer: Value) {
        let (code, said) = self.verb("script", &json!({ "route": route, "answer": answer })).await;
        assert_eq!(code, StatusCode::OK, "{said}");
    }

    /// Opens a session without expecting an answer that makes sense.
    async fn open(&self) -> reqwest::Result<reqwest::Response> {
        self.api(Method::POST, "/payment-sessions").json(&sale()).send().await
    }

    /// How many sessions there are, whatever was answered.
    fn recorded(&self) -> usize {
        self.control.sessions(None).len()
    }
}

#[tokio::test]
#[expect(clippy::disallowed_methods, reason = "a delay is of real time")]
async fn a_delay_gives_the_plain_answer_later() {
    let world = World::new().await;
    world.script("create_session", json!({ "kind": "delay", "ms": 80 })).await;
    let began = Instant::now();
    world.opened().await;
    assert!(began.elapsed() >= Duration::from_millis(80));
    assert_eq!(world.recorded(), 1);
}

#[tokio::test]
async fn a_timeout_does_nothing_and_answers_nothing() {
    let world = World::new().await;
    world.script("any", json!({ "kind": "timeout" })).await;
    let request = world.api(Method::POST, "/payment-sessions").json(&sale());
    let error = request.timeout(Duration::from_millis(200)).send().await.unwrap_err();
    assert!(error.is_timeout(), "{error:?}");
    assert_eq!(world.recorded(), 0);
    world.opened().await;
}

#[tokio::test]
async fn a_status_is_answered_with_its_headers_and_body_and_nothing_is_done() {
    let world = World::new().await;
    let slow = json!({ "kind": "status", "code": 429, "retryAfter": 3, "body": "slow down" });
    world.script("create_session", slow).await;
    let response = world.open().await.unwrap();
    assert_eq!(response.status(), StatusCode::TOO_MANY_REQUESTS);
    assert_eq!(response.headers()["retry-after"], "3");
    assert_eq!(response.headers()["content-type"], "text/plain; charset=utf-8");
    assert_eq!(response.text().await.unwrap(), "slow down");
    world.script("create_session", json!({ "kind": "status", "code": 503 })).await;
    let response = world.open().await.unwrap();
    assert_eq!(response.status(), StatusCode::SERVICE_UNAVAILABLE);
    assert!(response.headers().get("retry-after").is_none());
    assert!(response.json::<Value>().await.unwrap()["error"].is_string());
    assert_eq!(world.recorded(), 0);
}

#[tokio::test]
async fn a_malformed_answer_comes_after_the_deed() {
    let world = World::new().await;
    world.script("create_session", json!({ "kind": "malformed" })).await;
    let response = world.open().await.unwrap();
    assert_eq!(response.status(), StatusCode::CREATED);
    assert_eq!(response.headers()["content-type"], "application/json");
    let body = response.text().await.unwrap();
    assert!(serde_json::from_str::<Value>(&body).is_err(), "{body}");
    world.script("create_session", json!({ "kind": "malformed", "body": "" })).await;
    assert_eq!(world.open().await.unwrap().text().await.unwrap(), "");
    assert_eq!(world.recorded(), 2);
}

#[tokio::test]
async fn half_an_answer_promises_the_whole_and_then_ends() {
    let world = World::new().await;
    world.script("create_session", json!({ "kind": "half" })).await;
    let mut response = world.open().await.unwrap();
    assert_eq!(response.status(), StatusCode::CREATED);
    let promised = response.content_length().unwrap();
    let mut came = Vec::new();
    let error = loop {
        match response.chunk().await {
            Ok(Some(bytes)) => came.extend_from_slice(&bytes),
            Ok(None) => panic!("the body ended as if it were whole"),
            Err(error) => break error,
        }
    };
    assert!(error.is_body() || error.is_decode(), "{error:?}");
    assert_eq!(came.len() as u64, promised / 2);
    assert!(came.starts_with(b"{\"paymentSessionId\":"));
    assert_eq!(world.recorded(), 1);
}

#[tokio::test]
async fn a_drop_cuts_the_connection_and_does_nothing() {
    let world = World::new().await;
    world.script("create_session", json!({ "kind": "drop" })).await;
    let error = world.open().await.unwrap_err();
    assert!(error.is_request() && !error.is_timeout(), "{error:?}");
    assert_eq!((world.recorded(), world.control.count(Route::CreateSession)), (0, 1));
    world.opened().await;
}

#[tokio::test]
async fn act_then_drop_does_it_and_cuts_the_connection() {
    let world = World::new().await;
    world.script("create_session", json!({ "kind": "act_then_drop" })).await;
    let error = world.open().await.unwrap_err();
    assert!(error.is_request() && !error.is_timeout(), "{error:?}");
    assert_eq!(world.recorded(), 1);
    let (code, found) = world.get("/payment-sessions/reference/till-4%2Fsale%2017").await;
    assert_eq!(code, StatusCode::OK);
    assert_eq!(found["status"], "draft");
}

#[tokio::test]
async fn act_then_status_does_it_and_says_otherwise() {
    let world = World::new().await;
    let answer = json!({ "kind": "act_then_status", "code": 502, "retryAfter": "1" });
    world.script("create_session", answer).await;
    let response = world.open().await.unwrap();
    assert_eq!(response.status(), StatusCode::BAD_GATEWAY);
    assert_eq!(response.headers()["retry-after"], "1");
    assert_eq!(world.recorded(), 1);
}

#[tokio::test]
async fn a_patch_sets_nulls_adds_and_removes_fields() {
    let world = World::new().await;
    let id = world.opened().await;
    let patch = json!({
        "kind": "patch",
        "patch": { "status": "half-baked", "fundingStatus": null, "moonPhase": [1, 2] },
        "remove": ["paidAt", "feeStatus"],
    });
    world.script("status", patch).await;
    let status = world.status(&id).await;
    assert_eq!(status["status"], "half-baked");
    assert_eq!(status["moonPhase"], json!([1, 2]));
    let fields = status.as_object().unwrap();
    assert_eq!(fields.get("fundingStatus"), Some(&Value::Null));
    assert!(!fields.contains_key("paidAt") && !fields.contains_key("feeStatus"));
    assert_eq!(world.status(&id).await["status"], "draft");
}

#[tokio::test]
async fn a_patch_leaves_a_refusal_alone() {
    let world = World::new().await;
    world.script("session", json!({ "kind": "patch", "patch": { "status": "x" } })).await;
    let (code, refusal) = world.get("/payment-sessions/none").await;
    assert_eq!(code, StatusCode::NOT_FOUND);
    assert_eq!(refusal, json!({ "error": "no such payment session" }));
}

#[tokio::test]
async fn a_blocked_attempt_has_no_invoice() {
    let world = World::new().await;
    let id = world.opened().await;
    world.script("create_attempt", json!({ "kind": "block" })).await;
    let blocked = world.attempted(&id).await;
    assert_eq!(blocked["blockedByCompliance"], true);
    assert_eq!((&blocked["lnInvoice"], &blocked["onChainAddress"]), (&Value::Null, &Value::Null));
    assert!(world.attempted(&id).await["lnInvoice"].is_string());
}

#[tokio::test]
async fn an_invoice_can_be_for_another_amount_than_the_attempt_says() {
    let world = World::new().await;
    let id = world.opened().await;
    for (answer, amount_msat) in [
        (json!({ "kind": "invoice_amount" }), 25_001_000),
        (json!({ "kind": "invoice_amount", "invoiceMsat": 7_000 }), 7_000),
    ] {
        world.script("create_attempt", answer).await;
        let attempt = world.attempted(&id).await;
        assert_eq!(attempt["amountMsat"], 25_000_000);
        let invoice: Bolt11Invoice = text(&attempt, "lnInvoice").parse().unwrap();
        assert_eq!(invoice.amount_milli_satoshis(), Some(amount_msat));
    }
}

#[tokio::test]
async fn an_invoice_can_be_for_another_network() {
    let world = World::new().await;
    let id = world.opened().await;
    for (answer, currency) in [
        (json!({ "kind": "invoice_network" }), Currency::Bitcoin),
        (json!({ "kind": "invoice_network", "network": "signet" }), Currency::Signet),
    ] {
        world.script("create_attempt", answer).await;
        let invoice: Bolt11Invoice = text(&world.attempted(&id).await, "lnInvoice").parse().unwrap();
        assert_eq!(invoice.currency(), currency);
        assert_eq!(invoice.amount_milli_satoshis(), Some(25_000_000));
    }
}

#[tokio::test]
async fn answers_queue_up_repeat_and_can_be_cleared() {
    let world = World::new().await;
    let twice = json!({ "route": "create_session", "times": 2,
                        "answer": { "kind": "status", "code": 500 } });
    world.verb("script", &twice).await;
    world.script("create_session", json!({ "kind": "status", "code": 408 })).await;
    world.script("status", json!({ "kind": "status", "code": 425 })).await;
    let mut codes = Vec::new();
    for _ in 0..4 {
        codes.push(world.open().await.unwrap().status().as_u16());
    }
    assert_eq!(codes, [500, 500, 408, 201]);
    assert_eq!(world.verb("script/clear", &json!({})).await.0, StatusCode::OK);
    let id = world.opened().await;
    assert_eq!(world.status(&id).await["status"], "draft");
}

#[tokio::test]
async fn a_request_without_the_key_uses_up_no_answer() {
    let world = World::new().await;
    world.script("create_session", json!({ "kind": "status", "code": 500 })).await;
    let bare = client().post(world.url("/payment-sessions")).json(&sale());
    assert_eq!(bare.send().await.unwrap().status(), StatusCode::UNAUTHORIZED);
    assert_eq!(world.open().await.unwrap().status(), StatusCode::INTERNAL_SERVER_ERROR);
}

#[tokio::test]
async fn while_down_every_call_is_cut_and_nothing_is_done() {
    let world = World::new().await;
    let id = world.opened().await;
    assert_eq!(world.verb("down", &json!({ "down": true })).await.0, StatusCode::OK);
    assert!(world.open().await.is_err());
    let status = format!("/payment-sessions/{id}/status");
    assert!(world.api(Method::GET, &status).send().await.is_err());
    let create = world.api(Method::POST, &attempts(&id)).json(&at_till(&id));
    assert!(create.send().await.is_err());
    assert_eq!(world.recorded(), 1);
    assert_eq!(world.control.count(Route::CreateSession), 2);
    assert_eq!(world.control.requests().last().unwrap().fate, "down");
    world.verb("down", &json!({ "down": false })).await;
    assert_eq!(world.status(&id).await["status"], "draft");
}
