//! What an owner sets, and what the audit log says of it.

use crate::databases::{Database, on_both_databases};
use crate::shop::{OTHER_PASSWORD, Shop, peer};
use domain::access::Action;
use domain::settings::{PassLength, PinFor, ShopSettings};
use server::access::{AccessError, AuditEvent, Caller};

on_both_databases!(
    a_switch_holds_from_the_moment_it_is_set,
    settings_that_somebody_else_has_changed_are_not_overwritten,
    whoever_may_not_set_and_read_cannot,
    what_happens_elsewhere_is_written_down,
);

async fn a_switch_holds_from_the_moment_it_is_set(database: &impl Database) {
    let (shop, owner) = Shop::with_owner(database).await;
    let terminal = shop.terminal(&shop.paired(&owner, "Bar").await).await;
    assert!(matches!(shop.access.check(&terminal, Action::SeeLastSales).await, Err(AccessError::PinNeeded)));
    let pin_for = PinFor { sales: false, ..PinFor::ALWAYS };
    let new = ShopSettings { pin_for, pass: PassLength::from_secs(60).unwrap(), ..ShopSettings::default() };
    shop.access.change_settings(&owner, new.clone(), 0).await.unwrap();
    shop.access.check(&terminal, Action::SeeLastSales).await.unwrap();
    assert!(matches!(shop.access.check(&terminal, Action::LeaveKiosk).await, Err(AccessError::PinNeeded)));
    let seen = shop.access.versioned_settings().await.unwrap();
    assert_eq!((seen.version, &seen.settings), (1, &new));
    // What changes nothing is no change.
    shop.access.change_settings(&owner, new, 1).await.unwrap();
    let last = shop.access.audit(&owner, None, 1).await.unwrap().remove(0);
    assert_eq!((last.event.as_str(), last.person_name.as_deref()), ("settings-changed", Some("Ada")));
    assert_eq!(
        last.detail_json,
        r#"{"changes":[{"from":180,"setting":"pass","to":60},{"from":true,"setting":"pin-for.sales","to":false}]}"#
    );
}

async fn settings_that_somebody_else_has_changed_are_not_overwritten(database: &impl Database) {
    let (shop, owner) = Shop::with_owner(database).await;
    let new = ShopSettings { pin_for: PinFor::NEVER, ..ShopSettings::default() };
    shop.access.change_settings(&owner, new.clone(), 0).await.unwrap();
    let late = shop.access.change_settings(&owner, ShopSettings::default(), 0).await;
    assert!(matches!(late, Err(AccessError::Stale)), "{late:?}");
    assert_eq!(*shop.access.settings().await.unwrap(), new);
    // What the demo begins with is not set where somebody has set something.
    shop.access.begin_with(&ShopSettings::default()).await.unwrap();
    assert_eq!(*shop.access.settings().await.unwrap(), new);
}

async fn whoever_may_not_set_and_read_cannot(database: &impl Database) {
    let (shop, owner) = Shop::with_owner(database).await;
    shop.manager(&owner, "Mia").await;
    let manager = shop.person(&shop.signed_in("Mia", OTHER_PASSWORD).await, 1).await;
    let terminal = shop.terminal(&shop.paired(&owner, "Bar").await).await;
    for by in [Caller::nobody(peer(1)), terminal, manager] {
        let set =
            shop.access.change_settings(&by, ShopSettings { pin_for: PinFor::NEVER, ..Default::default() }, 0).await;
        assert!(matches!(set, Err(AccessError::Forbidden)), "{set:?}");
        assert!(matches!(shop.access.audit(&by, None, 10).await, Err(AccessError::Forbidden)));
    }
    assert_eq!(shop.access.versioned_settings().await.unwrap().version, 0);
}

async fn what_happens_elsewhere_is_written_down(database: &impl Database) {
    let (shop, owner) = Shop::with_owner(database).await;
    let terminal = shop.terminal(&shop.paired(&owner, "Bar").await).await;
    let checkout = domain::CheckoutId::try_from(uuid::Builder::from_random_bytes([9; 16]).into_uuid()).unwrap();
    shop.access.note(&terminal, AuditEvent::CancelAsked { checkout, code_was_shown: true }).await.unwrap();
    let last = shop.access.audit(&owner, None, 1).await.unwrap().remove(0);
    assert_eq!((last.event.as_str(), last.terminal_name.as_deref()), ("cancel-asked", Some("Bar")));
    assert_eq!((last.person_id, last.peer.as_deref()), (None, Some("192.0.2.9")));
    assert!(last.detail_json.contains(&checkout.to_string()));
    let page = shop.access.audit(&owner, Some(last.number), 2).await.unwrap();
    assert_eq!(page.iter().map(|entry| entry.number).collect::<Vec<_>>(), [last.number - 1, last.number - 2]);
}
