//! `trust`: what a tablet's owner compares before trusting the kiosk's local CA. Changes nothing.

use crate::config::Config;
use crate::config::tls::TlsConfig;
use crate::tls::authority::Authority;
use anyhow::{Context as _, bail};
use std::path::Path;

#[expect(clippy::print_stdout, reason = "this is what a person asked for")]
pub(super) fn show(config: &Config, out: Option<&Path>) -> anyhow::Result<()> {
    let TlsConfig::LocalCa(local_ca) = &config.kiosk.wall.tls else {
        bail!("there is no local CA: set KIOSK_TLS=local-ca, or have tablets trust whoever made KIOSK_TLS_CERT_FILE");
    };
    let Some(authority) = Authority::open(&local_ca.folder)? else {
        bail!("there is no local CA in {} yet: `mion-kiosk serve` makes it", local_ca.folder.display());
    };
    println!("Name:         {}", authority.name());
    println!("Kept in:      {}", authority.path().display());
    println!("Ends:         {}", day(authority.ends_at()));
    println!("Fingerprint:  {}", authority.fingerprint());
    if let Some(out) = out {
        std::fs::write(out, authority.certificate()).with_context(|| format!("{} (--out)", out.display()))?;
        println!("Written to:   {} (the certificate, without its key)", out.display());
    }
    Ok(())
}

/// The day of `at`, in UTC.
pub(super) fn day(at: domain::Timestamp) -> String {
    let at = jiff::Timestamp::from_millisecond(at.as_unix_ms()).unwrap_or_default();
    at.to_zoned(jiff::tz::TimeZone::UTC).date().to_string()
}
