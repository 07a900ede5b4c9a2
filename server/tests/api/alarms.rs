//! Payments that a person has to look at: raised with the money, told to every tablet, decided once.

use crate::harness::{Kiosk, World, invoice, is_awaiting, new_id, on_both_databases};
use app::api::ApiError;
use app::view::{AlarmView, CheckoutView, ShopNews, StateView};
use core::time::Duration;
use domain::alarm::{AlarmKind, DecisionRefused};
use domain::checkout::change::Event;
use domain::checkout::state::Ending;
use sandbox::StatusChange;
use serde_json::{Value, json};

on_both_databases! {
    a_late_payment_is_told_to_every_tablet_and_decided_once,
    a_decision_that_cannot_be_taken_changes_nothing,
    a_sale_put_aside_stays_open_and_its_payment_is_brought_to_notice,
    a_sale_taken_up_again_is_paid_as_any_other,
    both_invoices_of_a_sale_being_paid_is_an_alarm,
    too_little_is_its_own_state_and_an_alarm_when_the_sale_ends,
    too_much_is_paid_and_an_alarm,
}

pub(crate) async fn decide(kiosk: &Kiosk, id: impl serde::Serialize, kind: &str, verdict: Value, note: &str) -> Value {
    let body = json!({ "id": id, "kind": kind, "verdict": verdict, "note": note });
    kiosk.post("decide_alarm", body).await.json().await.unwrap()
}

async fn alarms(kiosk: &Kiosk) -> Vec<AlarmView> {
    kiosk.ask("read_alarms", json!({})).await.unwrap()
}

/// A sale that was called off and paid all the same.
pub(crate) async fn paid_late(world: &World, kiosk: &Kiosk) -> CheckoutView {
    let view = kiosk.awaiting().await;
    kiosk.cancel(view.id).await.unwrap();
    world.mion().pay(&invoice(&view), false).unwrap();
    kiosk.until(view.id, |view| matches!(view.state, StateView::PaidLate { .. })).await
}

async fn a_late_payment_is_told_to_every_tablet_and_decided_once() {
    let world = World::new().await;
    let kiosk = world.kiosk().await;
    let none: ShopNews = kiosk.awaiting().await.seen.shop;
    assert_eq!(none.alarms, 0);
    let waiting = kiosk.ask::<ShopNews>("shop_update", json!({ "seen": none }));
    let (told, late) = kiosk.while_time_goes_on(async { tokio::join!(waiting, paid_late(&world, &kiosk)) }).await;
    assert_eq!(told.unwrap().alarms, 1, "a tablet that shows anything else is told");
    assert_eq!(late.alarms, [AlarmKind::Late]);

    let [alarm] = &alarms(&kiosk).await[..] else { panic!("one payment, one alarm") };
    assert_eq!((alarm.id, alarm.kind, alarm.after), (late.id, AlarmKind::Late, Some(Ending::Cancelled)));
    assert!(alarm.paid_at_ms.is_some() && alarm.mion_says.iter().any(|(name, _)| name == "paymentSessionId"));

    let left: Vec<AlarmView> =
        serde_json::from_value(decide(&kiosk, late.id, "late", json!("refund"), " Table 4 ").await).unwrap();
    assert!(left.is_empty());
    let again =
        kiosk.post("decide_alarm", json!({ "id": late.id, "kind": "late", "verdict": "accept", "note": "" })).await;
    assert_eq!(again.status(), 409);
    let refused: ApiError = again.json().await.unwrap();
    assert_eq!(refused, ApiError::Decision { reason: DecisionRefused::Decided });
    let history = kiosk.store.history(late.id).await.unwrap();
    assert!(
        history.iter().any(
            |entry| matches!(&entry.event, Event::Decided(AlarmKind::Late, decision) if decision.note == "Table 4")
        )
    );
    assert_eq!(kiosk.read(late.id).await.unwrap().seen.shop.alarms, 0);
}

async fn a_decision_that_cannot_be_taken_changes_nothing() {
    let world = World::new().await;
    let kiosk = world.kiosk().await;
    let late = paid_late(&world, &kiosk).await;
    let error = |answer: Value| serde_json::from_value::<ApiError>(answer).unwrap();
    let refused = |reason| ApiError::Decision { reason };
    assert_eq!(error(decide(&kiosk, late.id, "twice", json!("accept"), "").await), refused(DecisionRefused::NoAlarm));
    assert_eq!(error(decide(&kiosk, late.id, "late", json!("accept"), "a\u{7}").await), refused(DecisionRefused::Note));
    let long = "x".repeat(501);
    assert_eq!(error(decide(&kiosk, late.id, "late", json!("accept"), &long).await), refused(DecisionRefused::Note));
    let itself = json!({ "link": late.id });
    assert_eq!(error(decide(&kiosk, late.id, "late", itself, "").await), refused(DecisionRefused::Itself));
    let nowhere = json!({ "link": new_id() });
    assert_eq!(error(decide(&kiosk, late.id, "late", nowhere, "").await), ApiError::UnknownLink);
    assert_eq!(error(decide(&kiosk, new_id(), "late", json!("accept"), "").await), ApiError::UnknownCheckout);
    for (kind, verdict) in [("loud", json!("accept")), ("late", json!("keep")), ("late", json!({ "link": "x" }))] {
        assert_eq!(error(decide(&kiosk, late.id, kind, verdict, "").await), ApiError::BadRequest);
    }
    assert_eq!(alarms(&kiosk).await.len(), 1);
    let other = kiosk.awaiting().await;
    assert_eq!(decide(&kiosk, late.id, "late", json!({ "link": other.id }), "").await, json!([]));
}

async fn a_sale_put_aside_stays_open_and_its_payment_is_brought_to_notice() {
    let world = World::new().await;
    let kiosk = world.kiosk().await;
    let view = kiosk.awaiting().await;
    let aside: CheckoutView = kiosk.ask("put_aside", json!({ "id": view.id })).await.unwrap();
    assert!(aside.put_aside && is_awaiting(&aside));
    let [open] = &kiosk.ask::<Vec<app::view::OpenSaleView>>("open_sales", json!({})).await.unwrap()[..] else {
        panic!("one open sale")
    };
    assert_eq!((open.id, open.put_aside, open.state.as_str()), (view.id, true, "awaiting-payment"));
    world.mion().pay(&invoice(&view), false).unwrap();
    let paid = kiosk.until(view.id, |view| !view.state.is_live()).await;
    assert!(matches!(paid.state, StateView::PaidLate { after: Ending::PutAside, .. }), "{paid:?}");
    assert_eq!(alarms(&kiosk).await.len(), 1);
    let over = kiosk.post("put_aside", json!({ "id": view.id })).await;
    assert_eq!(over.json::<ApiError>().await.unwrap(), ApiError::NotCancellable);
}

async fn a_sale_taken_up_again_is_paid_as_any_other() {
    let world = World::new().await;
    let kiosk = world.kiosk().await;
    let view = kiosk.awaiting().await;
    kiosk.ask::<CheckoutView>("put_aside", json!({ "id": view.id })).await.unwrap();
    let up: CheckoutView = kiosk.ask("take_up", json!({ "id": view.id })).await.unwrap();
    assert!(!up.put_aside);
    world.mion().pay(&invoice(&view), false).unwrap();
    let paid = kiosk.until(view.id, |view| !view.state.is_live()).await;
    assert_eq!(paid.state.name(), "paid");
    assert!(alarms(&kiosk).await.is_empty());
}

async fn both_invoices_of_a_sale_being_paid_is_an_alarm() {
    let world = World::with(sandbox::Options { invoice_seconds: Some(60), ..sandbox::Options::default() }).await;
    let kiosk = world.kiosk().await;
    let first = kiosk.awaiting().await;
    world.advance(Duration::from_secs(61));
    let is_fresh = |view: &CheckoutView| is_awaiting(view) && invoice(view) != invoice(&first);
    let second = kiosk.until(first.id, is_fresh).await;
    world.mion().pay(&invoice(&second), false).unwrap();
    kiosk.until(first.id, |view| view.state.name() == "paid").await;
    world.mion().pay(&invoice(&first), true).unwrap();
    let twice = kiosk.until(first.id, |view| !view.alarms.is_empty()).await;
    assert_eq!((twice.alarms, twice.state.name()), (vec![AlarmKind::Twice], "paid"));
}

async fn too_little_is_its_own_state_and_an_alarm_when_the_sale_ends() {
    let world = World::new().await;
    let kiosk = world.kiosk().await;
    let view = kiosk.awaiting().await;
    let session = world.mion().sessions(None)[0].payment_session_id;
    let short = StatusChange {
        funding_status: Some(Some("under-funded".to_owned())),
        funding_amount_available: Some(700),
        ..StatusChange::default()
    };
    world.mion().set_status(session, short).unwrap();
    let short = kiosk.until(view.id, |view| !is_awaiting(view)).await;
    assert_eq!((short.state, short.alarms), (StateView::Underpaid, vec![]));
    let cancelled = kiosk.cancel(view.id).await.unwrap();
    assert_eq!((cancelled.state, cancelled.alarms), (StateView::Cancelled, vec![AlarmKind::Underpaid]));
    let says = &alarms(&kiosk).await[0].mion_says;
    assert!(says.contains(&("fundingAmountAvailable".to_owned(), "700".to_owned())), "{says:?}");
}

async fn too_much_is_paid_and_an_alarm() {
    let world = World::new().await;
    let kiosk = world.kiosk().await;
    let view = kiosk.awaiting().await;
    world.mion().pay(&invoice(&view), false).unwrap();
    let session = world.mion().sessions(None)[0].payment_session_id;
    let over = StatusChange { funding_status: Some(Some("over-funded".to_owned())), ..StatusChange::default() };
    world.mion().set_status(session, over).unwrap();
    let paid = kiosk.until(view.id, |view| !view.alarms.is_empty()).await;
    assert_eq!((paid.state.name(), paid.alarms), ("paid", vec![AlarmKind::Overpaid]));
}
