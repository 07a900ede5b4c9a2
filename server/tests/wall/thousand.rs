//! A thousand connections held open by somebody who means harm, and sales that go on at once.

use crate::harness::{Kiosk, folder, is_open};
use app::view::{CheckoutView, StateView};
use core::time::Duration;
use serde_json::json;
use server::config::wall::{Patience, WallConfig};
use std::time::Instant;
use tokio::io::AsyncWriteExt as _;
use tokio::net::TcpStream;

const HELD: usize = 1_000;
const SALES: usize = 20;
/// Dribbled over each connection: fewer than what is refused for its length.
const MOST_BYTES: usize = 2_000;
/// What a person would call "at once" and a busy machine of a build farm keeps.
const AT_ONCE: Duration = Duration::from_secs(5);

#[expect(clippy::disallowed_methods, reason = "what is measured is how long a person would wait")]
fn now() -> Instant {
    Instant::now()
}

/// So that those who hold are not given up before the sales are over, however slow the machine.
fn endless() -> Patience {
    let ten_minutes = Duration::from_secs(600);
    Patience { head: ten_minutes, body: ten_minutes, ..Patience::default() }
}

async fn ask(http: &reqwest::Client, kiosk: &Kiosk, function: &str, body: serde_json::Value) -> CheckoutView {
    let url = format!("http://{}/api/{function}", kiosk.addr);
    let answer = http.post(url).header("cookie", &kiosk.cookie).json(&body).send().await.unwrap();
    assert_eq!(answer.status(), 200);
    answer.json().await.unwrap()
}

/// One sale from the tap on *Charge* to *paid*; returns how long the invoice took.
async fn sell(kiosk: &Kiosk) -> Duration {
    // A connection of its own, like a tablet that has just been switched on.
    let http = reqwest::Client::new();
    let id = uuid::Builder::from_random_bytes(rand::random()).into_uuid();
    let begun = now();
    let mut view = ask(&http, kiosk, "open_checkout", json!({ "id": id, "total_minor": 1250 })).await;
    let took = begun.elapsed();
    let StateView::AwaitingPayment(invoice) = &view.state else { panic!("{view:?}") };
    kiosk.sandbox.control().pay(&invoice.bolt11, false).unwrap();
    while !matches!(view.state, StateView::Paid { .. }) {
        view = ask(&http, kiosk, "checkout_update", json!({ "id": id, "seen": view.seen })).await;
    }
    took
}

/// Every second one says nothing; of the others half send a head that never ends, half a body.
async fn hold(kiosk: &Kiosk) -> Vec<TcpStream> {
    let mut held = Vec::with_capacity(HELD);
    for at in 0..HELD {
        let mut stream = kiosk.connect().await;
        let head = "POST /api/open_checkout HTTP/1.1\r\nHost: kiosk.local\r\nContent-Type: application/json\r\n";
        let begun = match at % 4 {
            0 => format!("{head}X: "),
            // By a terminal: whoever is none is sent away before a byte of a body is read.
            2 => format!("{head}Cookie: {}\r\nContent-Length: 1000000\r\n\r\n", kiosk.cookie),
            _ => String::new(),
        };
        // One that is over the number may be gone already.
        let _ = stream.write_all(begun.as_bytes()).await;
        held.push(stream);
    }
    held
}

/// Sends another byte over each that dribbles; an error is a connection that is gone.
async fn dribble(held: &mut [TcpStream]) {
    for stream in held.iter_mut().step_by(2) {
        let _ = stream.write_all(b"x").await;
        tokio::task::yield_now().await;
    }
}

/// Sells while `held` goes on dribbling; the longest wait for an invoice.
async fn sell_meanwhile(kiosk: &Kiosk, held: &mut [TcpStream]) -> Duration {
    let sales = futures::future::join_all((0..SALES).map(|_| sell(kiosk)));
    let dribbling = async {
        for _ in 0..MOST_BYTES {
            dribble(held).await;
        }
        core::future::pending().await
    };
    tokio::select! {
        took = sales => took.into_iter().max().unwrap(),
        () = dribbling => unreachable!("it is never done"),
    }
}

#[expect(clippy::print_stdout, reason = "the figure is what a person reads this test for")]
#[tokio::test]
async fn sales_go_on_while_a_thousand_connections_are_held() {
    let folder = folder();
    let kiosk = Kiosk::start(folder.path(), &WallConfig { patience: endless(), ..WallConfig::default() }).await;
    let mut held = hold(&kiosk).await;
    let longest = sell_meanwhile(&kiosk, &mut held).await;
    let open = held.iter().filter(|stream| is_open(stream)).count();
    assert_eq!(open, HELD, "all of them were held to the end");
    println!("{HELD} connections held, {SALES} sales at once: the last invoice after {} ms", longest.as_millis());
    assert!(longest < AT_ONCE, "{longest:?}");
    kiosk.stop().await;
}

#[expect(clippy::print_stdout, reason = "the figure is what a person reads this test for")]
#[tokio::test]
async fn sales_go_on_when_more_are_held_than_there_may_be() {
    let folder = folder();
    let wall = WallConfig { patience: endless(), max_connections: 100, ..WallConfig::default() };
    let kiosk = Kiosk::start(folder.path(), &wall).await;
    let mut held = hold(&kiosk).await;
    let longest = sell_meanwhile(&kiosk, &mut held).await;
    let open = held.iter().filter(|stream| is_open(stream)).count();
    println!("100 connections at most, {HELD} tried: the last invoice after {} ms", longest.as_millis());
    assert!(open <= 100 && longest < AT_ONCE, "{open} open, {longest:?}");
    kiosk.stop().await;
}
