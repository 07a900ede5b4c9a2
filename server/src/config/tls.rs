//! Whether the kiosk speaks TLS itself, and with which certificate: one from files, or one of a local CA
//! that it makes for a shop's own network.

use super::kiosk::DatabaseConfig;
use super::{ConfigError, Source};
use std::fmt;
use std::net::{IpAddr, SocketAddr};
use std::path::{Path, PathBuf};
use std::str::FromStr;

/// Where certificates come from.
#[derive(Clone, Debug, Default)]
pub enum TlsConfig {
    /// `KIOSK_TLS=off`, the default: plain HTTP, for this machine alone or behind a proxy.
    #[default]
    Off,
    /// `KIOSK_TLS_CERT_FILE` and `KIOSK_TLS_KEY_FILE`.
    Files(CertificateFiles),
    /// `KIOSK_TLS=local-ca`.
    LocalCa(LocalCaConfig),
}

/// A certificate and its key, in PEM. Read again when they change.
#[derive(Clone, Debug)]
pub struct CertificateFiles {
    /// `KIOSK_TLS_CERT_FILE`: the certificate, and after it those between it and the root.
    pub certificate: PathBuf,
    /// `KIOSK_TLS_KEY_FILE`: its private key.
    pub key: PathBuf,
}

/// A certificate authority of this shop alone.
#[derive(Clone, Debug)]
pub struct LocalCaConfig {
    /// `KIOSK_TLS_DIR`: where its key is kept. Default: the folder `tls` beside the SQLite file.
    pub folder: PathBuf,
    /// `KIOSK_TLS_NAMES`: what tablets call this server. Default (empty): this machine's name and addresses.
    pub names: Vec<TlsName>,
    /// `KIOSK_TLS_TRUST_ADDR`: where the page that explains how to trust it is served over plain HTTP,
    /// besides `/trust` on the kiosk's own address. Default: nowhere else.
    pub trust_addr: Option<SocketAddr>,
}

/// What a certificate may be for: a host name, in lower case, or an address.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum TlsName {
    /// `kiosk.local`
    Dns(String),
    /// `192.168.1.20`
    Ip(IpAddr),
}

impl fmt::Display for TlsName {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Dns(name) => f.write_str(name),
            Self::Ip(ip) => ip.fmt(f),
        }
    }
}

impl FromStr for TlsName {
    type Err = &'static str;
    fn from_str(text: &str) -> Result<Self, Self::Err> {
        if let Ok(ip) = text.parse() {
            return Ok(Self::Ip(ip));
        }
        let is_label = |label: &str| {
            let plain = |byte: u8| byte.is_ascii_alphanumeric() || byte == b'-';
            (1..=63).contains(&label.len())
                && label.bytes().all(plain)
                && !label.starts_with('-')
                && !label.ends_with('-')
        };
        let all_digits = text.split('.').next_back().is_some_and(|last| last.bytes().all(|byte| byte.is_ascii_digit()));
        if text.len() <= 253 && !all_digits && text.split('.').all(is_label) {
            Ok(Self::Dns(text.to_ascii_lowercase()))
        } else {
            Err("expected host names and IP addresses without port, such as kiosk.local,192.168.1.20")
        }
    }
}

/// The names in `KIOSK_TLS_NAMES`.
struct Names(Vec<TlsName>);

impl FromStr for Names {
    type Err = &'static str;
    fn from_str(text: &str) -> Result<Self, Self::Err> {
        text.split(',').map(|name| name.trim().parse()).collect::<Result<_, _>>().map(Self)
    }
}

enum Mode {
    Off,
    LocalCa,
}

impl FromStr for Mode {
    type Err = &'static str;
    fn from_str(text: &str) -> Result<Self, Self::Err> {
        match text {
            "off" => Ok(Self::Off),
            "local-ca" => Ok(Self::LocalCa),
            _ => Err("expected off or local-ca; a certificate of your own goes into KIOSK_TLS_CERT_FILE"),
        }
    }
}

impl TlsConfig {
    /// Takes these values out of `source`. The local CA lies beside `database` unless told otherwise.
    pub(super) fn take(source: &mut Source, database: &DatabaseConfig) -> Result<Self, ConfigError> {
        let wrong = |name: &str, problem: &str| Err(ConfigError::Wrong(name.into(), problem.into()));
        let mode = source.take::<Mode>("KIOSK_TLS")?;
        let certificate = source.take::<PathBuf>("KIOSK_TLS_CERT_FILE")?;
        let key = source.take::<PathBuf>("KIOSK_TLS_KEY_FILE")?;
        let folder = source.take::<PathBuf>("KIOSK_TLS_DIR")?;
        let names = source.take::<Names>("KIOSK_TLS_NAMES")?;
        let trust_addr = source.take::<SocketAddr>("KIOSK_TLS_TRUST_ADDR")?;
        if matches!(mode, Some(Mode::LocalCa)) {
            if certificate.is_some() || key.is_some() {
                return wrong(
                    "KIOSK_TLS",
                    "local-ca makes its certificates: unset KIOSK_TLS_CERT_FILE and KIOSK_TLS_KEY_FILE",
                );
            }
            let names = names.map_or_else(Vec::new, |names| names.0);
            let folder = match (folder, database) {
                (Some(folder), _) => folder,
                (None, DatabaseConfig::File(file)) => file.parent().unwrap_or(Path::new("")).join("tls"),
                (None, DatabaseConfig::Server(_)) => {
                    return Err(ConfigError::Missing(
                        "KIOSK_TLS_DIR".into(),
                        "set it to the folder where this server keeps the key of its local CA",
                    ));
                }
            };
            return Ok(Self::LocalCa(LocalCaConfig { folder, names, trust_addr }));
        }
        for (name, is_set) in [
            ("KIOSK_TLS_DIR", folder.is_some()),
            ("KIOSK_TLS_NAMES", names.is_some()),
            ("KIOSK_TLS_TRUST_ADDR", trust_addr.is_some()),
        ] {
            if is_set {
                return wrong(name, "it belongs to KIOSK_TLS=local-ca, which is not set");
            }
        }
        match (certificate, key, mode) {
            (None, None, _) => Ok(Self::Off),
            (Some(_), _, Some(Mode::Off)) | (_, Some(_), Some(Mode::Off)) => {
                wrong("KIOSK_TLS", "it is off, and yet a certificate or a key is set: unset one or the other")
            }
            (Some(certificate), Some(key), _) => Ok(Self::Files(CertificateFiles { certificate, key })),
            (Some(_), None, _) => {
                Err(ConfigError::Missing("KIOSK_TLS_KEY_FILE".into(), "set it to the key of KIOSK_TLS_CERT_FILE"))
            }
            (None, Some(_), _) => Err(ConfigError::Missing(
                "KIOSK_TLS_CERT_FILE".into(),
                "set it to the certificate of KIOSK_TLS_KEY_FILE",
            )),
        }
    }
}
