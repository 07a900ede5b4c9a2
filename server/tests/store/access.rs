//! Who may do what, as it is stored: a deed is done whole or not at all, and refused where things are
//! not as it takes them to be.

use crate::databases::{Database, on_both_databases};
use crate::sales::{at, new_server, opened};
use domain::access::{PersonId, Role, TerminalId};
use domain::settings::{PinFor, ShopSettings};
use server::store::access::{Applied, BrakeRow, Change, Deed, NewSignIn, SecretHash, SignedInBy};
use server::store::{AccessStore, StoreError};

on_both_databases!(
    a_new_database_has_nobody_and_nothing_set,
    a_terminal_is_invited_paired_locked_and_revoked,
    a_code_pairs_once_in_its_time_and_its_own_terminal_alone,
    of_two_servers_that_pair_with_one_code_one_does,
    the_first_terminal_is_the_first_one,
    a_deed_is_done_whole_or_not_at_all,
    a_name_is_one_persons,
    an_owner_always_remains,
    of_two_owners_who_disable_each_other_one_stays,
    settings_are_changed_by_whoever_has_seen_them_last,
    a_sale_moves_from_where_it_is,
    the_version_moves_with_what_changes_access_alone,
);

pub(crate) fn new_id<T: TryFrom<uuid::Uuid, Error: core::fmt::Debug>>() -> T {
    uuid::Builder::from_random_bytes(rand::random()).into_uuid().try_into().unwrap()
}

pub(crate) fn secret(text: &str) -> SecretHash {
    SecretHash::of(text)
}

pub(crate) fn deed(changes: impl IntoIterator<Item = Change>) -> Deed {
    Deed { changes: changes.into_iter().collect(), entries: Vec::new(), changes_access: true }
}

pub(crate) async fn done(store: &dyn AccessStore, changes: impl IntoIterator<Item = Change>) {
    assert_eq!(store.apply(&deed(changes)).await.unwrap(), Applied::Done);
}

pub(crate) async fn refused(store: &dyn AccessStore, changes: impl IntoIterator<Item = Change>) {
    let changes: Vec<_> = changes.into_iter().collect();
    let last = changes.len() - 1;
    assert_eq!(store.apply(&deed(changes)).await.unwrap(), Applied::Refused(last));
}

pub(crate) fn invite(id: TerminalId, code: &str) -> Change {
    Change::AddTerminal { id, name: "Bar".to_owned(), at: at(0), code: secret(code), code_ends_at: at(600) }
}

pub(crate) fn pair(id: TerminalId, code: &str, token: &str, second: i64) -> Change {
    let user_agent = Some("A browser".to_owned());
    Change::Pair { id, code: secret(code), token: secret(token), at: at(second), user_agent }
}

pub(crate) fn person(id: PersonId, name: &str, role: Role) -> Change {
    Change::AddPerson {
        id,
        name: name.to_owned(),
        name_key: name.to_lowercase(),
        role,
        at: at(0),
        password_hash: (role > Role::Cashier).then(|| "a hash".to_owned()),
        pin_hash: Some("another".to_owned()),
    }
}

pub(crate) fn sign_in(token: &str, person: PersonId, terminal: Option<TerminalId>, by: SignedInBy) -> Change {
    Change::SignIn(NewSignIn { token: secret(token), person, terminal, by, at: at(10), ends_at: at(100) })
}

async fn a_new_database_has_nobody_and_nothing_set(database: &impl Database) {
    let store = database.open().await;
    assert_eq!(store.access_version().await.unwrap(), 0);
    assert_eq!(store.terminals().await.unwrap(), []);
    assert_eq!(store.people().await.unwrap(), []);
    assert_eq!(store.passkeys(None).await.unwrap(), []);
    let settings = store.settings().await.unwrap();
    assert_eq!((settings.version, settings.settings), (0, ShopSettings::default()));
    assert_eq!(store.brake("x").await.unwrap(), BrakeRow::default());
    assert_eq!(store.link(secret("x")).await.unwrap(), None);
    assert_eq!(store.sign_in(secret("x")).await.unwrap(), None);
    assert_eq!(store.challenge(secret("x")).await.unwrap(), None);
    assert_eq!(store.terminal_by_token(secret("x")).await.unwrap(), None);
    assert_eq!(store.terminal_by_code(secret("x")).await.unwrap(), None);
    assert_eq!(store.person_by_name("x").await.unwrap(), None);
    done(store.as_ref(), [Change::NoOwnerYet]).await;
    refused(store.as_ref(), [Change::AnOwnerRemains]).await;
}

async fn a_terminal_is_invited_paired_locked_and_revoked(database: &impl Database) {
    let store = database.open().await;
    let id: TerminalId = new_id();
    done(store.as_ref(), [invite(id, "code")]).await;
    let row = store.terminal(id).await.unwrap().unwrap();
    assert_eq!((row.name.as_str(), row.made_at, row.code_ends_at), ("Bar", at(0), Some(at(600))));
    assert_eq!((row.paired_at, row.seen_at, row.locked, row.revoked_at), (None, None, false, None));
    assert_eq!(store.terminal_by_code(secret("code")).await.unwrap(), Some(row));
    done(store.as_ref(), [pair(id, "code", "token", 5)]).await;
    let row = store.terminal_by_token(secret("token")).await.unwrap().unwrap();
    assert_eq!((row.id, row.paired_at, row.code_ends_at), (id, Some(at(5)), None));
    assert_eq!(row.user_agent.as_deref(), Some("A browser"));
    store.saw_terminal(id, at(70)).await.unwrap();
    // A late write of an earlier look.
    store.saw_terminal(id, at(60)).await.unwrap();
    done(store.as_ref(), [Change::RenameTerminal { id, name: "Door".to_owned() }]).await;
    done(store.as_ref(), [Change::LockTerminal { id, locked: true }]).await;
    refused(store.as_ref(), [Change::LockTerminal { id, locked: true }]).await;
    let row = store.terminal(id).await.unwrap().unwrap();
    assert_eq!((row.name.as_str(), row.seen_at, row.locked), ("Door", Some(at(70)), true));
    // A new code: the old browser stays the terminal until it is used.
    let again = Change::InviteAgain { id, code: secret("again"), code_ends_at: at(700) };
    done(store.as_ref(), [again.clone()]).await;
    assert!(store.terminal_by_token(secret("token")).await.unwrap().is_some());
    done(store.as_ref(), [pair(id, "again", "other token", 80)]).await;
    assert_eq!(store.terminal_by_token(secret("token")).await.unwrap(), None);
    done(store.as_ref(), [Change::RevokeTerminal { id, at: at(90) }]).await;
    let row = store.terminal_by_token(secret("other token")).await.unwrap().unwrap();
    assert_eq!(row.revoked_at, Some(at(90)));
    for change in [
        again,
        Change::RevokeTerminal { id, at: at(91) },
        Change::LockTerminal { id, locked: false },
        Change::RenameTerminal { id, name: "Bar".to_owned() },
        Change::RenameTerminal { id: new_id(), name: "Bar".to_owned() },
    ] {
        refused(store.as_ref(), [change]).await;
    }
    assert_eq!(store.terminals().await.unwrap(), [row]);
}

async fn a_code_pairs_once_in_its_time_and_its_own_terminal_alone(database: &impl Database) {
    let store = database.open().await;
    let (one, other): (TerminalId, TerminalId) = (new_id(), new_id());
    done(store.as_ref(), [invite(one, "code"), invite(other, "other code")]).await;
    refused(store.as_ref(), [pair(one, "other code", "token", 5)]).await;
    refused(store.as_ref(), [pair(one, "code", "token", 600)]).await;
    done(store.as_ref(), [pair(one, "code", "token", 599)]).await;
    refused(store.as_ref(), [pair(one, "code", "another token", 599)]).await;
    done(store.as_ref(), [Change::RevokeTerminal { id: other, at: at(6) }]).await;
    refused(store.as_ref(), [pair(other, "other code", "another token", 7)]).await;
}

async fn of_two_servers_that_pair_with_one_code_one_does(database: &impl Database) {
    let stores = database.servers(2).await;
    for round in 0..5 {
        let (id, code) = (new_id(), format!("code {round}"));
        done(stores[0].as_ref(), [invite(id, &code)]).await;
        let pairings = [0, 1].map(|server| deed([pair(id, &code, &format!("token {round} {server}"), 5)]));
        let (one, other) = futures::join!(stores[0].apply(&pairings[0]), stores[1].apply(&pairings[1]));
        let results = [one.unwrap(), other.unwrap()];
        assert_eq!(results.iter().filter(|result| **result == Applied::Done).count(), 1, "{results:?}");
        for (server, result) in results.iter().enumerate() {
            let found = stores[0].terminal_by_token(secret(&format!("token {round} {server}"))).await.unwrap();
            assert_eq!(found.is_some(), *result == Applied::Done);
        }
    }
}

async fn the_first_terminal_is_the_first_one(database: &impl Database) {
    let stores = database.servers(2).await;
    let first = |token: &str| {
        let (name, user_agent) = ("Terminal 1".to_owned(), None);
        deed([Change::AddFirstTerminal { id: new_id(), name, at: at(0), token: secret(token), user_agent }])
    };
    let (one, other) = (first("one"), first("other"));
    let (one, other) = futures::join!(stores[0].apply(&one), stores[1].apply(&other));
    assert_ne!(one.unwrap(), other.unwrap());
    assert_eq!(stores[0].terminals().await.unwrap().len(), 1);
}

async fn a_deed_is_done_whole_or_not_at_all(database: &impl Database) {
    let store = database.open().await;
    let (ada, bar): (PersonId, TerminalId) = (new_id(), new_id());
    refused(store.as_ref(), [person(ada, "Ada", Role::Owner), invite(bar, "code"), Change::NoOwnerYet]).await;
    assert_eq!(store.people().await.unwrap(), []);
    assert_eq!(store.terminals().await.unwrap(), []);
    assert_eq!(store.access_version().await.unwrap(), 0);
    done(store.as_ref(), [Change::NoOwnerYet, person(ada, "Ada", Role::Owner), invite(bar, "code")]).await;
    assert_eq!(store.people().await.unwrap().len() + store.terminals().await.unwrap().len(), 2);
    assert_eq!(store.access_version().await.unwrap(), 1);
}

async fn a_name_is_one_persons(database: &impl Database) {
    let store = database.open().await;
    let (ada, eve): (PersonId, PersonId) = (new_id(), new_id());
    done(store.as_ref(), [person(ada, "Ada", Role::Owner), person(eve, "Eve", Role::Cashier)]).await;
    let taken = store.apply(&deed([person(new_id(), "ADA", Role::Cashier)])).await;
    assert!(matches!(taken, Err(StoreError::Taken)), "{taken:?}");
    let rename = |name: &str| Change::RenamePerson { id: eve, name: name.to_owned(), name_key: name.to_lowercase() };
    let taken = store.apply(&deed([rename("aDA")])).await;
    assert!(matches!(taken, Err(StoreError::Taken)), "{taken:?}");
    done(store.as_ref(), [rename("Eva")]).await;
    let row = store.person_by_name("eva").await.unwrap().unwrap();
    assert_eq!((row.id, row.name.as_str(), row.role, row.enabled), (eve, "Eva", Role::Cashier, true));
    assert_eq!(store.person(eve).await.unwrap(), Some(row));
    assert_eq!(store.person_by_name("eve").await.unwrap(), None);
    let told = format!("{:?}", store.people().await.unwrap());
    assert!(!told.contains("a hash") && !told.contains("another"), "{told}");
}

async fn an_owner_always_remains(database: &impl Database) {
    let store = database.open().await;
    let (ada, eve): (PersonId, PersonId) = (new_id(), new_id());
    done(store.as_ref(), [person(ada, "Ada", Role::Owner), person(eve, "Eve", Role::Manager)]).await;
    let demote = Change::SetRole { id: ada, from: Role::Owner, to: Role::Manager };
    let disable = Change::EnablePerson { id: ada, enabled: false };
    let strip = Change::SetPassword { id: ada, hash: None };
    for change in [demote.clone(), disable, strip] {
        refused(store.as_ref(), [change, Change::AnOwnerRemains]).await;
    }
    done(store.as_ref(), [Change::SetRole { id: eve, from: Role::Manager, to: Role::Owner }]).await;
    refused(store.as_ref(), [Change::NoOwnerYet]).await;
    done(store.as_ref(), [demote.clone(), Change::AnOwnerRemains]).await;
    refused(store.as_ref(), [demote]).await;
    refused(store.as_ref(), [Change::IsStill { id: ada, role: Role::Owner }]).await;
    done(store.as_ref(), [Change::IsStill { id: ada, role: Role::Manager }]).await;
    assert_eq!(store.person(ada).await.unwrap().unwrap().role, Role::Manager);
}

async fn of_two_owners_who_disable_each_other_one_stays(database: &impl Database) {
    let stores = database.servers(2).await;
    for round in 0..5 {
        let (ada, eve): (PersonId, PersonId) = (new_id(), new_id());
        let owners =
            [person(ada, &format!("Ada {round}"), Role::Owner), person(eve, &format!("Eve {round}"), Role::Owner)];
        done(stores[0].as_ref(), owners).await;
        let disable =
            |by, id| deed([Change::IsStill { id: by, role: Role::Owner }, Change::EnablePerson { id, enabled: false }]);
        let (one, other) = (disable(ada, eve), disable(eve, ada));
        let (one, other) = futures::join!(stores[0].apply(&one), stores[1].apply(&other));
        assert_ne!(one.unwrap(), other.unwrap());
        let enabled = stores[0].people().await.unwrap().into_iter().filter(|row| row.enabled);
        assert_eq!(enabled.count(), round + 1);
    }
}

async fn settings_are_changed_by_whoever_has_seen_them_last(database: &impl Database) {
    let stores = database.servers(2).await;
    let settings = ShopSettings { pin_for: PinFor::NEVER, ..ShopSettings::default() };
    let json = serde_json::to_string(&settings).unwrap();
    let change = deed([Change::Settings { seen: 0, json }]);
    let (one, other) = futures::join!(stores[0].apply(&change), stores[1].apply(&change));
    assert_ne!(one.unwrap(), other.unwrap());
    let row = stores[1].settings().await.unwrap();
    assert_eq!((row.version, row.settings), (1, settings));
    // What a later version of this program may add is passed over; what it writes otherwise is not.
    database.by_hand(r#"UPDATE settings SET settings_json = '{"pin-for":{"sales":false},"later":1}'"#).await;
    let row = stores[1].settings().await.unwrap();
    assert_eq!(row.settings.pin_for, PinFor { sales: false, ..PinFor::ALWAYS });
    database.by_hand(r#"UPDATE settings SET settings_json = '{"pass":5}'"#).await;
    assert!(matches!(stores[1].settings().await, Err(StoreError::Broken(_))));
}

async fn a_sale_moves_from_where_it_is(database: &impl Database) {
    let store = database.open().await;
    let (here, there): (TerminalId, TerminalId) = (new_id(), new_id());
    let (sale, old) = (opened(), opened());
    store.insert(&sale, new_server(), Some(here)).await.unwrap();
    store.insert(&old, new_server(), None).await.unwrap();
    assert_eq!(store.terminal_of(sale.id()).await.unwrap(), Some(here));
    assert_eq!(store.terminal_of(old.id()).await.unwrap(), None);
    assert_eq!(store.terminal_of(opened().id()).await.unwrap(), None);
    // The same sale from another terminal is the same sale, and stays where it is.
    store.insert(&sale, new_server(), Some(there)).await.unwrap();
    assert_eq!(store.terminal_of(sale.id()).await.unwrap(), Some(here));
    let id = sale.id();
    refused(store.as_ref(), [Change::MoveCheckout { id, from: None, to: there }]).await;
    done(store.as_ref(), [Change::MoveCheckout { id, from: Some(here), to: there }]).await;
    refused(store.as_ref(), [Change::MoveCheckout { id, from: Some(here), to: here }]).await;
    assert_eq!(store.terminal_of(id).await.unwrap(), Some(there));
    done(store.as_ref(), [Change::MoveCheckout { id: old.id(), from: None, to: here }]).await;
    assert_eq!(store.terminal_of(old.id()).await.unwrap(), Some(here));
    assert_eq!(store.get(id).await.unwrap(), Some(sale.saved().into()));
}

async fn the_version_moves_with_what_changes_access_alone(database: &impl Database) {
    let store = database.open().await;
    let quiet = Deed { changes_access: false, ..deed([Change::ReleaseBrake("x".to_owned())]) };
    store.apply(&quiet).await.unwrap();
    assert_eq!(store.access_version().await.unwrap(), 0);
    done(store.as_ref(), []).await;
    done(store.as_ref(), []).await;
    assert_eq!(store.access_version().await.unwrap(), 2);
}
