//! Managers and owners come in with a password, and go out again.

use crate::databases::{Database, on_both_databases};
use crate::shop::{OTHER_PASSWORD, PASSWORD, PIN, Shop, peer, refusal, secret, slow};
use domain::access::Standing;
use server::access::{AccessError, Caller, Presented};

on_both_databases!(
    whoever_knows_their_password_comes_in,
    nobody_is_told_what_was_wrong,
    waits_grow_and_hold_for_every_server_and_after_a_restart,
    nobody_keeps_an_owner_out_from_elsewhere,
    whoever_does_nothing_for_half_an_hour_is_out,
    after_twelve_hours_everybody_is_out,
    whoever_signs_out_is_out,
    a_token_in_anothers_place_is_nothing,
    ones_own_password_is_changed_by_whoever_knows_it,
);

async fn whoever_knows_their_password_comes_in(database: &impl Database) {
    let (shop, owner) = Shop::with_owner(database).await;
    shop.manager(&owner, "Mia").await;
    for (name, password, standing) in [(" aDA ", PASSWORD, Standing::Owner), ("Mia", OTHER_PASSWORD, Standing::Manager)]
    {
        let session = shop.signed_in(name, password).await;
        assert_eq!(shop.person(&session, 1).await.standing(), standing);
    }
    assert_eq!(shop.log().await.last().unwrap(), "signed-in");
}

async fn nobody_is_told_what_was_wrong(database: &impl Database) {
    let (shop, owner) = Shop::with_owner(database).await;
    let disabled = shop.manager(&owner, "Mia").await;
    shop.access.disable_person(&owner, disabled).await.unwrap();
    shop.cashier(&owner, "Eve", PIN).await;
    for (name, password) in
        [("Ada", OTHER_PASSWORD), ("Nobody", PASSWORD), ("Mia", OTHER_PASSWORD), ("Eve", PIN), ("", ""), ("Ada", "")]
    {
        let wrong = shop.access.sign_in(&Caller::nobody(peer(2)), name, secret(password)).await;
        assert!(matches!(wrong, Err(AccessError::WrongPassword)), "{name} {wrong:?}");
        shop.pass(1);
    }
    let failed = shop.store.audit_before(u64::MAX, 6).await.unwrap();
    assert!(failed.iter().all(|entry| entry.event == "sign-in-failed" && entry.person_id.is_none()));
    // What was typed as a name may be a password.
    assert!(!format!("{failed:?}").contains("Nobody"));
    let long = "x".repeat(2000);
    let refused = shop.access.sign_in(&Caller::nobody(peer(2)), &long, secret(PASSWORD)).await;
    assert_eq!(refusal(refused), "the password: at most 128 characters");
}

async fn waits_grow_and_hold_for_every_server_and_after_a_restart(database: &impl Database) {
    let (shop, _) = Shop::with_owner(database).await;
    let thief = Caller::nobody(peer(6));
    for name in ["Ada", "Nobody"] {
        let mut waits = Vec::new();
        for round in 0..11 {
            // Each time at another server, or at one that was started anew.
            let server = Shop::on(shop.store.clone(), shop.clock.clone());
            let wrong = server.access.sign_in(&thief, name, secret("marked but wrong")).await;
            assert!(matches!(wrong, Err(AccessError::WrongPassword)), "{round} {wrong:?}");
            let wait = slow(shop.access.sign_in(&thief, name, secret(PASSWORD)).await);
            waits.push(wait);
            shop.pass(wait);
        }
        assert_eq!(waits, [1, 1, 2, 5, 15, 30, 60, 120, 300, 300, 300], "{name}");
    }
    // A right password, and the next wrong one is the first.
    shop.access.sign_in(&thief, "Ada", secret(PASSWORD)).await.unwrap();
    shop.access.sign_in(&thief, "Ada", secret("marked but wrong")).await.unwrap_err();
    assert_eq!(slow(shop.access.sign_in(&thief, "Ada", secret(PASSWORD)).await), 1);
}

async fn nobody_keeps_an_owner_out_from_elsewhere(database: &impl Database) {
    let (shop, owner) = Shop::with_owner(database).await;
    let terminal = shop.paired(&owner, "Bar").await;
    let thief = Caller::nobody(peer(9));
    for _ in 0..9 {
        let tried = shop.access.sign_in(&thief, "Ada", secret("marked but wrong")).await;
        assert!(matches!(tried, Err(AccessError::WrongPassword)), "{tried:?}");
        shop.pass(300);
    }
    shop.access.sign_in(&thief, "Ada", secret("marked but wrong")).await.unwrap_err();
    slow(shop.access.sign_in(&thief, "Ada", secret(PASSWORD)).await);
    shop.access.sign_in(&Caller::nobody(peer(8)), "Ada", secret(PASSWORD)).await.unwrap();
    // Nor at a terminal, which has the very same address.
    shop.access.sign_in(&shop.terminal(&terminal).await, "Ada", secret(PASSWORD)).await.unwrap();
}

async fn whoever_does_nothing_for_half_an_hour_is_out(database: &impl Database) {
    let (shop, _) = Shop::with_owner(database).await;
    let session = shop.signed_in("Ada", PASSWORD).await;
    for _ in 0..4 {
        shop.pass(30 * 60 - 1);
        assert_eq!(shop.person(&session, 1).await.standing(), Standing::Owner);
    }
    shop.pass(30 * 60);
    assert_eq!(shop.person(&session, 1).await.standing(), Standing::Nobody);
}

async fn after_twelve_hours_everybody_is_out(database: &impl Database) {
    let (shop, _) = Shop::with_owner(database).await;
    let session = shop.signed_in("Ada", PASSWORD).await;
    for _ in 0..(12 * 6 - 1) {
        shop.pass(600);
        assert_eq!(shop.person(&session, 1).await.standing(), Standing::Owner);
    }
    shop.pass(600);
    assert_eq!(shop.person(&session, 1).await.standing(), Standing::Nobody);
}

async fn whoever_signs_out_is_out(database: &impl Database) {
    let (shop, owner) = Shop::with_owner(database).await;
    let terminal = shop.paired(&owner, "Bar").await;
    let cashier = shop.cashier(&owner, "Eve", PIN).await;
    let here = shop.terminal(&terminal).await;
    let (session, other) = (shop.signed_in("Ada", PASSWORD).await, shop.signed_in("Ada", PASSWORD).await);
    let pass = shop.access.enter_pin(&here, cashier, secret(PIN)).await.unwrap();
    let presented = Presented::new(Some(terminal.reveal()), Some(session.reveal()), Some(pass.reveal()));
    let caller = shop.who(&presented, 9).await;
    shop.access.sign_out(&caller, &presented).await.unwrap();
    assert_eq!(shop.who(&presented, 9).await.standing(), Standing::Paired);
    assert_eq!(shop.person(&other, 1).await.standing(), Standing::Owner);
    let log = shop.log().await;
    assert_eq!(log[log.len() - 2..], ["signed-out", "signed-out"]);
    // Twice is once.
    shop.access.sign_out(&caller, &presented).await.unwrap();
    assert_eq!(shop.log().await, log);
}

async fn a_token_in_anothers_place_is_nothing(database: &impl Database) {
    let (shop, owner) = Shop::with_owner(database).await;
    let terminal = shop.paired(&owner, "Bar").await;
    let cashier = shop.cashier(&owner, "Eve", PIN).await;
    let session = shop.signed_in("Ada", PASSWORD).await;
    let pass = shop.access.enter_pin(&shop.terminal(&terminal).await, cashier, secret(PIN)).await.unwrap();
    let (terminal, session, pass) = (terminal.reveal(), session.reveal(), pass.reveal());
    for (presented, standing) in [
        (Presented::new(Some(session), Some(terminal), Some(session)), Standing::Unpaired),
        (Presented::new(Some(pass), Some(pass), Some(terminal)), Standing::Unpaired),
        (Presented::new(Some(terminal), Some(pass), Some(session)), Standing::Paired),
        (Presented::new(None, None, Some(pass)), Standing::Nobody),
        (Presented::new(Some(&terminal.replace("kt-", "kp-")), None, None), Standing::Unpaired),
        (Presented::new(Some(&terminal[..60]), None, None), Standing::Unpaired),
        (Presented::new(None, Some(&session.replace("kp-", "ks-")), None), Standing::Nobody),
    ] {
        let caller = shop.who(&presented, 9).await;
        assert_eq!((caller.standing(), caller.person), (standing, None));
    }
}

async fn ones_own_password_is_changed_by_whoever_knows_it(database: &impl Database) {
    let (shop, _) = Shop::with_owner(database).await;
    let (session, elsewhere) = (shop.signed_in("Ada", PASSWORD).await, shop.signed_in("Ada", PASSWORD).await);
    let presented = Presented::new(None, Some(session.reveal()), None);
    let owner = shop.who(&presented, 1).await;
    let change = async |current: &str, new: &str| {
        shop.access.change_own_password(&owner, &presented, secret(current), secret(new)).await
    };
    assert_eq!(refusal(change(PASSWORD, "too short").await), "the password: at least 12 characters");
    assert_eq!(refusal(change(OTHER_PASSWORD, OTHER_PASSWORD).await), "the name or the password is wrong");
    assert_eq!(slow(change(PASSWORD, OTHER_PASSWORD).await), 1);
    shop.pass(1);
    change(PASSWORD, OTHER_PASSWORD).await.unwrap();
    assert_eq!(shop.person(&session, 1).await.standing(), Standing::Owner);
    assert_eq!(shop.person(&elsewhere, 1).await.standing(), Standing::Nobody);
    shop.signed_in("Ada", OTHER_PASSWORD).await;
    let log = shop.log().await;
    assert_eq!(log[log.len() - 3..], ["sign-in-failed", "password-changed", "signed-in"]);
    let stranger = Caller::nobody(peer(1));
    let refused = shop.access.change_own_password(&stranger, &presented, secret(PASSWORD), secret(PASSWORD)).await;
    assert!(matches!(refused, Err(AccessError::Forbidden)));
}
