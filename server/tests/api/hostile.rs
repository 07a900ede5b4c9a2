//! What Mion should never answer: kept for staff, shown to nobody, and the next sale goes on as ever.

use crate::harness::{World, invoice, is_awaiting, new_id, on_both_databases};
use app::view::{FailureView, StateView};
use domain::answer::InvoiceFault;
use domain::checkout::state::{Failure, State};
use sandbox::{Answer, Route};
use serde_json::{Map, Value, json};

on_both_databases! {
    another_sales_session_is_never_taken,
    another_sales_invoice_is_never_shown,
    an_answer_that_makes_no_sense_is_no_answer,
    a_status_that_makes_no_sense_changes_nothing,
}

fn patch(field: &str, value: Value) -> Answer {
    Answer::Patch { patch: Map::from_iter([(field.to_owned(), value)]), remove: Vec::new() }
}

async fn another_sales_session_is_never_taken() {
    let world = World::new().await;
    let kiosk = world.kiosk().await;
    let other = kiosk.awaiting().await;
    let session = world.mion().sessions(None)[0].payment_session_id;
    let mut lie = Map::from_iter([("paymentSessionId".to_owned(), json!(session))]);
    lie.insert("reference".to_owned(), Value::Null);
    world.mion().script(Route::CreateSession, 1, Answer::Patch { patch: lie, remove: Vec::new() }).unwrap();
    let view = kiosk.open(new_id(), 900).await.unwrap();
    assert_eq!(view.state, StateView::Failed(FailureView::Conflict));
    assert_eq!(kiosk.read(other.id).await.unwrap().state.name(), "awaiting-payment");
    assert!(is_awaiting(&kiosk.awaiting().await), "the next sale goes on");
}

async fn another_sales_invoice_is_never_shown() {
    let world = World::new().await;
    let kiosk = world.kiosk().await;
    let other = kiosk.awaiting().await;
    let lie = patch("lnInvoice", json!(invoice(&other)));
    world.mion().script(Route::CreateAttempt, 1, lie).unwrap();
    let view = kiosk.open(new_id(), 1250).await.unwrap();
    assert_eq!(view.state, StateView::Failed(FailureView::Unusable));
    let stored = kiosk.store.get(view.id).await.unwrap().unwrap();
    assert_eq!(stored.state(), &State::Failed(Failure::Unusable(InvoiceFault::Reused)));
    world.mion().pay(&invoice(&other), false).unwrap();
    assert_eq!(kiosk.until(other.id, |view| !view.state.is_live()).await.state.name(), "paid");
    assert_eq!(kiosk.read(view.id).await.unwrap().state.name(), "failed");
}

async fn an_answer_that_makes_no_sense_is_no_answer() {
    let deep = format!("{}{}", "[".repeat(50_000), "]".repeat(50_000));
    let huge = format!("{{\"paymentSessionId\":\"{}\"}}", "x".repeat(2_000_000));
    for nonsense in [
        Answer::Malformed { body: Some(deep) },
        Answer::Malformed { body: Some(huge) },
        patch("paymentSessionId", json!(7)),
        patch("amount", json!(-1250)),
    ] {
        let world = World::new().await;
        let kiosk = world.kiosk().await;
        world.mion().script(Route::CreateSession, 1, nonsense).unwrap();
        let id = new_id();
        let view = kiosk.while_time_goes_on(kiosk.open(id, 1250)).await.unwrap();
        let view = if is_awaiting(&view) { view } else { kiosk.until(id, is_awaiting).await };
        assert_eq!(world.mion().sessions(None).len(), 1);
        world.mion().pay(&invoice(&view), false).unwrap();
        assert_eq!(kiosk.until(id, |view| !view.state.is_live()).await.state.name(), "paid");
    }
}

async fn a_status_that_makes_no_sense_changes_nothing() {
    let world = World::new().await;
    let kiosk = world.kiosk().await;
    let view = kiosk.awaiting().await;
    let stranger = uuid::Uuid::from_u128(rand::random());
    for nonsense in [
        patch("paidAt", json!("yesterday")),
        patch("paidAt", json!("0001-01-01T00:00:00Z")),
        patch("paidAt", json!(-5)),
        patch("status", json!(["funded"])),
        patch("paymentSessionId", json!(stranger)),
        patch("fundingAmountAvailable", json!("lots")),
        patch("expiresAt", json!("9999-99-99")),
    ] {
        let asked = world.mion().count(Route::Status);
        world.mion().script(Route::Status, 1, nonsense.clone()).unwrap();
        kiosk.until(view.id, |_| world.mion().count(Route::Status) > asked + 1).await;
        let now = kiosk.read(view.id).await.unwrap();
        assert!(is_awaiting(&now), "{nonsense:?}: {now:?}");
    }
    world.mion().pay(&invoice(&view), false).unwrap();
    assert_eq!(kiosk.until(view.id, |view| !view.state.is_live()).await.state.name(), "paid");
}
