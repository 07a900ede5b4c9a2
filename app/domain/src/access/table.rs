//! The table. `docs/access.md` shows it, and a test of the server holds the two together cell by cell.

use super::{Action, Standing};
use crate::settings::{PinFor, PinSwitch};

/// A cell of the table.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Rule {
    /// Never.
    No,
    /// Always.
    Yes,
    /// Only where the shop does not ask for a PIN.
    UnlessPin(PinSwitch),
}

/// The cell of `action` and `standing`.
pub const fn rule(standing: Standing, action: Action) -> Rule {
    let needed = match action {
        Action::UsePublic | Action::Pair | Action::SignIn => return Rule::Yes,
        Action::EnterPin | Action::Sell | Action::CancelBeforeCode => Needed::Terminal,
        Action::CancelAfterCode => Needed::Pin(PinSwitch::Cancel),
        Action::TakeOver | Action::SeeLastSales | Action::DecideAlarm => Needed::Pin(PinSwitch::Sales),
        Action::LeaveKiosk => Needed::Pin(PinSwitch::Leave),
        Action::ChangeTablet => Needed::Pin(PinSwitch::Settings),
        Action::SeeOffice
        | Action::ChangeOwn
        | Action::SeeSales
        | Action::ExportSales
        | Action::CloseDay
        | Action::ManageTerminals
        | Action::ManageCashiers
        | Action::ManageCatalogue => Needed::Manager,
        Action::ManagePeople | Action::ChangeSettings | Action::SeeAudit => Needed::Owner,
    };
    match (standing, needed) {
        (Standing::Nobody | Standing::Unpaired | Standing::Revoked | Standing::Locked, _) => Rule::No,
        (Standing::Owner, _) | (Standing::Manager | Standing::Cashier | Standing::Paired, Needed::Terminal) => {
            Rule::Yes
        }
        (Standing::Paired, Needed::Pin(switch)) => Rule::UnlessPin(switch),
        (Standing::Manager | Standing::Cashier, Needed::Pin(_)) => Rule::Yes,
        (Standing::Manager, Needed::Manager) => Rule::Yes,
        (Standing::Manager, Needed::Owner) => Rule::No,
        (Standing::Paired | Standing::Cashier, Needed::Manager | Needed::Owner) => Rule::No,
    }
}

/// Whether somebody of `standing` may do `action` in a shop that asks for PINs as `pin_for` says.
pub const fn may(standing: Standing, action: Action, pin_for: &PinFor) -> bool {
    match rule(standing, action) {
        Rule::No => false,
        Rule::Yes => true,
        Rule::UnlessPin(switch) => !pin_for.asks(switch),
    }
}

/// The least that an action wants.
#[derive(Clone, Copy)]
enum Needed {
    Terminal,
    Pin(PinSwitch),
    Manager,
    Owner,
}

impl Action {
    /// Whether it is done with a terminal, so that it wants one that is paired and not locked, whoever asks.
    pub const fn needs_terminal(self) -> bool {
        matches!(
            self,
            Self::EnterPin
                | Self::Sell
                | Self::CancelBeforeCode
                | Self::CancelAfterCode
                | Self::TakeOver
                | Self::LeaveKiosk
                | Self::ChangeTablet
        )
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn standings() -> impl Strategy<Value = Standing> {
        proptest::sample::select(Standing::ALL.to_vec())
    }

    fn actions() -> impl Strategy<Value = Action> {
        proptest::sample::select(Action::ALL.to_vec())
    }

    proptest! {
        #[test]
        fn whoever_is_more_may_do_no_less(one in standings(), other in standings(), action in actions(), pin_for in any::<[bool; 4]>()) {
            let pin_for = PinFor { leave: pin_for[0], settings: pin_for[1], sales: pin_for[2], cancel: pin_for[3] };
            let (less, more) = (one.min(other), one.max(other));
            prop_assert!(!may(less, action, &pin_for) || may(more, action, &pin_for), "{less:?} {more:?} {action:?}");
        }

        #[test]
        fn asking_for_a_pin_allows_nothing_more(standing in standings(), action in actions(), pin_for in any::<[bool; 4]>()) {
            let pin_for = PinFor { leave: pin_for[0], settings: pin_for[1], sales: pin_for[2], cancel: pin_for[3] };
            prop_assert!(!may(standing, action, &PinFor::ALWAYS) || may(standing, action, &pin_for));
            prop_assert!(!may(standing, action, &pin_for) || may(standing, action, &PinFor::NEVER));
        }
    }

    #[test]
    fn whoever_is_not_let_in_can_do_nothing_but_come_in() {
        for standing in [Standing::Nobody, Standing::Unpaired, Standing::Revoked, Standing::Locked] {
            let allowed = Action::ALL.iter().copied().filter(|action| may(standing, *action, &PinFor::NEVER));
            assert_eq!(allowed.collect::<Vec<_>>(), [Action::UsePublic, Action::Pair, Action::SignIn], "{standing:?}");
        }
    }

    #[test]
    fn no_switch_opens_the_back_office_to_a_pin() {
        for action in [Action::SeeOffice, Action::ChangeOwn, Action::ManageTerminals, Action::ChangeSettings] {
            assert!(!may(Standing::Cashier, action, &PinFor::NEVER), "{action:?}");
        }
    }

    #[test]
    fn every_action_has_a_name_of_its_own() {
        let names: std::collections::BTreeSet<_> = Action::ALL.iter().map(|action| action.name()).collect();
        assert_eq!(names.len(), Action::ALL.len());
    }
}
