//! The shop's own certificate authority: made once, kept for ten years in one file that its owner alone can
//! read, and able to vouch only for names and addresses of a local network, whoever gets hold of its key.

use super::names::{LOCAL_ENDINGS, LOCAL_NETWORKS, host_name, is_in, is_under};
use super::{DAY, TlsError, beginning, validity};
use crate::config::tls::TlsName;
use core::time::Duration;
use domain::Timestamp;
use ipnet::IpNet;
use rcgen::{
    BasicConstraints, CertificateParams, CidrSubnet, DistinguishedName, DnType, GeneralSubtree, IsCa, Issuer, KeyPair,
    KeyUsagePurpose, NameConstraints, PKCS_ECDSA_P256_SHA256,
};
use rustls::pki_types::{CertificateDer, PrivateKeyDer, PrivatePkcs8KeyDer};
use serde::{Deserialize, Serialize};
use sha2::{Digest as _, Sha256};
use std::fs;
use std::io::{self, Write as _};
use std::path::{Path, PathBuf};

/// Ten years.
const LIFE: Duration = DAY.saturating_mul(3653);
const FILE: &str = "local-ca.json";
/// Enough to tell two authorities of one machine apart in a tablet's list.
const TAG_BYTES: usize = 2;

/// The authority, with its key.
pub struct Authority {
    path: PathBuf,
    kept: Kept,
    certificate: CertificateDer<'static>,
    issuer: Issuer<'static, KeyPair>,
}

/// What the file holds.
#[derive(Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
struct Kept {
    /// What a tablet's list of authorities calls it.
    name: String,
    ends_at: Timestamp,
    /// The names it may vouch for, with all that end in them.
    dns: Vec<String>,
    networks: Vec<String>,
    certificate_der_hex: String,
    key_pkcs8_hex: String,
}

impl Authority {
    /// The authority that is kept in `folder`, or a new one if there is none or it has ended. A new one may
    /// also vouch for `names`.
    ///
    /// # Errors
    /// [`TlsError`] where it cannot be read or kept; a broken one is never replaced.
    pub fn open_or_make(folder: &Path, names: &[TlsName], now: Timestamp) -> Result<Self, TlsError> {
        match Self::open(folder)? {
            Some(authority) if authority.kept.ends_at > now => Ok(authority),
            Some(ended) => {
                tracing::warn!(name = ended.kept.name, "the local CA has ended: every tablet has to trust the new one");
                Self::make(folder, names, now)
            }
            None => Self::make(folder, names, now),
        }
    }

    /// The authority that is kept in `folder`, if there is one.
    ///
    /// # Errors
    /// [`TlsError::Authority`] where it cannot be used.
    pub fn open(folder: &Path) -> Result<Option<Self>, TlsError> {
        let path = folder.join(FILE);
        let text = match fs::read_to_string(&path) {
            Ok(text) => text,
            Err(error) if error.kind() == io::ErrorKind::NotFound => return Ok(None),
            Err(error) => return Err(unusable(&path, format!("cannot be read: {error}"))),
        };
        if is_open_to_others(&path) {
            return Err(unusable(
                &path,
                "can be read by others: chmod 600, and think about who has read it".to_owned(),
            ));
        }
        let broken =
            || unusable(&path, "is broken: restore the file from a backup, or remove it to start anew".to_owned());
        let kept: Kept = serde_json::from_str(&text).map_err(|_| broken())?;
        let certificate = hex_to_bytes(&kept.certificate_der_hex).ok_or_else(broken)?;
        let key = hex_to_bytes(&kept.key_pkcs8_hex).ok_or_else(broken)?;
        let key = PrivateKeyDer::Pkcs8(PrivatePkcs8KeyDer::from(key));
        let key = KeyPair::from_der_and_sign_algo(&key, &PKCS_ECDSA_P256_SHA256).map_err(|_| broken())?;
        let issuer = Issuer::new(params_of(&kept.name), key);
        Ok(Some(Self { path, kept, certificate: certificate.into(), issuer }))
    }

    fn make(folder: &Path, names: &[TlsName], now: Timestamp) -> Result<Self, TlsError> {
        let key = KeyPair::generate_for(&PKCS_ECDSA_P256_SHA256)?;
        let tag = to_hex(&rand::random::<[u8; TAG_BYTES]>());
        let name = format!("Mion Kiosk {} {tag}", host_name().as_deref().unwrap_or("local CA"));
        let mut dns = LOCAL_ENDINGS.map(str::to_owned).to_vec();
        let mut networks = LOCAL_NETWORKS.map(str::to_owned).to_vec();
        for name in names {
            match name {
                TlsName::Dns(name) if !is_under(dns.iter().map(String::as_str), name) => dns.push(name.clone()),
                TlsName::Ip(ip) if !is_in(networks.iter().map(String::as_str), ip) => {
                    networks.push(IpNet::from(*ip).to_string());
                }
                TlsName::Dns(_) | TlsName::Ip(_) => {}
            }
        }
        let permitted = dns.iter().cloned().map(GeneralSubtree::DnsName);
        let permitted = permitted.chain(networks.iter().filter_map(|network| {
            let network: IpNet = network.parse().ok()?;
            Some(GeneralSubtree::IpAddress(CidrSubnet::from_addr_prefix(network.network(), network.prefix_len())))
        }));
        let mut params = params_of(&name);
        params.name_constraints =
            Some(NameConstraints { permitted_subtrees: permitted.collect(), excluded_subtrees: Vec::new() });
        let ends_at = beginning(now).plus(LIFE);
        validity(&mut params, beginning(now), ends_at);
        let certificate = params.self_signed(&key)?;
        let kept = Kept {
            name,
            ends_at,
            dns,
            networks,
            certificate_der_hex: to_hex(certificate.der()),
            key_pkcs8_hex: to_hex(key.serialized_der()),
        };
        let path = folder.join(FILE);
        keep(&path, &kept).map_err(|error| unusable(&path, format!("cannot be written: {error}")))?;
        tracing::info!(path = %path.display(), name = kept.name, "a local CA has been made");
        Ok(Self { path, kept, certificate: certificate.der().clone(), issuer: Issuer::new(params, key) })
    }

    /// What a tablet's list of authorities calls it.
    pub fn name(&self) -> &str {
        &self.kept.name
    }

    /// Where it is kept.
    pub fn path(&self) -> &Path {
        &self.path
    }

    /// When it ends.
    pub fn ends_at(&self) -> Timestamp {
        self.kept.ends_at
    }

    /// What tablets are to trust.
    pub fn certificate(&self) -> &CertificateDer<'static> {
        &self.certificate
    }

    /// The SHA-256 of the certificate, as tablets show it: pairs of digits with colons.
    pub fn fingerprint(&self) -> String {
        let digest = Sha256::digest(&self.certificate);
        digest.iter().map(|byte| format!("{byte:02X}")).collect::<Vec<_>>().join(":")
    }

    pub(super) fn issuer(&self) -> &Issuer<'static, KeyPair> {
        &self.issuer
    }

    /// Whether it may vouch for `name`.
    pub(super) fn may_name(&self, name: &TlsName) -> bool {
        match name {
            TlsName::Dns(name) => is_under(self.kept.dns.iter().map(String::as_str), name),
            TlsName::Ip(ip) => is_in(self.kept.networks.iter().map(String::as_str), ip),
        }
    }
}

fn unusable(path: &Path, problem: String) -> TlsError {
    TlsError::Authority { path: path.to_owned(), problem }
}

fn params_of(name: &str) -> CertificateParams {
    let mut params = CertificateParams::default();
    params.distinguished_name = DistinguishedName::new();
    params.distinguished_name.push(DnType::CommonName, name);
    // Signs certificates of servers, and no further authorities.
    params.is_ca = IsCa::Ca(BasicConstraints::Constrained(0));
    params.key_usages = vec![KeyUsagePurpose::KeyCertSign, KeyUsagePurpose::CrlSign];
    params
}

/// Writes the file so that it is there whole or not at all, and never to be read by others.
fn keep(path: &Path, kept: &Kept) -> io::Result<()> {
    let folder = path.parent().unwrap_or(Path::new(""));
    let mut builder = fs::DirBuilder::new();
    let mut options = fs::OpenOptions::new();
    #[cfg(unix)]
    {
        use std::os::unix::fs::{DirBuilderExt as _, OpenOptionsExt as _};
        builder.mode(0o700);
        options.mode(0o600);
    }
    if !folder.as_os_str().is_empty() {
        builder.recursive(true).create(folder)?;
    }
    let draft = path.with_extension("draft");
    match fs::remove_file(&draft) {
        Err(error) if error.kind() != io::ErrorKind::NotFound => return Err(error),
        _ => {}
    }
    let mut file = options.write(true).create_new(true).open(&draft)?;
    file.write_all(serde_json::to_string_pretty(kept)?.as_bytes())?;
    file.sync_all()?;
    fs::rename(&draft, path)
}

#[cfg(unix)]
fn is_open_to_others(path: &Path) -> bool {
    use std::os::unix::fs::PermissionsExt as _;
    fs::metadata(path).is_ok_and(|metadata| metadata.permissions().mode() & 0o077 != 0)
}

#[cfg(not(unix))]
fn is_open_to_others(_: &Path) -> bool {
    false
}

fn to_hex(bytes: &[u8]) -> String {
    bytes.iter().map(|byte| format!("{byte:02x}")).collect()
}

fn hex_to_bytes(text: &str) -> Option<Vec<u8>> {
    let digits: Option<Vec<u8>> = text.chars().map(|digit| digit.to_digit(16)?.try_into().ok()).collect();
    let (pairs, rest) = digits.as_ref()?.as_chunks::<2>();
    rest.is_empty().then(|| pairs.iter().map(|[high, low]| high << 4 | low).collect())
}
