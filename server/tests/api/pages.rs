//! What is served besides the server functions: pages, assets, health, and the headers on all of them.

use crate::harness::{KEY, World, invoice, new_id};
use app::view::ShopNews;
use serde_json::json;

#[tokio::test]
async fn a_reload_brings_the_invoice_in_the_first_answer() {
    let world = World::new().await;
    let kiosk = world.kiosk().await;
    let view = kiosk.awaiting().await;
    let response = kiosk.http.get(format!("{}/checkout/{}", kiosk.base, view.id)).send().await.unwrap();
    assert_eq!(response.status(), 200);
    let html = response.text().await.unwrap();
    assert!(html.contains(&format!("data-invoice=\"{}\"", invoice(&view))), "{html}");
    assert!(html.contains("data-state=\"awaiting-payment\""));
}

#[tokio::test]
async fn pages_run_no_script_but_their_own() {
    let world = World::new().await;
    let kiosk = world.kiosk().await;
    let mut nonces = Vec::new();
    for path in ["/", "/", "/checkout/nonsense"] {
        let response = kiosk.http.get(format!("{}{path}", kiosk.base)).send().await.unwrap();
        let policy = response.headers()["content-security-policy"].to_str().unwrap().to_owned();
        assert!(!policy.contains("unsafe-inline") && policy.contains("frame-ancestors 'none'"), "{policy}");
        assert_eq!(response.headers()["x-content-type-options"], "nosniff");
        assert_eq!(response.headers()["cache-control"], "no-store");
        assert_eq!(response.status().as_u16(), if path == "/" { 200 } else { 404 }, "{path}");
        let nonce = policy.split("'nonce-").nth(1).unwrap().split('\'').next().unwrap().to_owned();
        let html = response.text().await.unwrap();
        assert!(html.contains(&format!("nonce=\"{nonce}\"")), "{path}");
        assert!(!html.contains(KEY));
        nonces.push(nonce);
    }
    nonces.sort();
    nonces.dedup();
    assert_eq!(nonces.len(), 3, "a nonce is used once");
}

#[tokio::test]
async fn assets_are_served_compressed_and_for_ever() {
    let world = World::new().await;
    let kiosk = world.kiosk().await;
    let url = format!("{}/pkg/kiosk.0.js", kiosk.base);
    let plain = kiosk.http.get(&url).send().await.unwrap();
    assert_eq!(plain.headers()["cache-control"], "public, max-age=31536000, immutable");
    assert_eq!(plain.text().await.unwrap(), "export default 1");
    let small = kiosk.http.get(&url).header("accept-encoding", "gzip, br").send().await.unwrap();
    assert_eq!(small.headers()["content-encoding"], "br");
    for outside in ["/pkg/../assets.json/../../kiosk.sqlite", "/%2e%2e/kiosk.sqlite", "/..%2fkiosk.sqlite"] {
        let response = kiosk.http.get(format!("{}{outside}", kiosk.base)).send().await.unwrap();
        assert_eq!(response.status(), 404, "{outside}");
    }
}

#[tokio::test]
async fn health_tells_alive_and_ready_apart() {
    let world = World::new().await;
    let kiosk = world.kiosk().await;
    world.mion().down(true);
    for path in ["healthz", "readyz"] {
        let response = kiosk.http.get(format!("{}/{path}", kiosk.base)).send().await.unwrap();
        assert_eq!(response.status(), 200, "{path}: a silent Mion does not make the kiosk unready");
        assert!(response.headers().contains_key("x-request-id"));
    }
    kiosk.store.close().await;
    let response = kiosk.http.get(format!("{}/readyz", kiosk.base)).send().await.unwrap();
    assert_eq!(response.status(), 503);
}

/// Some are answered without Leptos; nobody can tell which.
#[tokio::test]
async fn what_tablets_ask_all_day_is_answered_as_anything_else() {
    let world = World::new().await;
    let kiosk = world.kiosk().await;
    let view = kiosk.awaiting().await;
    let told = async |function: &str, body: serde_json::Value| {
        let answer = kiosk.post(function, body).await;
        let (status, mut headers) = (answer.status(), answer.headers().clone());
        for own in ["date", "x-request-id"] {
            assert!(headers.remove(own).is_some(), "{own}");
        }
        // Of an error Leptos says whose it is, to a client of its own that no tablet has.
        headers.remove("serverfnerror");
        (status, headers, answer.text().await.unwrap())
    };
    let (id, total_minor) = (view.id, view.total.minor());
    let told_by_leptos = told("open_checkout", json!({ "id": id, "total_minor": total_minor })).await;
    assert_eq!(told_by_leptos.0, 200, "{}", told_by_leptos.2);
    assert_eq!(told("read_checkout", json!({ "id": id })).await, told_by_leptos);
    let seen = json!({ "version": 0, "shop": ShopNews::UNSEEN });
    assert_eq!(told("checkout_update", json!({ "id": id, "seen": seen })).await, told_by_leptos);

    let nobody = new_id();
    let told_by_leptos = told("put_aside", json!({ "id": nobody })).await;
    assert_eq!(told_by_leptos.0, 404, "{}", told_by_leptos.2);
    assert_eq!(told("read_checkout", json!({ "id": nobody })).await, told_by_leptos);

    let told_by_leptos = told("put_aside", json!({ "id": "no-id" })).await;
    for function in ["read_checkout", "checkout_update", "shop_update"] {
        assert_eq!(told(function, json!({ "id": "no-id", "seen": 1 })).await.0, told_by_leptos.0, "{function}");
    }
}
