//! The address that passkeys are for.

use crate::access::AccessError;
use std::net::IpAddr;

/// The kiosk as a browser has it in its address bar.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Site {
    origin: String,
    host: String,
}

impl Site {
    /// The site at `origin`, such as `https://kiosk.example:8443`.
    ///
    /// # Errors
    /// [`AccessError::NoPasskeys`]: browsers have passkeys for names over HTTPS, and for `localhost`.
    pub(super) fn of(origin: &str) -> Result<Self, AccessError> {
        let (scheme, rest) = origin.split_once("://").ok_or(AccessError::NoPasskeys)?;
        let host = rest.rsplit_once(':').map_or(rest, |(host, _)| host);
        let is_name = !host.is_empty()
            && host
                .bytes()
                .all(|byte| byte.is_ascii_lowercase() || byte.is_ascii_digit() || matches!(byte, b'.' | b'-'))
            && host.parse::<IpAddr>().is_err();
        let port = rest.strip_prefix(host).unwrap_or_default();
        let is_port = port.is_empty() || port.strip_prefix(':').is_some_and(|digits| digits.parse::<u16>().is_ok());
        let is_safe = scheme == "https" || (scheme == "http" && host == "localhost");
        if is_name && is_port && is_safe {
            Ok(Self { origin: origin.to_owned(), host: host.to_owned() })
        } else {
            Err(AccessError::NoPasskeys)
        }
    }

    pub(super) fn origin(&self) -> &str {
        &self.origin
    }

    pub(super) fn host(&self) -> &str {
        &self.host
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn passkeys_are_for_names_over_https_and_for_localhost() {
        for (origin, host) in [
            ("https://kiosk.example", "kiosk.example"),
            ("https://kiosk.example:8443", "kiosk.example"),
            ("https://kiosk", "kiosk"),
            ("http://localhost:3000", "localhost"),
        ] {
            let site = Site::of(origin).unwrap();
            assert_eq!((site.host(), site.origin()), (host, origin));
        }
        for bad in [
            "",
            "kiosk.example",
            "http://kiosk.example",
            "https://",
            "https://192.0.2.7",
            "https://[2001:db8::1]:3000",
            "https://Kiosk.example",
            "https://kiosk.example/",
            "https://kiosk.example:99999",
            "https://user@kiosk.example",
            "ftp://kiosk.example",
        ] {
            assert!(matches!(Site::of(bad), Err(AccessError::NoPasskeys)), "{bad}");
        }
    }
}
