//! The sale as it should go, and the ways it may end.

use crate::forms::get;
use crate::harness::{LIFE, World, invoice, is_awaiting, new_id, on_both_databases};
use app::api::ApiError;
use app::view::{CheckoutView, OpenSaleView, Seen, StateView};
use core::time::Duration;
use domain::Msat;
use domain::checkout::state::State;
use domain::limits::AmountRefused;
use sandbox::{Route, StatusChange};
use serde_json::json;
use server::clock::Clock as _;

on_both_databases! {
    a_sale_is_paid,
    a_note_is_kept_with_its_sale_and_another_one_is_another_sale,
    paid_is_told_to_a_browser_that_waits,
    a_browser_that_has_seen_everything_waits_and_one_that_has_not_is_answered_at_once,
    the_same_charge_twice_or_fifty_times_is_one_sale,
    nobody_pays_and_the_sale_expires_only_by_mions_word,
    a_cancelled_sale_that_is_paid_after_all_is_paid_late,
    a_sale_that_was_just_paid_is_not_cancelled,
    half_of_paid_is_confirming_and_cannot_be_cancelled,
    an_unknown_status_is_kept_and_never_taken_for_paid,
    an_invoice_that_ends_early_is_replaced_under_the_same_session,
    a_paid_sale_is_followed_until_it_is_funded,
}

async fn a_sale_is_paid() {
    let (world, id) = (World::new().await, new_id());
    let kiosk = world.kiosk().await;
    let view = kiosk.open(id, 1250).await.unwrap();
    let StateView::AwaitingPayment(shown) = &view.state else { panic!("{view:?}") };
    assert_eq!((shown.amount, shown.seconds_left, shown.replaced), (Msat::from_msat(25_000_000), 600, false));

    let [session] = &world.mion().sessions(None)[..] else { panic!("one sale, one session") };
    assert_eq!((session.amount, session.currency_iso3.as_str(), session.retail_pos), (1250, "EUR", true));
    assert_eq!(session.reference, format!("kiosk-{id}"));
    assert_eq!(session.expires_at, "2026-11-23T10:10:00Z");

    world.mion().pay(&shown.bolt11, false).unwrap();
    let paid = kiosk.until(id, |view| matches!(view.state, StateView::Paid { .. })).await;
    assert!(matches!(paid.state, StateView::Paid { amount: Some(amount), .. } if amount == shown.amount));
    assert_eq!(paid.seen.version, kiosk.store.history(id).await.unwrap().len() as u64);
}

async fn a_note_is_kept_with_its_sale_and_another_one_is_another_sale() {
    let (world, id) = (World::new().await, new_id());
    let kiosk = world.kiosk().await;
    let open = async |id, total_minor: u64, note: &str| {
        kiosk.ask::<CheckoutView>("open_checkout", json!({ "id": id, "total_minor": total_minor, "note": note })).await
    };
    for (total_minor, note, refused) in [
        (1250, "x".repeat(61), ApiError::BadRequest),
        (1250, "a\u{7}".to_owned(), ApiError::BadRequest),
        (0, "Table 4".to_owned(), ApiError::Amount { reason: AmountRefused::Zero }),
    ] {
        assert_eq!(open(id, total_minor, &note).await, Err(refused), "{note}");
    }
    assert_eq!(world.mion().count(Route::CreateSession), 0);
    let view = open(id, 1250, " Table 4 <b> ").await.unwrap();
    assert_eq!(open(id, 1250, "Table 4 <b>").await.map(|view| view.id), Ok(id), "the same again");
    for (total_minor, note) in [(1250, "Table 5"), (1250, ""), (1300, "Table 4 <b>")] {
        assert_eq!(open(id, total_minor, note).await, Err(ApiError::AlreadyOpen), "{note}");
    }
    let [sale] = &kiosk.ask::<Vec<OpenSaleView>>("open_sales", json!({})).await.unwrap()[..] else { panic!("one") };
    assert_eq!((sale.note.as_str(), sale.total), ("Table 4 <b>", view.total));
    assert_eq!(kiosk.store.sold(&[id]).await.unwrap()[&id].note, "Table 4 <b>");
    let (_, page) = get(&kiosk.http, &kiosk, "/staff/sales").await;
    assert!(page.contains("Table 4 &lt;b&gt;") && !page.contains("4 <b>"), "{page}");
    world.mion().pay(&invoice(&view), false).unwrap();
    let paid = kiosk.until(id, |view| matches!(view.state, StateView::Paid { .. })).await;
    let StateView::Paid { receipt, .. } = paid.state else { unreachable!() };
    let (_, page) = get(&kiosk.http, &kiosk, &format!("/receipt/{receipt}")).await;
    assert!(page.contains("€12.50") && !page.contains("Table"), "a note is the staff's own: {page}");
}

async fn paid_is_told_to_a_browser_that_waits() {
    let world = World::new().await;
    let kiosk = world.kiosk().await;
    let view = kiosk.awaiting().await;
    let waiting = async {
        let mut seen = view.seen;
        loop {
            let news = kiosk.update(view.id, seen).await.unwrap();
            if !is_awaiting(&news) {
                return news;
            }
            seen = news.seen;
        }
    };
    let paying = async { world.mion().pay(&invoice(&view), false).unwrap() };
    let (paid, _) = kiosk.while_time_goes_on(async { tokio::join!(waiting, paying) }).await;
    assert_eq!(paid.state.name(), "paid");
}

async fn a_browser_that_has_seen_everything_waits_and_one_that_has_not_is_answered_at_once() {
    let world = World::new().await;
    let kiosk = world.kiosk().await;
    let opened = kiosk.awaiting().await;
    // The first status read is news too; after it Mion has nothing new to say.
    let view = kiosk.until(opened.id, |view| view.seen.version > opened.seen.version).await;
    let before = world.clock.now();
    let behind = Seen { version: view.seen.version - 1, ..view.seen };
    assert_eq!(kiosk.update(view.id, behind).await.unwrap().seen, view.seen);
    assert_eq!(world.clock.now(), before, "no time went by");
    let same = kiosk.while_time_goes_on(kiosk.update(view.id, view.seen)).await.unwrap();
    assert_eq!(same.seen, view.seen);
    assert!(world.clock.now().since(before) >= Duration::from_secs(20), "it waited");
}

async fn the_same_charge_twice_or_fifty_times_is_one_sale() {
    let (world, id) = (World::new().await, new_id());
    let kiosk = world.kiosk().await;
    let views = futures::future::join_all((0..50).map(|_| kiosk.open(id, 1250))).await;
    let first = views[0].clone().unwrap();
    for view in views {
        assert_eq!(invoice(&view.unwrap()), invoice(&first));
    }
    assert_eq!(world.mion().count(Route::CreateSession), 1);
    assert_eq!(world.mion().count(Route::CreateAttempt), 1);
    assert_eq!(kiosk.open(id, 1251).await, Err(ApiError::AlreadyOpen));
}

async fn nobody_pays_and_the_sale_expires_only_by_mions_word() {
    let world = World::new().await;
    let kiosk = world.kiosk().await;
    let view = kiosk.awaiting().await;
    world.mion().down(true);
    world.advance(LIFE + Duration::from_secs(1));
    let silent = kiosk.until(view.id, |view| !view.seen.shop.mion_answers).await;
    assert!(is_awaiting(&silent), "unreachable is never expired");
    world.mion().down(false);
    let expired = kiosk.until(view.id, |view| !view.state.is_live()).await;
    assert_eq!(expired.state, StateView::Expired);
}

async fn a_cancelled_sale_that_is_paid_after_all_is_paid_late() {
    let world = World::new().await;
    let kiosk = world.kiosk().await;
    let view = kiosk.awaiting().await;
    assert_eq!(kiosk.cancel(view.id).await.unwrap().state, StateView::Cancelled);
    assert_eq!(kiosk.cancel(view.id).await.unwrap().state, StateView::Cancelled, "twice is once");
    world.mion().pay(&invoice(&view), false).unwrap();
    let mut state = kiosk.read(view.id).await.unwrap().state;
    for _ in 0..500 {
        if state != StateView::Cancelled {
            break;
        }
        kiosk.later(Duration::from_millis(500)).await;
        state = kiosk.read(view.id).await.unwrap().state;
    }
    assert!(matches!(state, StateView::PaidLate { .. }), "{state:?}");
}

async fn a_sale_that_was_just_paid_is_not_cancelled() {
    let world = World::new().await;
    let kiosk = world.kiosk().await;
    let view = kiosk.awaiting().await;
    world.mion().pay(&invoice(&view), false).unwrap();
    assert!(matches!(kiosk.cancel(view.id).await.unwrap().state, StateView::Paid { .. }));
}

async fn half_of_paid_is_confirming_and_cannot_be_cancelled() {
    let world = World::new().await;
    let kiosk = world.kiosk().await;
    let view = kiosk.awaiting().await;
    let session = world.mion().sessions(None)[0].payment_session_id;
    let half = StatusChange { status: Some("funded".to_owned()), ..StatusChange::default() };
    world.mion().set_status(session, half).unwrap();
    let confirming = kiosk.until(view.id, |view| !is_awaiting(view)).await;
    assert_eq!(confirming.state, StateView::Confirming);
    assert_eq!(kiosk.cancel(view.id).await, Err(ApiError::NotCancellable));
}

async fn an_unknown_status_is_kept_and_never_taken_for_paid() {
    let world = World::new().await;
    let kiosk = world.kiosk().await;
    let view = kiosk.awaiting().await;
    let session = world.mion().sessions(None)[0].payment_session_id;
    let strange = StatusChange { status: Some("levitating".to_owned()), ..StatusChange::default() };
    world.mion().set_status(session, strange).unwrap();
    let seen = kiosk.until(view.id, |now| now.seen.version > view.seen.version).await;
    assert!(is_awaiting(&seen));
    let checkout = kiosk.store.get(view.id).await.unwrap().unwrap();
    assert_eq!(checkout.record().reading.as_ref().unwrap().word, "levitating");
}

async fn an_invoice_that_ends_early_is_replaced_under_the_same_session() {
    let options = sandbox::Options { invoice_seconds: Some(60), ..sandbox::Options::default() };
    let world = World::with(options).await;
    let kiosk = world.kiosk().await;
    let view = kiosk.awaiting().await;
    world.advance(Duration::from_secs(61));
    let fresh = kiosk
        .until(view.id, |view| matches!(&view.state, StateView::AwaitingPayment(invoice) if invoice.replaced))
        .await;
    assert_ne!(invoice(&fresh), invoice(&view));
    assert_eq!(world.mion().sessions(None).len(), 1);
    world.mion().pay(&invoice(&fresh), false).unwrap();
    let paid = kiosk.until(view.id, |view| !view.state.is_live()).await;
    assert_eq!(paid.state.name(), "paid");
}

async fn a_paid_sale_is_followed_until_it_is_funded() {
    let world = World::new().await;
    let kiosk = world.kiosk().await;
    let view = kiosk.awaiting().await;
    world.mion().pay(&invoice(&view), false).unwrap();
    kiosk.until(view.id, |view| !view.state.is_live()).await;
    for _ in 0..500 {
        kiosk.later(Duration::from_millis(500)).await;
        let checkout = kiosk.store.get(view.id).await.unwrap().unwrap();
        if matches!(checkout.state(), State::Paid(settlement) if settlement.complete) {
            return;
        }
    }
    panic!("Mion says funded, and the record does not");
}
