//! Certificates of the shop's own authority. The one in use is held in memory alone: a new one is made at
//! every start, before it ends, and when this machine gets another name or address.

use super::authority::Authority;
use super::names::of_this_machine;
use super::{DAY, TlsError, beginning, provider, validity};
use crate::config::tls::{LocalCaConfig, TlsName};
use core::time::Duration;
use domain::Timestamp;
use rcgen::{CertificateParams, DistinguishedName, DnType, ExtendedKeyUsagePurpose, KeyPair, KeyUsagePurpose};
use rustls::pki_types::{PrivateKeyDer, PrivatePkcs8KeyDer};
use rustls::sign::CertifiedKey;
use std::net::SocketAddr;

/// Browsers refuse what is valid for longer than 398 days.
///
/// # Source
/// CA/Browser Forum, Baseline Requirements 6.3.2; enforced by Apple's platforms.
const LEAF_LIFE: Duration = DAY.saturating_mul(397);
/// How long before its end a certificate is replaced.
const RENEW_BEFORE: Duration = DAY.saturating_mul(30);

/// A name that the authority, made for others, may not vouch for.
#[derive(Debug, thiserror::Error)]
#[error(
    "the local CA may not vouch for {name} (KIOSK_TLS_NAMES): it was made for other names. Remove {path} to have a \
     new one made, which every tablet has to trust anew"
)]
pub struct Unnameable {
    name: String,
    path: String,
}

/// The authority, and what was last certified.
pub(crate) struct LocalCa {
    authority: Authority,
    addr: SocketAddr,
    /// As set; empty where this machine is asked.
    set: Vec<TlsName>,
    names: Vec<TlsName>,
    ends_at: Timestamp,
    /// That its end is near has been said.
    warned: bool,
}

impl LocalCa {
    /// Opens the authority, making one where there is none, and certifies what a server on `addr` is called.
    ///
    /// # Errors
    /// [`TlsError`] names the setting.
    pub(crate) fn open(
        config: &LocalCaConfig,
        addr: SocketAddr,
        now: Timestamp,
    ) -> Result<(Self, CertifiedKey), TlsError> {
        let wanted = if config.names.is_empty() { of_this_machine(addr) } else { config.names.clone() };
        let authority = Authority::open_or_make(&config.folder, &wanted, now)?;
        let set = config.names.clone();
        if let Some(name) = set.iter().find(|name| !authority.may_name(name)) {
            return Err(Unnameable { name: name.to_string(), path: authority.path().display().to_string() }.into());
        }
        let mut ca = Self { authority, addr, set, names: Vec::new(), ends_at: now, warned: false };
        let first = ca.certify(ca.names_now(), now)?;
        Ok((ca, first))
    }

    /// Who vouches.
    pub(crate) fn authority(&self) -> &Authority {
        &self.authority
    }

    /// What the certificate in use is for.
    pub(crate) fn names(&self) -> &[TlsName] {
        &self.names
    }

    /// A new certificate, where that in use will end soon or is not for all names of this machine.
    ///
    /// # Errors
    /// [`TlsError`] where it cannot be made, and once when the authority itself nears its end.
    pub(crate) fn newer(&mut self, now: Timestamp) -> Result<Option<CertifiedKey>, TlsError> {
        let names = self.names_now();
        let is_last = self.ends_at == self.authority.ends_at();
        if names == self.names && (is_last || now.plus(RENEW_BEFORE) < self.ends_at) {
            if is_last && !self.warned && now.plus(RENEW_BEFORE) >= self.ends_at {
                self.warned = true;
                let problem = "ends within 30 days: remove the file and start again to have a new one made, which \
                               every tablet has to trust anew";
                return Err(TlsError::Authority {
                    path: self.authority.path().to_owned(),
                    problem: problem.to_owned(),
                });
            }
            return Ok(None);
        }
        self.certify(names, now).map(Some)
    }

    fn names_now(&self) -> Vec<TlsName> {
        if !self.set.is_empty() {
            return self.set.clone();
        }
        let mut names = of_this_machine(self.addr);
        // Of another host name than the authority was made on: the addresses still do.
        names.retain(|name| self.authority.may_name(name));
        names
    }

    fn certify(&mut self, names: Vec<TlsName>, now: Timestamp) -> Result<CertifiedKey, TlsError> {
        let key = KeyPair::generate()?;
        let mut params = CertificateParams::new(names.iter().map(TlsName::to_string).collect::<Vec<_>>())?;
        params.distinguished_name = DistinguishedName::new();
        params.distinguished_name.push(DnType::CommonName, "Mion Kiosk");
        params.key_usages = vec![KeyUsagePurpose::DigitalSignature];
        params.extended_key_usages = vec![ExtendedKeyUsagePurpose::ServerAuth];
        params.use_authority_key_identifier_extension = true;
        // Nobody is believed for longer than whoever vouches for him.
        let ends_at = beginning(now).plus(LEAF_LIFE).min(self.authority.ends_at());
        validity(&mut params, beginning(now), ends_at);
        let leaf = params.signed_by(&key, self.authority.issuer())?;
        let chain = vec![leaf.der().clone(), self.authority.certificate().clone()];
        let key = PrivateKeyDer::Pkcs8(PrivatePkcs8KeyDer::from(key.serialized_der().to_vec()));
        let certified = CertifiedKey::new(chain, provider().key_provider.load_private_key(key)?);
        tracing::info!(names = names.iter().map(TlsName::to_string).collect::<Vec<_>>().join(","), "certified");
        (self.names, self.ends_at) = (names, ends_at);
        Ok(certified)
    }
}
