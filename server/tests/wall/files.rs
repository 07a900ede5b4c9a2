//! Certificates from files: taken up when they change, refused with a reason when they cannot be used.

use crate::certificates::{Pair, files, pair, pem, wall, write};
use crate::harness::{Kiosk, exchange, folder, raw};
use crate::log::Log;
use core::time::Duration;
use domain::Timestamp;
use server::clock::ManualClock;
use std::path::Path;
use std::sync::Arc;

fn clock() -> ManualClock {
    ManualClock::at(Timestamp::from_unix_ms(1_800_000_000_000))
}

/// Whether the kiosk shows `pair` to whoever connects now.
async fn shows(kiosk: &Kiosk, pair: &Pair, clock: &ManualClock) -> bool {
    kiosk.connect_tls("kiosk.local", &pair.certificate, Arc::new(clock.clone())).await.is_ok()
}

/// Lets time go by until `enough`, with a handshake after each step.
async fn until(kiosk: &Kiosk, pair: &Pair, clock: &ManualClock, enough: impl Fn(bool) -> bool) {
    for _ in 0..500 {
        if enough(shows(kiosk, pair, clock).await) {
            return;
        }
        clock.advance(Duration::from_secs(10));
    }
    panic!("it never came to that");
}

async fn refusal(folder: &Path) -> String {
    let started = Kiosk::try_start(folder, &wall(folder), Arc::new(clock())).await;
    started.err().unwrap().to_string()
}

#[tokio::test]
async fn the_kiosk_speaks_tls_with_a_certificate_from_files() {
    let (folder, pair) = (folder(), pair());
    write(folder.path(), &pair);
    let kiosk = Kiosk::start(folder.path(), &wall(folder.path())).await;
    let stream =
        kiosk.connect_tls("kiosk.local", &pair.certificate, Arc::new(server::clock::SystemClock)).await.unwrap();
    let (_, session) = stream.get_ref();
    assert_eq!(session.protocol_version(), Some(rustls::ProtocolVersion::TLSv1_3));
    assert_eq!(session.alpn_protocol(), Some(b"http/1.1".as_slice()));
    let answer = exchange(stream, "GET", "/healthz", &[], "").await;
    assert_eq!((answer.status, answer.text().as_str()), (200, "ok"));
    assert_eq!(answer.header("strict-transport-security"), Some("max-age=31536000"));
    kiosk.stop().await;
}

#[tokio::test]
async fn a_renewed_pair_is_taken_up_while_running() {
    let (folder, first, second, clock) = (folder(), pair(), pair(), clock());
    write(folder.path(), &first);
    let kiosk = Kiosk::try_start(folder.path(), &wall(folder.path()), Arc::new(clock.clone())).await.unwrap();
    assert!(shows(&kiosk, &first, &clock).await && !shows(&kiosk, &second, &clock).await);
    write(folder.path(), &second);
    until(&kiosk, &second, &clock, |shown| shown).await;
    assert!(!shows(&kiosk, &first, &clock).await);
    kiosk.stop().await;
}

#[tokio::test]
async fn a_broken_pair_changes_nothing_and_is_told_once() {
    let (log, _listening) = Log::listen();
    let (folder, first, second, clock) = (folder(), pair(), pair(), clock());
    write(folder.path(), &first);
    let kiosk = Kiosk::try_start(folder.path(), &wall(folder.path()), Arc::new(clock.clone())).await.unwrap();
    // The certificate is there already, its key is not.
    std::fs::write(files(folder.path()).certificate, pem("CERTIFICATE", &second.certificate)).unwrap();
    until(&kiosk, &first, &clock, |_| log.has("the certificate stays the old one")).await;
    assert!(log.has("the key in KIOSK_TLS_KEY_FILE is not that of the certificate in KIOSK_TLS_CERT_FILE"));
    for _ in 0..10 {
        clock.advance(Duration::from_secs(10));
        assert!(shows(&kiosk, &first, &clock).await);
    }
    assert_eq!(log.count("the certificate stays the old one"), 1);
    // Now the key comes.
    write(folder.path(), &second);
    until(&kiosk, &second, &clock, |shown| shown).await;
    std::fs::remove_file(files(folder.path()).key).unwrap();
    until(&kiosk, &second, &clock, |_| log.count("the certificate stays the old one") == 2).await;
    assert!(shows(&kiosk, &second, &clock).await);
    kiosk.stop().await;
}

#[tokio::test]
async fn what_cannot_be_used_is_named_at_the_start() {
    let (folder, good) = (folder(), pair());
    let paths = files(folder.path());
    let refused = async |problem: &str| {
        let text = refusal(folder.path()).await;
        assert!(text.contains(problem), "{text}");
    };
    refused("tls.crt (KIOSK_TLS_CERT_FILE) cannot be read").await;
    write(folder.path(), &good);
    std::fs::write(&paths.certificate, "hello").unwrap();
    refused("tls.crt (KIOSK_TLS_CERT_FILE) holds no certificate in PEM").await;
    std::fs::write(&paths.certificate, pem("CERTIFICATE", b"hello")).unwrap();
    refused("tls.crt (KIOSK_TLS_CERT_FILE) holds no certificate for a server").await;
    write(folder.path(), &good);
    std::fs::write(&paths.key, pem("CERTIFICATE", &good.certificate)).unwrap();
    refused("tls.key (KIOSK_TLS_KEY_FILE) holds no private key in PEM").await;
    std::fs::write(&paths.key, pem("PRIVATE KEY", b"hello")).unwrap();
    refused("tls.key (KIOSK_TLS_KEY_FILE) holds a key that cannot be used").await;
    std::fs::write(&paths.key, pem("PRIVATE KEY", &pair().key)).unwrap();
    refused("the key in KIOSK_TLS_KEY_FILE is not that of the certificate").await;
}

#[tokio::test]
async fn whoever_forgets_the_s_is_sent_to_https() {
    let folder = folder();
    write(folder.path(), &pair());
    let kiosk = Kiosk::start(folder.path(), &wall(folder.path())).await;
    let answer = kiosk.get("/checkout/x?y=1", &[("Host", "kiosk.local:3000")]).await;
    assert_eq!(answer.status, 308);
    assert_eq!(answer.header("location"), Some("https://kiosk.local:3000/checkout/x?y=1"));
    assert_eq!(answer.header("strict-transport-security"), None, "never over plain HTTP");
    let sale = kiosk.post("/api/open_checkout", &[], "{}").await;
    assert_eq!(sale.status, 400, "a sale that was read on the way is not sent again by itself");
    assert!(sale.text().contains("begin with https://"));
    let nowhere = raw(kiosk.connect().await, b"GET / HTTP/1.0\r\n\r\n").await;
    assert_eq!((nowhere.status, nowhere.header("location")), (400, None));
    assert_eq!(kiosk.get("/", &[("Host", "user@evil.example")]).await.status, 400);
    assert_eq!(kiosk.get("/healthz", &[]).await.status, 308, "nothing of the kiosk is served without TLS");
    kiosk.stop().await;
}
