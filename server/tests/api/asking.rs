//! How Mion is asked: hints only hurry, the budget holds, a dead Mion is left alone, and on chain.

use crate::harness::{TOKEN, World, invoice, is_awaiting, new_id, on_both_databases};
use app::view::{ShopNews, StateView};
use core::time::Duration;
use sandbox::Route;
use serde_json::json;

on_both_databases! {
    a_webhook_hurries_the_next_look_and_is_never_believed,
    a_poke_brings_paid_without_waiting_for_the_next_look,
    a_dead_mion_is_left_alone_and_found_alive_again_without_any_sale,
    one_look_an_interval_however_many_browsers_wait,
    regular_bitcoin_is_offered_only_where_the_shop_takes_it,
}

async fn a_webhook_hurries_the_next_look_and_is_never_believed() {
    let world = World::new().await;
    let kiosk = world.kiosk().await;
    let view = kiosk.awaiting().await;
    let call = async |token: &str, body: &'static str| {
        let url = format!("{}/hooks/mion/{token}", kiosk.base);
        kiosk.http.post(url).header("content-type", "application/json").body(body).send().await.unwrap().status()
    };
    let lie = r#"{"status":"funded","paidAt":"2026-11-23T10:00:00Z"}"#;
    assert_eq!(call("no-such-token", lie).await, 404);
    let before = world.mion().count(Route::Status);
    assert_eq!(call(TOKEN, lie).await, 204);
    // Less time than an unattended sale would wait for its next look.
    for _ in 0..5 {
        kiosk.later(Duration::from_millis(50)).await;
        kiosk.read(view.id).await.unwrap();
    }
    kiosk.until(view.id, |_| world.mion().count(Route::Status) > before).await;
    assert!(is_awaiting(&kiosk.read(view.id).await.unwrap()));
}

async fn a_poke_brings_paid_without_waiting_for_the_next_look() {
    let world = World::new().await;
    let kiosk = world.kiosk().await;
    world.mion().webhook(Some(&format!("{}/hooks/mion/{TOKEN}", kiosk.base))).unwrap();
    let view = kiosk.awaiting().await;
    for _ in 0..20 {
        kiosk.later(Duration::from_millis(500)).await;
    }
    let paid_at = server::clock::Clock::now(&world.clock);
    world.mion().pay(&invoice(&view), false).unwrap();
    kiosk.until(view.id, |view| view.state.name() == "paid").await;
    let took = server::clock::Clock::now(&world.clock).since(paid_at);
    assert!(took < Duration::from_secs(5), "an unattended sale is looked at every 5 s; this took {took:?}");
}

async fn a_dead_mion_is_left_alone_and_found_alive_again_without_any_sale() {
    let world = World::new().await;
    let kiosk = world.kiosk().await;
    let ids: Vec<_> = (0..20).map(|_| new_id()).collect();
    for id in &ids {
        kiosk.while_time_goes_on(kiosk.open(*id, 500)).await.unwrap();
        kiosk.until(*id, is_awaiting).await;
    }
    world.mion().down(true);
    kiosk.until(ids[0], |view| !view.seen.shop.mion_answers).await;
    let before = world.mion().count(Route::Any);
    for _ in 0..300 {
        kiosk.later(Duration::from_millis(100)).await;
    }
    let asked = world.mion().count(Route::Any) - before;
    assert!((1..=20).contains(&asked), "30 s of a dead Mion and 20 open sales: {asked} questions");
    for id in &ids {
        kiosk.while_time_goes_on(kiosk.cancel(*id)).await.unwrap();
    }
    world.mion().down(false);
    let silent = ShopNews { mion_answers: false, alarms: 0, newest_alarm_ms: 0 };
    // A question is held for 20 s of the kiosk's time, which a busy machine may let go by too fast.
    let heard =
        async { while !kiosk.ask::<ShopNews>("shop_update", json!({ "seen": silent })).await.unwrap().mion_answers {} };
    kiosk.while_time_goes_on(heard).await;
}

async fn one_look_an_interval_however_many_browsers_wait() {
    let world = World::new().await;
    let kiosk = world.kiosk().await;
    let view = kiosk.awaiting().await;
    let view = kiosk.until(view.id, |now| now.seen.version > view.seen.version).await;
    let (before, from) = (world.mion().count(Route::Status), server::clock::Clock::now(&world.clock));
    let waiting = futures::future::join_all((0..50).map(|_| kiosk.update(view.id, view.seen)));
    for answer in kiosk.while_time_goes_on(waiting).await {
        assert_eq!(answer.unwrap().seen, view.seen);
    }
    let looks = world.mion().count(Route::Status) - before;
    let seconds = server::clock::Clock::now(&world.clock).since(from).as_secs();
    assert!(looks <= 2 * seconds + 2, "{looks} looks in {seconds} s for 50 browsers");
    assert!(looks >= seconds / 2, "and it is looked at all the time: {looks} in {seconds} s");
}

async fn regular_bitcoin_is_offered_only_where_the_shop_takes_it() {
    for takes_on_chain in [false, true] {
        let mut world = World::new().await;
        world.takes_on_chain = takes_on_chain;
        let kiosk = world.kiosk().await;
        let view = kiosk.awaiting().await;
        let StateView::AwaitingPayment(shown) = &view.state else { panic!("{view:?}") };
        assert_eq!(shown.on_chain.is_some(), takes_on_chain);
        let Some(on_chain) = &shown.on_chain else { continue };
        let uri = format!("bitcoin:{}?amount=0.00025&lightning={}", on_chain.address, shown.bolt11);
        assert_eq!(on_chain.uri, uri);
        world.mion().pay_on_chain(&on_chain.address, 25_000, false).unwrap();
        let seen = kiosk.until(view.id, |view| !is_awaiting(view)).await;
        assert!(matches!(seen.state, StateView::Seen { .. }), "{seen:?}");
        assert_eq!(kiosk.cancel(view.id).await, Err(app::api::ApiError::NotCancellable));
        world.mion().confirm(&on_chain.address).unwrap();
        let paid = kiosk.until(view.id, |view| !view.state.is_live()).await;
        assert_eq!(paid.state.name(), "paid");
    }
}
