//! What can be written: changes and what the audit log says of them, all or nothing.

use super::audit::NewEntry;
use super::{LinkKind, SecretHash, SignedInBy, statements as sql};
use crate::store::Closing;
use crate::store::catalogue::Picture;
use crate::store::connection::Value;
use domain::access::{PersonId, Role, TerminalId};
use domain::catalogue::PictureId;
use domain::{CheckoutId, Currency, Timestamp};

/// Changes and what the audit log says of them, all or nothing.
#[derive(Clone, Debug, Default)]
pub struct Deed {
    /// What is changed, in this order.
    pub changes: Vec<Change>,
    /// What the audit log says.
    pub entries: Vec<NewEntry>,
    /// Whether it may change who may do what, so that every server asks anew.
    pub changes_access: bool,
}

/// What became of a deed.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Applied {
    /// All of it was done.
    Done,
    /// The change with this index, counted from 0, could not be done any more; nothing was done.
    Refused(usize),
}

/// A sign-in that is to be stored.
#[derive(Clone, Debug)]
pub struct NewSignIn {
    /// Of what the browser holds.
    pub token: SecretHash,
    /// Who.
    pub person: PersonId,
    /// At which terminal, if at one.
    pub terminal: Option<TerminalId>,
    /// How.
    pub by: SignedInBy,
    /// When.
    pub at: Timestamp,
    /// Until when at most.
    pub ends_at: Timestamp,
}

/// One change. Those that say so are refused where things are not as they must be.
#[derive(Clone, Debug)]
#[expect(missing_docs, reason = "the fields are what their types and names say")]
pub enum Change {
    /// A new terminal, to be paired by `code`.
    AddTerminal { id: TerminalId, name: String, at: Timestamp, code: SecretHash, code_ends_at: Timestamp },
    /// The very first terminal, paired at once. Refused where there is any.
    AddFirstTerminal { id: TerminalId, name: String, at: Timestamp, token: SecretHash, user_agent: Option<String> },
    /// A new code for a terminal. Refused where there is none, or it is revoked.
    InviteAgain { id: TerminalId, code: SecretHash, code_ends_at: Timestamp },
    /// Pairs a terminal and uses up its code. Refused where the code is not its own, used up or over.
    Pair { id: TerminalId, code: SecretHash, token: SecretHash, at: Timestamp, user_agent: Option<String> },
    /// Refused where there is no such terminal, or it is revoked.
    RenameTerminal { id: TerminalId, name: String },
    /// Refused where it is so already, or revoked.
    LockTerminal { id: TerminalId, locked: bool },
    /// Shuts it out for good. Refused where it is so already.
    RevokeTerminal { id: TerminalId, at: Timestamp },
    /// A new person. [`crate::store::StoreError::Taken`] where the name is taken.
    AddPerson {
        id: PersonId,
        name: String,
        name_key: String,
        role: Role,
        at: Timestamp,
        password_hash: Option<String>,
        pin_hash: Option<String>,
    },
    /// Refused where there is no such person. [`crate::store::StoreError::Taken`] where the name is taken.
    RenamePerson { id: PersonId, name: String, name_key: String },
    /// Refused where the role was not `from` any more.
    SetRole { id: PersonId, from: Role, to: Role },
    /// Refused where there is no such person.
    SetPassword { id: PersonId, hash: Option<String> },
    /// Refused where there is no such person.
    SetPin { id: PersonId, hash: Option<String> },
    /// Refused where it is so already.
    EnablePerson { id: PersonId, enabled: bool },
    /// Refused where that person is not enabled, or has another role.
    IsStill { id: PersonId, role: Role },
    /// Refused where nobody is left who is an owner, enabled, and has a password.
    AnOwnerRemains,
    /// Refused where there is an owner already.
    NoOwnerYet,
    /// Somebody is signed in. Refused where they are not enabled.
    SignIn(NewSignIn),
    /// Refused where it has ended already.
    EndSignIn(SecretHash),
    /// Ends whatever `person` has begun, but for `but`.
    EndSignInsOf { person: PersonId, but: Option<SecretHash> },
    /// Ends whatever `person` has begun with a PIN.
    EndPassesOf(PersonId),
    /// Ends whatever was begun at the terminal.
    EndSignInsAt(TerminalId),
    /// A new link; of the first kind, it is the only one.
    AddLink { token: SecretHash, kind: LinkKind, ends_at: Option<Timestamp> },
    /// Uses up a link, and all others with it. Refused where it is used up.
    UseLink(SecretHash),
    /// All links of that kind.
    DropLinks(LinkKind),
    /// It was got right: the next failure is the first.
    ReleaseBrake(String),
    /// What a browser is asked to sign.
    AddChallenge { token: SecretHash, person: Option<PersonId>, state_json: String, ends_at: Timestamp },
    /// Uses up a challenge. Refused where it is used up or over.
    UseChallenge { token: SecretHash, at: Timestamp },
    /// A new passkey. [`crate::store::StoreError::Taken`] where there is one of that id.
    AddPasskey { id: String, person: PersonId, name: String, json: String, at: Timestamp },
    /// It has opened a door. Refused where it is gone.
    UsedPasskey { id: String, json: String, at: Timestamp },
    /// Refused where `person` has none of that id.
    RemovePasskey { id: String, person: PersonId },
    /// Refused where somebody else has changed the settings since they were `seen`.
    Settings { seen: u64, json: String },
    /// A picture that the settings name as the shop's logo.
    AddLogo(Picture),
    /// All that it had before are forgotten, but this one.
    DropLogos { but: Option<PictureId> },
    /// All that has come in, in `currency`, and is in no close yet is counted in the close `number`.
    ListClosed { number: u64, currency: Currency },
    /// The close of that number. Refused where it is not the next one, or where what was listed for it is not so many
    /// `sales` of `expected`.
    Close(Closing),
    /// Moves a checkout to another terminal. Refused where it is not at `from`.
    MoveCheckout { id: CheckoutId, from: Option<TerminalId>, to: TerminalId },
}

/// A statement, what stands in its places, and whether it must touch exactly one row.
pub(super) struct Statement<'a> {
    pub(super) sql: &'static str,
    pub(super) values: Vec<Value<'a>>,
    pub(super) must_touch: bool,
}

impl Change {
    /// How it is done.
    pub(super) fn statement(&self) -> Result<Statement<'_>, crate::store::StoreError> {
        let one = |sql, values| Statement { sql, values, must_touch: true };
        let any = |sql, values| Statement { sql, values, must_touch: false };
        let ms = |at: &Timestamp| at.as_unix_ms();
        Ok(match self {
            Self::AddTerminal { id, name, at, code, code_ends_at } => one(
                sql::ADD_TERMINAL,
                vec![text(id), name.as_str().into(), ms(at).into(), text(code), ms(code_ends_at).into()],
            ),
            Self::AddFirstTerminal { id, name, at, token, user_agent } => one(
                sql::ADD_FIRST_TERMINAL,
                vec![text(id), name.as_str().into(), ms(at).into(), text(token), user_agent.as_deref().into()],
            ),
            Self::InviteAgain { id, code, code_ends_at } => {
                one(sql::INVITE_AGAIN, vec![text(id), text(code), ms(code_ends_at).into()])
            }
            Self::Pair { id, code, token, at, user_agent } => {
                one(sql::PAIR, vec![text(id), text(code), text(token), ms(at).into(), user_agent.as_deref().into()])
            }
            Self::RenameTerminal { id, name } => one(sql::RENAME_TERMINAL, vec![text(id), name.as_str().into()]),
            Self::LockTerminal { id, locked } => one(sql::LOCK_TERMINAL, vec![text(id), (*locked).into()]),
            Self::RevokeTerminal { id, at } => one(sql::REVOKE_TERMINAL, vec![text(id), ms(at).into()]),
            Self::AddPerson { id, name, name_key, role, at, password_hash, pin_hash } => one(
                sql::ADD_PERSON,
                vec![
                    text(id),
                    name.as_str().into(),
                    name_key.as_str().into(),
                    role.name().into(),
                    password_hash.as_deref().into(),
                    pin_hash.as_deref().into(),
                    ms(at).into(),
                ],
            ),
            Self::RenamePerson { id, name, name_key } => {
                one(sql::RENAME_PERSON, vec![text(id), name.as_str().into(), name_key.as_str().into()])
            }
            Self::SetRole { id, from, to } => one(sql::SET_ROLE, vec![text(id), from.name().into(), to.name().into()]),
            Self::SetPassword { id, hash } => one(sql::SET_PASSWORD, vec![text(id), hash.as_deref().into()]),
            Self::SetPin { id, hash } => one(sql::SET_PIN, vec![text(id), hash.as_deref().into()]),
            Self::EnablePerson { id, enabled } => one(sql::ENABLE_PERSON, vec![text(id), (*enabled).into()]),
            Self::IsStill { id, role } => one(sql::IS_STILL, vec![text(id), role.name().into()]),
            Self::AnOwnerRemains => one(sql::AN_OWNER_REMAINS, vec![]),
            Self::NoOwnerYet => one(sql::NO_OWNER_YET, vec![]),
            Self::SignIn(NewSignIn { token, person, terminal, by, at, ends_at }) => one(
                sql::SIGN_IN,
                vec![
                    text(token),
                    text(person),
                    terminal.map(|id| id.to_string()).into(),
                    by.name().into(),
                    ms(at).into(),
                    ms(ends_at).into(),
                ],
            ),
            Self::EndSignIn(token) => one(sql::END_SIGN_IN, vec![text(token)]),
            Self::EndSignInsOf { person, but } => any(
                sql::END_SIGN_INS_OF,
                vec![text(person), but.map(|token| token.to_string()).unwrap_or_default().into()],
            ),
            Self::EndPassesOf(person) => any(sql::END_PASSES_OF, vec![text(person)]),
            Self::EndSignInsAt(terminal) => any(sql::END_SIGN_INS_AT, vec![text(terminal)]),
            Self::AddLink { token, kind, ends_at } => {
                one(sql::ADD_LINK, vec![text(token), kind.name().into(), ends_at.as_ref().map(ms).into()])
            }
            Self::UseLink(token) => one(sql::USE_LINK, vec![text(token)]),
            Self::DropLinks(kind) => any(sql::DROP_LINKS, vec![kind.name().into()]),
            Self::ReleaseBrake(what) => any(sql::RELEASE_BRAKE, vec![what.as_str().into()]),
            Self::AddChallenge { token, person, state_json, ends_at } => one(
                sql::ADD_CHALLENGE,
                vec![
                    text(token),
                    person.map(|id| id.to_string()).into(),
                    state_json.as_str().into(),
                    ms(ends_at).into(),
                ],
            ),
            Self::UseChallenge { token, at } => one(sql::USE_CHALLENGE, vec![text(token), ms(at).into()]),
            Self::AddPasskey { id, person, name, json, at } => one(
                sql::ADD_PASSKEY,
                vec![id.as_str().into(), text(person), name.as_str().into(), json.as_str().into(), ms(at).into()],
            ),
            Self::UsedPasskey { id, json, at } => {
                one(sql::USED_PASSKEY, vec![id.as_str().into(), json.as_str().into(), ms(at).into()])
            }
            Self::RemovePasskey { id, person } => one(sql::REMOVE_PASSKEY, vec![id.as_str().into(), text(person)]),
            Self::Settings { seen, json } => {
                one(sql::SET_SETTINGS, vec![crate::store::columns::number(*seen)?.into(), json.as_str().into()])
            }
            Self::AddLogo(Picture { id, bytes }) => {
                any(sql::ADD_LOGO, vec![id.as_str().into(), bytes.as_slice().into()])
            }
            Self::DropLogos { but } => any(sql::DROP_LOGOS, vec![but.as_ref().map_or("", PictureId::as_str).into()]),
            Self::ListClosed { number, currency } => any(
                sql::LIST_CLOSED,
                vec![crate::store::columns::number(*number)?.into(), currency.code().to_owned().into()],
            ),
            Self::Close(closing) => one(sql::CLOSE, close(closing)?),
            Self::MoveCheckout { id, from, to } => one(
                sql::MOVE_CHECKOUT,
                vec![text(id), from.map(|id| id.to_string()).unwrap_or_default().into(), text(to)],
            ),
        })
    }
}

fn close(closing: &Closing) -> Result<Vec<Value<'_>>, crate::store::StoreError> {
    let number = |value| crate::store::columns::number(value).map(Value::from);
    Ok(vec![
        number(closing.number)?,
        closing.at.as_unix_ms().into(),
        closing.person.as_str().into(),
        closing.expected.currency().code().to_owned().into(),
        number(closing.sales)?,
        number(closing.expected.minor())?,
        number(closing.counted.minor())?,
        closing.reason.as_str().into(),
    ])
}

fn text<'a>(value: &impl ToString) -> Value<'a> {
    value.to_string().into()
}
