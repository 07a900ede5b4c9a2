//! What can be wrong with certificates. Each text names the setting; none holds any part of a key.

use super::local_ca::Unnameable;
use std::path::PathBuf;

/// No certificate can be had.
#[derive(Debug, thiserror::Error)]
pub enum TlsError {
    /// A file cannot be read.
    #[error("{path} ({setting}) cannot be read: {source}")]
    Unreadable {
        /// Which setting names it.
        setting: &'static str,
        /// Where it is.
        path: PathBuf,
        /// What the system said.
        source: std::io::Error,
    },
    /// A file holds something else.
    #[error("{path} ({setting}) {problem}")]
    Useless {
        /// Which setting names it.
        setting: &'static str,
        /// Where it is.
        path: PathBuf,
        /// What it lacks.
        problem: &'static str,
    },
    /// The certificate and the key are each fine, but not of one pair.
    #[error("the key in KIOSK_TLS_KEY_FILE is not that of the certificate in KIOSK_TLS_CERT_FILE")]
    NoPair,
    /// The local CA is not to be read, not whole, or not private.
    #[error("the local CA in {path} (KIOSK_TLS_DIR) {problem}")]
    Authority {
        /// Where it is kept.
        path: PathBuf,
        /// What is wrong, and what to do.
        problem: String,
    },
    /// The local CA was made for other names.
    #[error(transparent)]
    Name(#[from] Unnameable),
    /// A certificate could not be written.
    #[error("a certificate could not be made: {0}")]
    Certificate(#[from] rcgen::Error),
    /// The TLS library refused something.
    #[error("TLS: {0}")]
    Rustls(#[from] rustls::Error),
}
