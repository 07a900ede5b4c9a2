//! Whoever stands at a terminal enters their PIN.

use crate::databases::{Database, on_both_databases};
use crate::shop::{OTHER_PIN, PASSWORD, PIN, Shop, peer, refusal, secret, slow};
use domain::access::{Action, PersonId, Standing};
use domain::settings::{PassLength, ShopSettings};
use server::access::{AccessError, Caller};

on_both_databases!(
    a_right_pin_is_good_for_three_minutes_at_its_terminal,
    as_long_as_the_shop_has_set,
    whoever_has_a_pin_is_listed_and_nobody_else,
    waits_grow_and_hold_after_a_restart_and_a_right_pin_ends_them,
    nobody_guesses_a_colleagues_pin_by_entering_their_own_in_between,
    many_tries_at_once_are_one,
    what_is_no_pin_is_no_try,
    a_pin_is_no_use_without_a_terminal_in_use,
    a_new_pin_ends_what_was_begun_with_the_old_one,
    an_owners_pin_makes_no_owner,
);

async fn a_right_pin_is_good_for_three_minutes_at_its_terminal(database: &impl Database) {
    let (shop, owner) = Shop::with_owner(database).await;
    let (bar, door) = (shop.paired(&owner, "Bar").await, shop.paired(&owner, "Door").await);
    let eve = shop.cashier(&owner, "Eve", PIN).await;
    let here = shop.terminal(&bar).await;
    assert!(matches!(shop.access.check(&here, Action::CancelAfterCode).await, Err(AccessError::PinNeeded)));
    let pass = shop.access.enter_pin(&here, eve, secret(PIN)).await.unwrap();
    let caller = shop.with_pass(&bar, &pass).await;
    assert_eq!((caller.standing(), caller.person.as_ref().unwrap().id), (Standing::Cashier, eve));
    shop.access.check(&caller, Action::CancelAfterCode).await.unwrap();
    assert!(matches!(shop.access.check(&caller, Action::SeeOffice).await, Err(AccessError::Forbidden)));
    assert_eq!(shop.with_pass(&door, &pass).await.standing(), Standing::Paired);
    shop.pass(179);
    assert_eq!(shop.with_pass(&bar, &pass).await.standing(), Standing::Cashier);
    shop.pass(1);
    assert_eq!(shop.with_pass(&bar, &pass).await.standing(), Standing::Paired);
    assert_eq!(shop.log().await.last().unwrap(), "signed-in");
}

async fn as_long_as_the_shop_has_set(database: &impl Database) {
    let (shop, owner) = Shop::with_owner(database).await;
    let bar = shop.paired(&owner, "Bar").await;
    let eve = shop.cashier(&owner, "Eve", PIN).await;
    let pass = PassLength::from_secs(60).unwrap();
    shop.access.change_settings(&owner, ShopSettings { pass, ..ShopSettings::default() }, 0).await.unwrap();
    let pass = shop.access.enter_pin(&shop.terminal(&bar).await, eve, secret(PIN)).await.unwrap();
    shop.pass(59);
    assert_eq!(shop.with_pass(&bar, &pass).await.standing(), Standing::Cashier);
    shop.pass(1);
    assert_eq!(shop.with_pass(&bar, &pass).await.standing(), Standing::Paired);
}

async fn whoever_has_a_pin_is_listed_and_nobody_else(database: &impl Database) {
    let (shop, owner) = Shop::with_owner(database).await;
    let bar = shop.paired(&owner, "Bar").await;
    let eve = shop.cashier(&owner, "Eve", PIN).await;
    let noa = shop.cashier(&owner, "Noa", OTHER_PIN).await;
    shop.access.disable_person(&owner, noa).await.unwrap();
    let here = shop.terminal(&bar).await;
    assert_eq!(shop.access.people_with_pin(&here).await.unwrap(), [(eve, "Eve".to_owned())]);
    for by in [Caller::nobody(peer(1)), owner] {
        let refused = shop.access.people_with_pin(&by).await;
        assert!(matches!(refused, Err(AccessError::Forbidden)), "{refused:?}");
    }
    let disabled = shop.access.enter_pin(&here, noa, secret(OTHER_PIN)).await;
    assert!(matches!(disabled, Err(AccessError::WrongPin { seconds: 1 })), "{disabled:?}");
    shop.pass(1);
    let nobody: PersonId = uuid::Builder::from_random_bytes([7; 16]).into_uuid().try_into().unwrap();
    let unknown = shop.access.enter_pin(&here, nobody, secret(PIN)).await;
    assert!(matches!(unknown, Err(AccessError::WrongPin { seconds: 2 })), "{unknown:?}");
}

async fn waits_grow_and_hold_after_a_restart_and_a_right_pin_ends_them(database: &impl Database) {
    let (shop, owner) = Shop::with_owner(database).await;
    let (bar, door) = (shop.paired(&owner, "Bar").await, shop.paired(&owner, "Door").await);
    let eve = shop.cashier(&owner, "Eve", PIN).await;
    let here = shop.terminal(&bar).await;
    let mut waits = Vec::new();
    for _ in 0..10 {
        let server = Shop::on(shop.store.clone(), shop.clock.clone());
        let wrong = server.access.enter_pin(&here, eve, secret(OTHER_PIN)).await;
        let Err(AccessError::WrongPin { seconds }) = wrong else { panic!("{wrong:?}") };
        assert_eq!(slow(shop.access.enter_pin(&here, eve, secret(PIN)).await), seconds);
        waits.push(seconds);
        shop.pass(seconds);
    }
    assert_eq!(waits, [1, 2, 5, 15, 30, 60, 120, 300, 900, 900]);
    shop.access.enter_pin(&here, eve, secret(OTHER_PIN)).await.unwrap_err();
    // Another terminal is not slowed down.
    shop.access.enter_pin(&shop.terminal(&door).await, eve, secret(PIN)).await.unwrap();
    shop.pass(900);
    shop.access.enter_pin(&here, eve, secret(PIN)).await.unwrap();
    let wrong = shop.access.enter_pin(&here, eve, secret(OTHER_PIN)).await;
    assert!(matches!(wrong, Err(AccessError::WrongPin { seconds: 1 })), "{wrong:?}");
}

async fn nobody_guesses_a_colleagues_pin_by_entering_their_own_in_between(database: &impl Database) {
    let (shop, owner) = Shop::with_owner(database).await;
    let bar = shop.paired(&owner, "Bar").await;
    let (eve, noa) = (shop.cashier(&owner, "Eve", PIN).await, shop.cashier(&owner, "Noa", OTHER_PIN).await);
    let here = shop.terminal(&bar).await;
    let mut waits = Vec::new();
    for _ in 0..6 {
        let Err(AccessError::WrongPin { seconds }) = shop.access.enter_pin(&here, noa, secret("5172")).await else {
            panic!("a wrong PIN was right");
        };
        waits.push(seconds);
        shop.pass(seconds);
        shop.access.enter_pin(&here, eve, secret(PIN)).await.unwrap();
    }
    assert_eq!(waits, [1, 2, 5, 15, 30, 60]);
}

async fn many_tries_at_once_are_one(database: &impl Database) {
    let (shop, owner) = Shop::with_owner(database).await;
    let bar = shop.paired(&owner, "Bar").await;
    let eve = shop.cashier(&owner, "Eve", PIN).await;
    let here = shop.terminal(&bar).await;
    let tries = (0..8).map(|number| shop.access.enter_pin(&here, eve, secret(&format!("51{number}9"))));
    let results = futures::future::join_all(tries).await;
    let looked_at = results.iter().filter(|result| matches!(result, Err(AccessError::WrongPin { .. }))).count();
    assert_eq!(looked_at, 1, "{results:?}");
}

async fn what_is_no_pin_is_no_try(database: &impl Database) {
    let (shop, owner) = Shop::with_owner(database).await;
    let bar = shop.paired(&owner, "Bar").await;
    let eve = shop.cashier(&owner, "Eve", PIN).await;
    let here = shop.terminal(&bar).await;
    assert_eq!(refusal(shop.access.enter_pin(&here, eve, secret("")).await), "the PIN: it is empty");
    let long = "4".repeat(11);
    assert_eq!(refusal(shop.access.enter_pin(&here, eve, secret(&long)).await), "the PIN: at most 10 characters");
    shop.access.enter_pin(&here, eve, secret(PIN)).await.unwrap();
    let before = shop.access.people(&owner).await.unwrap();
    for (bad, why) in [
        ("", "the PIN: it is empty"),
        ("407", "the PIN: at least 4 characters"),
        ("40716311122", "the PIN: at most 10 characters"),
        ("40 71", "the PIN: digits only"),
        ("1111", "the PIN: one digit again and again, or digits in a row, are guessed first"),
        ("4567", "the PIN: one digit again and again, or digits in a row, are guessed first"),
    ] {
        assert_eq!(refusal(shop.access.set_pin(&owner, eve, Some(secret(bad))).await), why);
        let added = shop.access.add_person(&owner, "Noa", domain::access::Role::Cashier, None, Some(secret(bad))).await;
        assert_eq!(refusal(added), why);
    }
    assert_eq!(shop.access.people(&owner).await.unwrap(), before);
}

async fn a_pin_is_no_use_without_a_terminal_in_use(database: &impl Database) {
    let (shop, owner) = Shop::with_owner(database).await;
    let bar = shop.paired(&owner, "Bar").await;
    let eve = shop.cashier(&owner, "Eve", PIN).await;
    let here = shop.terminal(&bar).await;
    let pass = shop.access.enter_pin(&here, eve, secret(PIN)).await.unwrap();
    shop.access.lock_terminal(&owner, here.at().unwrap()).await.unwrap();
    assert_eq!(shop.with_pass(&bar, &pass).await.standing(), Standing::Locked);
    for by in [Caller::nobody(peer(1)), shop.terminal(&bar).await, owner] {
        let refused = shop.access.enter_pin(&by, eve, secret(PIN)).await;
        assert!(matches!(refused, Err(AccessError::Forbidden)), "{refused:?}");
    }
}

async fn a_new_pin_ends_what_was_begun_with_the_old_one(database: &impl Database) {
    let (shop, owner) = Shop::with_owner(database).await;
    let bar = shop.paired(&owner, "Bar").await;
    let eve = shop.cashier(&owner, "Eve", PIN).await;
    let here = shop.terminal(&bar).await;
    let pass = shop.access.enter_pin(&here, eve, secret(PIN)).await.unwrap();
    shop.access.set_pin(&owner, eve, Some(secret(OTHER_PIN))).await.unwrap();
    assert_eq!(shop.with_pass(&bar, &pass).await.standing(), Standing::Paired);
    shop.access.enter_pin(&here, eve, secret(PIN)).await.unwrap_err();
    shop.pass(1);
    let pass = shop.access.enter_pin(&here, eve, secret(OTHER_PIN)).await.unwrap();
    shop.access.set_pin(&owner, eve, None).await.unwrap();
    assert_eq!(shop.with_pass(&bar, &pass).await.standing(), Standing::Paired);
    let log = shop.log().await;
    assert_eq!(log[log.len() - 4..], ["pin-changed", "sign-in-failed", "signed-in", "pin-removed"]);
}

async fn an_owners_pin_makes_no_owner(database: &impl Database) {
    let (shop, owner) = Shop::with_owner(database).await;
    let bar = shop.paired(&owner, "Bar").await;
    shop.access.change_own_pin(&owner, Some(secret(PIN))).await.unwrap();
    let ada = owner.person.as_ref().unwrap().id;
    let pass = shop.access.enter_pin(&shop.terminal(&bar).await, ada, secret(PIN)).await.unwrap();
    let caller = shop.with_pass(&bar, &pass).await;
    assert_eq!(caller.standing(), Standing::Cashier);
    assert!(matches!(shop.access.audit(&caller, None, 10).await, Err(AccessError::Forbidden)));
    assert!(matches!(shop.access.change_own_pin(&caller, None).await, Err(AccessError::Forbidden)));
    // Signed in at the same terminal, they are what they are.
    let session = shop.access.sign_in(&caller, "Ada", secret(PASSWORD)).await.unwrap();
    assert_eq!(shop.person(&session, 9).await.standing(), Standing::Owner);
}
