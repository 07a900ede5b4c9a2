//! What is served besides the server functions: pages, assets, health, and the headers on all of them.

use crate::harness::{KEY, World, invoice};

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
