//! Links that make an owner.

use crate::databases::{Database, on_both_databases};
use crate::shop::{OTHER_PASSWORD, PASSWORD, Shop, peer, refusal, secret};
use domain::access::{Role, Standing};
use server::access::{AccessError, Caller, Token, TokenKind};

on_both_databases!(
    the_first_link_makes_the_first_owner_once,
    a_new_start_without_an_owner_makes_the_older_link_useless,
    of_two_who_use_the_first_link_one_is_the_owner,
    bad_input_uses_no_link_up,
    whoever_holds_the_server_gives_an_owner_a_new_password,
    a_rescue_link_is_good_once_and_for_half_an_hour,
);

async fn the_first_link_makes_the_first_owner_once(database: &impl Database) {
    let shop = Shop::empty(database).await;
    let link = shop.access.first_link().await.unwrap().unwrap();
    let address = link.at("https://kiosk.example/");
    assert_eq!(address, format!("https://kiosk.example/set-up?token={}", link.token().reveal()));
    assert!(shop.access.is_good_link(link.token().reveal()).await.unwrap());
    let browser = Caller::nobody(peer(1));
    let session = shop.access.set_up(&browser, link.token().reveal(), "Ada", secret(PASSWORD)).await.unwrap();
    let owner = shop.person(&session, 1).await;
    assert_eq!((owner.standing(), owner.person.as_ref().unwrap().name.as_str()), (Standing::Owner, "Ada"));
    assert!(!shop.access.is_good_link(link.token().reveal()).await.unwrap());
    let again = shop.access.set_up(&browser, link.token().reveal(), "Eve", secret(PASSWORD)).await;
    assert!(matches!(again, Err(AccessError::WrongLink)), "{again:?}");
    assert!(shop.access.first_link().await.unwrap().is_none());
    assert!(shop.access.add_first_owner("Eve", secret(PASSWORD)).await.unwrap().is_none());
    shop.signed_in("ada", PASSWORD).await;
    assert_eq!(shop.log().await, ["set-up", "signed-in"]);
}

async fn a_new_start_without_an_owner_makes_the_older_link_useless(database: &impl Database) {
    let shop = Shop::empty(database).await;
    let old = shop.access.first_link().await.unwrap().unwrap();
    let new = shop.access.first_link().await.unwrap().unwrap();
    let browser = Caller::nobody(peer(1));
    let other_kind = Token::new(TokenKind::Person);
    for wrong in [old.token().reveal(), "", "kl-", other_kind.reveal(), &new.token().reveal().to_uppercase()] {
        let refused = shop.access.set_up(&browser, wrong, "Ada", secret(PASSWORD)).await;
        assert!(matches!(refused, Err(AccessError::WrongLink)), "{refused:?}");
    }
    shop.access.set_up(&browser, new.token().reveal(), "Ada", secret(PASSWORD)).await.unwrap();
}

async fn of_two_who_use_the_first_link_one_is_the_owner(database: &impl Database) {
    let shop = Shop::empty(database).await;
    let link = shop.access.first_link().await.unwrap().unwrap();
    let browser = Caller::nobody(peer(1));
    let (one, two) = futures::join!(
        shop.access.set_up(&browser, link.token().reveal(), "Ada", secret(PASSWORD)),
        shop.access.set_up(&browser, link.token().reveal(), "Eve", secret(PASSWORD))
    );
    assert!(one.is_ok() != two.is_ok());
    assert_eq!(shop.store.people().await.unwrap().len(), 1);
}

async fn bad_input_uses_no_link_up(database: &impl Database) {
    let shop = Shop::empty(database).await;
    let link = shop.access.first_link().await.unwrap().unwrap();
    let (token, browser) = (link.token().reveal(), Caller::nobody(peer(1)));
    let long = "marked ".repeat(19);
    for (name, password, why) in [
        ("", PASSWORD, "the name: it is empty"),
        ("A\u{200b}da", PASSWORD, "the name: it holds characters that cannot be seen"),
        ("Ada", "", "the password: it is empty"),
        ("Ada", "eleven char", "the password: at least 12 characters"),
        ("Ada", long.as_str(), "the password: at most 128 characters"),
        ("Ada", "administrator", "the password: many people use this one, so it is guessed first"),
    ] {
        assert_eq!(refusal(shop.access.set_up(&browser, token, name, secret(password)).await), why);
    }
    assert!(shop.log().await.is_empty());
    shop.access.set_up(&browser, token, "Ada", secret(PASSWORD)).await.unwrap();
}

async fn whoever_holds_the_server_gives_an_owner_a_new_password(database: &impl Database) {
    let (shop, owner) = Shop::with_owner(database).await;
    let before = shop.signed_in("Ada", PASSWORD).await;
    shop.manager(&owner, "Mia").await;
    let browser = Caller::nobody(peer(5));
    let link = shop.access.rescue_link().await.unwrap();
    let session = shop.access.set_up(&browser, link.token().reveal(), " ADA", secret(OTHER_PASSWORD)).await.unwrap();
    assert_eq!(shop.person(&session, 5).await.standing(), Standing::Owner);
    assert_eq!(shop.person(&before, 1).await.standing(), Standing::Nobody);
    shop.pass(10);
    assert!(matches!(shop.access.sign_in(&browser, "Ada", secret(PASSWORD)).await, Err(AccessError::WrongPassword)));
    // Somebody who was less, or disabled, is an owner then; and somebody new is one, too.
    let mia = shop.store.person_by_name("mia").await.unwrap().unwrap();
    shop.access.disable_person(&shop.person(&session, 5).await, mia.id).await.unwrap();
    for name in ["Mia", "Noa"] {
        let link = shop.access.rescue_link().await.unwrap();
        let session = shop.access.set_up(&browser, link.token().reveal(), name, secret(PASSWORD)).await.unwrap();
        assert_eq!(shop.person(&session, 5).await.standing(), Standing::Owner);
    }
    let roles = shop.store.people().await.unwrap().into_iter().map(|row| (row.role, row.enabled));
    assert_eq!(roles.collect::<Vec<_>>(), [(Role::Owner, true); 3]);
    assert_eq!(shop.log().await.iter().filter(|event| *event == "rescued").count(), 3);
}

async fn a_rescue_link_is_good_once_and_for_half_an_hour(database: &impl Database) {
    let (shop, _) = Shop::with_owner(database).await;
    let browser = Caller::nobody(peer(5));
    let use_link = async |link: &server::access::SetUpLink| {
        shop.access.set_up(&browser, link.token().reveal(), "Ada", secret(PASSWORD)).await
    };
    let late = shop.access.rescue_link().await.unwrap();
    shop.pass(30 * 60);
    assert!(matches!(use_link(&late).await, Err(AccessError::WrongLink)));
    let replaced = shop.access.rescue_link().await.unwrap();
    let good = shop.access.rescue_link().await.unwrap();
    assert!(matches!(use_link(&replaced).await, Err(AccessError::WrongLink)));
    shop.pass(30 * 60 - 1);
    use_link(&good).await.unwrap();
    assert!(matches!(use_link(&good).await, Err(AccessError::WrongLink)));
}
