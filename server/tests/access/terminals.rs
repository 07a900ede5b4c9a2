//! Tablets are invited, paired, renamed, locked and revoked.

use crate::databases::{Database, on_both_databases};
use crate::shop::{PASSWORD, PIN, Shop, peer, refusal, secret, slow};
use core::net::IpAddr;
use domain::access::{Action, Standing, TerminalId};
use domain::settings::PinFor;
use server::access::{Access, AccessError, Caller, Presented, TerminalState};
use std::sync::Arc;

on_both_databases!(
    a_browser_becomes_the_terminal_it_was_invited_as,
    a_code_is_good_once_and_for_ten_minutes,
    codes_cannot_be_tried_without_end,
    of_two_browsers_with_one_code_one_is_paired,
    a_locked_terminal_can_do_nothing_until_it_is_unlocked,
    a_revoked_terminal_is_out_with_whoever_came_in_at_it,
    a_terminal_that_is_paired_anew_leaves_its_old_browser_outside,
    whoever_may_not_look_after_terminals_cannot,
    what_is_no_name_and_no_terminal_is_refused,
    the_demos_first_browser_is_paired_by_itself,
    a_sale_is_taken_over_by_whoever_may,
);

async fn a_browser_becomes_the_terminal_it_was_invited_as(database: &impl Database) {
    let (shop, owner) = Shop::with_owner(database).await;
    let code = shop.access.invite_terminal(&owner, "  Bar ").await.unwrap();
    let invited = shop.access.terminals(&owner).await.unwrap();
    assert_eq!((invited[0].name.as_str(), invited[0].state), ("Bar", TerminalState::Invited));
    assert_eq!(invited[0].code_ends_at, Some(code.ends_at));
    let browser = Caller::nobody(peer(9));
    let spoken = code.spoken().to_lowercase();
    let (_, token) = shop.access.pair(&browser, &spoken, Some("A browser\u{202e}\n")).await.unwrap();
    let caller = shop.terminal(&token).await;
    assert_eq!(caller.standing(), Standing::Paired);
    assert_eq!(caller.at(), Some(code.terminal));
    shop.pass(61);
    shop.terminal(&token).await;
    let terminal = shop.access.terminals(&owner).await.unwrap().remove(0);
    assert_eq!((terminal.state, terminal.user_agent.as_deref()), (TerminalState::Paired, Some("A browser")));
    assert_eq!(terminal.seen_at.unwrap().since(terminal.paired_at.unwrap()).as_secs(), 61);
    shop.access.rename_terminal(&owner, code.terminal, "Door").await.unwrap();
    assert_eq!(shop.terminal(&token).await.terminal.unwrap().name, "Door");
    let log = shop.log().await;
    assert_eq!(log[log.len() - 3..], ["terminal-invited", "terminal-paired", "terminal-renamed"]);
}

async fn a_code_is_good_once_and_for_ten_minutes(database: &impl Database) {
    let (shop, owner) = Shop::with_owner(database).await;
    let browser = Caller::nobody(peer(9));
    let code = shop.access.invite_terminal(&owner, "Bar").await.unwrap();
    shop.access.pair(&browser, code.reveal(), None).await.unwrap();
    let again = shop.access.pair(&browser, code.reveal(), None).await;
    assert!(matches!(again, Err(AccessError::WrongCode)), "{again:?}");
    let code = shop.access.invite_terminal(&owner, "Door").await.unwrap();
    shop.pass(600);
    let late = shop.access.pair(&browser, code.reveal(), None).await;
    assert!(matches!(late, Err(AccessError::WrongCode)), "{late:?}");
    assert!(shop.access.terminals(&owner).await.unwrap().iter().all(|terminal| terminal.code_ends_at.is_none()));
    let code = shop.access.invite_again(&owner, code.terminal).await.unwrap();
    shop.pass(599);
    shop.access.pair(&browser, code.reveal(), None).await.unwrap();
}

async fn codes_cannot_be_tried_without_end(database: &impl Database) {
    let (shop, owner) = Shop::with_owner(database).await;
    let (stranger, neighbour) = (Caller::nobody(peer(7)), Caller::nobody(peer(8)));
    let code = shop.access.invite_terminal(&owner, "Bar").await.unwrap();
    let mut waits = Vec::new();
    for _ in 0..6 {
        let wrong = shop.access.pair(&stranger, "BCDF GHJK", None).await;
        assert!(matches!(wrong, Err(AccessError::WrongCode)), "{wrong:?}");
        let wait = slow(shop.access.pair(&stranger, code.reveal(), None).await);
        waits.push(wait);
        shop.pass(wait);
    }
    assert_eq!(waits, [1, 1, 2, 5, 15, 30]);
    assert!(shop.log().await.ends_with(&["pairing-failed".to_owned(), "pairing-failed".to_owned()]));
    shop.access.pair(&stranger, "BCDF GHJK", None).await.unwrap_err();
    // What is no code is no try; and elsewhere nobody waits.
    assert!(matches!(shop.access.pair(&stranger, "no code", None).await, Err(AccessError::WrongCode)));
    shop.access.pair(&neighbour, code.reveal(), None).await.unwrap();
}

async fn of_two_browsers_with_one_code_one_is_paired(database: &impl Database) {
    let (shop, owner) = Shop::with_owner(database).await;
    let other = Shop::on(shop.store.clone(), shop.clock.clone());
    let code = shop.access.invite_terminal(&owner, "Bar").await.unwrap();
    let browsers = [Caller::nobody(peer(7)), Caller::nobody(peer(8))];
    let (one, two) = futures::join!(
        shop.access.pair(&browsers[0], code.reveal(), None),
        other.access.pair(&browsers[1], code.reveal(), None)
    );
    assert!(one.is_ok() != two.is_ok(), "{one:?} {two:?}");
}

async fn a_locked_terminal_can_do_nothing_until_it_is_unlocked(database: &impl Database) {
    let (shop, owner) = Shop::with_owner(database).await;
    let token = shop.paired(&owner, "Bar").await;
    let id = shop.terminal(&token).await.at().unwrap();
    shop.access.lock_terminal(&owner, id).await.unwrap();
    let locked = shop.terminal(&token).await;
    assert_eq!((locked.standing(), locked.at()), (Standing::Locked, None));
    assert!(!locked.may(Action::Sell, &PinFor::NEVER));
    assert_eq!(shop.access.terminals(&owner).await.unwrap()[0].state, TerminalState::Locked);
    // Twice is once.
    shop.access.lock_terminal(&owner, id).await.unwrap();
    shop.access.unlock_terminal(&owner, id).await.unwrap();
    assert_eq!(shop.terminal(&token).await.standing(), Standing::Paired);
    let log = shop.log().await;
    assert_eq!(log[log.len() - 2..], ["terminal-locked", "terminal-unlocked"]);
}

async fn a_revoked_terminal_is_out_with_whoever_came_in_at_it(database: &impl Database) {
    let (shop, owner) = Shop::with_owner(database).await;
    let token = shop.paired(&owner, "Bar").await;
    let cashier = shop.cashier(&owner, "Eve", PIN).await;
    let here = shop.terminal(&token).await;
    let pass = shop.access.enter_pin(&here, cashier, secret(PIN)).await.unwrap();
    let session = shop.access.sign_in(&here, "Ada", secret(PASSWORD)).await.unwrap();
    let presented = Presented::new(Some(token.reveal()), Some(session.reveal()), Some(pass.reveal()));
    assert_eq!(shop.who(&presented, 9).await.standing(), Standing::Owner);
    shop.access.revoke_terminal(&owner, here.at().unwrap()).await.unwrap();
    let caller = shop.who(&presented, 9).await;
    assert_eq!((caller.standing(), &caller.person, caller.at()), (Standing::Revoked, &None, None));
    // Where the owner is signed in elsewhere, they stay.
    shop.access.terminals(&owner).await.unwrap();
    let again = shop.access.revoke_terminal(&owner, here.at().unwrap()).await;
    assert!(matches!(again, Err(AccessError::Unknown)), "{again:?}");
    let again = shop.access.invite_again(&owner, here.at().unwrap()).await;
    assert!(matches!(again, Err(AccessError::Unknown)), "{again:?}");
}

async fn a_terminal_that_is_paired_anew_leaves_its_old_browser_outside(database: &impl Database) {
    let (shop, owner) = Shop::with_owner(database).await;
    let old = shop.paired(&owner, "Bar").await;
    let id = shop.terminal(&old).await.at().unwrap();
    let code = shop.access.invite_again(&owner, id).await.unwrap();
    assert_eq!(shop.terminal(&old).await.standing(), Standing::Paired);
    let (_, new) = shop.access.pair(&Caller::nobody(peer(8)), code.reveal(), None).await.unwrap();
    assert_eq!(shop.terminal(&old).await.standing(), Standing::Unpaired);
    assert_eq!(shop.terminal(&new).await.at(), Some(id));
}

async fn whoever_may_not_look_after_terminals_cannot(database: &impl Database) {
    let (shop, owner) = Shop::with_owner(database).await;
    let token = shop.paired(&owner, "Bar").await;
    let cashier = shop.cashier(&owner, "Eve", PIN).await;
    let terminal = shop.terminal(&token).await;
    let pass = shop.access.enter_pin(&terminal, cashier, secret(PIN)).await.unwrap();
    let id = terminal.at().unwrap();
    let before = shop.log().await;
    for by in [Caller::nobody(peer(3)), terminal, shop.with_pass(&token, &pass).await] {
        let access = &shop.access;
        for result in [
            access.invite_terminal(&by, "Mine").await.map(drop),
            access.invite_again(&by, id).await.map(drop),
            access.rename_terminal(&by, id, "Mine").await,
            access.lock_terminal(&by, id).await,
            access.unlock_terminal(&by, id).await,
            access.revoke_terminal(&by, id).await,
            access.terminals(&by).await.map(drop),
        ] {
            assert!(matches!(result, Err(AccessError::Forbidden)), "{by:?} {result:?}");
        }
    }
    assert_eq!(shop.log().await, before);
    let manager = shop.manager(&owner, "Mia").await;
    let session = shop.signed_in("Mia", crate::shop::OTHER_PASSWORD).await;
    let manager_here = shop.person(&session, 2).await;
    assert_eq!(manager_here.person.as_ref().unwrap().id, manager);
    shop.access.lock_terminal(&manager_here, id).await.unwrap();
}

async fn what_is_no_name_and_no_terminal_is_refused(database: &impl Database) {
    let (shop, owner) = Shop::with_owner(database).await;
    let token = shop.paired(&owner, "Bar").await;
    let id = shop.terminal(&token).await.at().unwrap();
    let before = shop.access.terminals(&owner).await.unwrap();
    let long = "x".repeat(41);
    for (bad, why) in [
        ("", "the terminal's name: it is empty"),
        ("   ", "the terminal's name: it is empty"),
        (long.as_str(), "the terminal's name: at most 40 characters"),
        ("Bar\u{202e}", "the terminal's name: it holds characters that cannot be seen"),
        ("B\nar", "the terminal's name: it holds characters that cannot be seen"),
    ] {
        assert_eq!(refusal(shop.access.invite_terminal(&owner, bad).await), why);
        assert_eq!(refusal(shop.access.rename_terminal(&owner, id, bad).await), why);
    }
    let nobody: TerminalId = uuid::Builder::from_random_bytes([7; 16]).into_uuid().try_into().unwrap();
    assert_eq!(refusal(shop.access.lock_terminal(&owner, nobody).await), "no such terminal or person");
    assert_eq!(shop.access.terminals(&owner).await.unwrap(), before);
}

async fn the_demos_first_browser_is_paired_by_itself(database: &impl Database) {
    let shop = Shop::empty(database).await;
    let here = Caller::nobody(IpAddr::from([127, 0, 0, 1]));
    assert!(shop.access.pair_first(&here, None).await.unwrap().is_none());
    let demo = Access::new(shop.store.clone(), Arc::new(shop.clock.clone()), true);
    assert!(demo.pair_first(&Caller::nobody(peer(1)), None).await.unwrap().is_none());
    let (terminal, token) = demo.pair_first(&here, Some("A browser")).await.unwrap().unwrap();
    assert_eq!(shop.terminal(&token).await.at(), Some(terminal.id));
    assert!(demo.pair_first(&here, None).await.unwrap().is_none());
    assert_eq!(shop.log().await, ["terminal-paired-by-itself"]);
}

async fn a_sale_is_taken_over_by_whoever_may(database: &impl Database) {
    let (shop, owner) = Shop::with_owner(database).await;
    let tokens = [shop.paired(&owner, "Bar").await, shop.paired(&owner, "Door").await];
    let (bar, door) = (shop.terminal(&tokens[0]).await, shop.terminal(&tokens[1]).await);
    let id = domain::CheckoutId::try_from(uuid::Builder::from_random_bytes([9; 16]).into_uuid()).unwrap();
    let total = domain::Money::from_minor(1250, domain::Currency::EUR);
    let now = shop.store.terminals().await.unwrap()[0].made_at;
    let checkout = domain::Checkout::open(id, total, now, now.plus(core::time::Duration::from_secs(600)));
    let server = server::store::ServerId::from_uuid(uuid::Uuid::from_u128(1));
    shop.store.insert(&checkout, server, bar.at()).await.unwrap();
    assert!(shop.access.is_own_checkout(&bar, id).await.unwrap());
    assert!(!shop.access.is_own_checkout(&door, id).await.unwrap());
    // Each remembers who sees it.
    let other_server = Access::new(shop.store.clone(), Arc::new(shop.clock.clone()), false);
    assert_eq!(shop.access.terminal_that_sees(id).await.unwrap(), bar.at());
    assert_eq!(other_server.terminal_that_sees(id).await.unwrap(), bar.at());
    shop.access.take_over(&bar, id).await.unwrap();
    let without_pin = shop.access.take_over(&door, id).await;
    assert!(matches!(without_pin, Err(AccessError::PinNeeded)), "{without_pin:?}");
    let cashier = shop.cashier(&owner, "Eve", PIN).await;
    let pass = shop.access.enter_pin(&door, cashier, secret(PIN)).await.unwrap();
    shop.access.take_over(&shop.with_pass(&tokens[1], &pass).await, id).await.unwrap();
    assert_eq!(shop.access.terminal_of_checkout(id).await.unwrap(), door.at());
    assert_eq!(shop.access.terminal_that_sees(id).await.unwrap(), door.at(), "at once where it was moved");
    shop.clock.advance(core::time::Duration::from_millis(500));
    assert_eq!(other_server.terminal_that_sees(id).await.unwrap(), door.at(), "and soon everywhere");
    assert!(!shop.access.is_own_checkout(&bar, id).await.unwrap());
    assert_eq!(shop.log().await.last().unwrap(), "sale-taken-over");
    assert!(matches!(shop.access.take_over(&owner, id).await, Err(AccessError::Forbidden)));
}
