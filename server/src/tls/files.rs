//! A certificate and its key in two PEM files that somebody else renews. What they hold is compared, not
//! their dates: a renewal within one tick of a file system's clock is a renewal too.

use super::{TlsError, provider};
use crate::config::tls::CertificateFiles;
use rustls::pki_types::pem::PemObject as _;
use rustls::pki_types::{CertificateDer, PrivateKeyDer};
use rustls::sign::CertifiedKey;
use sha2::{Digest as _, Sha256};
use std::path::Path;

const CERTIFICATE: &str = "KIOSK_TLS_CERT_FILE";
const KEY: &str = "KIOSK_TLS_KEY_FILE";

/// The two files, and what was last found in them.
pub(crate) struct CertificatePair {
    files: CertificateFiles,
    /// What is in use.
    used: [u8; 32],
    /// What was complained about, so that each mistake is told once.
    refused: Option<String>,
}

/// The files' content, and its digest.
struct Content {
    certificate: Vec<u8>,
    key: Vec<u8>,
    digest: [u8; 32],
}

impl CertificatePair {
    /// Reads the pair for the first time.
    ///
    /// # Errors
    /// [`TlsError`] says which file is to blame.
    pub(crate) fn open(files: CertificateFiles) -> Result<(Self, CertifiedKey), TlsError> {
        let content = read(&files)?;
        let certified = content.certified(&files)?;
        Ok((Self { files, used: content.digest, refused: None }, certified))
    }

    /// The pair, where the files hold another one than that in use.
    ///
    /// # Errors
    /// The first time that [`TlsError`] is what comes of it; while it stays so, nothing is said.
    pub(crate) fn newer(&mut self) -> Result<Option<CertifiedKey>, TlsError> {
        match self.look() {
            Ok(found) => {
                self.refused = None;
                Ok(found)
            }
            Err(error) if self.refused.as_ref() == Some(&error.to_string()) => Ok(None),
            Err(error) => {
                self.refused = Some(error.to_string());
                Err(error)
            }
        }
    }

    fn look(&mut self) -> Result<Option<CertifiedKey>, TlsError> {
        let content = read(&self.files)?;
        if content.digest == self.used {
            return Ok(None);
        }
        let certified = content.certified(&self.files)?;
        self.used = content.digest;
        Ok(Some(certified))
    }
}

/// Whether the pair can be used, for whoever examines an installation.
///
/// # Errors
/// [`TlsError`] says which file is to blame.
pub fn examine(files: &CertificateFiles) -> Result<(), TlsError> {
    read(files)?.certified(files).map(drop)
}

fn read(files: &CertificateFiles) -> Result<Content, TlsError> {
    let certificate = read_file(CERTIFICATE, &files.certificate)?;
    let key = read_file(KEY, &files.key)?;
    let mut digest = Sha256::new();
    for part in [&certificate, &key] {
        digest.update(part.len().to_be_bytes());
        digest.update(part);
    }
    Ok(Content { certificate, key, digest: digest.finalize().into() })
}

fn read_file(setting: &'static str, path: &Path) -> Result<Vec<u8>, TlsError> {
    std::fs::read(path).map_err(|source| TlsError::Unreadable { setting, path: path.to_owned(), source })
}

impl Content {
    fn certified(&self, files: &CertificateFiles) -> Result<CertifiedKey, TlsError> {
        let useless = |setting, path: &Path, problem| TlsError::Useless { setting, path: path.to_owned(), problem };
        let no_certificate = |problem| useless(CERTIFICATE, &files.certificate, problem);
        let no_key = |problem| useless(KEY, &files.key, problem);
        let chain: Vec<_> = CertificateDer::pem_slice_iter(&self.certificate)
            .collect::<Result<_, _>>()
            .map_err(|_| no_certificate("is not PEM"))?;
        if chain.is_empty() {
            return Err(no_certificate("holds no certificate in PEM"));
        }
        let key = PrivateKeyDer::from_pem_slice(&self.key)
            .map_err(|_| no_key("holds no private key in PEM; one with a pass phrase cannot be used"))?;
        let key = provider().key_provider.load_private_key(key).map_err(|_| {
            no_key("holds a key that cannot be used: RSA of 2048 bits or more, P-256, P-384 and Ed25519 can")
        })?;
        let certified = CertifiedKey::new(chain, key);
        match certified.keys_match() {
            Ok(()) => Ok(certified),
            Err(rustls::Error::InconsistentKeys(rustls::InconsistentKeys::KeyMismatch)) => Err(TlsError::NoPair),
            // Some keys do not tell their public half: then a handshake has to.
            Err(rustls::Error::InconsistentKeys(_)) => Ok(certified),
            Err(_) => Err(no_certificate("holds no certificate for a server")),
        }
    }
}
