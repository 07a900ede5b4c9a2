//! `/trust`: the page that explains how to trust the local CA, and the certificate it offers.

use crate::harness::{Answer, Kiosk, exchange, folder};
use server::clock::SystemClock;
use server::config::tls::{LocalCaConfig, TlsConfig};
use server::config::wall::WallConfig;
use server::tls::authority::Authority;
use std::path::Path;
use std::process::{Command, Output};
use std::sync::Arc;
use tokio::net::TcpStream;

fn wall(folder: &Path) -> WallConfig {
    let names = ["kiosk.local", "192.168.1.20"].iter().map(|name| name.parse().unwrap()).collect();
    let trust_addr = Some(([127, 0, 0, 1], 0).into());
    let config = LocalCaConfig { folder: folder.join("tls"), names, trust_addr };
    WallConfig { tls: TlsConfig::LocalCa(config), ..WallConfig::default() }
}

fn kept(folder: &Path) -> Authority {
    Authority::open(&folder.join("tls")).unwrap().unwrap()
}

async fn get_alone(kiosk: &Kiosk, path: &str) -> Answer {
    exchange(TcpStream::connect(kiosk.trust_addr.unwrap()).await.unwrap(), "GET", path, &[], "").await
}

fn check_page(answer: &Answer, authority: &Authority) {
    assert_eq!((answer.status, answer.header("content-type")), (200, Some("text/html; charset=utf-8")));
    let policy = answer.header("content-security-policy").unwrap();
    assert!(policy.contains("default-src 'none'") && !policy.contains("script-src"), "{policy}");
    let page = answer.text();
    assert!(!page.contains("<script") && !page.contains(" style=") && !page.contains('{'), "{page}");
    let squeezed = page.replace("</span><span>", ":");
    assert!(squeezed.contains(&authority.fingerprint()), "{page}");
    for text in [
        "Bakery &lt;Müller&gt; &amp; \"Co\"",
        "href=\"/trust/mion-kiosk-ca.crt\"",
        "iPad and iPhone",
        "Android",
        "Windows",
        authority.name(),
    ] {
        assert!(page.contains(text), "{text}: {page}");
    }
    assert!(page.contains("https://kiosk.local:") && page.contains("https://192.168.1.20:"), "{page}");
}

#[tokio::test]
async fn the_page_is_there_over_plain_http_and_over_tls() {
    let folder = folder();
    let kiosk = Kiosk::start(folder.path(), &wall(folder.path())).await;
    let authority = kept(folder.path());
    check_page(&kiosk.get("/trust", &[]).await, &authority);
    check_page(&get_alone(&kiosk, "/trust").await, &authority);
    let secure = kiosk.connect_tls("kiosk.local", authority.certificate(), Arc::new(SystemClock)).await.unwrap();
    let answer = exchange(secure, "GET", "/trust", &[], "").await;
    check_page(&answer, &authority);
    assert!(answer.header("strict-transport-security").is_some());
    kiosk.stop().await;
}

#[tokio::test]
async fn it_is_read_in_the_language_of_the_tablets_own_menus() {
    let folder = folder();
    let kiosk = Kiosk::start(folder.path(), &wall(folder.path())).await;
    let german = [("accept-language", "de-AT, de;q=0.9, en;q=0.5")];
    let alone = TcpStream::connect(kiosk.trust_addr.unwrap()).await.unwrap();
    for answer in [kiosk.get("/trust", &german).await, exchange(alone, "GET", "/trust", &german, "").await] {
        let page = answer.text();
        for words in ["<html lang=\"de\" dir=\"ltr\">", "Zertifikatsvertrauenseinstellungen", "Trotzdem installieren"] {
            assert!(page.contains(words), "{words}: {page}");
        }
    }
    kiosk.stop().await;
}

#[tokio::test]
async fn it_offers_the_certificate_as_tablets_want_it() {
    let folder = folder();
    let kiosk = Kiosk::start(folder.path(), &wall(folder.path())).await;
    let authority = kept(folder.path());
    for answer in
        [kiosk.get("/trust/mion-kiosk-ca.crt", &[]).await, get_alone(&kiosk, "/trust/mion-kiosk-ca.crt").await]
    {
        assert_eq!((answer.status, answer.header("content-type")), (200, Some("application/x-x509-ca-cert")));
        assert_eq!(answer.body, authority.certificate().to_vec());
        assert_eq!(answer.header("strict-transport-security"), None);
    }
    for (path, kind) in [("/trust/page.css", "text/css"), ("/pkg/kiosk.0.css", "text/css")] {
        let answer = get_alone(&kiosk, path).await;
        assert_eq!((answer.status, answer.header("content-type")), (200, Some(kind)), "{path}");
    }
    kiosk.stop().await;
}

#[tokio::test]
async fn nothing_else_is_served_there() {
    let folder = folder();
    let kiosk = Kiosk::start(folder.path(), &wall(folder.path())).await;
    let door = get_alone(&kiosk, "/").await;
    assert_eq!((door.status, door.header("location")), (303, Some("/trust")));
    for path in ["/healthz", "/checkout/x", "/assets.json", "/trust/local-ca.json", "/trust/../tls/local-ca.json"] {
        assert_eq!(get_alone(&kiosk, path).await.status, 404, "{path}");
    }
    kiosk.stop().await;
}

#[tokio::test]
async fn without_a_local_ca_there_is_no_such_page() {
    let folder = folder();
    let kiosk = Kiosk::start(folder.path(), &WallConfig::default()).await;
    assert_eq!(kiosk.get("/trust", &[]).await.status, 404);
    assert_eq!(kiosk.get("/trust/mion-kiosk-ca.crt", &[]).await.status, 404);
    kiosk.stop().await;
}

fn run(folder: &Path, arguments: &[&str], environment: &[(&str, &str)]) -> Output {
    let mut command = Command::new(env!("CARGO_BIN_EXE_mion-kiosk"));
    command.args(arguments).current_dir(folder).env_clear().envs(environment.iter().copied());
    command.output().unwrap()
}

#[tokio::test]
async fn the_command_line_tells_the_same_fingerprint() {
    let folder = folder();
    let set = [("KIOSK_TLS", "local-ca")];
    let early = run(folder.path(), &["trust"], &set);
    assert!(
        String::from_utf8_lossy(&early.stderr).contains("yet: `mion-kiosk serve` makes it") && !early.status.success()
    );
    Kiosk::start(folder.path(), &wall(folder.path())).await.stop().await;
    let shown = run(folder.path(), &["trust", "--out", "ca.crt"], &set);
    let text = String::from_utf8_lossy(&shown.stdout).into_owned();
    let authority = kept(folder.path());
    assert!(text.contains(&authority.fingerprint()) && text.contains(authority.name()), "{text}");
    assert_eq!(std::fs::read(folder.path().join("ca.crt")).unwrap(), authority.certificate().to_vec());
    let off = run(folder.path(), &["trust"], &[]);
    assert!(String::from_utf8_lossy(&off.stderr).contains("there is no local CA: set KIOSK_TLS=local-ca"));
}

#[tokio::test]
async fn doctor_looks_at_tls() {
    let folder = folder();
    let text = |environment: &[(&str, &str)]| {
        String::from_utf8_lossy(&run(folder.path(), &["doctor"], environment).stdout).into_owned()
    };
    assert!(text(&[]).contains("ok       TLS: off; nobody else reaches this server"));
    let open = [("KIOSK_ADDR", "0.0.0.0:3000")];
    assert!(text(&open).contains("PROBLEM  TLS: off, and KIOSK_ADDR can be reached from outside"));
    assert!(
        text(&[open[0], ("KIOSK_TRUSTED_PROXIES", "10.0.0.1")]).contains("ok       TLS: off; the proxy's business")
    );
    let files = [("KIOSK_TLS_CERT_FILE", "tls.crt"), ("KIOSK_TLS_KEY_FILE", "tls.key")];
    assert!(text(&files).contains("PROBLEM  TLS: tls.crt (KIOSK_TLS_CERT_FILE) cannot be read"));
    crate::certificates::write(folder.path(), &crate::certificates::pair());
    assert!(text(&files).contains("ok       TLS: tls.crt and its key belong together"));
    let local = [("KIOSK_TLS", "local-ca")];
    assert!(text(&local).contains("ok       TLS: a local CA will be made at the first start"));
    Kiosk::start(folder.path(), &wall(folder.path())).await.stop().await;
    assert!(text(&local).contains(&format!("ok       TLS: {} vouches until", kept(folder.path()).name())));
}
