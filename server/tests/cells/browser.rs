//! Who can ask: the columns of the table, managers and owners both at a terminal and elsewhere.

use domain::access::{Action, Standing, may};
use domain::settings::PinFor;

/// A browser and whoever sits before it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Browser {
    Nobody,
    Unpaired,
    Revoked,
    Locked,
    Paired,
    Cashier,
    Manager,
    Owner,
    ManagerElsewhere,
    OwnerElsewhere,
    OwnerAtALocked,
}

impl Browser {
    pub(crate) const ALL: [Self; 11] = [
        Self::Nobody,
        Self::Unpaired,
        Self::Revoked,
        Self::Locked,
        Self::Paired,
        Self::Cashier,
        Self::Manager,
        Self::Owner,
        Self::ManagerElsewhere,
        Self::OwnerElsewhere,
        Self::OwnerAtALocked,
    ];

    pub(crate) fn name(self) -> &'static str {
        match self {
            Self::Nobody => "nobody",
            Self::Unpaired => "an unpaired browser",
            Self::Revoked => "a revoked terminal",
            Self::Locked => "a locked terminal",
            Self::Paired => "a terminal",
            Self::Cashier => "a cashier at a terminal",
            Self::Manager => "a manager at a terminal",
            Self::Owner => "an owner at a terminal",
            Self::ManagerElsewhere => "a manager elsewhere",
            Self::OwnerElsewhere => "an owner elsewhere",
            Self::OwnerAtALocked => "an owner at a locked terminal",
        }
    }

    fn standing(self) -> Standing {
        match self {
            Self::Nobody => Standing::Nobody,
            Self::Unpaired => Standing::Unpaired,
            Self::Revoked => Standing::Revoked,
            Self::Locked => Standing::Locked,
            Self::Paired => Standing::Paired,
            Self::Cashier => Standing::Cashier,
            Self::Manager | Self::ManagerElsewhere => Standing::Manager,
            Self::Owner | Self::OwnerElsewhere | Self::OwnerAtALocked => Standing::Owner,
        }
    }

    fn is_at_a_terminal(self) -> bool {
        matches!(self, Self::Paired | Self::Cashier | Self::Manager | Self::Owner)
    }

    /// What the table says.
    pub(crate) fn may(self, action: Action, pin_for: &PinFor) -> bool {
        may(self.standing(), action, pin_for) && (self.is_at_a_terminal() || !action.needs_terminal())
    }
}
