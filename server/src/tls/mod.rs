//! TLS spoken by the kiosk itself: the certificate it shows, and how that stays fresh while it runs.
//!
//! - [`files`]: a certificate somebody else renews, in two files
//! - [`authority`]: the shop's own certificate authority, as it is kept
//! - [`local_ca`]: certificates of that authority, renewed before they end
//! - `names`: what this machine is called
//! - `error`: what can be wrong

pub mod authority;
mod error;
pub mod files;
pub mod local_ca;
mod names;

pub use error::TlsError;

use crate::clock::Clock;
use crate::config::tls::TlsConfig;
use core::time::Duration;
use domain::Timestamp;
use files::CertificatePair;
use local_ca::LocalCa;
use rustls::ServerConfig;
use rustls::crypto::{CryptoProvider, ring};
use rustls::server::{ClientHello, ResolvesServerCert};
use rustls::sign::CertifiedKey;
use std::net::SocketAddr;
use std::sync::{Arc, PoisonError, RwLock};
use tokio_rustls::TlsAcceptor;
use tokio_util::sync::CancellationToken;

/// How often it is looked whether there is a newer certificate.
const LOOK_EVERY: Duration = Duration::from_secs(10);

/// What dates of certificates are counted in.
const DAY: Duration = Duration::from_secs(24 * 60 * 60);

fn provider() -> Arc<CryptoProvider> {
    Arc::new(ring::default_provider())
}

/// The certificate in use, and where the next one comes from.
pub(crate) struct Tls {
    shown: Arc<Shown>,
    source: Source,
}

enum Source {
    Files(CertificatePair),
    LocalCa(Box<LocalCa>),
}

/// What every handshake is answered with.
#[derive(Debug)]
struct Shown(RwLock<Arc<CertifiedKey>>);

impl ResolvesServerCert for Shown {
    fn resolve(&self, _: ClientHello<'_>) -> Option<Arc<CertifiedKey>> {
        // Nothing panics while it holds the lock; and half a pointer cannot be written.
        Some(self.0.read().unwrap_or_else(PoisonError::into_inner).clone())
    }
}

impl Tls {
    /// Gets the first certificate for a kiosk that listens on `addr`; nothing where TLS is off.
    ///
    /// # Errors
    /// [`TlsError`] names the setting.
    pub(crate) fn open(config: &TlsConfig, addr: SocketAddr, now: Timestamp) -> Result<Option<Self>, TlsError> {
        let (source, first) = match config {
            TlsConfig::Off => return Ok(None),
            TlsConfig::Files(files) => {
                let (pair, first) = CertificatePair::open(files.clone())?;
                (Source::Files(pair), first)
            }
            TlsConfig::LocalCa(config) => {
                let (ca, first) = LocalCa::open(config, addr, now)?;
                (Source::LocalCa(Box::new(ca)), first)
            }
        };
        Ok(Some(Self { shown: Arc::new(Shown(RwLock::new(Arc::new(first)))), source }))
    }

    /// The local CA, if it is one.
    pub(crate) fn local_ca(&self) -> Option<&LocalCa> {
        match &self.source {
            Source::Files(_) => None,
            Source::LocalCa(ca) => Some(ca),
        }
    }

    /// Answers handshakes with the certificate of the time: TLS 1.2 and 1.3, HTTP/1.1.
    ///
    /// # Errors
    /// [`TlsError::Rustls`] where the library cannot do what it is asked for.
    pub(crate) fn acceptor(&self) -> Result<TlsAcceptor, TlsError> {
        let versions = [&rustls::version::TLS13, &rustls::version::TLS12];
        let mut config = ServerConfig::builder_with_provider(provider())
            .with_protocol_versions(&versions)?
            .with_no_client_auth()
            .with_cert_resolver(self.shown.clone());
        config.alpn_protocols = vec![b"http/1.1".to_vec()];
        Ok(TlsAcceptor::from(Arc::new(config)))
    }

    /// Looks for a newer certificate again and again. One that cannot be used changes nothing.
    pub(crate) async fn keep_fresh(mut self, clock: Arc<dyn Clock>, stop: CancellationToken) {
        loop {
            tokio::select! {
                () = stop.cancelled() => return,
                () = clock.sleep_until(clock.now().plus(LOOK_EVERY)) => {}
            }
            // Two small files of this machine: not worth a thread.
            let newer = match &mut self.source {
                Source::Files(pair) => pair.newer(),
                Source::LocalCa(ca) => ca.newer(clock.now()),
            };
            match newer {
                Ok(None) => {}
                Ok(Some(newer)) => {
                    *self.shown.0.write().unwrap_or_else(PoisonError::into_inner) = Arc::new(newer);
                    tracing::info!("a newer certificate is in use");
                }
                Err(error) => tracing::error!(%error, "the certificate stays the old one"),
            }
        }
    }
}

/// From when a certificate made `now` is valid: the midnight a day ago, because a tablet's clock may be behind.
fn beginning(now: Timestamp) -> Timestamp {
    let day_ms = i64::try_from(DAY.as_millis()).unwrap_or(i64::MAX);
    now.minus(Duration::from_millis(now.as_unix_ms().rem_euclid(day_ms).unsigned_abs())).minus(DAY)
}

/// Makes a certificate valid for the days from `from` to `until`.
fn validity(params: &mut rcgen::CertificateParams, from: Timestamp, until: Timestamp) {
    let date = |at: Timestamp| {
        let at = jiff::Timestamp::from_millisecond(at.as_unix_ms()).unwrap_or_default();
        let date = at.to_zoned(jiff::tz::TimeZone::UTC).date();
        rcgen::date_time_ymd(date.year().into(), date.month().unsigned_abs(), date.day().unsigned_abs())
    };
    (params.not_before, params.not_after) = (date(from), date(until));
}
