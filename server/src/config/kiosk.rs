//! The `[kiosk]` section: where the kiosk listens, what it is called, what it accepts.

use super::wall::WallConfig;
use super::{ConfigError, Source};
use crate::till::QrCase;
use app::i18n::Language;
use domain::colour::Colour;
use domain::money::BitcoinUnit;
use jiff::tz::TimeZone;
use secrecy::{ExposeSecret as _, SecretString};
use std::net::SocketAddr;
use std::path::PathBuf;
use std::str::FromStr;
use subtle::ConstantTimeEq as _;
use tracing_subscriber::filter::Targets;

/// The kiosk's own settings.
#[derive(Debug)]
pub struct KioskConfig {
    /// `KIOSK_ADDR`: where it listens. Default `127.0.0.1:3000`.
    pub addr: SocketAddr,
    /// `KIOSK_TLS…`, `KIOSK_TRUSTED_…`, `KIOSK_MAX_CONNECTIONS`: what stands between it and the network.
    pub wall: WallConfig,
    /// `KIOSK_SANDBOX_ADDR`: where the demo's stand-in Mion listens. Default `127.0.0.1:3010`.
    pub sandbox_addr: SocketAddr,
    /// `KIOSK_SANDBOX_KEY`: the demo's API key. Default: a new random one at every start.
    pub sandbox_key: Option<String>,
    /// `KIOSK_DEMO_PINS`: whether the demo asks for PINs as a new shop does. Default `false`.
    pub demo_pins: bool,
    /// `KIOSK_DATABASE` or `KIOSK_DATABASE_URL`: where the records are kept.
    pub database: DatabaseConfig,
    /// `KIOSK_WEBHOOK_TOKEN`: the unguessable end of the address Mion calls on status updates. Default:
    /// no such address.
    pub webhook_token: Option<WebhookToken>,
    /// `KIOSK_SITE_DIR`: the folder with what the browser loads. Default: `site` beside the program or above it.
    pub site_dir: Option<PathBuf>,
    /// `KIOSK_SHOP_NAME`: shown at the top of every screen. Default `Mion Kiosk`.
    pub shop_name: String,
    /// `KIOSK_ACCENT`: the shop's colour, as `#rrggbb`; shown lighter or darker where it could not be read. Default:
    /// the kiosk's blue.
    pub accent: Option<Colour>,
    /// `KIOSK_LANGUAGE`: the shop's language, such as `de`. Default: that of each tablet, else English.
    pub language: Option<Language>,
    /// `KIOSK_TIME_ZONE`: where the shop's days begin, such as `Europe/Helsinki`. Default: the machine's own.
    pub time_zone: TimeZone,
    /// `KIOSK_BITCOIN_UNIT`: `sat` or `btc`. Default `sat`.
    pub bitcoin_unit: BitcoinUnit,
    /// `KIOSK_QR_CASE`: `upper` or `lower`, in which an invoice stands in the code. Default `upper`: larger modules.
    pub qr_case: QrCase,
    /// `KIOSK_MIN_AMOUNT_MINOR`: the smallest sale, in minor units. Default 1.
    pub min_amount_minor: u64,
    /// `KIOSK_MAX_AMOUNT_MINOR`: the largest sale, in minor units. Default 1 000 000.
    pub max_amount_minor: u64,
    /// `KIOSK_ASK_ABOVE_MINOR`: from which total on the kiosk asks whether it is really meant. Default: from ten times
    /// what is usual in the shop.
    pub ask_above_minor: Option<u64>,
    /// `KIOSK_LOG`: what is logged, such as `info` or `info,server=debug`. Default `info`.
    pub log: Targets,
    /// `KIOSK_LOG_FORMAT`: `text` or `json`. Default `text`.
    pub log_format: LogFormat,
}

/// Where the records are kept.
#[derive(Debug)]
pub enum DatabaseConfig {
    /// `KIOSK_DATABASE`: a SQLite file, for one server. Default `mion-kiosk.sqlite` in the working folder.
    File(PathBuf),
    /// `KIOSK_DATABASE_URL`: a PostgreSQL database that several servers may share.
    Server(SecretString),
}

impl DatabaseConfig {
    fn take(source: &mut Source) -> Result<Self, ConfigError> {
        let file = source.take::<PathBuf>("KIOSK_DATABASE")?;
        match (file, source.take_secret("KIOSK_DATABASE_URL")?) {
            (Some(_), Some(_)) => Err(ConfigError::Wrong(
                "KIOSK_DATABASE_URL".into(),
                "set either KIOSK_DATABASE, a file, or KIOSK_DATABASE_URL, a server; not both".into(),
            )),
            (file, None) => Ok(Self::File(file.unwrap_or_else(|| "mion-kiosk.sqlite".into()))),
            (None, Some(url)) if ["postgres://", "postgresql://"].iter().any(|scheme| url.starts_with(scheme)) => {
                Ok(Self::Server(url.into()))
            }
            (None, Some(_)) => Err(ConfigError::Wrong(
                "KIOSK_DATABASE_URL".into(),
                "expected postgres://user:password@host/database".into(),
            )),
        }
    }
}

/// The unguessable end of the address Mion calls.
#[derive(Clone, Debug)]
pub struct WebhookToken(SecretString);

impl WebhookToken {
    /// Whether `given` is it. Takes as long for a near miss as for any other.
    pub fn is(&self, given: &str) -> bool {
        self.0.expose_secret().as_bytes().ct_eq(given.as_bytes()).into()
    }
}

impl FromStr for WebhookToken {
    type Err = &'static str;
    fn from_str(text: &str) -> Result<Self, Self::Err> {
        let is_plain = |byte: u8| byte.is_ascii_alphanumeric() || matches!(byte, b'-' | b'_');
        if (32..=128).contains(&text.len()) && text.bytes().all(is_plain) {
            Ok(Self(text.to_owned().into()))
        } else {
            Err("expected 32 to 128 random letters, digits, - or _, such as from `openssl rand -hex 32`")
        }
    }
}

/// How log lines are written.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum LogFormat {
    /// For people.
    Text,
    /// One JSON object a line.
    Json,
}

impl FromStr for LogFormat {
    type Err = &'static str;
    fn from_str(text: &str) -> Result<Self, Self::Err> {
        match text {
            "text" => Ok(Self::Text),
            "json" => Ok(Self::Json),
            _ => Err("expected text or json"),
        }
    }
}

impl KioskConfig {
    /// Takes this section's values out of `source`.
    pub(super) fn take(source: &mut Source) -> Result<Self, ConfigError> {
        let shop_name = source.take_or("KIOSK_SHOP_NAME", "Mion Kiosk".to_owned())?;
        let length = shop_name.trim().chars().count();
        if length == 0 || length > 60 || shop_name.chars().any(char::is_control) {
            return Err(ConfigError::Wrong("KIOSK_SHOP_NAME".into(), "expected one line of 1 to 60 characters".into()));
        }
        let webhook_token = source.take_secret("KIOSK_WEBHOOK_TOKEN")?;
        let wrong_token = |problem: &str| ConfigError::Wrong("KIOSK_WEBHOOK_TOKEN".into(), problem.into());
        let time_zone = match source.take::<String>("KIOSK_TIME_ZONE")? {
            None => TimeZone::system(),
            Some(name) => TimeZone::get(&name).map_err(|_| {
                let problem = "expected a name of the IANA database, such as Europe/Helsinki or UTC";
                ConfigError::Wrong("KIOSK_TIME_ZONE".into(), problem.into())
            })?,
        };
        let database = DatabaseConfig::take(source)?;
        let addr = |port| SocketAddr::from(([127, 0, 0, 1], port));
        Ok(Self {
            addr: source.take_or("KIOSK_ADDR", addr(3000))?,
            sandbox_addr: source.take_or("KIOSK_SANDBOX_ADDR", addr(3010))?,
            sandbox_key: source.take("KIOSK_SANDBOX_KEY")?,
            demo_pins: source.take_or("KIOSK_DEMO_PINS", false)?,
            wall: WallConfig::take(source, &database)?,
            database,
            webhook_token: webhook_token.map(|token| token.parse().map_err(wrong_token)).transpose()?,
            site_dir: source.take("KIOSK_SITE_DIR")?,
            shop_name: shop_name.trim().to_owned(),
            accent: source.take("KIOSK_ACCENT")?,
            language: source.take("KIOSK_LANGUAGE")?,
            time_zone,
            bitcoin_unit: source.take_or("KIOSK_BITCOIN_UNIT", BitcoinUnit::Sat)?,
            qr_case: source.take_or("KIOSK_QR_CASE", QrCase::Upper)?,
            min_amount_minor: source.take_or("KIOSK_MIN_AMOUNT_MINOR", 1)?,
            max_amount_minor: source.take_or("KIOSK_MAX_AMOUNT_MINOR", 1_000_000)?,
            ask_above_minor: source.take("KIOSK_ASK_ABOVE_MINOR")?,
            log: source.take_or("KIOSK_LOG", Targets::new().with_default(tracing::Level::INFO))?,
            log_format: source.take_or("KIOSK_LOG_FORMAT", LogFormat::Text)?,
        })
    }
}
