//! What a person is in the shop.

use core::fmt;
use core::str::FromStr;
use serde::{Deserialize, Serialize};

/// What a person is in the shop. Whoever is more may do all that whoever is less may.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Role {
    /// Works at the terminals.
    Cashier,
    /// Runs the day: terminals, cashiers, catalogue, sales.
    Manager,
    /// Everything, other people and the settings included.
    Owner,
}

/// A text that names no role.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
#[error("not a role: expected cashier, manager or owner")]
pub struct NotARole;

impl Role {
    /// Every role, from least to most.
    pub const ALL: [Self; 3] = [Self::Cashier, Self::Manager, Self::Owner];

    /// Its name, as stored.
    pub const fn name(self) -> &'static str {
        match self {
            Self::Cashier => "cashier",
            Self::Manager => "manager",
            Self::Owner => "owner",
        }
    }
}

impl fmt::Display for Role {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.name())
    }
}

impl FromStr for Role {
    type Err = NotARole;
    fn from_str(text: &str) -> Result<Self, NotARole> {
        Self::ALL.into_iter().find(|role| role.name() == text).ok_or(NotARole)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_role_has_one_name() {
        for role in Role::ALL {
            assert_eq!(role.name().parse(), Ok(role));
        }
        for bad in ["", "Owner", "admin", "owner "] {
            assert_eq!(bad.parse::<Role>(), Err(NotARole), "{bad}");
        }
        assert!(Role::Cashier < Role::Manager && Role::Manager < Role::Owner);
    }
}
