//! Several servers on the same records: one looks after a sale, all show it, and none is asked twice.

use crate::harness::{Kiosk, World, invoice, is_awaiting, new_id, on};
use app::view::{CheckoutView, ShopNews, StateView};
use core::time::Duration;
use sandbox::Route;
use serde_json::json;
use server::clock::Clock as _;

/// Two servers on the same PostgreSQL.
async fn two(test: impl AsyncFnOnce(&World, Kiosk, Kiosk)) {
    on(true, async {
        let world = World::new().await;
        let (one, other) = (world.kiosk().await, world.kiosk().await);
        // The newcomer keeps quiet until the first knows of it.
        for _ in 0..40 {
            one.later(Duration::from_millis(100)).await;
        }
        test(&world, one, other).await;
    })
    .await;
}

#[tokio::test]
async fn fifty_charges_at_two_servers_are_one_sale() {
    two(async |world, one, other| {
        let id = new_id();
        let kiosks = [&one, &other];
        let all = futures::future::join_all((0..50).map(|n| kiosks[n % 2].open(id, 1250)));
        let views = one.while_time_goes_on(all).await;
        assert!(views.iter().all(|view| view.as_ref().is_ok_and(|view| view.id == id)));
        let shown = one.until(id, is_awaiting).await;
        assert_eq!(invoice(&other.read(id).await.unwrap()), invoice(&shown));
        assert_eq!((world.mion().count(Route::CreateSession), world.mion().count(Route::CreateAttempt)), (1, 1));
    })
    .await;
}

#[tokio::test]
async fn paid_is_told_to_a_browser_that_waits_at_another_server() {
    two(async |world, one, other| {
        let view = one.awaiting().await;
        let view = one.until(view.id, |now| now.seen.version > view.seen.version).await;
        assert_eq!(other.read(view.id).await.unwrap(), view);
        let began = world.clock.now();
        let waiting = other.update(view.id, view.seen);
        let paying = async { world.mion().pay(&invoice(&view), false).unwrap() };
        let (news, _) = one.while_time_goes_on(async { tokio::join!(waiting, paying) }).await;
        assert_eq!(news.unwrap().state.name(), "paid");
        assert!(world.clock.now().since(began) < Duration::from_secs(15), "told, not found out after 20 s");
    })
    .await;
}

#[tokio::test]
async fn a_sale_is_asked_about_once_an_interval_wherever_browsers_wait() {
    two(async |world, one, other| {
        let view = one.awaiting().await;
        let view = one.until(view.id, |now| now.seen.version > view.seen.version).await;
        let (before, from) = (world.mion().count(Route::Status), world.clock.now());
        let kiosks = [&one, &other];
        let waiting = futures::future::join_all((0..20).map(|n| kiosks[n % 2].update(view.id, view.seen)));
        for answer in one.while_time_goes_on(waiting).await {
            assert_eq!(answer.unwrap().seen, view.seen);
        }
        let looks = world.mion().count(Route::Status) - before;
        let seconds = world.clock.now().since(from).as_secs();
        assert!(looks <= 2 * seconds + 2, "{looks} looks in {seconds} s at two servers");
    })
    .await;
}

#[tokio::test]
async fn whoever_waits_elsewhere_has_the_sale_looked_at_as_often() {
    two(async |world, one, other| {
        let view = one.awaiting().await;
        let view = one.until(view.id, |now| now.seen.version > view.seen.version).await;
        // Long enough for the first server to think that nobody waits.
        for _ in 0..50 {
            one.later(Duration::from_millis(100)).await;
        }
        let before = world.mion().count(Route::Status);
        let answer = other.while_time_goes_on(other.update(view.id, view.seen)).await.unwrap();
        assert_eq!(answer.seen, view.seen);
        let looks = world.mion().count(Route::Status) - before;
        assert!(looks >= 10, "{looks} looks in 20 s; unattended there would be 4");
    })
    .await;
}

#[tokio::test]
async fn a_server_that_leaves_hands_its_sales_over() {
    two(async |world, one, other| {
        let view = one.awaiting().await;
        assert_eq!(one.store.owner(view.id).await.unwrap(), Some(one.me));
        one.stop().await;
        world.mion().pay(&invoice(&view), false).unwrap();
        let paid = other.until(view.id, |view| view.state.name() == "paid").await;
        assert_eq!(other.store.owner(paid.id).await.unwrap(), Some(other.me));
        assert_eq!(world.mion().sessions(None).len(), 1);
    })
    .await;
}

#[tokio::test]
async fn a_sale_is_called_off_and_put_aside_at_any_server() {
    two(async |world, one, other| {
        let view = one.awaiting().await;
        let before = world.mion().count(Route::Status);
        let cancelled = other.while_time_goes_on(other.cancel(view.id)).await.unwrap();
        assert_eq!(cancelled.state, StateView::Cancelled);
        assert!(world.mion().count(Route::Status) > before, "with a last look");

        let view = one.awaiting().await;
        let aside: CheckoutView = other.ask("put_aside", json!({ "id": view.id })).await.unwrap();
        assert!(aside.put_aside && is_awaiting(&aside));
        world.mion().pay(&invoice(&view), false).unwrap();
        let none = view.seen.shop;
        let told = other.while_time_goes_on(other.ask::<ShopNews>("shop_update", json!({ "seen": none }))).await;
        assert_eq!(told.unwrap().alarms, 1, "every tablet is told, wherever it asks");
        let late = other.read(view.id).await.unwrap();
        assert!(matches!(late.state, StateView::PaidLate { .. }), "{late:?}");
    })
    .await;
}

#[tokio::test]
async fn a_hint_reaches_every_server() {
    two(async |world, one, other| {
        world.mion().webhook(Some(&format!("{}/hooks/mion/{}", other.base, crate::harness::TOKEN))).unwrap();
        let view = one.awaiting().await;
        for _ in 0..50 {
            one.later(Duration::from_millis(100)).await;
        }
        let paid_at = world.clock.now();
        world.mion().pay(&invoice(&view), false).unwrap();
        one.until(view.id, |view| view.state.name() == "paid").await;
        let took = world.clock.now().since(paid_at);
        assert!(took < Duration::from_secs(4), "unattended it could have been 5 s; it was {took:?}");
    })
    .await;
}
