//! Control over HTTP: paying, setting, moving the clock, counting, and refusing bad input.

use reqwest::StatusCode;
use serde_json::{Value, json};

use crate::world::{KEY, World, names, sale};

#[tokio::test]
async fn an_invoice_is_paid_once_in_any_case_and_as_a_link() {
    let world = World::new().await;
    let (id, invoice) = world.invoiced().await;
    let link = format!("LIGHTNING:{}", invoice.to_uppercase());
    let (code, said) = world.verb("pay", &json!({ "invoice": link })).await;
    assert_eq!((code, said), (StatusCode::OK, json!({ "settled": 1_767_355_200_000_i64 })));
    assert_eq!(world.status(&id).await["status"], "funding-received");
    let (code, refusal) = world.verb("pay", &json!({ "invoice": invoice })).await;
    assert_eq!(code, StatusCode::CONFLICT);
    assert_eq!(refusal["error"], "the invoice is paid already");
}

#[tokio::test]
async fn an_unknown_invoice_is_not_found() {
    let world = World::new().await;
    let (code, refusal) = world.verb("pay", &json!({ "invoice": "lnbcrt1nobody" })).await;
    assert_eq!((code, refusal), (StatusCode::NOT_FOUND, json!({ "error": "no such invoice" })));
}

#[tokio::test]
async fn an_expired_invoice_is_paid_only_late() {
    let world = World::new().await;
    let (id, invoice) = world.invoiced().await;
    let (code, now) = world.verb("advance", &json!({ "seconds": 600 })).await;
    assert_eq!((code, now), (StatusCode::OK, json!({ "now": "2026-01-02T12:10:00Z" })));
    assert_eq!(world.verb("pay", &json!({ "invoice": invoice })).await.0, StatusCode::CONFLICT);
    assert_eq!(world.status(&id).await["status"], "draft");
    let late = json!({ "invoice": invoice, "late": true });
    assert_eq!(world.verb("pay", &late).await.0, StatusCode::OK);
    assert_eq!(world.status(&id).await["paidAt"], "2026-01-02T12:10:00.000Z");
    let sessions = world.list("sessions").await;
    assert_eq!(sessions["sessions"][0]["attempts"][0]["late"], true);
}

#[tokio::test]
async fn a_status_is_set_verbatim_and_the_rest_stays() {
    let world = World::new().await;
    let id = world.opened().await;
    let set = json!({ "paymentSessionId": id, "status": "exchanged", "fundingAmountAvailable": 42,
                      "fundingStatus": "under-funded", "feeStatus": null });
    assert_eq!(world.verb("status", &set).await.0, StatusCode::OK);
    let paid_at = json!({ "paymentSessionId": id, "paidAt": "2026-01-02T11:59:59Z" });
    assert_eq!(world.verb("status", &paid_at).await.0, StatusCode::OK);
    let status = world.status(&id).await;
    assert_eq!(status["status"], "exchanged");
    assert_eq!(status["paidAt"], "2026-01-02T11:59:59Z");
    assert_eq!(status["fundingStatus"], "under-funded");
    assert_eq!(status["feeStatus"], Value::Null);
    assert_eq!(status["fundingAmountAvailable"], 42);
    let unpaid = json!({ "paymentSessionId": id, "paidAt": null });
    assert_eq!(world.verb("status", &unpaid).await.0, StatusCode::OK);
    assert_eq!(world.status(&id).await["paidAt"], Value::Null);
}

#[tokio::test]
async fn sessions_are_listed_with_what_only_the_sandbox_knows() {
    let world = World::new().await;
    let id = world.opened().await;
    let attempt = world.attempted(&id).await;
    world.status(&id).await;
    let listed = world.list("sessions").await;
    assert_eq!(names(&listed), ["down", "now", "sessions"]);
    assert_eq!(
        listed["sessions"],
        json!([{
            "paymentSessionId": id,
            "reference": "till-4/sale 17",
            "amount": 1250,
            "currencyIso3": "EUR",
            "retailPos": true,
            "expiresAt": "2026-01-02T12:10:00Z",
            "status": "draft",
            "paidAt": null,
            "paid": false,
            "reads": 1,
            "attempts": [{
                "lnInvoice": attempt["lnInvoice"],
                "onChainAddress": attempt["onChainAddress"],
                "onChainSat": 0,
                "amountMsat": 25_000_000,
                "expiry": "2026-01-02T12:10:00Z",
                "secondsLeft": 600,
                "blockedByCompliance": false,
                "missingComplianceCustomerFields": [],
                "state": "open",
                "settled": null,
                "late": false,
            }],
        }])
    );
    let second = world.opened().await;
    let newest = world.list("sessions?limit=1").await;
    assert_eq!(newest["sessions"].as_array().unwrap().len(), 1);
    assert_eq!(newest["sessions"][0]["paymentSessionId"], second);
}

#[tokio::test]
async fn requests_are_listed_and_counted_without_the_key() {
    let world = World::new().await;
    let id = world.opened().await;
    world.status(&id).await;
    world.status(&id).await;
    let listed = world.list("requests").await;
    assert_eq!(listed["counts"], json!({ "create_session": 1, "status": 2 }));
    assert_eq!(
        listed["requests"][0],
        json!({
            "number": 1,
            "at": 1_767_355_200_000_i64,
            "method": "POST",
            "path": "/payment-sessions",
            "route": "create_session",
            "body": sale(),
            "fate": "answered",
        })
    );
    assert_eq!(listed["requests"][2]["path"], format!("/payment-sessions/{id}/status"));
    assert!(!listed.to_string().contains(KEY));
}

#[tokio::test]
async fn a_reset_leaves_nothing_of_before() {
    let world = World::new().await;
    let (_, invoice) = world.invoiced().await;
    world.control.pay(&invoice, false).unwrap();
    world.verb("advance", &json!({ "seconds": 5 })).await;
    world.verb("down", &json!({ "down": true })).await;
    let answer = json!({ "route": "any", "answer": { "kind": "half" } });
    world.verb("script", &answer).await;
    world.control.chaos(1, 1_000).unwrap();
    assert_eq!(world.verb("reset", &json!({})).await.0, StatusCode::OK);
    let empty = json!({ "now": "2026-01-02T12:00:00Z", "down": false, "sessions": [] });
    assert_eq!(world.list("sessions").await, empty);
    assert_eq!(world.list("requests").await, json!({ "counts": {}, "requests": [] }));
    assert_eq!(world.list("payments").await, json!({ "payments": [] }));
    world.opened().await;
}

#[tokio::test]
async fn bad_input_is_refused_in_json_and_nothing_is_done() {
    let world = World::new().await;
    let (id, invoice) = world.invoiced().await;
    let unknown = "75099bcf-22d5-43f9-8976-b7c5692eaa85";
    let half = json!({ "kind": "half" });
    for (verb, body, expected) in [
        ("pay", json!({}), 400),
        ("pay", json!({ "invoice": 7 }), 400),
        ("pay", json!({ "invoice": invoice, "late": "yes" }), 400),
        ("pay", json!({ "invoice": invoice, "soon": true }), 400),
        ("status", json!({ "status": "funded" }), 400),
        ("status", json!({ "paymentSessionId": "x", "status": "funded" }), 400),
        ("status", json!({ "paymentSessionId": unknown, "status": "funded" }), 404),
        ("status", json!({ "paymentSessionId": id, "paidAt": "noon" }), 400),
        ("status", json!({ "paymentSessionId": id, "colour": "red" }), 400),
        ("script", json!({ "route": "status" }), 400),
        ("script", json!({ "route": "refund", "answer": half }), 400),
        ("script", json!({ "route": "any", "times": 0, "answer": half }), 400),
        ("script", json!({ "route": "any", "times": -1, "answer": half }), 400),
        ("script", json!({ "route": "any", "answer": { "kind": "explode" } }), 400),
        ("script", json!({ "route": "any", "answer": { "kind": "block" } }), 400),
        ("pay_on_chain", json!({ "address": "bcrt1qnobody", "sat": 1 }), 404),
        ("pay_on_chain", json!({ "address": "bcrt1qnobody" }), 400),
        ("pay_on_chain", json!({ "address": "bcrt1qnobody", "sat": 0 }), 400),
        ("pay_on_chain", json!({ "address": "bcrt1qnobody", "sat": -1 }), 400),
        ("pay_on_chain", json!({ "address": "bcrt1qnobody", "sat": 2_100_000_000_000_001_u64 }), 400),
        ("confirm", json!({}), 400),
        ("confirm", json!({ "address": "bcrt1qnobody" }), 404),
        ("chaos", json!({ "seed": 1 }), 400),
        ("chaos", json!({ "seed": 1, "per_mille": 1_001 }), 400),
        ("chaos", json!({ "seed": -1, "per_mille": 1 }), 400),
        ("down", json!({}), 400),
        ("down", json!({ "down": 1 }), 400),
        ("advance", json!({ "seconds": -1 }), 400),
        ("advance", json!({ "seconds": 99_999_999_999_u64 }), 400),
        ("webhook", json!({ "url": "http://example.org/" }), 400),
        ("webhook", json!({ "url": "https://127.0.0.1/" }), 400),
        ("webhook", json!([]), 400),
        ("refund", json!({}), 404),
        ("sessions", json!({}), 405),
        ("pay", json!({ "invoice": "x".repeat(70_000) }), 413),
    ] {
        let (code, refusal) = world.verb(verb, &body).await;
        assert_eq!(code.as_u16(), expected, "{verb} {body} {refusal}");
        assert!(refusal["error"].is_string(), "{refusal}");
    }
    let url = world.url("/_control/sessions?limit=-1");
    assert_eq!(world.client.get(url).send().await.unwrap().status(), StatusCode::BAD_REQUEST);
    assert_eq!(world.list("sessions").await["now"], "2026-01-02T12:00:00Z");
    assert_eq!(world.status(&id).await["status"], "draft");
}

#[tokio::test]
async fn a_body_without_a_content_type_is_read_all_the_same() {
    let world = World::new().await;
    let request = world.client.post(world.url("/_control/down")).body(r#"{"down":false}"#);
    assert_eq!(request.send().await.unwrap().status(), StatusCode::OK);
}
