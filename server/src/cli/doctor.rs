//! `doctor`: goes through everything a sale depends on and says what to fix. Changes nothing but an
//! out-of-date database.

use super::trust::day;
use crate::clock::{Clock as _, SystemClock};
use crate::config::Config;
use crate::config::kiosk::DatabaseConfig;
use crate::config::tls::TlsConfig;
use crate::site::{read_assets, site_dir};
use crate::startup::{open_records, shop};
use crate::store::StoreError;
use crate::till::provider::from_instant;
use crate::tls::authority::Authority;
use anyhow::bail;
use core::time::Duration;
use std::path::Path;

/// Mion's `Date` has whole seconds and the answer takes its time: less than this is no skew.
const TOLERATED_SKEW: Duration = Duration::from_secs(5);

/// More open sales than this are not counted.
const MANY: u32 = 10_000;

/// What one look came to: a fact, or what to do.
type Finding = Result<String, String>;

#[expect(clippy::print_stdout, reason = "this is the report a person asked for")]
pub(super) async fn examine(file: Option<&Path>) -> anyhow::Result<()> {
    let mut problems: u32 = 0;
    let mut report = |what: &str, finding: Finding| match finding {
        Ok(fact) => println!("ok       {what}: {fact}"),
        Err(advice) => {
            problems = problems.saturating_add(1);
            println!("PROBLEM  {what}: {advice}");
        }
    };
    let config = match Config::read(file, std::env::vars()) {
        Ok(config) => config,
        Err(error) => {
            report("settings", Err(error.to_string()));
            bail!("1 problem found");
        }
    };
    report("settings", settings(&config));
    report("database", database(&config).await);
    report("TLS", tls(&config));
    let dir = site_dir(config.kiosk.site_dir.as_deref());
    let site = read_assets(&dir).map(|_| dir.display().to_string()).map_err(|error| error.to_string());
    report("bundle", site);
    for (what, finding) in mion(config).await {
        report(what, finding);
    }
    match problems {
        0 => Ok(()),
        1 => bail!("1 problem found"),
        many => bail!("{many} problems found"),
    }
}

fn settings(config: &Config) -> Finding {
    shop(&config.kiosk, config.mion.currency, None)
        .map(|_| "all known, all readable".to_owned())
        .map_err(|error| format!("KIOSK_MIN_AMOUNT_MINOR and KIOSK_MAX_AMOUNT_MINOR: {error}"))
}

fn tls(config: &Config) -> Finding {
    match &config.kiosk.wall.tls {
        TlsConfig::Off if config.kiosk.addr.ip().is_loopback() => Ok("off; nobody else reaches this server".to_owned()),
        TlsConfig::Off if !config.kiosk.wall.proxies.networks.is_empty() => Ok("off; the proxy's business".to_owned()),
        TlsConfig::Off => Err("off, and KIOSK_ADDR can be reached from outside: what tablets send can be read on the \
                               way. Set KIOSK_TLS or KIOSK_TLS_CERT_FILE; behind a proxy, set KIOSK_TRUSTED_PROXIES"
            .to_owned()),
        TlsConfig::Files(files) => crate::tls::files::examine(files)
            .map(|()| format!("{} and its key belong together", files.certificate.display()))
            .map_err(|error| error.to_string()),
        TlsConfig::LocalCa(local_ca) => match Authority::open(&local_ca.folder) {
            Ok(Some(authority)) => Ok(format!("{} vouches until {}", authority.name(), day(authority.ends_at()))),
            Ok(None) => Ok("a local CA will be made at the first start".to_owned()),
            Err(error) => Err(error.to_string()),
        },
    }
}

async fn database(config: &Config) -> Finding {
    let called = match &config.kiosk.database {
        DatabaseConfig::File(path) => format!("{} (KIOSK_DATABASE)", path.display()),
        DatabaseConfig::Server(_) => "PostgreSQL (KIOSK_DATABASE_URL)".to_owned(),
    };
    let store = match open_records(&config.kiosk.database).await {
        Ok(store) => store,
        Err(StoreError::InUse(_)) => return Ok(format!("{called}, in use by a kiosk that is running")),
        Err(error) => return Err(format!("{called} cannot be used: {error}")),
    };
    let live = store.live(MANY).await.map_err(|error| error.to_string())?;
    let (alarms, _) = store.alarm_count().await.map_err(|error| error.to_string())?;
    store.close().await;
    Ok(format!("{called}, up to date, {} sales open, {alarms} payments to decide about", live.len()))
}

async fn mion(config: Config) -> Vec<(&'static str, Finding)> {
    let settings = match config.mion.client {
        Ok(settings) => settings,
        Err(error) => return vec![("Mion", Err(error.to_string()))],
    };
    let base_url = settings.base_url.clone();
    let mut findings = Vec::new();
    if base_url.sends_key_in_clear() {
        findings.push(("way to Mion", Err("MION_BASE_URL is not https: the key would be readable on the way".into())));
    }
    let client = match mion::Client::new(settings) {
        Ok(client) => client,
        Err(error) => {
            findings.push(("Mion", Err(error.to_string())));
            return findings;
        }
    };
    match client.reach().await {
        Ok(reach) => {
            findings.push(("Mion", Ok(format!("{base_url} answers"))));
            let key = if reach.authorised {
                Ok("accepted".to_owned())
            } else {
                Err("Mion does not take the key: check MION_API_KEY, MION_AUTH_HEADER, MION_AUTH_PREFIX and the key's \
                     permissions (Payments Read & Write, Retail Point-of-sale Payments Create)"
                    .to_owned())
            };
            findings.push(("API key", key));
            findings.push(("clock", clock(reach.server_date.map(from_instant))));
        }
        Err(error) => findings.push(("Mion", Err(format!("{error}: check MION_BASE_URL and the network")))),
    }
    findings
}

fn clock(mions: Option<domain::Timestamp>) -> Finding {
    let Some(mions) = mions else {
        return Ok("Mion does not tell its time".to_owned());
    };
    let ours = SystemClock.now();
    let skew = ours.since(mions).max(mions.since(ours));
    if skew <= TOLERATED_SKEW {
        return Ok("agrees with Mion's".to_owned());
    }
    Err(format!("{} s away from Mion's: set this machine's time (NTP)", skew.as_secs()))
}
