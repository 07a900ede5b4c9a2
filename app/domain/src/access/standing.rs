//! What whoever asks is at this moment.

use super::Role;
use serde::{Deserialize, Serialize};

/// What whoever asks is at this moment: the columns of the table.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Standing {
    /// A browser that shows no credential.
    Nobody,
    /// A browser whose credential we do not know: forged, or of a terminal that was paired anew.
    Unpaired,
    /// A terminal that was shut out for good.
    Revoked,
    /// A terminal that is put out of use for a while.
    Locked,
    /// A terminal, whoever stands before it.
    Paired,
    /// A terminal at which somebody has just entered their PIN, whatever their role: four digits must
    /// never open the back office.
    Cashier,
    /// A manager, signed in with a password or a passkey.
    Manager,
    /// An owner, signed in with a password or a passkey.
    Owner,
}

impl Standing {
    /// Every standing, in the order of the table's columns.
    pub const ALL: [Self; 8] = [
        Self::Nobody,
        Self::Unpaired,
        Self::Revoked,
        Self::Locked,
        Self::Paired,
        Self::Cashier,
        Self::Manager,
        Self::Owner,
    ];

    /// What somebody of `role` is once signed in.
    pub const fn of(role: Role) -> Self {
        match role {
            Role::Cashier => Self::Cashier,
            Role::Manager => Self::Manager,
            Role::Owner => Self::Owner,
        }
    }

    /// Its name, as in the table.
    pub const fn name(self) -> &'static str {
        match self {
            Self::Nobody => "nobody",
            Self::Unpaired => "unpaired",
            Self::Revoked => "revoked",
            Self::Locked => "locked",
            Self::Paired => "paired",
            Self::Cashier => "cashier",
            Self::Manager => "manager",
            Self::Owner => "owner",
        }
    }
}
