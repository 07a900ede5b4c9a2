//! The `[mion]` section: how to reach Mion. Its defaults are assumptions where Mion's reference is not
//! public; compare them with the API reference of the Mion account.

use super::{ConfigError, Source};
use crate::till::invoice::Network;
use core::ops::RangeInclusive;
use core::time::Duration;
use domain::Currency;
use mion::{AuthHeader, AuthHeaderName, AuthPrefix, BaseUrl, Settings};

const SESSION_SECONDS: RangeInclusive<u64> = 1..=7 * 24 * 60 * 60;
/// Payments on the block chain can take hours: a sale that takes them must stay open for at least four.
///
/// # Source
/// Mion Point-of-Sale guide, step 1: "we recommend that you set a sufficiently long expiry time".
const ON_CHAIN_SESSION_SECONDS: u64 = 4 * 60 * 60;
const REQUESTS_PER_SECOND: RangeInclusive<u32> = 1..=10_000;

/// How to reach Mion, and what it gives us. The key and the base URL may be unset: `demo` brings its own.
#[derive(Debug)]
pub struct MionConfig {
    /// All that the client needs, where key and base URL are set.
    pub client: Result<Settings, ConfigError>,
    /// `MION_LIGHTNING_NETWORK`: the network invoices must be for, where it is set.
    pub network: Option<Network>,
    /// `MION_SESSION_SECONDS`: how long a payment session is asked to live. Default 600.
    pub session_life: Duration,
    /// `MION_ON_CHAIN`: whether regular bitcoin is taken too. Default `false`, as Mion advises.
    pub on_chain: bool,
    /// `MION_REQUESTS_PER_SECOND`: most questions to Mion in any second, all servers together. Default 50.
    pub requests_per_second: u32,
    /// `MION_CURRENCY`: what totals are in. Default `EUR`.
    pub currency: Currency,
    template: Settings,
}

impl MionConfig {
    /// Takes this section's values out of `source`.
    pub(super) fn take(source: &mut Source) -> Result<Self, ConfigError> {
        let base_url: Option<BaseUrl> = source.take("MION_BASE_URL")?;
        let api_key = source.take_secret("MION_API_KEY")?.filter(|key| !key.is_empty());
        let unset: BaseUrl = "http://127.0.0.1/"
            .parse()
            .map_err(|error: mion::SettingsError| ConfigError::Wrong("MION_BASE_URL".into(), error.to_string()))?;
        let mut template = Settings::new(unset, String::new().into());
        let AuthHeader { name, prefix } = template.auth.clone();
        template.auth = AuthHeader {
            name: source.take_or::<AuthHeaderName>("MION_AUTH_HEADER", name)?,
            prefix: source.take_or::<AuthPrefix>("MION_AUTH_PREFIX", prefix)?,
        };
        let routes = &mut template.routes;
        if let Some(route) = source.take("MION_ROUTE_CREATE_SESSION")? {
            routes.create_session = route;
        }
        if let Some(route) = source.take("MION_ROUTE_CREATE_ATTEMPT")? {
            routes.create_attempt = route;
        }
        if let Some(route) = source.take("MION_ROUTE_STATUS")? {
            routes.status = route;
        }
        if let Some(route) = source.take("MION_ROUTE_SESSION")? {
            routes.session = route;
        }
        if let Some(route) = source.take("MION_ROUTE_SESSION_BY_REFERENCE")? {
            routes.session_by_reference = route;
        }
        let words = &mut template.words;
        for (name, list) in [
            ("MION_FUNDING_WELL", &mut words.funding_well),
            ("MION_FUNDING_UNDER", &mut words.funding_under),
            ("MION_FUNDING_OVER", &mut words.funding_over),
            ("MION_STATUS_SEEN", &mut words.status_seen),
            ("MION_FEE_CORRECT", &mut words.fee_correct),
        ] {
            if let Some(set) = source.take(name)? {
                *list = set;
            }
        }
        template.expiry_format = source.take_or("MION_EXPIRY_FORMAT", template.expiry_format)?;
        template.retail_pos = source.take_or("MION_RETAIL_POS", template.retail_pos)?;
        template.lightning_method = source.take_or("MION_PAYMENT_METHOD_LIGHTNING", template.lightning_method)?;
        let currency: Currency = source.take_or("MION_CURRENCY", Currency::EUR)?;
        template.currency = currency.code().to_owned();
        let network = source.take("MION_LIGHTNING_NETWORK")?;
        let session_seconds = source.take_or("MION_SESSION_SECONDS", 600)?;
        if !SESSION_SECONDS.contains(&session_seconds) {
            return Err(ConfigError::Wrong("MION_SESSION_SECONDS".into(), "expected 1 to 604800".into()));
        }
        let on_chain = source.take_or("MION_ON_CHAIN", false)?;
        if on_chain && session_seconds < ON_CHAIN_SESSION_SECONDS {
            return Err(ConfigError::Wrong(
                "MION_SESSION_SECONDS".into(),
                format!(
                    "regular bitcoin (MION_ON_CHAIN) can take hours to confirm: expected at least {ON_CHAIN_SESSION_SECONDS}"
                ),
            ));
        }
        let requests_per_second = source.take_or("MION_REQUESTS_PER_SECOND", 50)?;
        if !REQUESTS_PER_SECOND.contains(&requests_per_second) {
            return Err(ConfigError::Wrong("MION_REQUESTS_PER_SECOND".into(), "expected 1 to 10000".into()));
        }
        let client = match (base_url, api_key) {
            (None, _) => Err(ConfigError::Missing(
                "MION_BASE_URL".into(),
                "set it to the address of Mion's API, from the API reference of your Mion account",
            )),
            (_, None) => Err(ConfigError::Missing(
                "MION_API_KEY".into(),
                "set it, or MION_API_KEY_FILE, to an API key with the permissions Payments Read & Write and \
                 Retail Point-of-sale Payments Create",
            )),
            (Some(base_url), Some(key)) => Ok(Settings { base_url, api_key: key.into(), ..template.clone() }),
        };
        let session_life = Duration::from_secs(session_seconds);
        Ok(Self { client, network, session_life, on_chain, requests_per_second, currency, template })
    }

    /// The client's settings for a stand-in Mion at `base_url`, all else as set.
    ///
    /// # Errors
    /// [`ConfigError`] where `base_url` is none.
    pub fn standing_in(&self, base_url: &str, key: String) -> Result<Settings, ConfigError> {
        let wrong = |error: mion::SettingsError| ConfigError::Wrong("KIOSK_SANDBOX_ADDR".into(), error.to_string());
        Ok(Settings { base_url: base_url.parse().map_err(wrong)?, api_key: key.into(), ..self.template.clone() })
    }
}
