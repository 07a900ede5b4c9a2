//! Who works here is added, changed and let in no more.

use crate::databases::{Database, on_both_databases};
use crate::shop::{OTHER_PASSWORD, PASSWORD, PIN, Shop, peer, refusal, secret};
use domain::access::{PersonId, Role, Standing};
use server::access::{AccessError, Caller};

on_both_databases!(
    everybody_has_what_their_role_comes_in_with,
    a_name_is_given_once,
    a_manager_looks_after_cashiers_alone,
    whoever_gets_another_role_is_signed_out,
    the_last_owner_stays_one,
    of_two_owners_who_disable_each_other_one_stays,
    whoever_is_disabled_is_out_at_once,
    a_new_password_signs_out_and_is_no_cashiers,
    what_was_decided_by_somebody_who_is_not_it_any_more_is_not_done,
    what_is_no_name_or_password_is_refused,
);

async fn everybody_has_what_their_role_comes_in_with(database: &impl Database) {
    let (shop, owner) = Shop::with_owner(database).await;
    let (password, pin) = (|| Some(secret(OTHER_PASSWORD)), || Some(secret(PIN)));
    for (role, password, pin, why) in [
        (Role::Cashier, None, None, "the PIN: it is empty"),
        (Role::Cashier, password(), pin(), "the password: cashiers have a PIN, and no password"),
        (Role::Manager, None, pin(), "the password: managers and owners need a password"),
        (Role::Owner, None, None, "the password: managers and owners need a password"),
    ] {
        assert_eq!(refusal(shop.access.add_person(&owner, "Eve", role, password, pin).await), why);
    }
    shop.access.add_person(&owner, "Eve", Role::Cashier, None, pin()).await.unwrap();
    shop.access.add_person(&owner, "Mia", Role::Manager, password(), None).await.unwrap();
    shop.access.add_person(&owner, "Noa", Role::Owner, password(), pin()).await.unwrap();
    let people = shop.access.people(&owner).await.unwrap();
    let mut seen: Vec<_> =
        people.iter().map(|one| (one.name.as_str(), one.role, one.has_password, one.has_pin)).collect();
    seen.sort_by_key(|(name, ..)| *name);
    assert_eq!(
        seen,
        [
            ("Ada", Role::Owner, true, false),
            ("Eve", Role::Cashier, false, true),
            ("Mia", Role::Manager, true, false),
            ("Noa", Role::Owner, true, true),
        ]
    );
}

async fn a_name_is_given_once(database: &impl Database) {
    let (shop, owner) = Shop::with_owner(database).await;
    let eve = shop.cashier(&owner, "Eve", PIN).await;
    let taken = "the name: somebody else has it";
    let again = shop.access.add_person(&owner, " eVE", Role::Cashier, None, Some(secret(PIN))).await;
    assert_eq!(refusal(again), taken);
    assert_eq!(refusal(shop.access.rename_person(&owner, eve, "ada").await), taken);
    shop.access.rename_person(&owner, eve, "EVE").await.unwrap();
    shop.access.rename_person(&owner, eve, "Eva").await.unwrap();
    shop.access.rename_person(&owner, eve, "Eva").await.unwrap();
    let log = shop.log().await;
    assert_eq!(log[log.len() - 3..], ["person-added", "person-renamed", "person-renamed"]);
}

async fn a_manager_looks_after_cashiers_alone(database: &impl Database) {
    let (shop, owner) = Shop::with_owner(database).await;
    let mia = shop.manager(&owner, "Mia").await;
    let eve = shop.cashier(&owner, "Eve", PIN).await;
    let ada = owner.person.as_ref().unwrap().id;
    let manager = shop.person(&shop.signed_in("Mia", OTHER_PASSWORD).await, 1).await;
    let access = &shop.access;
    assert_eq!(access.people(&manager).await.unwrap().iter().map(|one| one.id).collect::<Vec<_>>(), [eve]);
    let before = shop.log().await;
    for id in [ada, mia] {
        for result in [
            access.rename_person(&manager, id, "Mine").await,
            access.set_role(&manager, id, Role::Cashier, None).await,
            access.set_password(&manager, id, secret(PASSWORD)).await,
            access.set_pin(&manager, id, Some(secret(PIN))).await,
            access.disable_person(&manager, id).await,
            access.enable_person(&manager, id).await,
        ] {
            assert!(matches!(result, Err(AccessError::Forbidden)), "{result:?}");
        }
    }
    for role in [Role::Manager, Role::Owner] {
        let added = access.add_person(&manager, "Mine", role, Some(secret(PASSWORD)), None).await;
        assert!(matches!(added, Err(AccessError::Forbidden)), "{added:?}");
        let raised = access.set_role(&manager, eve, role, Some(secret(PASSWORD))).await;
        assert!(matches!(raised, Err(AccessError::Forbidden)), "{raised:?}");
    }
    assert_eq!(shop.log().await, before);
    shop.cashier(&manager, "Noa", PIN).await;
    access.disable_person(&manager, eve).await.unwrap();
    access.enable_person(&manager, eve).await.unwrap();
    access.set_pin(&manager, eve, None).await.unwrap();
    // And nobody less looks after anybody.
    let terminal = shop.terminal(&shop.paired(&owner, "Bar").await).await;
    for by in [Caller::nobody(peer(1)), terminal] {
        assert!(matches!(access.people(&by).await, Err(AccessError::Forbidden)));
        assert!(matches!(access.disable_person(&by, eve).await, Err(AccessError::Forbidden)));
        let added = access.add_person(&by, "Mine", Role::Cashier, None, Some(secret(PIN))).await;
        assert!(matches!(added, Err(AccessError::Forbidden)), "{added:?}");
    }
}

async fn whoever_gets_another_role_is_signed_out(database: &impl Database) {
    let (shop, owner) = Shop::with_owner(database).await;
    let mia = shop.manager(&owner, "Mia").await;
    let eve = shop.cashier(&owner, "Eve", PIN).await;
    let session = shop.signed_in("Mia", OTHER_PASSWORD).await;
    assert_eq!(shop.person(&session, 1).await.standing(), Standing::Manager);
    let with_password = shop.access.set_role(&owner, mia, Role::Cashier, Some(secret(PASSWORD))).await;
    assert_eq!(refusal(with_password), "the password: cashiers have a PIN, and no password");
    shop.access.set_role(&owner, mia, Role::Cashier, None).await.unwrap();
    assert_eq!(shop.person(&session, 1).await.standing(), Standing::Nobody);
    let people = shop.access.people(&owner).await.unwrap();
    assert!(people.iter().all(|one| one.id != mia || !one.has_password));
    let without = shop.access.set_role(&owner, eve, Role::Manager, None).await;
    assert_eq!(refusal(without), "the password: managers and owners need a password");
    let common = shop.access.set_role(&owner, eve, Role::Manager, Some(secret("administrator"))).await;
    assert_eq!(refusal(common), "the password: many people use this one, so it is guessed first");
    shop.access.set_role(&owner, eve, Role::Owner, Some(secret(PASSWORD))).await.unwrap();
    let session = shop.signed_in("Eve", PASSWORD).await;
    assert_eq!(shop.person(&session, 1).await.standing(), Standing::Owner);
    shop.access.set_role(&owner, eve, Role::Manager, None).await.unwrap();
    assert_eq!(shop.person(&session, 1).await.standing(), Standing::Nobody);
    assert_eq!(shop.log().await.iter().filter(|event| *event == "role-changed").count(), 3);
}

async fn the_last_owner_stays_one(database: &impl Database) {
    let (shop, owner) = Shop::with_owner(database).await;
    let ada = owner.person.as_ref().unwrap().id;
    let before = shop.log().await;
    for result in [
        shop.access.disable_person(&owner, ada).await,
        shop.access.set_role(&owner, ada, Role::Manager, None).await,
        shop.access.set_role(&owner, ada, Role::Cashier, None).await,
    ] {
        assert!(matches!(result, Err(AccessError::LastOwner)), "{result:?}");
    }
    assert_eq!(shop.log().await, before);
    assert_eq!(shop.access.people(&owner).await.unwrap()[0].role, Role::Owner);
}

async fn of_two_owners_who_disable_each_other_one_stays(database: &impl Database) {
    let (shop, ada) = Shop::with_owner(database).await;
    let id = shop.access.add_person(&ada, "Eve", Role::Owner, Some(secret(OTHER_PASSWORD)), None).await.unwrap();
    let eve = shop.person(&shop.signed_in("Eve", OTHER_PASSWORD).await, 2).await;
    let other = Shop::on(shop.store.clone(), shop.clock.clone());
    let ada_id = ada.person.as_ref().unwrap().id;
    let (one, two) = futures::join!(shop.access.disable_person(&ada, id), other.access.disable_person(&eve, ada_id));
    assert!(one.is_ok() != two.is_ok(), "{one:?} {two:?}");
    let enabled = shop.store.people().await.unwrap().into_iter().filter(|row| row.enabled).count();
    assert_eq!(enabled, 1);
}

async fn whoever_is_disabled_is_out_at_once(database: &impl Database) {
    let (shop, owner) = Shop::with_owner(database).await;
    let bar = shop.paired(&owner, "Bar").await;
    let mia = shop.manager(&owner, "Mia").await;
    let eve = shop.cashier(&owner, "Eve", PIN).await;
    let session = shop.signed_in("Mia", OTHER_PASSWORD).await;
    let pass = shop.access.enter_pin(&shop.terminal(&bar).await, eve, secret(PIN)).await.unwrap();
    assert_eq!(shop.with_pass(&bar, &pass).await.standing(), Standing::Cashier);
    for id in [mia, eve] {
        shop.access.disable_person(&owner, id).await.unwrap();
    }
    assert_eq!(shop.person(&session, 1).await.standing(), Standing::Nobody);
    assert_eq!(shop.with_pass(&bar, &pass).await.standing(), Standing::Paired);
    shop.access.enable_person(&owner, mia).await.unwrap();
    // What had ended stays so.
    assert_eq!(shop.person(&session, 1).await.standing(), Standing::Nobody);
    shop.signed_in("Mia", OTHER_PASSWORD).await;
    let log = shop.log().await;
    assert_eq!(log[log.len() - 4..], ["person-disabled", "person-disabled", "person-enabled", "signed-in"]);
}

async fn a_new_password_signs_out_and_is_no_cashiers(database: &impl Database) {
    let (shop, owner) = Shop::with_owner(database).await;
    let mia = shop.manager(&owner, "Mia").await;
    let eve = shop.cashier(&owner, "Eve", PIN).await;
    let session = shop.signed_in("Mia", OTHER_PASSWORD).await;
    shop.access.set_password(&owner, mia, secret(PASSWORD)).await.unwrap();
    assert_eq!(shop.person(&session, 1).await.standing(), Standing::Nobody);
    shop.signed_in("Mia", PASSWORD).await;
    let refused = shop.access.set_password(&owner, eve, secret(PASSWORD)).await;
    assert_eq!(refusal(refused), "the password: cashiers have a PIN, and no password");
}

async fn what_was_decided_by_somebody_who_is_not_it_any_more_is_not_done(database: &impl Database) {
    let (shop, owner) = Shop::with_owner(database).await;
    let mia = shop.manager(&owner, "Mia").await;
    let eve = shop.cashier(&owner, "Eve", PIN).await;
    let manager = shop.person(&shop.signed_in("Mia", OTHER_PASSWORD).await, 1).await;
    shop.access.set_role(&owner, mia, Role::Cashier, None).await.unwrap();
    // Still held by a request that had asked who it was before.
    let late = shop.access.disable_person(&manager, eve).await;
    assert!(matches!(late, Err(AccessError::Forbidden)), "{late:?}");
    let late = shop.access.invite_terminal(&manager, "Mine").await;
    assert!(matches!(late, Err(AccessError::Forbidden)), "{late:?}");
    assert_eq!(shop.log().await.last().unwrap(), "role-changed");
}

async fn what_is_no_name_or_password_is_refused(database: &impl Database) {
    let (shop, owner) = Shop::with_owner(database).await;
    let eve = shop.cashier(&owner, "Eve", PIN).await;
    let long = "x".repeat(41);
    for (bad, why) in [
        ("", "the name: it is empty"),
        (long.as_str(), "the name: at most 40 characters"),
        ("E\u{2066}ve", "the name: it holds characters that cannot be seen"),
    ] {
        assert_eq!(refusal(shop.access.rename_person(&owner, eve, bad).await), why);
        let added = shop.access.add_person(&owner, bad, Role::Cashier, None, Some(secret(PIN))).await;
        assert_eq!(refusal(added), why);
    }
    let nobody: PersonId = uuid::Builder::from_random_bytes([7; 16]).into_uuid().try_into().unwrap();
    assert_eq!(refusal(shop.access.disable_person(&owner, nobody).await), "no such terminal or person");
    let ada = owner.person.as_ref().unwrap().id;
    for (bad, why) in [
        ("", "the password: it is empty"),
        ("marked elev", "the password: at least 12 characters"),
        ("passwordpassword", "the password: many people use this one, so it is guessed first"),
    ] {
        assert_eq!(refusal(shop.access.set_password(&owner, ada, secret(bad)).await), why);
    }
}
