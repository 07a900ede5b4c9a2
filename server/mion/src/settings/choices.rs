//! Two facts of the API that are settled by a word in the settings.
//! How an expiry is written, and what is said of the point of sale.

use super::SettingsError;
use core::str::FromStr;

/// How a session's expiry is written.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum ExpiryFormat {
    /// `rfc3339`: an instant, in UTC and whole seconds.
    #[default]
    Rfc3339,
    /// `seconds`: how long the session is to live.
    Seconds,
}

impl FromStr for ExpiryFormat {
    type Err = SettingsError;

    fn from_str(text: &str) -> Result<Self, SettingsError> {
        match text {
            "rfc3339" => Ok(Self::Rfc3339),
            "seconds" => Ok(Self::Seconds),
            _ => Err(SettingsError::ExpiryFormat),
        }
    }
}

/// What session and attempt say of the point of sale (`retailPos`).
///
/// # Source
/// Later revision of Mion's Point-of-Sale guide: without `retailPos: true` Mion takes a payment for
/// an online one and asks for customer details.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum RetailPos {
    /// `true`: this is a point of sale.
    #[default]
    True,
    /// `false`: it is not.
    False,
    /// `omit`: nothing is said.
    Omit,
}

impl RetailPos {
    /// What is sent, if anything.
    pub(crate) const fn sent(self) -> Option<bool> {
        match self {
            Self::True => Some(true),
            Self::False => Some(false),
            Self::Omit => None,
        }
    }
}

impl FromStr for RetailPos {
    type Err = SettingsError;

    fn from_str(text: &str) -> Result<Self, SettingsError> {
        match text {
            "true" => Ok(Self::True),
            "false" => Ok(Self::False),
            "omit" => Ok(Self::Omit),
            _ => Err(SettingsError::RetailPos),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_the_documented_words_are_taken() {
        assert_eq!("rfc3339".parse(), Ok(ExpiryFormat::Rfc3339));
        assert_eq!("seconds".parse(), Ok(ExpiryFormat::Seconds));
        assert_eq!("Seconds".parse::<ExpiryFormat>(), Err(SettingsError::ExpiryFormat));
        let sent = |text: &str| text.parse::<RetailPos>().map(RetailPos::sent);
        assert_eq!((sent("true"), sent("false"), sent("omit")), (Ok(Some(true)), Ok(Some(false)), Ok(None)));
        assert_eq!(sent("yes"), Err(SettingsError::RetailPos));
    }
}
