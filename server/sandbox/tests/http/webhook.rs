//! What a listener on this machine is told of changed statuses.

use reqwest::StatusCode;
use serde_json::{Value, json};
use tokio::{
    io::{AsyncReadExt, AsyncWriteExt},
    net::TcpListener,
};

use crate::world::{World, text};

#[tokio::test]
async fn a_listener_hears_of_every_changed_status() {
    let (world, listener) = listening().await;
    let (id, invoice) = world.invoiced().await;
    world.control.pay(&invoice, false).unwrap();
    assert_eq!(heard(&listener).await, poke(&id, "funding-received"));
    world.status(&id).await;
    world.status(&id).await;
    assert_eq!(heard(&listener).await, poke(&id, "funded"));
    world.verb("status", &json!({ "paymentSessionId": id, "status": "exchanged" })).await;
    assert_eq!(heard(&listener).await, poke(&id, "exchanged"));
}

#[tokio::test]
async fn a_listener_hears_of_what_was_seen_confirmed_and_too_much() {
    let (world, listener) = listening().await;
    let id = world.opened().await;
    let attempt = world.attempted(&id).await;
    let address = text(&attempt, "onChainAddress");
    world.control.pay_on_chain(&address, 20_000, false).unwrap();
    assert_eq!(heard(&listener).await, poke(&id, "funding-detected"));
    world.control.confirm(&address).unwrap();
    assert_eq!(heard(&listener).await, poke(&id, "draft"));
    world.control.pay_on_chain(&address, 5_000, true).unwrap();
    assert_eq!(heard(&listener).await, poke(&id, "funding-received"));
    world.control.pay(&text(&attempt, "lnInvoice"), false).unwrap();
    assert_eq!(heard(&listener).await, poke(&id, "funding-received"));
    assert_eq!(world.status(&id).await["fundingStatus"], "over-funded");
}

#[tokio::test]
async fn a_listener_that_is_gone_disturbs_nobody() {
    let world = World::new().await;
    let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
    let url = format!("http://{}/", listener.local_addr().unwrap());
    drop(listener);
    world.control.webhook(Some(&url)).unwrap();
    let (id, invoice) = world.invoiced().await;
    world.control.pay(&invoice, false).unwrap();
    assert_eq!(world.status(&id).await["status"], "funding-received");
}

/// A sandbox and the listener that it tells.
async fn listening() -> (World, TcpListener) {
    let world = World::new().await;
    let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
    let url = format!("http://{}/poke/secret", listener.local_addr().unwrap());
    assert_eq!(world.verb("webhook", &json!({ "url": url })).await.0, StatusCode::OK);
    (world, listener)
}

fn poke(id: &str, status: &str) -> (String, Value) {
    let line = "POST /poke/secret HTTP/1.1".to_owned();
    (line, json!({ "paymentSessionId": id, "status": status }))
}

/// The first line and the body of the next call, which is answered.
async fn heard(listener: &TcpListener) -> (String, Value) {
    let (mut stream, _) = listener.accept().await.unwrap();
    let mut came = Vec::new();
    loop {
        let mut bytes = [0; 1024];
        let count = stream.read(&mut bytes).await.unwrap();
        assert_ne!(count, 0, "the call ended early: {}", String::from_utf8_lossy(&came));
        came.extend_from_slice(&bytes[..count]);
        let text = String::from_utf8_lossy(&came);
        let body = text.split_once("\r\n\r\n").map(|(_, body)| body);
        if let Some(Ok(body)) = body.map(serde_json::from_str) {
            let line = text.lines().next().unwrap().to_owned();
            stream.write_all(b"HTTP/1.1 204 No Content\r\n\r\n").await.unwrap();
            return (line, body);
        }
    }
}
