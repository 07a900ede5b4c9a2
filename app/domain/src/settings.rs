//! What an owner can set in the back office. What an operator sets is in the server's settings file.

use crate::catalogue::PictureId;
use core::time::Duration;
use serde::{Deserialize, Serialize};

/// The shop's settings. Whatever is missing in a stored one has its default, so that older ones are read.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default, rename_all = "kebab-case")]
pub struct ShopSettings {
    /// What asks for a PIN.
    pub pin_for: PinFor,
    /// How long a PIN is good for once it was entered.
    pub pass: PassLength,
    /// The picture beside the shop's name, if it has one.
    pub logo: Option<PictureId>,
}

/// What asks for a PIN, unless somebody is signed in.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(default, rename_all = "kebab-case")]
pub struct PinFor {
    /// Leaving the kiosk's full screen.
    pub leave: bool,
    /// The tablet's settings.
    pub settings: bool,
    /// The last sales, other terminals' sales, and payments to decide about.
    pub sales: bool,
    /// Cancelling after the code was shown.
    pub cancel: bool,
}

/// One of the switches of [`PinFor`].
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum PinSwitch {
    /// [`PinFor::leave`].
    Leave,
    /// [`PinFor::settings`].
    Settings,
    /// [`PinFor::sales`].
    Sales,
    /// [`PinFor::cancel`].
    Cancel,
}

impl PinFor {
    /// Everything asks.
    pub const ALWAYS: Self = Self { leave: true, settings: true, sales: true, cancel: true };
    /// Nothing asks.
    pub const NEVER: Self = Self { leave: false, settings: false, sales: false, cancel: false };

    /// Whether that asks for a PIN.
    pub const fn asks(&self, switch: PinSwitch) -> bool {
        match switch {
            PinSwitch::Leave => self.leave,
            PinSwitch::Settings => self.settings,
            PinSwitch::Sales => self.sales,
            PinSwitch::Cancel => self.cancel,
        }
    }
}

impl Default for PinFor {
    fn default() -> Self {
        Self::ALWAYS
    }
}

impl PinSwitch {
    /// Every switch.
    pub const ALL: [Self; 4] = [Self::Leave, Self::Settings, Self::Sales, Self::Cancel];

    /// Its name, as stored.
    pub const fn name(self) -> &'static str {
        match self {
            Self::Leave => "leave",
            Self::Settings => "settings",
            Self::Sales => "sales",
            Self::Cancel => "cancel",
        }
    }
}

/// How long a PIN is good for once it was entered: from 30 seconds to 15 minutes.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(try_from = "u32", into = "u32")]
pub struct PassLength(u32);

/// A length that no pass may have.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
#[error("a PIN is good for 30 to 900 seconds")]
pub struct NotAPassLength;

impl PassLength {
    /// `seconds` long.
    ///
    /// # Errors
    /// [`NotAPassLength`] outside 30 to 900.
    pub const fn from_secs(seconds: u32) -> Result<Self, NotAPassLength> {
        if seconds < 30 || seconds > 900 {
            return Err(NotAPassLength);
        }
        Ok(Self(seconds))
    }

    /// Its seconds.
    pub const fn as_secs(self) -> u32 {
        self.0
    }

    /// As a duration.
    pub const fn duration(self) -> Duration {
        Duration::from_secs(self.0 as u64)
    }
}

impl Default for PassLength {
    /// Three minutes.
    fn default() -> Self {
        Self(180)
    }
}

impl TryFrom<u32> for PassLength {
    type Error = NotAPassLength;
    fn try_from(seconds: u32) -> Result<Self, NotAPassLength> {
        Self::from_secs(seconds)
    }
}

impl From<PassLength> for u32 {
    fn from(length: PassLength) -> Self {
        length.0
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_pass_is_neither_too_short_nor_too_long() {
        for (seconds, fits) in [(0, false), (29, false), (30, true), (180, true), (900, true), (901, false)] {
            assert_eq!(PassLength::from_secs(seconds).is_ok(), fits, "{seconds}");
        }
    }

    #[test]
    fn unless_told_otherwise_everything_asks() {
        for switch in PinSwitch::ALL {
            assert!(PinFor::default().asks(switch), "{}", switch.name());
            assert!(!PinFor::NEVER.asks(switch), "{}", switch.name());
        }
    }
}
