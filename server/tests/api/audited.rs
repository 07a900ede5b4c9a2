//! What the audit log is told of sales and of the catalogue, and that it is told in one transaction with the change.

use crate::forms::{get, leads_to, send, somebody};
use crate::harness::{Kiosk, World, invoice, on_both_databases};
use app::view::StateView;
use domain::access::Role;
use serde_json::{Value, json};
use server::store::access::AuditEntry;

on_both_databases! {
    whoever_calls_a_sale_off_is_written_down_with_it,
    whoever_decides_about_a_payment_is_written_down_with_it,
    whoever_changes_the_catalogue_is_written_down_with_it,
    what_is_refused_is_not_written_down,
}

/// What happened since, oldest first: the events of `kinds` alone.
async fn entries(kiosk: &Kiosk, kinds: &[&str]) -> Vec<AuditEntry> {
    let all = kiosk.store.audit_after(0, 500).await.unwrap();
    all.into_iter().filter(|entry| kinds.contains(&entry.event.as_str())).collect()
}

fn detail(entry: &AuditEntry) -> Value {
    serde_json::from_str(&entry.detail_json).unwrap()
}

async fn whoever_calls_a_sale_off_is_written_down_with_it() {
    let world = World::new().await;
    let kiosk = world.kiosk().await;
    let view = kiosk.awaiting().await;
    assert_eq!(kiosk.cancel(view.id).await.unwrap().state, StateView::Cancelled);
    // Called off already: nothing is changed, and nothing written down.
    kiosk.cancel(view.id).await.unwrap();
    let [entry] = &entries(&kiosk, &["cancel-asked"]).await[..] else { panic!("one entry") };
    assert_eq!(detail(entry), json!({ "checkout": view.id, "code_was_shown": true }));
    assert_eq!(entry.terminal_id, Some(kiosk.terminal.to_string()));
    assert!(kiosk.store.history(view.id).await.unwrap().iter().any(|change| change.at == entry.at));
}

async fn whoever_decides_about_a_payment_is_written_down_with_it() {
    let world = World::new().await;
    let kiosk = world.kiosk().await;
    let view = kiosk.awaiting().await;
    kiosk.cancel(view.id).await.unwrap();
    world.mion().pay(&invoice(&view), false).unwrap();
    kiosk.until(view.id, |view| matches!(view.state, StateView::PaidLate { .. })).await;
    for verdict in ["refund", "accept"] {
        let body = json!({ "id": view.id, "kind": "late", "verdict": verdict, "note": "" });
        kiosk.post("decide_alarm", body).await;
    }
    let [entry] = &entries(&kiosk, &["payment-decided"]).await[..] else { panic!("decided once") };
    assert_eq!(detail(entry), json!({ "checkout": view.id, "alarm": "late", "verdict": "refund" }));
}

async fn whoever_changes_the_catalogue_is_written_down_with_it() {
    const KINDS: [&str; 5] =
        ["items-changed", "categories-changed", "category-removed", "picture-changed", "selling-changed"];
    let world = World::new().await;
    let kiosk = world.kiosk().await;
    let manager = somebody(&world, &kiosk, Role::Manager).await;
    let fields = [("name", "Tea"), ("price", "3.50"), ("vat", "19"), ("offer", "offered"), ("place", "")];
    let item = leads_to(send(&manager, &kiosk, "/office/catalogue/items/new", &fields).await).await;
    let item = item.split('?').next().unwrap();
    let (_, page) = get(&manager, &kiosk, item).await;
    let revision = page.split("name=\"revision\" value=\"").nth(1).unwrap().split('"').next().unwrap();
    let mut changed = fields.to_vec();
    changed[1] = ("price", "0.10");
    changed.push(("revision", revision));
    leads_to(send(&manager, &kiosk, item, &changed).await).await;
    leads_to(send(&manager, &kiosk, "/office/catalogue/categories", &[("name", "Hot")]).await).await;
    leads_to(send(&manager, &kiosk, "/office/catalogue/selling", &[("terminal", ""), ("mode", "catalogue")]).await)
        .await;

    let told = entries(&kiosk, &KINDS).await;
    assert_eq!(
        told.iter().map(|entry| entry.event.as_str()).collect::<Vec<_>>(),
        ["items-changed", "items-changed", "categories-changed", "selling-changed"]
    );
    assert!(told.iter().all(|entry| entry.person_id.is_some()), "{told:?}");
    let change = &detail(&told[1])["items"][0];
    assert_eq!(change["changes"], json!([{ "setting": "price_minor", "from": 350, "to": 10 }]));
    assert_eq!(detail(&told[3])["changes"], json!([{ "setting": "mode", "from": "keypad", "to": "catalogue" }]));

    let owner = somebody(&world, &kiosk, Role::Owner).await;
    let (_, page) = get(&owner, &kiosk, "/office/audit?q=price").await;
    assert!(page.contains("Tea (price: €3.50 → €0.10)"), "{page}");
}

async fn what_is_refused_is_not_written_down() {
    let world = World::new().await;
    let kiosk = world.kiosk().await;
    let manager = somebody(&world, &kiosk, Role::Manager).await;
    let before = kiosk.store.audit_head().await.unwrap();
    let bad = [("name", ""), ("price", "-1"), ("vat", "19"), ("offer", "offered"), ("place", "")];
    assert_eq!(send(&manager, &kiosk, "/office/catalogue/items/new", &bad).await.status(), 422);
    let nowhere = "/office/catalogue/categories/75099bcf-22d5-43f9-8976-b7c5692eaa85/remove";
    assert_eq!(send(&manager, &kiosk, nowhere, &[]).await.status(), 404);
    let terminal = [("terminal", "x"), ("mode", "catalogue")];
    assert_eq!(send(&manager, &kiosk, "/office/catalogue/selling", &terminal).await.status(), 404);
    assert_eq!(kiosk.store.audit_head().await.unwrap(), before);
}
