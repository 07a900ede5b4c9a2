//! What opens doors, as it is stored: sign-ins, links, passkeys, and the brakes on guessing.

use crate::access::{deed, done, invite, new_id, person, refused, secret, sign_in};
use crate::databases::{Database, on_both_databases};
use crate::sales::at;
use core::time::Duration;
use domain::access::{PersonId, Role, TerminalId};
use server::store::access::{BrakeRow, Change, LinkKind, SignedInBy};
use server::store::{AccessStore, StoreError};

on_both_databases!(
    a_sign_in_is_found_used_and_ended,
    nobody_who_is_disabled_is_signed_in,
    a_link_is_used_once,
    a_brake_holds_for_all_servers,
    a_challenge_is_used_once_and_in_its_time,
    a_passkey_is_its_owners,
    what_is_over_is_forgotten,
);

async fn a_sign_in_is_found_used_and_ended(database: &impl Database) {
    let store = database.open().await;
    let (ada, bar): (PersonId, TerminalId) = (new_id(), new_id());
    done(store.as_ref(), [person(ada, "Ada", Role::Owner), invite(bar, "code")]).await;
    let all = [
        sign_in("one", ada, None, SignedInBy::Password),
        sign_in("two", ada, Some(bar), SignedInBy::Passkey),
        sign_in("three", ada, Some(bar), SignedInBy::Pin),
    ];
    done(store.as_ref(), all).await;
    let row = store.sign_in(secret("three")).await.unwrap().unwrap();
    assert_eq!((row.person, row.name.as_str(), row.role, row.enabled), (ada, "Ada", Role::Owner, true));
    assert_eq!((row.terminal, row.by, row.used_at, row.ends_at), (Some(bar), SignedInBy::Pin, at(10), at(100)));
    store.used_sign_in(secret("one"), at(50)).await.unwrap();
    store.used_sign_in(secret("one"), at(40)).await.unwrap();
    let row = store.sign_in(secret("one")).await.unwrap().unwrap();
    assert_eq!((row.terminal, row.by, row.used_at), (None, SignedInBy::Password, at(50)));
    let left = async |store: &dyn AccessStore| {
        let mut left = Vec::new();
        for token in ["one", "two", "three"] {
            if store.sign_in(secret(token)).await.unwrap().is_some() {
                left.push(token);
            }
        }
        left
    };
    done(store.as_ref(), [Change::EndPassesOf(ada)]).await;
    assert_eq!(left(store.as_ref()).await, ["one", "two"]);
    done(store.as_ref(), [Change::EndSignInsAt(bar)]).await;
    assert_eq!(left(store.as_ref()).await, ["one"]);
    done(store.as_ref(), [Change::EndSignInsOf { person: ada, but: Some(secret("one")) }]).await;
    assert_eq!(left(store.as_ref()).await, ["one"]);
    done(store.as_ref(), [Change::EndSignIn(secret("one"))]).await;
    refused(store.as_ref(), [Change::EndSignIn(secret("one"))]).await;
    assert!(left(store.as_ref()).await.is_empty());
}

async fn nobody_who_is_disabled_is_signed_in(database: &impl Database) {
    let store = database.open().await;
    let ada: PersonId = new_id();
    done(store.as_ref(), [person(ada, "Ada", Role::Owner), Change::EnablePerson { id: ada, enabled: false }]).await;
    refused(store.as_ref(), [sign_in("one", ada, None, SignedInBy::Password)]).await;
    refused(store.as_ref(), [sign_in("one", new_id(), None, SignedInBy::Password)]).await;
    assert_eq!(store.sign_in(secret("one")).await.unwrap(), None);
}

async fn a_link_is_used_once(database: &impl Database) {
    let stores = database.servers(2).await;
    let store = stores[0].as_ref();
    let link = |token: &str, kind, ends_at| Change::AddLink { token: secret(token), kind, ends_at };
    done(store, [link("first", LinkKind::First, None), link("rescue", LinkKind::Rescue, Some(at(9)))]).await;
    let row = store.link(secret("rescue")).await.unwrap().unwrap();
    assert_eq!((row.kind, row.ends_at), (LinkKind::Rescue, Some(at(9))));
    done(store, [Change::DropLinks(LinkKind::Rescue)]).await;
    assert_eq!(store.link(secret("rescue")).await.unwrap(), None);
    let uses = [deed([Change::UseLink(secret("first"))]), deed([Change::UseLink(secret("first"))])];
    let (one, other) = futures::join!(stores[0].apply(&uses[0]), stores[1].apply(&uses[1]));
    assert_ne!(one.unwrap(), other.unwrap());
}

async fn a_brake_holds_for_all_servers(database: &impl Database) {
    let stores = database.servers(2).await;
    let none = stores[0].brake("pin").await.unwrap();
    let (one, other) = futures::join!(
        stores[0].pull_brake("pin", none, at(0), at(1)),
        stores[1].pull_brake("pin", none, at(0), at(1))
    );
    assert!(one.unwrap() != other.unwrap());
    let seen = stores[1].brake("pin").await.unwrap();
    assert_eq!(seen, BrakeRow { failures: 1, ends_at: Some(at(1)) });
    assert!(stores[1].pull_brake("pin", seen, at(5), at(7)).await.unwrap());
    assert!(!stores[0].pull_brake("pin", seen, at(5), at(7)).await.unwrap());
    assert_eq!(stores[0].brake("pin").await.unwrap(), BrakeRow { failures: 2, ends_at: Some(at(7)) });
    assert_eq!(stores[0].brake("other").await.unwrap(), none);
    done(stores[0].as_ref(), [Change::ReleaseBrake("pin".to_owned())]).await;
    assert_eq!(stores[1].brake("pin").await.unwrap(), none);
    done(stores[0].as_ref(), [Change::ReleaseBrake("pin".to_owned())]).await;
}

async fn a_challenge_is_used_once_and_in_its_time(database: &impl Database) {
    let store = database.open().await;
    let challenge = |token: &str| Change::AddChallenge {
        token: secret(token),
        person: None,
        state_json: "{}".to_owned(),
        ends_at: at(60),
    };
    done(store.as_ref(), [challenge("one"), challenge("two")]).await;
    let row = store.challenge(secret("one")).await.unwrap().unwrap();
    assert_eq!((row.person, row.state_json.as_str(), row.ends_at), (None, "{}", at(60)));
    done(store.as_ref(), [Change::UseChallenge { token: secret("one"), at: at(59) }]).await;
    refused(store.as_ref(), [Change::UseChallenge { token: secret("one"), at: at(59) }]).await;
    refused(store.as_ref(), [Change::UseChallenge { token: secret("two"), at: at(60) }]).await;
}

async fn a_passkey_is_its_owners(database: &impl Database) {
    let store = database.open().await;
    let (ada, eve): (PersonId, PersonId) = (new_id(), new_id());
    done(store.as_ref(), [person(ada, "Ada", Role::Owner), person(eve, "Eve", Role::Owner)]).await;
    let add = |id: &str, person| Change::AddPasskey {
        id: id.to_owned(),
        person,
        name: "Phone".to_owned(),
        json: "{}".to_owned(),
        at: at(3),
    };
    done(store.as_ref(), [add("aa", ada), add("bb", eve)]).await;
    assert!(matches!(store.apply(&deed([add("aa", eve)])).await, Err(StoreError::Taken)));
    let (id, json) = ("aa".to_owned(), r#"{"n":1}"#.to_owned());
    done(store.as_ref(), [Change::UsedPasskey { id: id.clone(), json: json.clone(), at: at(9) }]).await;
    let of_ada = store.passkeys(Some(ada)).await.unwrap();
    assert_eq!(of_ada.len(), 1);
    assert_eq!((of_ada[0].id.as_str(), of_ada[0].json.as_str(), of_ada[0].used_at), ("aa", json.as_str(), Some(at(9))));
    assert_eq!(store.passkeys(None).await.unwrap().len(), 2);
    refused(store.as_ref(), [Change::RemovePasskey { id: id.clone(), person: eve }]).await;
    done(store.as_ref(), [Change::RemovePasskey { id: id.clone(), person: ada }]).await;
    refused(store.as_ref(), [Change::UsedPasskey { id, json, at: at(9) }]).await;
}

async fn what_is_over_is_forgotten(database: &impl Database) {
    let store = database.open().await;
    let ada: PersonId = new_id();
    let challenge =
        Change::AddChallenge { token: secret("c"), person: None, state_json: "{}".to_owned(), ends_at: at(100) };
    let sign_in = sign_in("s", ada, None, SignedInBy::Password);
    done(store.as_ref(), [person(ada, "Ada", Role::Owner), sign_in, challenge]).await;
    store.pull_brake("b", BrakeRow::default(), at(50), at(51)).await.unwrap();
    store.forget_what_is_over(at(100)).await.unwrap();
    assert!(store.sign_in(secret("s")).await.unwrap().is_some());
    assert!(store.challenge(secret("c")).await.unwrap().is_some());
    store.forget_what_is_over(at(101)).await.unwrap();
    assert!(store.sign_in(secret("s")).await.unwrap().is_none());
    assert!(store.challenge(secret("c")).await.unwrap().is_none());
    assert_eq!(store.brake("b").await.unwrap().failures, 1);
    store.forget_what_is_over(at(52).plus(Duration::from_secs(24 * 60 * 60))).await.unwrap();
    assert_eq!(store.brake("b").await.unwrap().failures, 0);
}
