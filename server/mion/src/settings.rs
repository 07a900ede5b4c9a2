//! Everything a client has to be told: where Mion is, the key, and each assumption about its API.
//! Every piece is read from text with an error that says what is expected; `Settings::new` holds the
//! documented defaults.
//!
//! - `base_url`: scheme, host and path prefix
//! - `auth`: the header that carries the key
//! - `choices`: how an expiry and the point-of-sale flag are written
//! - `words`: what the words of Mion's open sets mean
//! - `error`: what was expected instead

mod auth;
mod base_url;
mod choices;
mod error;
mod words;

pub use auth::{AuthHeader, AuthHeaderName, AuthPrefix};
pub use base_url::BaseUrl;
pub use choices::{ExpiryFormat, RetailPos};
pub use error::SettingsError;
pub use words::{WordList, Words};

use crate::route::Routes;
use core::time::Duration;
use secrecy::{ExposeSecret as _, SecretString};

/// How long to wait for Mion.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Timeouts {
    /// For a connection, TLS included. 5 s unless told otherwise.
    pub connect: Duration,
    /// For a whole question, from its start to the last byte of the answer. 10 s unless told otherwise.
    pub request: Duration,
    /// From the start of a question that changes something to the moment it is sent; later it is not sent at
    /// all. 3 s unless told otherwise: servers that share records rely on it.
    pub send: Duration,
}

impl Default for Timeouts {
    fn default() -> Self {
        Self { connect: Duration::from_secs(5), request: Duration::from_secs(10), send: Duration::from_secs(3) }
    }
}

/// What a [`crate::Client`] has to be told. `Debug` shows all but the key.
#[derive(Clone, Debug)]
pub struct Settings {
    /// Scheme, host and path prefix of the API; `MION_BASE_URL`.
    pub base_url: BaseUrl,
    /// The API key; `MION_API_KEY`.
    pub api_key: SecretString,
    /// The header that carries the key; `MION_AUTH_HEADER` and `MION_AUTH_PREFIX`.
    pub auth: AuthHeader,
    /// Where each question is asked.
    pub routes: Routes,
    /// How a session's expiry is written; `MION_EXPIRY_FORMAT`.
    pub expiry_format: ExpiryFormat,
    /// Mion's word for a Lightning payment; `MION_PAYMENT_METHOD_LIGHTNING`.
    pub lightning_method: String,
    /// The ISO 4217 code every session is in; `MION_CURRENCY`.
    pub currency: String,
    /// What is said of the point of sale; `MION_RETAIL_POS`.
    pub retail_pos: RetailPos,
    /// What Mion's words mean.
    pub words: Words,
    /// How long to wait for Mion.
    pub timeouts: Timeouts,
    /// Longest answer read, in bytes; a longer one is unreadable. 256 KiB unless told otherwise.
    pub answer_limit_bytes: usize,
}

impl Settings {
    /// The documented defaults, for the Mion at `base_url` with `api_key`.
    pub fn new(base_url: BaseUrl, api_key: SecretString) -> Self {
        Self {
            base_url,
            api_key,
            auth: AuthHeader::default(),
            routes: Routes::default(),
            expiry_format: ExpiryFormat::default(),
            lightning_method: "lightning".to_owned(),
            currency: "EUR".to_owned(),
            retail_pos: RetailPos::default(),
            words: Words::default(),
            timeouts: Timeouts::default(),
            answer_limit_bytes: 256 * 1024,
        }
    }

    /// Checks the pieces that are plain text or numbers.
    pub(crate) fn check(&self) -> Result<(), SettingsError> {
        let key = self.api_key.expose_secret();
        if key.is_empty() || !key.bytes().all(|b| b.is_ascii_graphic()) {
            return Err(SettingsError::ApiKey);
        }
        if self.currency.len() != 3 || !self.currency.bytes().all(|b| b.is_ascii_uppercase()) {
            return Err(SettingsError::Currency);
        }
        if self.lightning_method.is_empty() || !self.lightning_method.bytes().all(|b| b.is_ascii_graphic()) {
            return Err(SettingsError::LightningMethod);
        }
        if self.timeouts.connect.is_zero() || self.timeouts.request.is_zero() || self.timeouts.send.is_zero() {
            return Err(SettingsError::Timeouts);
        }
        if self.answer_limit_bytes == 0 {
            return Err(SettingsError::AnswerLimit);
        }
        self.words.check()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn settings() -> Settings {
        Settings::new("https://mion.example/v1".parse().unwrap(), "sk_marked_key".into())
    }

    #[test]
    fn the_defaults_are_the_documented_ones() {
        let settings = settings();
        assert_eq!(settings.check(), Ok(()));
        assert_eq!(settings.auth.to_string(), "Authorization: Bearer <key>");
        assert_eq!((settings.currency.as_str(), settings.lightning_method.as_str()), ("EUR", "lightning"));
        assert_eq!((settings.expiry_format, settings.retail_pos), (ExpiryFormat::Rfc3339, RetailPos::True));
        assert_eq!((settings.timeouts.connect.as_secs(), settings.timeouts.request.as_secs()), (5, 10));
        assert_eq!(settings.timeouts.send.as_secs(), 3);
        assert_eq!(settings.answer_limit_bytes, 262_144);
        let Words { funding_well, funding_under, funding_over, status_seen, fee_correct } = settings.words;
        assert_eq!(funding_well.to_string(), "well-funded");
        assert_eq!(funding_under.to_string(), "under-funded,underfunded");
        assert_eq!(funding_over.to_string(), "over-funded,overfunded");
        assert_eq!((status_seen.to_string(), fee_correct.to_string()), ("funding-detected".into(), "correct".into()));
    }

    #[test]
    fn the_key_is_never_shown() {
        assert!(!format!("{:?}", settings()).contains("sk_marked_key"));
    }

    #[test]
    fn a_wrong_piece_is_named() {
        let broken = |change: fn(&mut Settings)| {
            let mut settings = settings();
            change(&mut settings);
            settings.check().unwrap_err()
        };
        assert_eq!(broken(|s| s.api_key = "".into()), SettingsError::ApiKey);
        assert_eq!(broken(|s| s.api_key = "key\n".into()), SettingsError::ApiKey);
        assert_eq!(broken(|s| s.api_key = "kéy".into()), SettingsError::ApiKey);
        assert_eq!(broken(|s| s.currency = "eur".into()), SettingsError::Currency);
        assert_eq!(broken(|s| s.lightning_method = String::new()), SettingsError::LightningMethod);
        assert_eq!(broken(|s| s.timeouts.request = Duration::ZERO), SettingsError::Timeouts);
        assert_eq!(broken(|s| s.timeouts.send = Duration::ZERO), SettingsError::Timeouts);
        assert_eq!(broken(|s| s.answer_limit_bytes = 0), SettingsError::AnswerLimit);
        let twice = SettingsError::WordTwice { one: "MION_FUNDING_WELL", other: "MION_FUNDING_UNDER" };
        assert_eq!(broken(|s| s.words.funding_under = s.words.funding_well.clone()), twice);
    }
}
