//! The wall's settings: what each takes, and what a wrong one is told.

use core::time::Duration;
use server::config::tls::TlsConfig;
use server::config::wall::{ProxyHeaders, WallConfig};
use server::config::{Config, ConfigError};
use std::path::Path;

fn read(environment: &[(&str, &str)]) -> Result<WallConfig, ConfigError> {
    let environment = environment.iter().map(|(name, value)| ((*name).to_owned(), (*value).to_owned()));
    Config::read(None, environment).map(|config| config.kiosk.wall)
}

fn message(environment: &[(&str, &str)]) -> String {
    read(environment).unwrap_err().to_string()
}

#[test]
fn without_settings_nobody_is_believed_and_nothing_is_encrypted() {
    let wall = read(&[]).unwrap();
    assert!(matches!(wall.tls, TlsConfig::Off));
    assert!(!wall.proxies.trust("127.0.0.1".parse().unwrap()));
    assert_eq!((wall.max_connections, wall.patience.head), (4096, Duration::from_secs(10)));
}

#[test]
fn proxies_are_addresses_and_networks() {
    let wall = read(&[
        ("KIOSK_TRUSTED_PROXIES", "127.0.0.1, 10.1.0.0/16,fd00::/8"),
        ("KIOSK_TRUSTED_PROXY_HEADERS", "forwarded"),
    ])
    .unwrap();
    for (ip, trusted) in
        [("127.0.0.1", true), ("127.0.0.2", false), ("10.1.255.9", true), ("10.2.0.1", false), ("fd12::1", true)]
    {
        assert_eq!(wall.proxies.trust(ip.parse().unwrap()), trusted, "{ip}");
    }
    assert_eq!(wall.proxies.headers, ProxyHeaders::Forwarded);
}

#[test]
fn certificates_come_from_files_or_from_the_shops_own_authority() {
    let files = read(&[("KIOSK_TLS_CERT_FILE", "/a.crt"), ("KIOSK_TLS_KEY_FILE", "/a.key")]).unwrap();
    assert!(matches!(files.tls, TlsConfig::Files(files) if files.key == Path::new("/a.key")));
    let local = read(&[
        ("KIOSK_TLS", "local-ca"),
        ("KIOSK_DATABASE", "/var/lib/kiosk/kiosk.sqlite"),
        ("KIOSK_TLS_NAMES", "Kiosk.Local, 192.168.1.20,fd00::1"),
        ("KIOSK_TLS_TRUST_ADDR", "0.0.0.0:3080"),
    ])
    .unwrap();
    let TlsConfig::LocalCa(local) = local.tls else { panic!("{local:?}") };
    assert_eq!(local.folder, Path::new("/var/lib/kiosk/tls"), "beside the database");
    let names: Vec<_> = local.names.iter().map(ToString::to_string).collect();
    assert_eq!(names, ["kiosk.local", "192.168.1.20", "fd00::1"]);
    assert_eq!(local.trust_addr, Some(([0, 0, 0, 0], 3080).into()));
}

#[test]
fn what_is_wrong_is_named() {
    for (name, value, expected) in [
        ("KIOSK_TRUSTED_PROXIES", "proxy.local", "expected IP addresses or networks"),
        ("KIOSK_TRUSTED_PROXIES", "10.0.0.0/33", "expected IP addresses or networks"),
        ("KIOSK_TRUSTED_PROXIES", "", "expected IP addresses or networks"),
        ("KIOSK_TRUSTED_PROXIES", "10.0.0.1,0.0.0.0/0", "would let anybody pretend to be anybody"),
        ("KIOSK_TRUSTED_PROXIES", "::/0", "would let anybody pretend to be anybody"),
        ("KIOSK_TRUSTED_PROXY_HEADERS", "x-real-ip", "expected x-forwarded or forwarded"),
        ("KIOSK_MAX_CONNECTIONS", "15", "expected 16 to 1000000"),
        ("KIOSK_MAX_CONNECTIONS", "many", "invalid digit"),
        ("KIOSK_TLS", "on", "expected off or local-ca"),
        ("KIOSK_TLS_DIR", "/x", "belongs to KIOSK_TLS=local-ca"),
        ("KIOSK_TLS_NAMES", "kiosk.local", "belongs to KIOSK_TLS=local-ca"),
        ("KIOSK_TLS_TRUST_ADDR", "0.0.0.0:80", "belongs to KIOSK_TLS=local-ca"),
        ("KIOSK_TLS_NAMES", "kiosk.local:3000", "expected host names and IP addresses without port"),
        ("KIOSK_TLS_NAMES", "*.local", "expected host names and IP addresses without port"),
        ("KIOSK_TLS_NAMES", "-a.local", "expected host names and IP addresses without port"),
        ("KIOSK_TLS_NAMES", "300.1.1.1", "expected host names and IP addresses without port"),
        ("KIOSK_TLS_NAMES", "", "expected host names and IP addresses without port"),
    ] {
        let text = message(&[(name, value)]);
        assert!(text.starts_with(&format!("{name} is wrong:")) && text.contains(expected), "{text}");
    }
}

#[test]
fn what_does_not_go_together_is_named() {
    let crt = ("KIOSK_TLS_CERT_FILE", "/a.crt");
    let key = ("KIOSK_TLS_KEY_FILE", "/a.key");
    assert!(message(&[crt]).starts_with("KIOSK_TLS_KEY_FILE is not set: set it to the key of"));
    assert!(message(&[key]).starts_with("KIOSK_TLS_CERT_FILE is not set: set it to the certificate of"));
    assert!(message(&[crt, key, ("KIOSK_TLS", "local-ca")]).starts_with("KIOSK_TLS is wrong: local-ca makes its"));
    assert!(message(&[crt, key, ("KIOSK_TLS", "off")]).starts_with("KIOSK_TLS is wrong: it is off, and yet"));
    let server = ("KIOSK_DATABASE_URL", "postgres://x/y");
    assert!(
        message(&[("KIOSK_TLS", "local-ca"), server]).starts_with("KIOSK_TLS_DIR is not set: set it to the folder")
    );
    let placed = read(&[("KIOSK_TLS", "local-ca"), server, ("KIOSK_TLS_DIR", "/srv/tls")]).unwrap();
    assert!(matches!(placed.tls, TlsConfig::LocalCa(local) if local.folder == Path::new("/srv/tls")));
}
