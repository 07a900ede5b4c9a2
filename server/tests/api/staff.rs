//! The staff's pages, as a browser without a script sees them: forms are sent, and lead to a page.

use crate::forms::{get, leads_to, refused, send};
use crate::harness::{Kiosk, World, invoice, new_id, on_both_databases};
use app::view::{CheckoutView, StateView};

on_both_databases! {
    the_last_sales_give_the_sure_answer,
    an_open_sale_is_taken_up_by_a_form,
    a_payment_is_decided_about_by_a_form,
    a_decision_that_cannot_be_taken_is_refused_in_words_and_changes_nothing,
    what_is_not_there_is_not_found,
}

/// A sale that was called off and paid all the same.
async fn paid_late(world: &World, kiosk: &Kiosk) -> CheckoutView {
    let view = kiosk.awaiting().await;
    kiosk.cancel(view.id).await.unwrap();
    world.mion().pay(&invoice(&view), false).unwrap();
    kiosk.until(view.id, |view| matches!(view.state, StateView::PaidLate { .. })).await
}

async fn the_last_sales_give_the_sure_answer() {
    let world = World::new().await;
    let kiosk = world.kiosk().await;
    let (_, empty) = get(&kiosk.http, &kiosk, "/staff/sales").await;
    assert!(empty.contains("data-none-open") && empty.contains("data-none-last"), "{empty}");
    let view = kiosk.awaiting().await;
    let (_, list) = get(&kiosk.http, &kiosk, "/staff/sales").await;
    assert!(list.contains(&view.code) && list.contains("€12.50") && list.contains("Waiting for payment"), "{list}");
    let path = format!("/staff/sales/{}", view.id);
    let (status, page) = get(&kiosk.http, &kiosk, &path).await;
    assert_eq!(status, 200);
    assert!(page.contains("Not yet. Nobody has paid."), "{page}");
    assert!(!page.contains(&invoice(&view)), "an invoice is for customers");
    world.mion().pay(&invoice(&view), false).unwrap();
    kiosk.until(view.id, |view| !view.state.is_live()).await;
    let (_, page) = get(&kiosk.http, &kiosk, &path).await;
    assert!(page.contains("Yes. It is paid.") && !page.contains("Take up here"), "{page}");
}

async fn an_open_sale_is_taken_up_by_a_form() {
    let world = World::new().await;
    let kiosk = world.kiosk().await;
    let view = kiosk.awaiting().await;
    kiosk.ask::<CheckoutView>("put_aside", serde_json::json!({ "id": view.id })).await.unwrap();
    let (_, list) = get(&kiosk.http, &kiosk, "/staff/sales").await;
    assert!(list.contains("Put aside"), "{list}");
    let taken = send(&kiosk.http, &kiosk, &format!("/staff/sales/{}/take-up", view.id), &[]).await;
    assert_eq!(leads_to(taken).await, format!("/checkout/{}", view.id));
    assert!(!kiosk.read(view.id).await.unwrap().put_aside);
}

async fn a_payment_is_decided_about_by_a_form() {
    let world = World::new().await;
    let kiosk = world.kiosk().await;
    let (_, none) = get(&kiosk.http, &kiosk, "/staff/alarms").await;
    assert!(none.contains("Nothing to decide"), "{none}");
    let late = paid_late(&world, &kiosk).await;
    let (_, list) = get(&kiosk.http, &kiosk, "/staff/alarms").await;
    assert!(list.contains("Paid after it was cancelled") && list.contains(&late.code), "{list}");
    let path = format!("/staff/alarms/{}/late/refund", late.id);
    let (status, question) = get(&kiosk.http, &kiosk, &path).await;
    assert!(status == 200 && question.contains("Refund by hand?"), "{question}");
    let done = send(&kiosk.http, &kiosk, &path, &[("note", "  In cash, table 4  ")]).await;
    assert_eq!(leads_to(done).await, "/staff/alarms?done=refund");
    let (_, said) = get(&kiosk.http, &kiosk, "/staff/alarms?done=refund").await;
    assert!(said.contains("Noted: to be refunded by hand.") && said.contains("Nothing to decide"), "{said}");
    let again = send(&kiosk.http, &kiosk, &path, &[("note", "")]).await;
    assert_eq!(leads_to(again).await, "/staff/alarms?done=already");
    let checkout = kiosk.store.get(late.id).await.unwrap().unwrap();
    assert_eq!(checkout.record().alarms[0].decision.as_ref().unwrap().note, "In cash, table 4");
}

async fn a_decision_that_cannot_be_taken_is_refused_in_words_and_changes_nothing() {
    let world = World::new().await;
    let kiosk = world.kiosk().await;
    let late = paid_late(&world, &kiosk).await;
    let link = format!("/staff/alarms/{}/late/link", late.id);
    let nowhere = new_id().to_string();
    let itself = format!("{}/checkout/{}", kiosk.base, late.id);
    let long = "🍰".repeat(501);
    for (fields, words) in [
        (vec![], "Say which sale it is for."),
        (vec![("address", "BCDFGH")], "Say which sale it is for."),
        (vec![("address", nowhere.as_str())], "The other sale is not known here."),
        (vec![("sale", nowhere.as_str())], "The other sale is not known here."),
        (vec![("address", itself.as_str())], "That is the very sale this payment was for."),
        (vec![("address", itself.as_str()), ("note", long.as_str())], "The note must be at most 500 characters"),
        (vec![("address", itself.as_str()), ("note", "a\u{7}b")], "The note must be at most 500 characters"),
    ] {
        let page = refused(send(&kiosk.http, &kiosk, &link, &fields).await).await;
        assert!(page.contains(words), "{words}: {page}");
        for (_, typed) in fields.iter().filter(|(name, typed)| *name != "sale" && !typed.contains('\u{7}')) {
            assert!(page.contains(typed), "what was typed stays: {typed}");
        }
    }
    let (_, list) = get(&kiosk.http, &kiosk, "/staff/alarms").await;
    assert!(list.contains("A payment needs a decision"), "{list}");
}

async fn what_is_not_there_is_not_found() {
    let world = World::new().await;
    let kiosk = world.kiosk().await;
    let unknown = new_id();
    for path in [
        format!("/staff/sales/{unknown}"),
        "/staff/sales/BCDFGH".to_owned(),
        format!("/staff/alarms/{unknown}/loud/accept"),
        format!("/staff/alarms/{unknown}/late/keep"),
    ] {
        let (status, page) = get(&kiosk.http, &kiosk, &path).await;
        assert!(status == 404 && page.contains("There is no such page"), "{path}: {page}");
    }
    let gone = get(&kiosk.http, &kiosk, &format!("/staff/alarms/{unknown}/late/accept")).await;
    assert_eq!(gone.0, 303, "somebody else has decided");
    let taken = send(&kiosk.http, &kiosk, &format!("/staff/sales/{unknown}/take-up"), &[]).await;
    assert_eq!(taken.status(), 404);
    let odd = kiosk.http.post(format!("{}/staff/sales/{unknown}/take-up", kiosk.base)).body("x").send().await.unwrap();
    assert!(odd.status().is_client_error());
}
