//! Where Mion's API starts: scheme, host and an optional path prefix.
//! There is no default: which Mion a shop talks to is the operator's word.

use super::SettingsError;
use core::fmt;
use core::str::FromStr;
use reqwest::Url;
use std::net::IpAddr;

/// Scheme, host and path prefix of the API, such as `https://api.example.com/v1`.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct BaseUrl(Url);

impl BaseUrl {
    /// Whether the key would travel unencrypted to another machine.
    pub fn sends_key_in_clear(&self) -> bool {
        !self.is_encrypted() && !self.is_this_machine()
    }

    /// Whether the scheme is https.
    pub(crate) fn is_encrypted(&self) -> bool {
        self.0.scheme() == "https"
    }

    fn is_this_machine(&self) -> bool {
        let host = self.0.host_str().unwrap_or_default();
        let address = host.trim_start_matches('[').trim_end_matches(']').parse::<IpAddr>();
        host == "localhost" || address.is_ok_and(|a| a.is_loopback())
    }

    /// The URL of `path`, which starts with `/` and is already encoded.
    pub(crate) fn join(&self, path: &str) -> Option<Url> {
        Url::parse(&format!("{self}{path}")).ok()
    }
}

/// Without the trailing slash.
impl fmt::Display for BaseUrl {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.0.as_str().trim_end_matches('/'))
    }
}

impl FromStr for BaseUrl {
    type Err = SettingsError;

    fn from_str(text: &str) -> Result<Self, SettingsError> {
        let url = Url::parse(text.trim()).map_err(|_| SettingsError::BaseUrl)?;
        if !matches!(url.scheme(), "http" | "https") || url.host_str().is_none_or(str::is_empty) {
            return Err(SettingsError::BaseUrl);
        }
        if !url.username().is_empty() || url.password().is_some() {
            return Err(SettingsError::BaseUrlUser);
        }
        if url.query().is_some() || url.fragment().is_some() {
            return Err(SettingsError::BaseUrlQuery);
        }
        Ok(Self(url))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn base(text: &str) -> Result<BaseUrl, SettingsError> {
        text.parse()
    }

    #[test]
    fn a_path_goes_below_the_prefix_with_or_without_trailing_slash() {
        for text in ["https://mion.example:8443/api/v1", "https://mion.example:8443/api/v1/"] {
            let url = base(text).unwrap().join("/payment-sessions?x=1").unwrap();
            assert_eq!(url.as_str(), "https://mion.example:8443/api/v1/payment-sessions?x=1");
        }
        let url = base("http://[::1]:3010").unwrap().join("/payment-sessions").unwrap();
        assert_eq!(url.as_str(), "http://[::1]:3010/payment-sessions");
    }

    #[test]
    fn what_is_not_a_base_url_is_refused() {
        for bad in ["", "mion.example", "ftp://mion.example", "https://", "file:///etc", "mailto:a@b"] {
            assert_eq!(base(bad), Err(SettingsError::BaseUrl), "{bad}");
        }
        for bad in ["https://u@mion.example", "https://u:p@mion.example", "https://:p@mion.example"] {
            assert_eq!(base(bad), Err(SettingsError::BaseUrlUser), "{bad}");
        }
        for bad in ["https://mion.example?", "https://mion.example/?a=b", "https://mion.example/#f"] {
            assert_eq!(base(bad), Err(SettingsError::BaseUrlQuery), "{bad}");
        }
    }

    #[test]
    fn only_plain_http_to_another_machine_shows_the_key() {
        for safe in ["https://mion.example", "http://127.0.0.1:3010", "http://localhost:3010", "http://[::1]/v1"] {
            assert!(!base(safe).unwrap().sends_key_in_clear(), "{safe}");
        }
        for unsafe_ in ["http://mion.example", "http://10.0.0.2:3010", "http://localhost.example"] {
            assert!(base(unsafe_).unwrap().sends_key_in_clear(), "{unsafe_}");
        }
    }
}
