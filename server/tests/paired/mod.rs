//! Browsers that are somebody, written straight into the records: a test that sells need not pair first, and one
//! that asks who may do what needs a thousand of them.
#![allow(dead_code, reason = "each test program uses its own part of it")]

use core::time::Duration;
use domain::Timestamp;
use domain::access::{PersonId, Role, TerminalId};
use domain::settings::{PinFor, ShopSettings};
use server::access::{SignedInBy, Token, TokenKind};
use server::store::AccessStore;
use server::store::access::{Applied, Change, Deed, NewSignIn, SecretHash};
use uuid::Uuid;

/// Longer than any test.
const LONG: Duration = Duration::from_secs(12 * 60 * 60);

fn random() -> Uuid {
    uuid::Builder::from_random_bytes(rand::random()).into_uuid()
}

async fn done(store: &dyn AccessStore, changes: Vec<Change>) {
    let deed = Deed { changes, changes_access: true, ..Deed::default() };
    assert_eq!(store.apply(&deed).await.unwrap(), Applied::Done);
}

/// A new terminal, and what its browser sends as a cookie over plain HTTP.
pub(crate) async fn terminal(store: &dyn AccessStore, at: Timestamp) -> (TerminalId, String) {
    let (id, token) = (TerminalId::try_from(random()).unwrap(), Token::new(TokenKind::Terminal));
    let code = SecretHash::of(&random().to_string());
    let add = Change::AddTerminal { id, name: "Bar".to_owned(), at, code, code_ends_at: at.plus(LONG) };
    let pair = Change::Pair { id, code, token: token.hash(), at, user_agent: None };
    done(store, vec![add, pair]).await;
    (id, format!("kiosk-terminal={}", token.reveal()))
}

pub(crate) async fn lock(store: &dyn AccessStore, id: TerminalId, locked: bool) {
    done(store, vec![Change::LockTerminal { id, locked }]).await;
}

pub(crate) async fn revoke(store: &dyn AccessStore, id: TerminalId, at: Timestamp) {
    done(store, vec![Change::RevokeTerminal { id, at }]).await;
}

/// Somebody of that role, who has neither password nor PIN.
pub(crate) async fn person(store: &dyn AccessStore, role: Role, at: Timestamp) -> PersonId {
    let (id, name) = (PersonId::try_from(random()).unwrap(), format!("{role} {}", random()));
    let (name_key, password_hash, pin_hash) = (name.clone(), None, None);
    done(store, vec![Change::AddPerson { id, name, name_key, role, at, password_hash, pin_hash }]).await;
    id
}

/// The cookie of `person`, signed in with a password.
pub(crate) async fn signed_in(store: &dyn AccessStore, person: PersonId, at: Timestamp) -> String {
    let token = Token::new(TokenKind::Person);
    let (by, ends_at) = (SignedInBy::Password, at.plus(LONG));
    let sign_in = NewSignIn { token: token.hash(), person, terminal: None, by, at, ends_at };
    done(store, vec![Change::SignIn(sign_in)]).await;
    format!("kiosk-person={}", token.reveal())
}

/// The cookie of `person`, who has entered a PIN at `terminal`.
pub(crate) async fn pass(store: &dyn AccessStore, person: PersonId, terminal: TerminalId, at: Timestamp) -> String {
    let token = Token::new(TokenKind::Pass);
    let (by, ends_at) = (SignedInBy::Pin, at.plus(LONG));
    let sign_in = NewSignIn { token: token.hash(), person, terminal: Some(terminal), by, at, ends_at };
    done(store, vec![Change::SignIn(sign_in)]).await;
    format!("kiosk-pass={}", token.reveal())
}

/// The shop asks for PINs as `pin_for` says.
pub(crate) async fn ask_for_pins(store: &dyn AccessStore, pin_for: PinFor) {
    let seen = store.settings().await.unwrap().version;
    let json = serde_json::to_string(&ShopSettings { pin_for, ..ShopSettings::default() }).unwrap();
    done(store, vec![Change::Settings { seen, json }]).await;
}
