//! Mion's documented routes: fields, refusals, invoices, and a status that stays honest.

use lightning_invoice::Bolt11Invoice;
use reqwest::{Method, StatusCode};
use sandbox::{Network, Options, Route};
use serde_json::{Value, json};

use crate::world::{World, at_till, attempts, but, names, options, sale, text};

#[tokio::test]
async fn a_session_is_opened_with_the_documented_fields() {
    let world = World::new().await;
    let (code, session) = world.post("/payment-sessions", &sale()).await;
    assert_eq!(code, StatusCode::CREATED);
    let id = text(&session, "paymentSessionId");
    assert_eq!(
        session,
        json!({
            "paymentSessionId": id,
            "reference": "till-4/sale 17",
            "amount": 1250,
            "currencyIso3": "EUR",
            "expiresAt": "2026-01-02T12:10:00Z",
            "status": "draft",
        })
    );
    assert_eq!(world.get(&format!("/payment-sessions/{id}")).await, (StatusCode::OK, session));
}

#[tokio::test]
async fn an_expiry_can_be_seconds_from_now() {
    let world = World::new().await;
    let (_, session) = world.post("/payment-sessions", &but(sale(), "expiry", json!(90))).await;
    assert_eq!(session["expiresAt"], "2026-01-02T12:01:30Z");
}

#[tokio::test]
async fn a_session_that_makes_no_sense_is_refused_and_not_recorded() {
    let world = World::new().await;
    for (field, values) in [
        ("amount", json!([0, -5, 12.5, "1250", null, 1_000_000_000_000_000_000_u64])),
        ("currencyIso3", json!(["USD", "eur", null])),
        ("reference", json!(["", " ", null, 7, "x".repeat(201)])),
        ("expiry", json!(["2026-01-02T12:00:00Z", "tomorrow", 0, -1, 1.5, 1_767_355_800, null])),
        ("retailPos", json!(["true", 1])),
    ] {
        for value in values.as_array().unwrap() {
            let (code, refusal) = world.post("/payment-sessions", &but(sale(), field, value.clone())).await;
            assert_eq!(code, StatusCode::BAD_REQUEST, "{field} = {value}");
            assert!(text(&refusal, "error").contains(field), "{refusal}");
        }
    }
    assert_eq!(world.control.sessions(None), []);
}

#[tokio::test]
async fn a_body_must_be_a_json_object_of_its_type_and_size() {
    let world = World::new().await;
    let send = |kind: &'static str, body: String| {
        world.api(Method::POST, "/payment-sessions").header("content-type", kind).body(body).send()
    };
    let code = |sent: Result<reqwest::Response, _>| sent.unwrap().status();
    assert_eq!(code(send("text/plain", sale().to_string()).await), 415);
    assert_eq!(code(send("application/json", "[1]".into()).await), 400);
    assert_eq!(code(send("application/json", "{".into()).await), 400);
    let large = but(sale(), "note", Value::String("x".repeat(70_000))).to_string();
    assert_eq!(code(send("application/json", large).await), 413);
    assert_eq!(code(send("application/json; charset=utf-8", sale().to_string()).await), 201);
}

#[tokio::test]
async fn without_the_key_nothing_is_done() {
    let world = World::new().await;
    for key in [None, Some("Bearer wrong"), Some("k-for-tests"), Some("Bearer ")] {
        let mut request = world.client.post(world.url("/payment-sessions")).json(&sale());
        if let Some(key) = key {
            request = request.header("authorization", key);
        }
        let response = request.send().await.unwrap();
        assert_eq!(response.status(), StatusCode::UNAUTHORIZED);
        assert!(response.json::<Value>().await.unwrap()["error"].is_string());
    }
    assert_eq!(world.control.sessions(None), []);
}

#[tokio::test]
async fn an_attempt_has_the_documented_fields_and_an_invoice_that_agrees() {
    let world = World::new().await;
    let id = world.opened().await;
    let attempt = world.attempted(&id).await;
    let (invoice, address) = (text(&attempt, "lnInvoice"), text(&attempt, "onChainAddress"));
    assert_eq!(
        attempt,
        json!({
            "amountMsat": 25_000_000,
            "blockedByCompliance": false,
            "expiry": "2026-01-02T12:10:00Z",
            "lnInvoice": invoice,
            "missingComplianceCustomerFields": [],
            "onChainAddress": address,
            "paymentMethod": "lightning",
            "paymentSessionId": id,
            "suggestedFeeRate": 4,
        })
    );
    let invoice: Bolt11Invoice = invoice.parse().unwrap();
    invoice.check_signature().unwrap();
    assert_eq!(invoice.amount_milli_satoshis(), Some(25_000_000));
    assert_eq!(invoice.currency(), lightning_invoice::Currency::Regtest);
    assert_eq!(invoice.description().to_string(), "till-4/sale 17");
    // 12:10:00 on that day.
    assert_eq!(invoice.expires_at().unwrap().as_secs(), 1_767_355_800);
}

#[tokio::test]
async fn rate_network_and_life_of_invoices_are_options() {
    let world = World::with(Options {
        network: Network::Bitcoin,
        msat_per_minor: 17_777,
        invoice_seconds: Some(60),
        ..options()
    })
    .await;
    let id = world.opened().await;
    let attempt = world.attempted(&id).await;
    assert_eq!(attempt["amountMsat"], 22_221_250);
    assert_eq!(attempt["expiry"], "2026-01-02T12:01:00Z");
    let invoice: Bolt11Invoice = text(&attempt, "lnInvoice").parse().unwrap();
    assert_eq!(invoice.currency(), lightning_invoice::Currency::Bitcoin);
    assert_eq!(invoice.amount_milli_satoshis(), Some(22_221_250));
    assert_eq!(invoice.expiry_time().as_secs(), 60);
    world.control.advance(570).unwrap();
    assert_eq!(world.attempted(&id).await["expiry"], "2026-01-02T12:10:00Z");
}

#[tokio::test]
async fn an_online_sale_is_asked_for_its_customer_and_gets_no_invoice() {
    let world = World::new().await;
    let at_till_session = world.opened().await;
    let online = but(sale(), "retailPos", Value::Null);
    let (_, session) = world.post("/payment-sessions", &online).await;
    let online_session = text(&session, "paymentSessionId");
    let online_attempt = json!({ "paymentSessionId": at_till_session });
    for (id, body) in [(&at_till_session, online_attempt), (&online_session, at_till(&online_session))] {
        let (code, attempt) = world.post(&attempts(id), &body).await;
        assert_eq!(code, StatusCode::CREATED);
        assert_eq!(attempt["missingComplianceCustomerFields"], json!(["name", "email"]));
        assert_eq!((&attempt["lnInvoice"], &attempt["onChainAddress"]), (&Value::Null, &Value::Null));
        assert_eq!(attempt["blockedByCompliance"], false);
    }
}

#[tokio::test]
async fn an_attempt_that_makes_no_sense_is_refused() {
    let world = World::new().await;
    let (id, invoice) = world.invoiced().await;
    let other = "75099bcf-22d5-43f9-8976-b7c5692eaa85";
    for (path, body, expected) in [
        (attempts(other), at_till(other), StatusCode::NOT_FOUND),
        (attempts("no-uuid"), at_till("no-uuid"), StatusCode::NOT_FOUND),
        (attempts(&id), at_till(other), StatusCode::BAD_REQUEST),
        (attempts(&id), but(at_till(&id), "paymentMethod", json!("card")), StatusCode::BAD_REQUEST),
        (attempts(&id), but(at_till(&id), "retailPos", json!("yes")), StatusCode::BAD_REQUEST),
    ] {
        let (code, refusal) = world.post(&path, &body).await;
        assert_eq!(code, expected, "{path} {body}");
        assert!(refusal["error"].is_string());
    }
    world.control.pay(&invoice, false).unwrap();
    assert_eq!(world.post(&attempts(&id), &at_till(&id)).await.0, StatusCode::CONFLICT);
}

#[tokio::test]
async fn a_session_past_its_end_stays_a_draft_and_gives_no_more_invoices() {
    let world = World::new().await;
    let (id, _) = world.invoiced().await;
    world.control.advance(600).unwrap();
    assert_eq!(world.post(&attempts(&id), &at_till(&id)).await.0, StatusCode::CONFLICT);
    let status = world.status(&id).await;
    assert_eq!((&status["status"], &status["paidAt"]), (&json!("draft"), &Value::Null));
}

#[tokio::test]
async fn the_status_has_the_documented_fields_before_and_after_the_payment() {
    let world = World::new().await;
    let id = world.opened().await;
    let before = json!({
        "expiresAt": "2026-01-02T12:10:00Z",
        "feeStatus": null,
        "fundingAmountAvailable": 0,
        "fundingStatus": null,
        "paidAt": null,
        "paymentMethod": null,
        "paymentSessionId": id,
        "status": "draft",
    });
    assert_eq!(world.status(&id).await, before);
    let invoice = text(&world.attempted(&id).await, "lnInvoice");
    world.control.advance(30).unwrap();
    world.control.pay(&invoice, false).unwrap();
    let received = json!({
        "expiresAt": "2026-01-02T12:10:00Z",
        "feeStatus": "correct",
        "fundingAmountAvailable": 0,
        "fundingStatus": "well-funded",
        "paidAt": "2026-01-02T12:00:30.000Z",
        "paymentMethod": "lightning",
        "paymentSessionId": id,
        "status": "funding-received",
    });
    assert_eq!(names(&received), names(&before));
    assert_eq!(world.status(&id).await, received);
    let funded = but(received, "status", json!("funded"));
    assert_eq!(world.status(&id).await, funded);
    assert_eq!(world.status(&id).await, funded);
}

#[tokio::test]
async fn a_reference_finds_its_newest_session_and_an_unknown_one_nothing() {
    let world = World::new().await;
    let path = "/payment-sessions/reference/till-4%2Fsale%2017";
    assert_eq!(world.get(path).await.0, StatusCode::NOT_FOUND);
    let first = world.opened().await;
    assert_eq!(text(&world.get(path).await.1, "paymentSessionId"), first);
    let second = world.opened().await;
    assert_ne!(first, second);
    assert_eq!(text(&world.get(path).await.1, "paymentSessionId"), second);
    assert_eq!(world.control.sessions(None).len(), 2);
}

#[tokio::test]
async fn unknown_sessions_routes_and_methods_are_refused_in_json_and_logged() {
    let world = World::new().await;
    let unknown = "/payment-sessions/75099bcf-22d5-43f9-8976-b7c5692eaa85";
    assert_eq!(world.get(unknown).await.0, StatusCode::NOT_FOUND);
    assert_eq!(world.get(&format!("{unknown}/status")).await.0, StatusCode::NOT_FOUND);
    assert_eq!(world.get("/payment-sessions/x/status").await.0, StatusCode::NOT_FOUND);
    assert_eq!(world.get("/v2/payments").await.0, StatusCode::NOT_FOUND);
    assert_eq!(world.get("/payment-sessions").await.0, StatusCode::METHOD_NOT_ALLOWED);
    let log = world.control.requests();
    let routes: Vec<Option<Route>> = log.iter().map(|request| request.route).collect();
    assert_eq!(routes, [Some(Route::Session), Some(Route::Status), Some(Route::Status), None, None]);
    assert_eq!((log[3].path.as_str(), log[3].fate), ("/v2/payments", "refused"));
}
