//! What a terminal is for: who stands before it, and what they see first.

use crate::told::{Told, Value};
use crate::told_fields;
use core::str::FromStr;
use serde::{Deserialize, Serialize};

/// The three ways to sell.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Mode {
    /// Staff key an amount.
    #[default]
    Keypad,
    /// Staff pick items.
    Catalogue,
    /// Customers pick items on their own: no discounts, nothing of the staff's.
    SelfService,
}

/// A text that names no mode.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
#[error("expected keypad, catalogue or self-service")]
pub struct NotAMode;

impl Mode {
    /// All of them.
    pub const ALL: [Self; 3] = [Self::Keypad, Self::Catalogue, Self::SelfService];

    /// The name it is stored under.
    pub fn name(self) -> &'static str {
        match self {
            Self::Keypad => "keypad",
            Self::Catalogue => "catalogue",
            Self::SelfService => "self-service",
        }
    }

    /// Whether staff stand before it.
    pub fn is_attended(self) -> bool {
        self != Self::SelfService
    }
}

impl FromStr for Mode {
    type Err = NotAMode;
    fn from_str(text: &str) -> Result<Self, NotAMode> {
        Self::ALL.into_iter().find(|mode| mode.name() == text).ok_or(NotAMode)
    }
}

/// How a terminal sells.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Selling {
    /// What it is for.
    pub mode: Mode,
    /// Whether customers are asked for a tip before the code is shown.
    pub asks_for_tip: bool,
}

impl Told for Mode {
    fn read(value: &Value<'_>) -> Option<Self> {
        value.parsed()
    }
}

told_fields!(Selling { mode, asks_for_tip });

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_mode_is_found_by_its_name_and_no_other() {
        for mode in Mode::ALL {
            assert_eq!(mode.name().parse(), Ok(mode));
        }
        assert_eq!("Keypad".parse::<Mode>(), Err(NotAMode));
        assert!(!Mode::SelfService.is_attended() && Mode::Catalogue.is_attended());
    }
}
