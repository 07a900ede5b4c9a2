//! Certificates that a test makes for itself, and PEM.

use rcgen::{CertificateParams, KeyPair};
use server::config::tls::{CertificateFiles, TlsConfig};
use server::config::wall::WallConfig;
use std::path::Path;

/// A certificate that vouches for itself, and its key.
pub(crate) struct Pair {
    pub(crate) certificate: Vec<u8>,
    pub(crate) key: Vec<u8>,
}

/// One for `kiosk.local`, valid for ever.
pub(crate) fn pair() -> Pair {
    let key = KeyPair::generate().unwrap();
    let params = CertificateParams::new(vec!["kiosk.local".to_owned()]).unwrap();
    let certificate = params.self_signed(&key).unwrap().der().to_vec();
    Pair { certificate, key: key.serialized_der().to_vec() }
}

/// `der` as PEM calls a `label`.
pub(crate) fn pem(label: &str, der: &[u8]) -> String {
    const LETTERS: &[u8; 64] = b"ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";
    let mut text = String::new();
    for three in der.chunks(3) {
        let bits = three.iter().fold(0_u32, |bits, byte| bits << 8 | u32::from(*byte)) << (8 * (3 - three.len()));
        for at in 0..4 {
            let letter = LETTERS[(bits >> (18 - 6 * at) & 63) as usize];
            text.push(if at > three.len() { '=' } else { char::from(letter) });
        }
        if text.len() % 65 == 64 {
            text.push('\n');
        }
    }
    format!("-----BEGIN {label}-----\n{text}\n-----END {label}-----\n")
}

/// Where a test keeps its pair.
pub(crate) fn files(folder: &Path) -> CertificateFiles {
    CertificateFiles { certificate: folder.join("tls.crt"), key: folder.join("tls.key") }
}

pub(crate) fn write(folder: &Path, pair: &Pair) {
    let files = files(folder);
    std::fs::write(files.certificate, pem("CERTIFICATE", &pair.certificate)).unwrap();
    std::fs::write(files.key, pem("PRIVATE KEY", &pair.key)).unwrap();
}

/// A wall with the pair in `folder`.
pub(crate) fn wall(folder: &Path) -> WallConfig {
    WallConfig { tls: TlsConfig::Files(files(folder)), ..WallConfig::default() }
}
