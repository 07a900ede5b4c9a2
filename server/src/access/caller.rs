//! Who asks.

use super::token::Shown;
use crate::store::access::SignedInBy;
use domain::access::{Action, PersonId, Role, Standing, TerminalId, table};
use domain::settings::PinFor;
use std::net::IpAddr;

/// Who asks, as known at this moment. Made by [`super::Access::who`], and good for one request.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Caller {
    /// The terminal that the browser is; never one that is revoked.
    pub terminal: Option<TerminalHere>,
    /// Who is signed in, or has just entered a PIN at this terminal.
    pub person: Option<PersonHere>,
    /// Where from.
    pub peer: IpAddr,
    /// What else is known of a browser that is no terminal.
    pub stranger: Stranger,
}

/// The terminal that a browser is.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct TerminalHere {
    /// Which.
    pub id: TerminalId,
    /// What people call it.
    pub name: String,
    /// Whether it is out of use for a while.
    pub locked: bool,
}

/// The person that a browser speaks for.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct PersonHere {
    /// Who.
    pub id: PersonId,
    /// What people call them.
    pub name: String,
    /// What they are.
    pub role: Role,
    /// How they have shown it.
    pub by: SignedInBy,
}

/// What is known of a browser that is no terminal.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Stranger {
    /// It shows nothing.
    #[default]
    Nobody,
    /// It shows what we do not know.
    Unknown,
    /// It shows what belongs to a terminal that was shut out.
    Revoked,
}

impl Caller {
    /// A browser from `peer` that shows nothing.
    pub const fn nobody(peer: IpAddr) -> Self {
        Self { terminal: None, person: None, peer, stranger: Stranger::Nobody }
    }

    /// What they are: a column of the table.
    pub fn standing(&self) -> Standing {
        if let Some(person) = &self.person {
            let standing = Standing::of(person.role);
            match person.by {
                SignedInBy::Password | SignedInBy::Passkey if standing > Standing::Cashier => return standing,
                SignedInBy::Pin if self.is_at_terminal() => return Standing::Cashier,
                SignedInBy::Password | SignedInBy::Passkey | SignedInBy::Pin => {}
            }
        }
        match (&self.terminal, self.stranger) {
            (Some(terminal), _) if terminal.locked => Standing::Locked,
            (Some(_), _) => Standing::Paired,
            (None, Stranger::Revoked) => Standing::Revoked,
            (None, Stranger::Unknown) => Standing::Unpaired,
            (None, Stranger::Nobody) => Standing::Nobody,
        }
    }

    /// Whether they may do `action` in a shop that asks for PINs as `pin_for` says.
    pub fn may(&self, action: Action, pin_for: &PinFor) -> bool {
        (self.is_at_terminal() || !action.needs_terminal()) && table::may(self.standing(), action, pin_for)
    }

    /// Whether a PIN would make the difference.
    pub fn needs_pin(&self, action: Action, pin_for: &PinFor) -> bool {
        self.standing() == Standing::Paired
            && !self.may(action, pin_for)
            && table::may(Standing::Cashier, action, pin_for)
    }

    /// Whether the browser is a terminal that is in use.
    pub fn is_at_terminal(&self) -> bool {
        self.terminal.as_ref().is_some_and(|terminal| !terminal.locked)
    }

    /// What people call the terminal, if the browser is one.
    pub fn name(&self) -> Option<&str> {
        self.terminal.as_ref().map(|terminal| terminal.name.as_str())
    }

    /// The id of the terminal, where it is one that is in use.
    pub fn at(&self) -> Option<TerminalId> {
        self.terminal.as_ref().filter(|terminal| !terminal.locked).map(|terminal| terminal.id)
    }
}

impl Stranger {
    /// What a browser is that shows that, and no terminal belongs to it.
    pub(super) const fn showing(terminal: Shown) -> Self {
        match terminal {
            Shown::Nothing => Self::Nobody,
            Shown::Nonsense | Shown::Token(_) => Self::Unknown,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn caller(terminal: Option<bool>, person: Option<(Role, SignedInBy)>) -> Caller {
        let uuid = uuid::Builder::from_random_bytes([7; 16]).into_uuid();
        let id = TerminalId::try_from(uuid).unwrap();
        Caller {
            terminal: terminal.map(|locked| TerminalHere { id, name: "Bar".to_owned(), locked }),
            person: person.map(|(role, by)| PersonHere {
                id: uuid.try_into().unwrap(),
                name: "Ada".to_owned(),
                role,
                by,
            }),
            ..Caller::nobody([127, 0, 0, 1].into())
        }
    }

    #[test]
    fn a_pin_makes_a_cashier_of_everybody_and_only_at_a_terminal_in_use() {
        for role in Role::ALL {
            let person = Some((role, SignedInBy::Pin));
            assert_eq!(caller(Some(false), person).standing(), Standing::Cashier);
            assert_eq!(caller(Some(true), person).standing(), Standing::Locked);
            assert_eq!(caller(None, person).standing(), Standing::Nobody);
        }
    }

    #[test]
    fn whoever_is_signed_in_is_what_they_are_wherever_they_are() {
        for by in [SignedInBy::Password, SignedInBy::Passkey] {
            for terminal in [None, Some(false), Some(true)] {
                assert_eq!(caller(terminal, Some((Role::Owner, by))).standing(), Standing::Owner);
                assert_eq!(caller(terminal, Some((Role::Manager, by))).standing(), Standing::Manager);
            }
            // Nobody becomes one by a password; whoever was made one is signed out.
            assert_eq!(caller(None, Some((Role::Cashier, by))).standing(), Standing::Nobody);
        }
    }

    #[test]
    fn a_sale_wants_a_terminal_in_use_even_of_an_owner() {
        let owner = Some((Role::Owner, SignedInBy::Password));
        assert!(caller(Some(false), owner).may(Action::Sell, &PinFor::ALWAYS));
        assert!(!caller(Some(true), owner).may(Action::Sell, &PinFor::NEVER));
        assert!(!caller(None, owner).may(Action::Sell, &PinFor::NEVER));
        assert!(caller(None, owner).may(Action::SeeAudit, &PinFor::ALWAYS));
    }

    #[test]
    fn a_pin_is_asked_for_where_it_helps() {
        let terminal = caller(Some(false), None);
        assert!(terminal.needs_pin(Action::CancelAfterCode, &PinFor::ALWAYS));
        assert!(!terminal.needs_pin(Action::CancelAfterCode, &PinFor::NEVER));
        assert!(!terminal.needs_pin(Action::Sell, &PinFor::ALWAYS));
        assert!(!terminal.needs_pin(Action::SeeAudit, &PinFor::ALWAYS));
        assert!(!caller(Some(true), None).needs_pin(Action::CancelAfterCode, &PinFor::ALWAYS));
        assert!(!caller(None, None).needs_pin(Action::CancelAfterCode, &PinFor::ALWAYS));
    }
}
