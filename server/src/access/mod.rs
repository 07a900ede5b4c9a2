//! Who may do what: terminals, people, their credentials, the shop's settings and the audit log. Every
//! use case asks [`domain::access`] itself whether its caller may do it, whatever the routes have asked
//! before; checks what was entered; and writes what it changes and what the audit log says of it in one
//! transaction.
//!
//! - [`caller`]: who asks
//! - [`token`]: what opens a door, and that only hashes of it are kept
//! - [`fresh`]: what is known of callers, for half a second at most
//! - `terminals`, `pair`: tablets; `people`, `own`: who works here
//! - `set_up`, `sign_in`, `pin`, `passkeys`: coming in; `sign_out`: and out
//! - `settings`, `sales`, `closing`, `audit`: the rest
//! - [`event`]: what the audit log is told
//! - `fields`, `hash`, `brake`: what may be entered, how it is kept, and how often it may be wrong
//! - [`error`]: why something was refused

mod audit;
mod brake;
pub mod caller;
mod closing;
pub mod error;
pub mod event;
mod fields;
pub mod fresh;
mod hash;
mod own;
mod pair;
pub mod passkeys;
mod people;
mod pin;
mod sales;
mod set_up;
mod settings;
mod sign_in;
mod sign_out;
mod terminals;
pub mod token;

pub use crate::store::access::SignedInBy;
pub use audit::{VerifyError, verify};
pub use caller::{Caller, PersonHere, Stranger, TerminalHere};
pub use closing::Count;
pub use error::{AccessError, Field, Why};
pub use event::{AuditEvent, CategoryChange, ItemChange, SettingChange};
pub use passkeys::PasskeyView;
pub use passkeys::answer::PasskeyAnswer;
pub use people::PersonView;
pub use set_up::{SET_UP_PATH, SetUpLink};
pub use terminals::{TerminalState, TerminalView};
pub use token::{PairingCode, Presented, Token, TokenKind};

use crate::clock::Clock;
use crate::store::access::{AccessStore, Applied, Change, Deed};
use crate::store::{Call, StoreError};
use domain::Timestamp;
use domain::access::{Action, Role};
use fresh::Fresh;
use hash::Hasher;
use std::sync::Arc;

/// Who may do what. Clones are the same.
#[derive(Clone)]
pub struct Access(Arc<Inner>);

struct Inner {
    store: Arc<dyn AccessStore>,
    clock: Arc<dyn Clock>,
    fresh: Fresh,
    hasher: Hasher,
    pairs_first: bool,
}

impl Access {
    /// Over `store`. With `pairs_first`, the first browser that asks becomes a terminal by itself: for the
    /// demo, which nobody but this machine reaches.
    pub fn new(store: Arc<dyn AccessStore>, clock: Arc<dyn Clock>, pairs_first: bool) -> Self {
        let fresh = Fresh::new(clock.now());
        Self(Arc::new(Inner { store, clock, fresh, hasher: Hasher::new(), pairs_first }))
    }

    /// Whether `by` may do `action`.
    ///
    /// # Errors
    /// [`AccessError::PinNeeded`] where a PIN would make the difference, [`AccessError::Forbidden`]
    /// where not; [`AccessError::Store`].
    pub async fn check(&self, by: &Caller, action: Action) -> Result<(), AccessError> {
        let pin_for = self.versioned_settings().await?.settings.pin_for;
        if by.may(action, &pin_for) {
            return Ok(());
        }
        Err(if by.needs_pin(action, &pin_for) { AccessError::PinNeeded } else { AccessError::Forbidden })
    }

    fn store(&self) -> &dyn AccessStore {
        self.0.store.as_ref()
    }

    fn now(&self) -> Timestamp {
        self.0.clock.now()
    }

    /// Does what `by` wants, and says so in the audit log. Whoever was somebody when they asked must
    /// still be so when it is done: of two owners who disable each other at once, one is late.
    async fn deed(&self, by: &Caller, changes: Vec<Change>, events: Vec<AuditEvent>) -> Result<(), Undone> {
        let mut guarded = Vec::with_capacity(changes.len().saturating_add(1));
        let guard = by.person.as_ref().map(|person| Change::IsStill { id: person.id, role: person.role });
        guarded.extend(guard);
        let guards = guarded.len();
        guarded.extend(changes);
        match self.apply(Some(by), guarded, &events, true).await? {
            Applied::Done => Ok(()),
            Applied::Refused(index) => match index.checked_sub(guards) {
                Some(index) => Err(Undone::At(index)),
                None => Err(Undone::Because(AccessError::Forbidden)),
            },
        }
    }

    /// Does `changes` and writes down `events`; where that may change who may do what, everybody asks anew.
    async fn apply(
        &self,
        by: Option<&Caller>,
        changes: Vec<Change>,
        events: &[AuditEvent],
        changes_access: bool,
    ) -> Result<Applied, StoreError> {
        let now = self.now();
        let entries = events.iter().map(|event| event.entry(by, now)).collect();
        let applied = self.store().apply(&Deed { changes, entries, changes_access }).await;
        // Where nobody knows whether it was done, too.
        if changes_access && applied.as_ref().map_or_else(|error| !error.is_certain(), |done| *done == Applied::Done) {
            self.look_again().await;
            if let Err(error) = self.store().call(&[Call::Access]).await {
                tracing::warn!(%error, "the other servers could not be told; they find out within a second");
            }
        }
        applied
    }

    /// Writes down that something was tried in vain. That it cannot be written down is logged, and does
    /// not make it work.
    async fn note_failure(&self, by: &Caller, event: AuditEvent) {
        if let Err(error) = self.apply(Some(by), Vec::new(), &[event], false).await {
            tracing::error!(%error, "a failed try could not be written into the audit log");
        }
    }
}

/// Why a deed was not done.
enum Undone {
    /// The change with this index could not be done any more.
    At(usize),
    Because(AccessError),
}

impl From<StoreError> for Undone {
    fn from(error: StoreError) -> Self {
        Self::Because(error.into())
    }
}

impl Undone {
    /// What the caller is told, where the changes may be refused for the reasons `why`, in their order.
    fn told(self, why: impl IntoIterator<Item = AccessError>) -> AccessError {
        match self {
            Self::At(index) => why.into_iter().nth(index).unwrap_or(AccessError::Stale),
            Self::Because(error) => error,
        }
    }
}

/// What somebody of `role` is, as far as changing them goes.
const fn managing(role: Role) -> Action {
    match role {
        Role::Cashier => Action::ManageCashiers,
        Role::Manager | Role::Owner => Action::ManagePeople,
    }
}
