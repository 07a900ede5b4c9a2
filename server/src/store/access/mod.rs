//! The records of who may do what: terminals, people, who is signed in, settings, and the audit log.
//! What is written is a [`Deed`]: changes and what the audit log says of them, all or nothing.
//!
//! Every deed of every server stands in one line: it begins by counting up one row, which the
//! database keeps for it until it is done. So a deed sees all that were done before it.
//!
//! - [`deed`]: what can be written
//! - [`audit`]: the audit log, and how its entries hang together
//! - `records`: the trait, done in SQL; `statements`: the SQL; `rows`: rows to what they say

pub mod audit;
pub mod deed;
pub(in crate::store) mod records;
mod rows;
mod statements;

pub use audit::{AuditEntry, AuditHead, NewEntry};
pub use deed::{Applied, Change, Deed, NewSignIn};

use super::catalogue::Picture;
use super::{Store, StoreError};
use core::fmt;
use core::str::FromStr;
use domain::access::{PersonId, Role, TerminalId};
use domain::catalogue::PictureId;
use domain::settings::ShopSettings;
use domain::{CheckoutId, Timestamp};
use sha2::{Digest as _, Sha256};

/// The SHA-256 of something that opens a door: all that is ever stored of it.
#[derive(Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct SecretHash([u8; 32]);

impl SecretHash {
    /// The hash of `secret`.
    pub fn of(secret: &str) -> Self {
        Self(Sha256::digest(secret.as_bytes()).into())
    }
}

impl fmt::Display for SecretHash {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.0.iter().try_for_each(|byte| write!(f, "{byte:02x}"))
    }
}

impl fmt::Debug for SecretHash {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("SecretHash")
    }
}

/// How somebody has shown who they are.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum SignedInBy {
    /// With their password.
    Password,
    /// With a passkey.
    Passkey,
    /// With their PIN, at a terminal, for a few minutes.
    Pin,
}

impl SignedInBy {
    /// Its name, as stored.
    pub const fn name(self) -> &'static str {
        match self {
            Self::Password => "password",
            Self::Passkey => "passkey",
            Self::Pin => "pin",
        }
    }
}

impl FromStr for SignedInBy {
    type Err = StoreError;
    fn from_str(text: &str) -> Result<Self, StoreError> {
        let all = [Self::Password, Self::Passkey, Self::Pin];
        all.into_iter().find(|by| by.name() == text).ok_or_else(|| StoreError::broken("a sign-in by no known means"))
    }
}

/// A terminal, as stored.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct TerminalRow {
    /// Which.
    pub id: TerminalId,
    /// What people call it.
    pub name: String,
    /// When it was first invited.
    pub made_at: Timestamp,
    /// Until when its pairing code is good, where one waits.
    pub code_ends_at: Option<Timestamp>,
    /// When its browser was paired; `None` where none was yet.
    pub paired_at: Option<Timestamp>,
    /// When it last asked for anything, to the minute.
    pub seen_at: Option<Timestamp>,
    /// What its browser calls itself, as far as that can be shown.
    pub user_agent: Option<String>,
    /// Whether it is out of use for a while.
    pub locked: bool,
    /// When it was shut out for good.
    pub revoked_at: Option<Timestamp>,
}

/// Somebody who works here, as stored.
#[derive(Clone, PartialEq, Eq)]
pub struct PersonRow {
    /// Who.
    pub id: PersonId,
    /// What people call them.
    pub name: String,
    /// What they are.
    pub role: Role,
    /// Whether they may come in.
    pub enabled: bool,
    /// The hash of their password.
    pub password_hash: Option<String>,
    /// The hash of their PIN.
    pub pin_hash: Option<String>,
    /// When they were added.
    pub made_at: Timestamp,
}

impl fmt::Debug for PersonRow {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("PersonRow")
            .field("id", &self.id)
            .field("name", &self.name)
            .field("role", &self.role)
            .field("enabled", &self.enabled)
            .finish_non_exhaustive()
    }
}

/// Who is signed in, as stored, and who that is.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct SignInRow {
    /// Who.
    pub person: PersonId,
    /// What people call them.
    pub name: String,
    /// What they are.
    pub role: Role,
    /// Whether they may come in.
    pub enabled: bool,
    /// At which terminal it was made, if at one.
    pub terminal: Option<TerminalId>,
    /// How.
    pub by: SignedInBy,
    /// When it was last used, to the minute.
    pub used_at: Timestamp,
    /// When it ends, however much it is used.
    pub ends_at: Timestamp,
}

/// What a link that makes an owner is for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum LinkKind {
    /// The first start: good as long as there is no owner.
    First,
    /// Whoever holds the server has asked for it: good until it ends.
    Rescue,
}

impl LinkKind {
    /// Its name, as stored.
    pub const fn name(self) -> &'static str {
        match self {
            Self::First => "first",
            Self::Rescue => "rescue",
        }
    }
}

/// A link that makes an owner, as stored.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct LinkRow {
    /// What for.
    pub kind: LinkKind,
    /// When it ends, if by the clock.
    pub ends_at: Option<Timestamp>,
}

/// How often something was got wrong, and until when it may not be tried again.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct BrakeRow {
    /// How often in a row.
    pub failures: u32,
    /// Until when it may not be tried.
    pub ends_at: Option<Timestamp>,
}

/// A passkey, as stored.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct PasskeyRow {
    /// The credential's id, in hex.
    pub id: String,
    /// Whose.
    pub person: PersonId,
    /// What they call it.
    pub name: String,
    /// What is needed to check it, as the passkey library writes it.
    pub json: String,
    /// When it was added.
    pub made_at: Timestamp,
    /// When it last opened a door.
    pub used_at: Option<Timestamp>,
}

/// What a browser was asked to sign, as stored.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ChallengeRow {
    /// For whom, where that is known.
    pub person: Option<PersonId>,
    /// What the passkey library has to remember.
    pub state_json: String,
    /// When it ends.
    pub ends_at: Timestamp,
}

/// The shop's settings and which version of them.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct SettingsRow {
    /// Counted up by every change.
    pub version: u64,
    /// The settings.
    pub settings: ShopSettings,
}

/// The records of who may do what. As with [`Store`], any method may fail with a [`StoreError`].
#[async_trait::async_trait]
pub trait AccessStore: Store {
    /// Does a deed, all or nothing.
    ///
    /// # Errors
    /// [`StoreError::Taken`] where a name or an id is somebody else's already, and nothing was done;
    /// any other [`StoreError`].
    async fn apply(&self, deed: &Deed) -> Result<Applied, StoreError>;

    /// Counts up with everything that may change who may do what.
    ///
    /// # Errors
    /// [`StoreError`].
    async fn access_version(&self) -> Result<u64, StoreError>;

    /// Every terminal, oldest first.
    ///
    /// # Errors
    /// [`StoreError`].
    async fn terminals(&self) -> Result<Vec<TerminalRow>, StoreError>;

    /// The terminal `id`.
    ///
    /// # Errors
    /// [`StoreError`].
    async fn terminal(&self, id: TerminalId) -> Result<Option<TerminalRow>, StoreError>;

    /// The terminal whose browser holds `token`, be it revoked or not.
    ///
    /// # Errors
    /// [`StoreError`].
    async fn terminal_by_token(&self, token: SecretHash) -> Result<Option<TerminalRow>, StoreError>;

    /// The terminal that `code` pairs, be the code over or not.
    ///
    /// # Errors
    /// [`StoreError`].
    async fn terminal_by_code(&self, code: SecretHash) -> Result<Option<TerminalRow>, StoreError>;

    /// Terminal `id` asked for something `at` that time.
    ///
    /// # Errors
    /// [`StoreError`].
    async fn saw_terminal(&self, id: TerminalId, at: Timestamp) -> Result<(), StoreError>;

    /// Everybody, oldest first.
    ///
    /// # Errors
    /// [`StoreError`].
    async fn people(&self) -> Result<Vec<PersonRow>, StoreError>;

    /// The person `id`.
    ///
    /// # Errors
    /// [`StoreError`].
    async fn person(&self, id: PersonId) -> Result<Option<PersonRow>, StoreError>;

    /// The person whose name is compared as `key`.
    ///
    /// # Errors
    /// [`StoreError`].
    async fn person_by_name(&self, key: &str) -> Result<Option<PersonRow>, StoreError>;

    /// Who is signed in with `token`, be it over or not.
    ///
    /// # Errors
    /// [`StoreError`].
    async fn sign_in(&self, token: SecretHash) -> Result<Option<SignInRow>, StoreError>;

    /// The sign-in of `token` was used `at` that time.
    ///
    /// # Errors
    /// [`StoreError`].
    async fn used_sign_in(&self, token: SecretHash, at: Timestamp) -> Result<(), StoreError>;

    /// The link of `token`.
    ///
    /// # Errors
    /// [`StoreError`].
    async fn link(&self, token: SecretHash) -> Result<Option<LinkRow>, StoreError>;

    /// How often `what` was got wrong.
    ///
    /// # Errors
    /// [`StoreError`].
    async fn brake(&self, what: &str) -> Result<BrakeRow, StoreError>;

    /// Counts a try of `what` as failed before it is made, if nobody has tried since `seen` was read;
    /// whether it was so. It may be tried again at `ends_at`.
    ///
    /// # Errors
    /// [`StoreError`].
    async fn pull_brake(
        &self,
        what: &str,
        seen: BrakeRow,
        at: Timestamp,
        ends_at: Timestamp,
    ) -> Result<bool, StoreError>;

    /// The passkeys of `person`, or everybody's.
    ///
    /// # Errors
    /// [`StoreError`].
    async fn passkeys(&self, person: Option<PersonId>) -> Result<Vec<PasskeyRow>, StoreError>;

    /// What the browser that holds `token` was asked to sign.
    ///
    /// # Errors
    /// [`StoreError`].
    async fn challenge(&self, token: SecretHash) -> Result<Option<ChallengeRow>, StoreError>;

    /// The shop's settings.
    ///
    /// # Errors
    /// [`StoreError`].
    async fn settings(&self) -> Result<SettingsRow, StoreError>;

    /// The shop's logo, if it is called so.
    ///
    /// # Errors
    /// [`StoreError`].
    async fn logo(&self, id: &PictureId) -> Result<Option<Picture>, StoreError>;

    /// Forgets what is over: sign-ins, challenges, brakes that nobody has touched for a day.
    ///
    /// # Errors
    /// [`StoreError`].
    async fn forget_what_is_over(&self, now: Timestamp) -> Result<(), StoreError>;

    /// At most `limit` entries of the audit log below the number `before`, newest first.
    ///
    /// # Errors
    /// [`StoreError`].
    async fn audit_before(&self, before: u64, limit: u32) -> Result<Vec<AuditEntry>, StoreError>;

    /// At most `limit` entries of the audit log about checkout `id`, oldest first.
    ///
    /// # Errors
    /// [`StoreError`].
    async fn audit_about(&self, id: CheckoutId, limit: u32) -> Result<Vec<AuditEntry>, StoreError>;

    /// At most `limit` entries of the audit log above the number `after`, oldest first.
    ///
    /// # Errors
    /// [`StoreError`].
    async fn audit_after(&self, after: u64, limit: u32) -> Result<Vec<AuditEntry>, StoreError>;

    /// Where the audit log ends.
    ///
    /// # Errors
    /// [`StoreError`].
    async fn audit_head(&self) -> Result<AuditHead, StoreError>;

    /// At which terminal checkout `id` is; `None` where there is no such checkout or it is older than
    /// terminals are.
    ///
    /// # Errors
    /// [`StoreError`].
    async fn terminal_of(&self, id: CheckoutId) -> Result<Option<TerminalId>, StoreError>;
}
