//! Bad days: lost answers, a Mion that is down, a kiosk that dies in the middle.

use crate::harness::{Kiosk, World, invoice, is_awaiting, new_id, on_both_databases};
use app::view::{FailureView, StateView};
use domain::checkout::change::Event;
use sandbox::{Answer, Route};

on_both_databases! {
    a_creation_whose_answer_is_lost_is_found_by_reference,
    a_creation_that_never_arrived_is_made_again_once_that_is_certain,
    an_attempt_without_an_answer_is_asked_for_again,
    a_refusal_is_final_and_its_text_is_for_staff_alone,
    nothing_scannable_is_shown_for_a_blocked_or_wrong_invoice,
    mion_goes_silent_and_the_invoice_stays,
    a_kiosk_that_was_down_finds_the_payment_made_meanwhile,
    a_browser_that_waits_is_answered_when_the_kiosk_stops,
    without_its_records_the_kiosk_says_so_and_sends_nothing,
}

async fn after(route: Route, times: u64, answer: Answer) -> World {
    let world = World::new().await;
    world.mion().script(route, times, answer).unwrap();
    world
}

/// Opens a sale and waits until its invoice is there, or it has failed.
async fn opened(world: &World) -> app::view::CheckoutView {
    opened_at(&world.kiosk().await).await
}

async fn opened_at(kiosk: &Kiosk) -> app::view::CheckoutView {
    let id = new_id();
    let view = kiosk.while_time_goes_on(kiosk.open(id, 1250)).await.unwrap();
    if view.state != StateView::Opening {
        return view;
    }
    kiosk.until(id, |view| view.state != StateView::Opening).await
}

async fn a_creation_whose_answer_is_lost_is_found_by_reference() {
    for answer in
        [Answer::ActThenDrop, Answer::Half, Answer::ActThenStatus { code: 502, retry_after: None, body: None }]
    {
        let world = after(Route::CreateSession, 1, answer.clone()).await;
        let view = opened(&world).await;
        assert!(is_awaiting(&view), "{answer:?}: {view:?}");
        assert_eq!(world.mion().sessions(None).len(), 1, "{answer:?}");
        assert!(world.mion().count(Route::SessionByReference) >= 1, "{answer:?}");
    }
}

async fn a_creation_that_never_arrived_is_made_again_once_that_is_certain() {
    for answer in [
        Answer::Timeout,
        Answer::Status { code: 500, retry_after: None, body: None },
        Answer::Status { code: 429, retry_after: Some("1".to_owned()), body: None },
        Answer::Malformed { body: None },
    ] {
        let world = after(Route::CreateSession, 1, answer.clone()).await;
        let view = opened(&world).await;
        assert!(is_awaiting(&view), "{answer:?}: {view:?}");
        assert_eq!(world.mion().sessions(None).len(), 1, "{answer:?}");
    }
}

async fn an_attempt_without_an_answer_is_asked_for_again() {
    let world = after(Route::CreateAttempt, 2, Answer::Half).await;
    let view = opened(&world).await;
    assert!(is_awaiting(&view));
    assert_eq!(world.mion().sessions(None).len(), 1);
}

async fn a_refusal_is_final_and_its_text_is_for_staff_alone() {
    let body = Some(r#"{"error":"account closed"}"#.to_owned());
    let world = after(Route::CreateSession, 1, Answer::Status { code: 403, retry_after: None, body }).await;
    let kiosk = world.kiosk().await;
    let view = opened_at(&kiosk).await;
    assert_eq!(view.state, StateView::Failed(FailureView::Refused));
    assert!(!serde_json::to_string(&view).unwrap().contains("account closed"));
    let history = kiosk.store.history(view.id).await.unwrap();
    assert!(
        history.iter().any(|entry| {
            matches!(&entry.event, Event::Refused(refusal) if refusal.text.contains("account closed"))
        })
    );
    assert_eq!(world.mion().sessions(None).len(), 0);
}

async fn nothing_scannable_is_shown_for_a_blocked_or_wrong_invoice() {
    let world = after(Route::CreateAttempt, 1, Answer::Block).await;
    let view = opened(&world).await;
    assert!(matches!(view.state, StateView::Blocked { by_compliance: true, .. }), "{view:?}");

    let world = after(Route::CreateAttempt, 1, Answer::InvoiceAmount { invoice_msat: Some(1_000) }).await;
    assert_eq!(opened(&world).await.state, StateView::Failed(FailureView::Unusable));

    let network = sandbox::Network::Bitcoin;
    let world = after(Route::CreateAttempt, 1, Answer::InvoiceNetwork { network: Some(network) }).await;
    assert_eq!(opened(&world).await.state, StateView::Failed(FailureView::Unusable));
}

async fn mion_goes_silent_and_the_invoice_stays() {
    let world = World::new().await;
    let kiosk = world.kiosk().await;
    let view = kiosk.awaiting().await;
    world.mion().down(true);
    let silent = kiosk.until(view.id, |view| !view.seen.shop.mion_answers).await;
    assert_eq!(invoice(&silent), invoice(&view));
    world.mion().down(false);
    world.mion().pay(&invoice(&view), false).unwrap();
    let paid = kiosk.until(view.id, |view| !view.state.is_live()).await;
    assert_eq!(paid.state.name(), "paid");
}

async fn a_kiosk_that_was_down_finds_the_payment_made_meanwhile() {
    let world = World::new().await;
    let kiosk = world.kiosk().await;
    let view = kiosk.awaiting().await;
    kiosk.stop().await;
    world.mion().pay(&invoice(&view), false).unwrap();
    let kiosk = world.kiosk().await;
    let paid = kiosk.until(view.id, |view| !view.state.is_live()).await;
    assert_eq!(paid.state.name(), "paid");
    assert_eq!(world.mion().sessions(None).len(), 1);
}

async fn a_browser_that_waits_is_answered_when_the_kiosk_stops() {
    let world = World::new().await;
    let kiosk = world.kiosk().await;
    let view = kiosk.awaiting().await;
    let (base, http, seen) = (kiosk.base.clone(), kiosk.http.clone(), view.seen);
    let body = serde_json::json!({ "id": view.id, "seen": seen });
    let waiting = tokio::spawn(async move {
        http.post(format!("{base}/api/checkout_update")).json(&body).send().await.unwrap().status()
    });
    kiosk.until(view.id, is_awaiting).await;
    tokio::task::yield_now().await;
    kiosk.stop().await;
    // Either it was answered before it was heard that the kiosk stops, or because of it; never cut off.
    assert_eq!(waiting.await.unwrap(), 200);
}

async fn without_its_records_the_kiosk_says_so_and_sends_nothing() {
    let world = World::new().await;
    let kiosk = world.kiosk().await;
    kiosk.store.close().await;
    let body = serde_json::json!({ "id": new_id(), "total_minor": 1250 });
    let response = kiosk.post("open_checkout", body).await;
    let request = response.headers()["x-request-id"].to_str().unwrap().to_owned();
    assert_eq!(response.status(), 500);
    assert_eq!(response.json::<app::api::ApiError>().await.unwrap(), app::api::ApiError::Internal { request });
    assert!(world.mion().requests().is_empty());
}
