//! A change is known at once where it was made and within half a second at every other server; and where
//! nothing can be known, nobody is anybody.

use crate::databases::{Database, on_both_databases};
use crate::shop::{Shop, peer};
use core::time::Duration;
use domain::access::Standing;
use domain::settings::{PinFor, ShopSettings};
use server::access::{AccessError, Presented};
use tokio::sync::watch;
use tokio_util::sync::CancellationToken;

on_both_databases!(
    what_is_revoked_is_out_at_every_server_within_half_a_second,
    whoever_waits_is_woken_by_a_change_at_another_server,
    a_server_that_is_told_knows_at_once,
    whoever_cannot_read_the_records_believes_nothing,
    a_clock_that_is_set_back_makes_nothing_older_fresh,
    a_sale_just_opened_is_known_without_a_look_until_anything_moves,
);

async fn what_is_revoked_is_out_at_every_server_within_half_a_second(database: &impl Database) {
    let (shop, owner) = Shop::with_owner(database).await;
    let other = Shop::on(shop.store.clone(), shop.clock.clone());
    let token = shop.paired(&owner, "Bar").await;
    shop.pass(1);
    let id = other.terminal(&token).await.at().unwrap();
    other.access.settings().await.unwrap();
    shop.access.revoke_terminal(&owner, id).await.unwrap();
    let new = ShopSettings { pin_for: PinFor::NEVER, ..ShopSettings::default() };
    shop.access.change_settings(&owner, new.clone(), 0).await.unwrap();
    assert_eq!(shop.terminal(&token).await.standing(), Standing::Revoked);
    shop.clock.advance(Duration::from_millis(500));
    assert_eq!(other.terminal(&token).await.standing(), Standing::Revoked);
    assert_eq!(*other.access.settings().await.unwrap(), new);
}

async fn whoever_waits_is_woken_by_a_change_at_another_server(database: &impl Database) {
    let (shop, owner) = Shop::with_owner(database).await;
    let other = Shop::on(shop.store.clone(), shop.clock.clone());
    let token = shop.paired(&owner, "Bar").await;
    let id = other.terminal(&token).await.at().unwrap();
    let stop = CancellationToken::new();
    let (_told, called) = watch::channel(0);
    let looking = tokio::spawn(other.access.clone().keep_fresh(called, stop.clone()));
    let mut changes = other.access.changes();
    changes.mark_unchanged();
    shop.access.lock_terminal(&owner, id).await.unwrap();
    let woken = async {
        // The one that looks may not have gone to sleep yet when the clock moves.
        loop {
            shop.clock.advance(Duration::from_millis(400));
            if tokio::time::timeout(Duration::from_millis(50), changes.changed()).await.is_ok() {
                return;
            }
        }
    };
    tokio::time::timeout(Duration::from_secs(20), woken).await.unwrap();
    assert_eq!(other.terminal(&token).await.standing(), Standing::Locked);
    stop.cancel();
    looking.await.unwrap();
}

async fn a_server_that_is_told_knows_at_once(database: &impl Database) {
    let (shop, owner) = Shop::with_owner(database).await;
    let other = Shop::on(shop.store.clone(), shop.clock.clone());
    let token = shop.paired(&owner, "Bar").await;
    let id = other.terminal(&token).await.at().unwrap();
    let stop = CancellationToken::new();
    let (told, called) = watch::channel(0);
    let looking = tokio::spawn(other.access.clone().keep_fresh(called, stop.clone()));
    let mut changes = other.access.changes();
    changes.mark_unchanged();
    shop.access.lock_terminal(&owner, id).await.unwrap();
    told.send(1).unwrap();
    tokio::time::timeout(Duration::from_secs(20), changes.changed()).await.unwrap().unwrap();
    assert_eq!(other.terminal(&token).await.standing(), Standing::Locked);
    stop.cancel();
    looking.await.unwrap();
}

async fn whoever_cannot_read_the_records_believes_nothing(database: &impl Database) {
    let (shop, owner) = Shop::with_owner(database).await;
    let token = shop.paired(&owner, "Bar").await;
    assert_eq!(shop.terminal(&token).await.standing(), Standing::Paired);
    let mut changes = shop.access.changes();
    changes.mark_unchanged();
    shop.store.close().await;
    shop.clock.advance(Duration::from_millis(500));
    let presented = Presented::new(Some(token.reveal()), None, None);
    for _ in 0..2 {
        let who = shop.access.who(&presented, peer(9)).await;
        assert!(matches!(who, Err(AccessError::Store(_))), "{who:?}");
        assert!(matches!(shop.access.settings().await, Err(AccessError::Store(_))));
    }
    assert!(changes.has_changed().unwrap());
}

async fn a_clock_that_is_set_back_makes_nothing_older_fresh(database: &impl Database) {
    let (shop, owner) = Shop::with_owner(database).await;
    let token = shop.paired(&owner, "Bar").await;
    let late = Shop::on(shop.store.clone(), shop.clock.clone());
    let id = late.terminal(&token).await.at().unwrap();
    shop.access.lock_terminal(&owner, id).await.unwrap();
    assert_eq!(late.terminal(&token).await.standing(), Standing::Paired);
    late.clock.set_back(Duration::from_secs(3600));
    assert_eq!(late.terminal(&token).await.standing(), Standing::Locked);
}

async fn a_sale_just_opened_is_known_without_a_look_until_anything_moves(database: &impl Database) {
    let (shop, owner) = Shop::with_owner(database).await;
    let bar = shop.paired(&owner, "Bar").await;
    let at = shop.terminal(&bar).await.at();
    let id = "75099bcf-22d5-43f9-8976-b7c5692eaa85".parse().unwrap();
    let moment = shop.access.moment();
    shop.access.sale_is_at(moment, id, at);
    // The records hold no such sale: it is what is remembered that says so.
    assert_eq!(shop.access.terminal_that_sees(id).await.unwrap(), at);
    assert_eq!(shop.access.terminal_of_checkout(id).await.unwrap(), None);
    shop.paired(&owner, "Terrace").await;
    assert_eq!(shop.access.terminal_that_sees(id).await.unwrap(), None);
    // What was stored before that may have been moved by it.
    shop.access.sale_is_at(moment, id, at);
    assert_eq!(shop.access.terminal_that_sees(id).await.unwrap(), None);
}
