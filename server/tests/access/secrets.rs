//! Nothing that opens a door is stored, written down or told.

use crate::databases::{Database, on_both_databases};
use crate::shop::{OTHER_PASSWORD, OTHER_PIN, PASSWORD, PIN, Shop, peer, secret};
use server::access::{Caller, Presented};

on_both_databases!(no_record_holds_what_opens_a_door);

async fn no_record_holds_what_opens_a_door(database: &impl Database) {
    let shop = Shop::empty(database).await;
    let browser = Caller::nobody(peer(1));
    let link = shop.access.first_link().await.unwrap().unwrap();
    let session = shop.access.set_up(&browser, link.token().reveal(), "Ada", secret(PASSWORD)).await.unwrap();
    let owner = shop.person(&session, 1).await;
    let code = shop.access.invite_terminal(&owner, "Bar").await.unwrap();
    let (_, terminal) = shop.access.pair(&browser, code.reveal(), None).await.unwrap();
    let unused = shop.access.invite_terminal(&owner, "Door").await.unwrap();
    let here = shop.terminal(&terminal).await;
    let eve = shop.cashier(&owner, "Eve", PIN).await;
    let pass = shop.access.enter_pin(&here, eve, secret(PIN)).await.unwrap();
    shop.access.enter_pin(&here, eve, secret(OTHER_PIN)).await.unwrap_err();
    shop.access.sign_in(&browser, OTHER_PASSWORD, secret(OTHER_PASSWORD)).await.unwrap_err();
    let rescue = shop.access.rescue_link().await.unwrap();
    let secrets = [
        PASSWORD,
        OTHER_PASSWORD,
        PIN,
        OTHER_PIN,
        link.token().reveal(),
        rescue.token().reveal(),
        session.reveal(),
        terminal.reveal(),
        pass.reveal(),
        code.reveal(),
        unused.reveal(),
    ];
    let store = &shop.store;
    let told = format!(
        "{:?} {:?} {:?} {:?} {:?} {:?}",
        store.audit_after(0, 1000).await.unwrap(),
        store.terminals().await.unwrap(),
        store.people().await.unwrap().iter().map(|row| (&row.password_hash, &row.pin_hash)).collect::<Vec<_>>(),
        (&link, &rescue, &session, &terminal, &pass, &code, &unused),
        Presented::new(Some(terminal.reveal()), Some(session.reveal()), Some(pass.reveal())),
        (&owner, &here),
    );
    let everything = database.everything().await + &told;
    for secret in secrets {
        // The digits of a token, too, without their beginning.
        let secret = secret.split_once('-').filter(|(kind, _)| kind.len() == 2).map_or(secret, |(_, digits)| digits);
        assert!(!everything.contains(secret), "{secret}");
    }
    // The search finds what is there.
    assert!(everything.contains("Ada") && everything.contains("$argon2id$") && everything.contains("signed-in"));
}
