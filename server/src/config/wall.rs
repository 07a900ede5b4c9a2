//! What stands between the network and the kiosk: TLS, whose word about a request is believed, and how
//! many connections there may be and how long each is waited for.

use super::kiosk::DatabaseConfig;
use super::rates::Rates;
use super::tls::TlsConfig;
use super::{ConfigError, Source};
use core::ops::RangeInclusive;
use core::time::Duration;
use ipnet::IpNet;
use std::net::IpAddr;
use std::str::FromStr;

const CONNECTIONS: RangeInclusive<usize> = 16..=1_000_000;
/// A tablet needs two or three.
const DEFAULT_CONNECTIONS: usize = 4096;

/// The wall around the kiosk.
#[derive(Clone, Debug)]
pub struct WallConfig {
    /// `KIOSK_TLS…`: whether the kiosk speaks TLS itself. Default: it does not.
    pub tls: TlsConfig,
    /// `KIOSK_TRUSTED_PROXIES` and `KIOSK_TRUSTED_PROXY_HEADERS`. Default: nobody's word is believed.
    pub proxies: TrustedProxies,
    /// `KIOSK_MAX_CONNECTIONS`: most connections at one time. Default 4096.
    pub max_connections: usize,
    /// How long a connection is waited for. No setting: tests alone change it.
    pub patience: Patience,
    /// How often who may ask. No setting: tests alone change it.
    pub rates: Rates,
}

/// How long a connection is waited for.
#[derive(Clone, Copy, Debug)]
pub struct Patience {
    /// Until the TLS handshake is over.
    pub handshake: Duration,
    /// Until the head of a request has arrived, from the answer to the one before.
    pub head: Duration,
    /// Until its body has arrived. A tablet on bad Wi-Fi needs less; a slow-loris would like more.
    pub body: Duration,
    /// While nothing of an answer can be sent, because the other side does not read.
    pub write: Duration,
}

/// Who may say for whom a request is passed on, and in which words.
#[derive(Clone, Debug, Default)]
pub struct TrustedProxies {
    /// `KIOSK_TRUSTED_PROXIES`: their addresses or networks.
    pub networks: Vec<IpNet>,
    /// `KIOSK_TRUSTED_PROXY_HEADERS`: the headers they set, and in which nobody else's words get past them.
    pub headers: ProxyHeaders,
}

/// Which headers a proxy speaks in. One set alone is read: a proxy that writes one kind hands on the
/// other as the browser sent it.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum ProxyHeaders {
    /// `x-forwarded`, the default: `X-Forwarded-For`, `-Proto` and `-Host`.
    #[default]
    XForwarded,
    /// `forwarded`: the header of RFC 7239.
    Forwarded,
}

impl TrustedProxies {
    /// Whether `ip` is one of them.
    pub fn trust(&self, ip: IpAddr) -> bool {
        self.networks.iter().any(|network| network.contains(&ip))
    }
}

impl Default for Patience {
    fn default() -> Self {
        let seconds = Duration::from_secs;
        Self { handshake: seconds(10), head: seconds(10), body: seconds(10), write: seconds(30) }
    }
}

impl Default for WallConfig {
    fn default() -> Self {
        Self {
            tls: TlsConfig::Off,
            proxies: TrustedProxies::default(),
            max_connections: DEFAULT_CONNECTIONS,
            patience: Patience::default(),
            rates: Rates::default(),
        }
    }
}

/// The networks in `KIOSK_TRUSTED_PROXIES`.
struct Networks(Vec<IpNet>);

impl FromStr for Networks {
    type Err = &'static str;
    fn from_str(text: &str) -> Result<Self, Self::Err> {
        const EXPECTED: &str =
            "expected IP addresses or networks with commas between them, such as 127.0.0.1,10.0.0.0/8,fd00::/8";
        let network = |part: &str| match part.trim().parse::<IpAddr>() {
            Ok(ip) => Ok(IpNet::from(ip)),
            Err(_) => part.trim().parse::<IpNet>().map_err(|_| EXPECTED),
        };
        let networks: Vec<IpNet> = text.split(',').map(network).collect::<Result<_, _>>()?;
        if networks.iter().any(|network| network.prefix_len() == 0) {
            return Err("a network of everybody would let anybody pretend to be anybody: name the proxy's own");
        }
        Ok(Self(networks))
    }
}

impl FromStr for ProxyHeaders {
    type Err = &'static str;
    fn from_str(text: &str) -> Result<Self, Self::Err> {
        match text {
            "x-forwarded" => Ok(Self::XForwarded),
            "forwarded" => Ok(Self::Forwarded),
            _ => Err("expected x-forwarded or forwarded"),
        }
    }
}

impl WallConfig {
    /// Takes these values out of `source`.
    pub(super) fn take(source: &mut Source, database: &DatabaseConfig) -> Result<Self, ConfigError> {
        let networks = source.take::<Networks>("KIOSK_TRUSTED_PROXIES")?.map_or_else(Vec::new, |networks| networks.0);
        let headers = source.take_or("KIOSK_TRUSTED_PROXY_HEADERS", ProxyHeaders::XForwarded)?;
        let max_connections = source.take_or("KIOSK_MAX_CONNECTIONS", DEFAULT_CONNECTIONS)?;
        if !CONNECTIONS.contains(&max_connections) {
            return Err(ConfigError::Wrong("KIOSK_MAX_CONNECTIONS".into(), "expected 16 to 1000000".into()));
        }
        Ok(Self {
            tls: TlsConfig::take(source, database)?,
            proxies: TrustedProxies { networks, headers },
            max_connections,
            patience: Patience::default(),
            rates: Rates::default(),
        })
    }
}
