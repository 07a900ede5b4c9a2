//! The shop's own certificate authority: what it vouches for, how it is kept, and that its certificates never
//! run out by themselves.

use crate::harness::{Kiosk, exchange, folder};
use crate::log::Log;
use core::time::Duration;
use domain::Timestamp;
use rcgen::{CertificateParams, Issuer, KeyPair, PKCS_ECDSA_P256_SHA256};
use rustls::client::WebPkiServerVerifier;
use rustls::client::danger::ServerCertVerifier as _;
use rustls::pki_types::{CertificateDer, PrivateKeyDer, ServerName, UnixTime};
use rustls::{CertificateError, RootCertStore};
use serde_json::Value;
use server::clock::{Clock, ManualClock};
use server::config::tls::{LocalCaConfig, TlsConfig};
use server::config::wall::WallConfig;
use server::tls::authority::Authority;
use std::path::Path;
use std::sync::Arc;

const START_MS: i64 = 1_795_430_000_000;
const DAY: Duration = Duration::from_secs(24 * 60 * 60);

fn wall(folder: &Path, names: &[&str]) -> WallConfig {
    let names = names.iter().map(|name| name.parse().unwrap()).collect();
    let config = LocalCaConfig { folder: folder.join("tls"), names, trust_addr: None };
    WallConfig { tls: TlsConfig::LocalCa(config), ..WallConfig::default() }
}

fn clock() -> ManualClock {
    ManualClock::at(Timestamp::from_unix_ms(START_MS))
}

async fn start(folder: &Path, names: &[&str], clock: &ManualClock) -> Kiosk {
    Kiosk::try_start(folder, &wall(folder, names), Arc::new(clock.clone())).await.unwrap()
}

async fn refusal(folder: &Path, names: &[&str]) -> String {
    Kiosk::try_start(folder, &wall(folder, names), Arc::new(clock())).await.err().unwrap().to_string()
}

fn kept(folder: &Path) -> Authority {
    Authority::open(&folder.join("tls")).unwrap().unwrap()
}

/// The certificate that is shown to a tablet that trusts the authority, if it accepts it.
async fn shown(kiosk: &Kiosk, name: &str, root: &[u8], clock: &ManualClock) -> Option<Vec<u8>> {
    let clock: Arc<dyn Clock> = Arc::new(clock.clone());
    let stream = kiosk.connect_tls(name, root, clock).await.ok()?;
    Some(stream.get_ref().1.peer_certificates()?.first()?.to_vec())
}

#[tokio::test]
async fn a_tablet_that_trusts_the_authority_reaches_the_kiosk_by_all_its_names() {
    let (folder, clock) = (folder(), clock());
    let kiosk = start(folder.path(), &["kiosk.local", "127.0.0.1", "till.lan"], &clock).await;
    let root = kept(folder.path()).certificate().to_vec();
    for name in ["kiosk.local", "127.0.0.1", "till.lan"] {
        let stream = kiosk.connect_tls(name, &root, Arc::new(clock.clone())).await.unwrap();
        let answer = exchange(stream, "GET", "/healthz", &[], "").await;
        assert_eq!(answer.status, 200, "{name}");
    }
    assert!(shown(&kiosk, "other.local", &root, &clock).await.is_none());
    let stranger = crate::certificates::pair().certificate;
    assert!(shown(&kiosk, "kiosk.local", &stranger, &clock).await.is_none());
    kiosk.stop().await;
}

#[tokio::test]
async fn without_names_it_is_certified_for_this_machine() {
    let (folder, clock) = (folder(), clock());
    let kiosk = start(folder.path(), &[], &clock).await;
    let root = kept(folder.path()).certificate().to_vec();
    for name in ["localhost", "127.0.0.1"] {
        assert!(shown(&kiosk, name, &root, &clock).await.is_some(), "{name}");
    }
    kiosk.stop().await;
}

#[tokio::test]
async fn a_restart_keeps_the_authority() {
    let (folder, clock) = (folder(), clock());
    start(folder.path(), &["kiosk.local"], &clock).await.stop().await;
    let first = kept(folder.path()).fingerprint();
    start(folder.path(), &["till.local"], &clock).await.stop().await;
    assert_eq!(kept(folder.path()).fingerprint(), first);
    assert_eq!(first.len(), 32 * 3 - 1, "{first}");
}

#[cfg(unix)]
#[tokio::test]
async fn the_key_is_its_owners_alone() {
    use std::os::unix::fs::PermissionsExt as _;
    let (folder, clock) = (folder(), clock());
    start(folder.path(), &["kiosk.local"], &clock).await.stop().await;
    let path = kept(folder.path()).path().to_owned();
    let mode = |path: &Path| std::fs::metadata(path).unwrap().permissions().mode() & 0o777;
    assert_eq!((mode(&path), mode(path.parent().unwrap())), (0o600, 0o700));
    std::fs::set_permissions(&path, std::fs::Permissions::from_mode(0o640)).unwrap();
    let text = refusal(folder.path(), &["kiosk.local"]).await;
    assert!(text.contains("local-ca.json (KIOSK_TLS_DIR) can be read by others: chmod 600"), "{text}");
}

#[tokio::test]
async fn a_broken_authority_is_never_replaced() {
    let (folder, clock) = (folder(), clock());
    start(folder.path(), &["kiosk.local"], &clock).await.stop().await;
    let path = kept(folder.path()).path().to_owned();
    let whole = std::fs::read_to_string(&path).unwrap();
    for broken in
        ["", "{}", &whole[..whole.len() / 2], &whole.replace("key_pkcs8_hex\": \"30", "key_pkcs8_hex\": \"31")]
    {
        std::fs::write(&path, broken).unwrap();
        let text = refusal(folder.path(), &["kiosk.local"]).await;
        assert!(text.contains("is broken: restore the file from a backup"), "{text}");
        assert_eq!(std::fs::read_to_string(&path).unwrap(), broken);
    }
}

#[tokio::test]
async fn a_name_it_was_not_made_for_is_refused_with_the_way_out() {
    let (folder, clock) = (folder(), clock());
    start(folder.path(), &["kiosk.local"], &clock).await.stop().await;
    let text = refusal(folder.path(), &["kiosk.shop.example"]).await;
    assert!(text.contains("may not vouch for kiosk.shop.example (KIOSK_TLS_NAMES)"), "{text}");
    assert!(text.contains("which every tablet has to trust anew"), "{text}");
    std::fs::remove_file(kept(folder.path()).path()).unwrap();
    let kiosk = start(folder.path(), &["kiosk.shop.example"], &clock).await;
    let root = kept(folder.path()).certificate().to_vec();
    assert!(shown(&kiosk, "kiosk.shop.example", &root, &clock).await.is_some());
    kiosk.stop().await;
}

/// A certificate for `name` by whoever has stolen the authority's key, as a browser judges it.
fn forged(folder: &Path, name: &str) -> Result<(), rustls::Error> {
    let authority = kept(folder);
    let file: Value = serde_json::from_str(&std::fs::read_to_string(authority.path()).unwrap()).unwrap();
    let hex = file["key_pkcs8_hex"].as_str().unwrap();
    let key: Vec<u8> = (0..hex.len()).step_by(2).map(|at| u8::from_str_radix(&hex[at..at + 2], 16).unwrap()).collect();
    let key = PrivateKeyDer::Pkcs8(key.into());
    let mut params = CertificateParams::default();
    params.distinguished_name = rcgen::DistinguishedName::new();
    params.distinguished_name.push(rcgen::DnType::CommonName, authority.name());
    let thief = Issuer::new(params, KeyPair::from_der_and_sign_algo(&key, &PKCS_ECDSA_P256_SHA256).unwrap());
    let params = CertificateParams::new(vec![name.to_owned()]).unwrap();
    let leaf = params.signed_by(&KeyPair::generate().unwrap(), &thief).unwrap();
    let mut roots = RootCertStore::empty();
    roots.add(authority.certificate().clone()).unwrap();
    let provider = Arc::new(rustls::crypto::ring::default_provider());
    let browser = WebPkiServerVerifier::builder_with_provider(Arc::new(roots), provider).build().unwrap();
    let now = UnixTime::since_unix_epoch(Duration::from_millis(START_MS.unsigned_abs()));
    let leaf: &CertificateDer<'_> = leaf.der();
    browser.verify_server_cert(leaf, &[], &ServerName::try_from(name.to_owned()).unwrap(), &[], now).map(drop)
}

#[tokio::test]
async fn a_stolen_authority_imitates_nobody_outside() {
    let (folder, clock) = (folder(), clock());
    start(folder.path(), &["kiosk.local"], &clock).await.stop().await;
    assert_eq!(forged(folder.path(), "other.local"), Ok(()), "or this test would show nothing");
    assert_eq!(forged(folder.path(), "192.168.3.4"), Ok(()));
    for outside in ["bank.example", "local.example", "notlocal", "8.8.8.8", "2001:db8::1"] {
        let judged = forged(folder.path(), outside).unwrap_err();
        let text = format!("{judged:?}");
        assert!(text.contains("NameConstraintViolation"), "{outside}: {text}");
    }
}

#[tokio::test]
async fn certificates_are_renewed_before_they_end() {
    let (folder, clock) = (folder(), clock());
    let kiosk = start(folder.path(), &["kiosk.local"], &clock).await;
    let root = kept(folder.path()).certificate().to_vec();
    let first = shown(&kiosk, "kiosk.local", &root, &clock).await.unwrap();
    clock.advance(DAY * 300);
    assert_eq!(shown(&kiosk, "kiosk.local", &root, &clock).await, Some(first.clone()));
    // Nine years, in steps shorter than what is left when a certificate is renewed: a tablet is always let in.
    let mut seen = vec![first];
    for _ in 0..130 {
        clock.advance(DAY * 25);
        seen.push(shown(&kiosk, "kiosk.local", &root, &clock).await.expect("a certificate that is valid"));
    }
    seen.dedup();
    assert!((9..=12).contains(&seen.len()), "{} certificates in ten years", seen.len());
    kiosk.stop().await;
}

#[tokio::test]
async fn no_certificate_is_valid_for_longer_than_browsers_allow() {
    let (folder, clock) = (folder(), clock());
    let kiosk = start(folder.path(), &["kiosk.local"], &clock).await;
    let root = kept(folder.path()).certificate().to_vec();
    let leaf = shown(&kiosk, "kiosk.local", &root, &clock).await.unwrap();
    let mut roots = RootCertStore::empty();
    roots.add(root.into()).unwrap();
    let provider = Arc::new(rustls::crypto::ring::default_provider());
    let browser = WebPkiServerVerifier::builder_with_provider(Arc::new(roots), provider).build().unwrap();
    let valid_on = |day: i64| {
        let ms = START_MS + day * i64::try_from(DAY.as_millis()).unwrap();
        let at = UnixTime::since_unix_epoch(Duration::from_millis(ms.unsigned_abs()));
        let name = ServerName::try_from("kiosk.local").unwrap();
        match browser.verify_server_cert(&leaf.clone().into(), &[], &name, &[], at) {
            Ok(_) => true,
            Err(rustls::Error::InvalidCertificate(
                CertificateError::ExpiredContext { .. } | CertificateError::NotValidYetContext { .. },
            )) => false,
            Err(other) => panic!("{other}"),
        }
    };
    let days = (-10..500).filter(|day| valid_on(*day)).count();
    assert!((390..=398).contains(&days), "{days} days");
    kiosk.stop().await;
}

#[tokio::test]
async fn the_end_of_the_authority_is_told_in_time_and_a_start_after_it_makes_a_new_one() {
    let (log, _listening) = Log::listen();
    let (folder, clock) = (folder(), clock());
    start(folder.path(), &["kiosk.local"], &clock).await.stop().await;
    let first = kept(folder.path());
    clock.advance(first.ends_at().since(clock.now()) - DAY * 20);
    let kiosk = start(folder.path(), &["kiosk.local"], &clock).await;
    for _ in 0..500 {
        if log.has("ends within 30 days: remove the file and start again") {
            break;
        }
        clock.advance(Duration::from_secs(10));
        assert!(shown(&kiosk, "kiosk.local", first.certificate(), &clock).await.is_some());
    }
    assert_eq!(log.count("ends within 30 days: remove the file and start again"), 1);
    kiosk.stop().await;
    clock.advance(DAY * 20);
    start(folder.path(), &["kiosk.local"], &clock).await.stop().await;
    assert_ne!(kept(folder.path()).fingerprint(), first.fingerprint());
    assert!(log.has("the local CA has ended"));
}
