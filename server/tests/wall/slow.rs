//! Clients that are slow on purpose: each is given up after its time, and too many of them cost only
//! themselves.

use crate::certificates::{pair, wall as tls_wall, write};
use crate::harness::{Kiosk, closes, folder, is_open, raw};
use crate::log::Log;
use core::time::Duration;
use server::config::wall::{Patience, WallConfig};
use tokio::io::{AsyncReadExt as _, AsyncWriteExt as _};
use tokio::time::timeout;

const SHORT: Duration = Duration::from_millis(300);
const LONG: Duration = Duration::from_secs(600);

fn patience(handshake: Duration, head: Duration, write: Duration) -> Patience {
    Patience { handshake, head, body: LONG, write }
}

fn wall(patience: Patience, max_connections: usize) -> WallConfig {
    WallConfig { patience, max_connections, ..WallConfig::default() }
}

#[tokio::test]
async fn whoever_sends_no_head_is_given_up() {
    let folder = folder();
    let kiosk = Kiosk::start(folder.path(), &wall(patience(LONG, SHORT, LONG), 64)).await;
    let mut silent = kiosk.connect().await;
    assert!(closes(&mut silent).await);
    let mut half = kiosk.connect().await;
    half.write_all(b"GET / HTTP/1.1\r\nHost: kiosk.local\r\n").await.unwrap();
    assert!(closes(&mut half).await);
    // Also after an answer, before the next request.
    let mut kept = kiosk.connect().await;
    kept.write_all(b"GET /healthz HTTP/1.1\r\nHost: kiosk.local\r\n\r\n").await.unwrap();
    assert!(closes(&mut kept).await);
    kiosk.stop().await;
}

#[tokio::test]
async fn a_head_that_dribbles_in_is_given_up_all_the_same() {
    let folder = folder();
    let kiosk = Kiosk::start(folder.path(), &wall(patience(LONG, SHORT, LONG), 64)).await;
    let mut dribbling = kiosk.connect().await;
    let head = format!("GET / HTTP/1.1\r\nHost: kiosk.local\r\nX: {}", "x".repeat(1_000));
    let mut sent = 0;
    for byte in head.bytes() {
        if dribbling.write_all(&[byte]).await.is_err() {
            break;
        }
        sent += 1;
        // The next byte goes out when nothing has come back for a while.
        if timeout(SHORT / 20, dribbling.read(&mut [0; 512])).await.is_ok_and(|read| read.unwrap_or(0) == 0) {
            break;
        }
    }
    assert!(sent < 500, "{sent} bytes of a head were waited for");
    kiosk.stop().await;
}

#[tokio::test]
async fn a_body_that_dribbles_in_is_given_up_with_a_word() {
    let folder = folder();
    let patience = Patience { body: SHORT, ..patience(LONG, LONG, LONG) };
    let kiosk = Kiosk::start(folder.path(), &wall(patience, 64)).await;
    for half in ["Content-Length: 100\r\n\r\n{", "Transfer-Encoding: chunked\r\n\r\n1\r\n{\r\n"] {
        let request = format!(
            "POST /api/open_checkout HTTP/1.1\r\nHost: kiosk.local\r\nContent-Type: application/json\r\nCookie: {}\r\n{half}",
            kiosk.cookie
        );
        assert_eq!(raw(kiosk.connect().await, request.as_bytes()).await.status, 408, "{half}");
    }
    kiosk.stop().await;
}

#[tokio::test]
async fn whoever_never_finishes_a_handshake_is_given_up() {
    let folder = folder();
    write(folder.path(), &pair());
    let wall = WallConfig { patience: patience(SHORT, LONG, LONG), ..tls_wall(folder.path()) };
    let kiosk = Kiosk::start(folder.path(), &wall).await;
    let mut silent = kiosk.connect().await;
    assert!(closes(&mut silent).await);
    let mut half = kiosk.connect().await;
    half.write_all(&[0x16, 3, 1, 2, 0]).await.unwrap();
    assert!(closes(&mut half).await);
    kiosk.stop().await;
}

#[tokio::test]
async fn whoever_does_not_read_an_answer_is_given_up() {
    const SIZE: usize = 32 * 1024 * 1024;
    let (log, _listening) = Log::listen();
    let folder = folder();
    std::fs::write(folder.path().join("site/big.bin"), vec![7; SIZE]).unwrap();
    let kiosk = Kiosk::start(folder.path(), &wall(patience(LONG, LONG, SHORT), 64)).await;
    let mut greedy = kiosk.connect().await;
    greedy.write_all(b"GET /big.bin HTTP/1.1\r\nHost: kiosk.local\r\nConnection: close\r\n\r\n").await.unwrap();
    while !log.has("a connection has ended badly") {
        tokio::task::yield_now().await;
    }
    let mut rest = Vec::new();
    let _ = greedy.read_to_end(&mut rest).await;
    assert!(rest.len() < SIZE, "only what fits between the two of us was sent");
    let honest = raw(kiosk.connect().await, b"GET /big.bin HTTP/1.1\r\nHost: kiosk.local\r\nConnection: close\r\n\r\n");
    assert_eq!(honest.await.body.len(), SIZE, "whoever reads gets all of it");
    kiosk.stop().await;
}

#[tokio::test]
async fn a_head_without_end_is_refused() {
    let folder = folder();
    let kiosk = Kiosk::start(folder.path(), &wall(Patience::default(), 64)).await;
    let head = format!("GET / HTTP/1.1\r\nHost: kiosk.local\r\nX: {}", "x".repeat(40 * 1024));
    assert_eq!(raw(kiosk.connect().await, head.as_bytes()).await.status, 431);
    let many = format!("GET / HTTP/1.1\r\nHost: kiosk.local\r\n{}\r\n", "X: y\r\n".repeat(200));
    assert_eq!(raw(kiosk.connect().await, many.as_bytes()).await.status, 431);
    kiosk.stop().await;
}

#[tokio::test]
async fn when_there_are_too_many_the_idlest_go() {
    const MOST: usize = 16;
    let (log, _listening) = Log::listen();
    let folder = folder();
    let kiosk = Kiosk::start(folder.path(), &wall(patience(LONG, LONG, LONG), MOST)).await;
    let mut idle = Vec::new();
    for _ in 0..4 * MOST {
        idle.push(kiosk.connect().await);
        // In the midst of them, whoever asks is served.
        assert_eq!(kiosk.get("/healthz", &[]).await.status, 200);
    }
    let (oldest, newest) = idle.split_at_mut(3 * MOST);
    for stream in oldest {
        assert!(closes(stream).await);
    }
    assert!(is_open(newest.last().unwrap()), "the newest are not the ones to go");
    assert_eq!(log.count("too many connections (KIOSK_MAX_CONNECTIONS)"), 1, "said once a minute");
    assert!(log.has("most=16"));
    kiosk.stop().await;
}

#[tokio::test]
async fn a_stop_does_not_wait_for_the_silent() {
    let folder = folder();
    let kiosk = Kiosk::start(folder.path(), &wall(patience(LONG, LONG, LONG), 64)).await;
    let (mut silent, mut half) = (kiosk.connect().await, kiosk.connect().await);
    half.write_all(b"GET / HTTP/1.1\r\nHost: kiosk.local\r\n").await.unwrap();
    assert_eq!(kiosk.get("/healthz", &[]).await.status, 200);
    timeout(Duration::from_secs(10), kiosk.stop()).await.expect("it stops before its patience ends");
    assert!(closes(&mut silent).await && closes(&mut half).await);
}
