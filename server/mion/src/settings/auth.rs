//! The header that carries the API key, and the text before the key.
//! Neither is public, so both are settings; `Authorization: Bearer <key>` is the usual pair.

use super::SettingsError;
use core::fmt;
use core::str::FromStr;
use reqwest::header::{HeaderName, HeaderValue};
use secrecy::{ExposeSecret as _, SecretString};

/// Headers that HTTP or this client sets: a key in one of them would break the request.
const TAKEN: [&str; 14] = [
    "accept",
    "accept-encoding",
    "connection",
    "content-encoding",
    "content-length",
    "content-type",
    "expect",
    "host",
    "keep-alive",
    "te",
    "trailer",
    "transfer-encoding",
    "upgrade",
    "user-agent",
];

/// The name of the header that carries the key; `Authorization` unless told otherwise.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct AuthHeaderName(String);

impl FromStr for AuthHeaderName {
    type Err = SettingsError;

    fn from_str(text: &str) -> Result<Self, SettingsError> {
        let name = HeaderName::from_bytes(text.as_bytes()).map_err(|_| SettingsError::HeaderName)?;
        if TAKEN.contains(&name.as_str()) { Err(SettingsError::HeaderTaken) } else { Ok(Self(text.to_owned())) }
    }
}

/// The text before the key, its spaces included; `Bearer ` unless told otherwise, and it may be empty.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct AuthPrefix(String);

impl FromStr for AuthPrefix {
    type Err = SettingsError;

    fn from_str(text: &str) -> Result<Self, SettingsError> {
        let printable = text.bytes().all(|b| b == b' ' || b.is_ascii_graphic());
        if printable { Ok(Self(text.to_owned())) } else { Err(SettingsError::AuthPrefix) }
    }
}

/// The header that carries the key, and the text before the key.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct AuthHeader {
    /// `MION_AUTH_HEADER`
    pub name: AuthHeaderName,
    /// `MION_AUTH_PREFIX`
    pub prefix: AuthPrefix,
}

impl AuthHeader {
    /// The header with `key` in it, marked so that it is never shown.
    pub(crate) fn with_key(&self, key: &SecretString) -> Result<(HeaderName, HeaderValue), SettingsError> {
        let name = HeaderName::from_bytes(self.name.0.as_bytes()).map_err(|_| SettingsError::HeaderName)?;
        let text = format!("{}{}", self.prefix.0, key.expose_secret());
        let mut value = HeaderValue::try_from(text).map_err(|_| SettingsError::ApiKey)?;
        value.set_sensitive(true);
        Ok((name, value))
    }
}

impl Default for AuthHeader {
    fn default() -> Self {
        Self { name: AuthHeaderName("Authorization".to_owned()), prefix: AuthPrefix("Bearer ".to_owned()) }
    }
}

/// As an operator would look for it in Mion's reference: `Authorization: Bearer <key>`.
impl fmt::Display for AuthHeader {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}: {}<key>", self.name.0, self.prefix.0)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_key_goes_behind_the_prefix_and_is_not_shown() {
        let key = SecretString::from("sk_marked_key");
        let (name, value) = AuthHeader::default().with_key(&key).unwrap();
        assert_eq!((name.as_str(), value.as_bytes()), ("authorization", b"Bearer sk_marked_key".as_slice()));
        assert_eq!(format!("{value:?}"), "Sensitive");
        let bare = AuthHeader { name: "X-Api-Key".parse().unwrap(), prefix: "".parse().unwrap() };
        assert_eq!(bare.with_key(&key).unwrap().1.as_bytes(), b"sk_marked_key");
        assert_eq!(bare.to_string(), "X-Api-Key: <key>");
    }

    #[test]
    fn what_cannot_be_a_header_is_refused() {
        for bad in ["", "X Api Key", "X-Api-Key:", "Schlüssel"] {
            assert_eq!(bad.parse::<AuthHeaderName>(), Err(SettingsError::HeaderName), "{bad}");
        }
        for taken in ["Host", "content-type", "User-Agent"] {
            assert_eq!(taken.parse::<AuthHeaderName>(), Err(SettingsError::HeaderTaken), "{taken}");
        }
        for bad in ["Bearer\n", "Schlüssel ", "\t"] {
            assert_eq!(bad.parse::<AuthPrefix>(), Err(SettingsError::AuthPrefix), "{bad:?}");
        }
    }
}
