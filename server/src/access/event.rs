//! What the audit log is told. No variant has room for a secret: no password, PIN, code or token, and
//! no name that somebody has typed in vain, for it may be a password in the wrong field.

use super::caller::Caller;
use crate::store::access::{NewEntry, SignedInBy};
use domain::access::{PersonId, Role, TerminalId};
use domain::alarm::{AlarmKind, Verdict};
use domain::catalogue::{CategoryId, ItemId};
use domain::{CheckoutId, Timestamp};
use serde::Serialize;
use serde_json::Value;

/// Something that happened.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[serde(tag = "event", rename_all = "kebab-case", rename_all_fields = "snake_case")]
#[expect(missing_docs, reason = "the fields are what their types and names say")]
pub enum AuditEvent {
    /// The first owner was made by the set-up link.
    SetUp {
        person: PersonId,
        name: String,
    },
    /// Somebody who holds the server has asked for a link that makes an owner.
    RescueLinkMade {},
    /// That link was used: somebody is an owner, and has a new password.
    Rescued {
        person: PersonId,
        name: String,
    },
    /// Somebody has shown who they are.
    SignedIn {
        person: PersonId,
        name: String,
        by: &'static str,
    },
    /// Somebody has tried in vain; `person` where there is one of that name.
    SignInFailed {
        person: Option<PersonId>,
        by: &'static str,
    },
    SignedOut {
        by: &'static str,
    },
    TerminalInvited {
        terminal: TerminalId,
        name: String,
    },
    TerminalPaired {
        terminal: TerminalId,
        name: String,
        user_agent: Option<String>,
    },
    /// The demo's first browser was paired by itself.
    TerminalPairedByItself {
        terminal: TerminalId,
        name: String,
    },
    PairingFailed {},
    TerminalRenamed {
        terminal: TerminalId,
        from: String,
        to: String,
    },
    TerminalLocked {
        terminal: TerminalId,
        name: String,
    },
    TerminalUnlocked {
        terminal: TerminalId,
        name: String,
    },
    TerminalRevoked {
        terminal: TerminalId,
        name: String,
    },
    PersonAdded {
        person: PersonId,
        name: String,
        role: Role,
    },
    PersonRenamed {
        person: PersonId,
        from: String,
        to: String,
    },
    RoleChanged {
        person: PersonId,
        name: String,
        from: Role,
        to: Role,
    },
    PasswordChanged {
        person: PersonId,
        name: String,
    },
    PinChanged {
        person: PersonId,
        name: String,
    },
    PinRemoved {
        person: PersonId,
        name: String,
    },
    PersonDisabled {
        person: PersonId,
        name: String,
    },
    PersonEnabled {
        person: PersonId,
        name: String,
    },
    PasskeyAdded {
        person: PersonId,
        passkey: String,
    },
    PasskeyRemoved {
        person: PersonId,
        passkey: String,
    },
    SettingsChanged {
        changes: Vec<SettingChange>,
    },
    /// Somebody wanted a sale called off; what became of it, the sale itself says.
    CancelAsked {
        checkout: CheckoutId,
        code_was_shown: bool,
    },
    SaleTakenOver {
        checkout: CheckoutId,
        from: Option<TerminalId>,
    },
    PaymentDecided {
        checkout: CheckoutId,
        alarm: AlarmKind,
        verdict: Verdict,
    },
    KioskLeft {},
    SalesExported {
        rows: u64,
    },
    DayClosed {
        number: u64,
        sales: u64,
        currency: String,
        expected_minor: u64,
        counted_minor: u64,
    },
    /// Items of the catalogue are new or changed: at most [`AuditEvent::MOST_ITEMS`] in one entry.
    ItemsChanged {
        items: Vec<ItemChange>,
    },
    CategoriesChanged {
        categories: Vec<CategoryChange>,
    },
    CategoryRemoved {
        category: CategoryId,
        name: String,
    },
    /// An item has another picture, or none.
    PictureChanged {
        item: ItemId,
        name: String,
        picture: Option<String>,
    },
    /// How a terminal sells; without one, how all sell that have no setting of their own.
    SellingChanged {
        terminal: Option<TerminalId>,
        changes: Vec<SettingChange>,
    },
}

/// An item of the catalogue that is new, or was changed.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct ItemChange {
    /// Which.
    pub item: ItemId,
    /// What it is called now.
    pub name: String,
    /// What is not as it was; of a new one, everything.
    pub changes: Vec<SettingChange>,
}

/// A category that is new, or was changed.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct CategoryChange {
    /// Which.
    pub category: CategoryId,
    /// What it is called now.
    pub name: String,
    /// What it was called; nothing, if it is new.
    pub was: Option<String>,
}

/// A setting that was changed.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct SettingChange {
    /// Which.
    pub setting: String,
    /// What it was.
    pub from: Value,
    /// What it is.
    pub to: Value,
}

impl AuditEvent {
    /// So many items are told of in one entry.
    pub const MOST_ITEMS: usize = 100;

    /// Somebody has shown who they are.
    pub(super) fn signed_in(person: PersonId, name: &str, by: SignedInBy) -> Self {
        Self::SignedIn { person, name: name.to_owned(), by: by.name() }
    }

    /// As an entry: `caller` did it, or nobody but the program itself.
    pub(crate) fn entry(&self, caller: Option<&Caller>, at: Timestamp) -> NewEntry {
        let mut detail = match serde_json::to_value(self) {
            Ok(Value::Object(detail)) => detail,
            // No variant is anything else.
            Ok(_) | Err(_) => serde_json::Map::new(),
        };
        let event = match detail.remove("event") {
            Some(Value::String(event)) => event,
            _ => "unknown".to_owned(),
        };
        let person = caller.and_then(|caller| caller.person.as_ref());
        let terminal = caller.and_then(|caller| caller.terminal.as_ref());
        NewEntry {
            at,
            person: person.map(|person| (person.id.to_string(), person.name.clone())),
            terminal: terminal.map(|terminal| (terminal.id.to_string(), terminal.name.clone())),
            peer: caller.map(|caller| caller.peer.to_string()),
            event,
            detail_json: Value::Object(detail).to_string(),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_entry_says_what_happened_in_a_word_and_the_rest_apart() {
        let at = Timestamp::from_unix_ms(5);
        let entry = AuditEvent::PairingFailed {}.entry(Some(&Caller::nobody([192, 0, 2, 7].into())), at);
        assert_eq!((entry.event.as_str(), entry.detail_json.as_str()), ("pairing-failed", "{}"));
        assert_eq!(entry.peer.as_deref(), Some("192.0.2.7"));
        let id: PersonId = "75099bcf-22d5-43f9-8976-b7c5692eaa85".parse().unwrap();
        let event =
            AuditEvent::RoleChanged { person: id, name: "Ada".to_owned(), from: Role::Cashier, to: Role::Owner };
        let entry = event.entry(None, at);
        assert_eq!(entry.event, "role-changed");
        assert_eq!(
            entry.detail_json,
            r#"{"from":"cashier","name":"Ada","person":"75099bcf-22d5-43f9-8976-b7c5692eaa85","to":"owner"}"#
        );
        assert_eq!((entry.person, entry.terminal, entry.peer), (None, None, None));
    }
}
