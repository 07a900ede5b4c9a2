//! Header smuggling: whoever is no proxy of ours changes nothing by pretending to be one, and what a proxy
//! hands on of a browser's own lies is not believed either.

use crate::harness::{Answer, Kiosk, folder, raw};
use crate::log::Log;
use server::config::wall::{ProxyHeaders, TrustedProxies, WallConfig};

const LIES: [(&str, &str); 7] = [
    ("X-Forwarded-For", "127.0.0.1"),
    ("X-Forwarded-Proto", "https"),
    ("X-Forwarded-Host", "evil.example"),
    ("X-Forwarded-Port", "443"),
    ("X-Real-IP", "127.0.0.1"),
    ("X-Forwarded-Ssl", "on"),
    ("Forwarded", "for=127.0.0.1;proto=https;host=evil.example"),
];
const SALE: &str = "{}";

fn behind(networks: &[&str], headers: ProxyHeaders) -> WallConfig {
    let networks = networks.iter().map(|network| network.parse().unwrap()).collect();
    WallConfig { proxies: TrustedProxies { networks, headers }, ..WallConfig::default() }
}

/// The answer without what differs every time.
fn lasting(answer: &Answer) -> (u16, Vec<(String, String)>) {
    let headers = answer.headers.iter().filter(|(name, _)| name != "x-request-id" && name != "date");
    (answer.status, headers.cloned().collect())
}

#[tokio::test]
async fn a_stranger_changes_nothing_by_forwarded_headers() {
    let folder = folder();
    // Proxies are trusted, but of another network than the one this test comes from.
    let kiosk = Kiosk::start(folder.path(), &behind(&["10.0.0.0/8", "::1/128"], ProxyHeaders::XForwarded)).await;
    for path in ["/healthz", "/pkg/kiosk.0.css"] {
        let honest = kiosk.get(path, &[]).await;
        let lying = kiosk.get(path, &LIES).await;
        assert_eq!(lasting(&lying), lasting(&honest), "{path}");
        assert_eq!((lying.header("strict-transport-security"), lying.text()), (None, honest.text()));
    }
    let evil = [LIES.as_slice(), &[("Origin", "https://evil.example")]].concat();
    let answer = kiosk.post("/api/open_checkout", &evil, SALE).await;
    assert_eq!((answer.status, answer.text().contains("other-origin")), (403, true), "{}", answer.text());
    kiosk.stop().await;
}

#[tokio::test]
async fn behind_a_trusted_proxy_the_browsers_own_host_and_scheme_count() {
    let folder = folder();
    let kiosk = Kiosk::start(folder.path(), &behind(&["127.0.0.1/32"], ProxyHeaders::XForwarded)).await;
    let through = [
        ("Host", "10.1.2.3:3000"),
        ("X-Forwarded-For", "192.0.2.7"),
        ("X-Forwarded-Proto", "https"),
        ("X-Forwarded-Host", "shop.example"),
    ];
    let page = kiosk.get("/healthz", &through).await;
    assert_eq!(page.header("strict-transport-security"), Some("max-age=31536000"));
    let status = async |origin: &str| {
        let headers = [through.as_slice(), &[("Origin", origin)]].concat();
        kiosk.post("/api/open_checkout", &headers, SALE).await.status
    };
    assert_eq!(status("https://shop.example").await, 400, "let through, and found to be no sale");
    assert_eq!(status("http://shop.example").await, 403, "a page that came without TLS may be anybody's");
    assert_eq!(status("https://10.1.2.3:3000").await, 403);
    assert_eq!(status("https://evil.example").await, 403);
    kiosk.stop().await;
}

#[tokio::test]
async fn a_proxy_that_hands_on_a_browsers_lies_is_not_believed_in_them() {
    let folder = folder();
    let kiosk = Kiosk::start(folder.path(), &behind(&["127.0.0.1/32"], ProxyHeaders::XForwarded)).await;
    // It writes X-Forwarded-…, by appending; the browser has sent its own lines first, and the other kind.
    let mixed = [
        ("X-Forwarded-Proto", "https"),
        ("X-Forwarded-Proto", "http"),
        ("X-Forwarded-Host", "evil.example"),
        ("X-Forwarded-Host", "shop.example"),
        ("Forwarded", "for=127.0.0.1;proto=https;host=evil.example"),
    ];
    assert_eq!(kiosk.get("/healthz", &mixed).await.header("strict-transport-security"), None);
    let evil = [mixed.as_slice(), &[("Origin", "https://evil.example")]].concat();
    assert_eq!(kiosk.post("/api/open_checkout", &evil, SALE).await.status, 403);
    let own = [mixed.as_slice(), &[("Origin", "http://shop.example")]].concat();
    assert_eq!(kiosk.post("/api/open_checkout", &own, SALE).await.status, 400);
    kiosk.stop().await;
}

#[tokio::test]
async fn rubbish_from_a_proxy_is_as_good_as_nothing() {
    let folder = folder();
    let kiosk = Kiosk::start(folder.path(), &behind(&["127.0.0.1/32"], ProxyHeaders::Forwarded)).await;
    for rubbish in [
        "for=\"192.0.2.7;proto=https;host=evil.example",
        "for=192.0.2.7;proto=https;proto=https",
        "proto=https, ,,;;=",
        "proto = https",
        "\u{ff}\u{fe};proto=https",
    ] {
        let headers = [("Forwarded", rubbish), ("Origin", "http://kiosk.local")];
        let answer = kiosk.post("/api/open_checkout", &headers, SALE).await;
        assert_eq!((answer.status, answer.header("strict-transport-security")), (400, None), "{rubbish}");
    }
    let good = [("Forwarded", "for=192.0.2.7;proto=https;host=shop.example"), ("Origin", "https://shop.example")];
    let answer = kiosk.post("/api/open_checkout", &good, SALE).await;
    assert_eq!((answer.status, answer.header("strict-transport-security").is_some()), (400, true));
    kiosk.stop().await;
}

#[tokio::test]
async fn the_log_names_the_browser_and_not_what_it_claims() {
    let (log, _listening) = Log::listen();
    let folder = folder();
    let kiosk = Kiosk::start(folder.path(), &behind(&["127.0.0.1/32"], ProxyHeaders::XForwarded)).await;
    kiosk.get("/healthz", &[("X-Forwarded-For", "6.6.6.6, 192.0.2.7")]).await;
    assert!(log.has("peer=192.0.2.7") && !log.has("6.6.6.6"));
    kiosk.stop().await;
}

#[tokio::test]
async fn two_requests_cannot_be_hidden_in_one() {
    let folder = folder();
    let kiosk = Kiosk::start(folder.path(), &WallConfig::default()).await;
    // What one side takes for the end of a request by its length, the other by its chunks.
    for head in [
        "Content-Length: 5\r\nContent-Length: 40\r\n",
        "Content-Length: 5\r\nTransfer-Encoding: chunked, identity\r\n",
        "Transfer-Encoding: xchunked\r\n",
        "Content-Length: +5\r\n",
        "Content-Length : 5\r\n",
        "X: a\r\n b: c\r\n",
    ] {
        let request = format!("POST /healthz HTTP/1.1\r\nHost: kiosk.local\r\nConnection: close\r\n{head}\r\n");
        let answer = raw(kiosk.connect().await, request.as_bytes()).await;
        assert_eq!(answer.status, 400, "{head}");
    }
    kiosk.stop().await;
}
