//! A receipt: one page for whoever has its address, and for nobody else.

use crate::harness::{KEY, Kiosk, World, invoice, on_both_databases};
use app::view::{CheckoutView, StateView};
use reqwest::Response;
use server::receipts::Receipts;

on_both_databases! {
    a_paid_sale_has_a_receipt_and_it_holds_nothing_else,
    the_same_receipt_is_found_by_every_server_and_after_a_restart,
    a_wrong_address_tells_nothing,
    a_late_payment_has_one_as_soon_as_it_is_accepted,
}

async fn paid(world: &World, kiosk: &Kiosk) -> (CheckoutView, String) {
    let view = kiosk.awaiting().await;
    world.mion().pay(&invoice(&view), false).unwrap();
    let paid = kiosk.until(view.id, |view| matches!(view.state, StateView::Paid { .. })).await;
    let StateView::Paid { receipt, .. } = &paid.state else { unreachable!() };
    (paid.clone(), receipt.clone())
}

async fn receipt(kiosk: &Kiosk, end: &str) -> Response {
    // A browser of its own: nobody's cookies.
    reqwest::Client::new().get(format!("{}/receipt/{end}", kiosk.base)).send().await.unwrap()
}

async fn a_paid_sale_has_a_receipt_and_it_holds_nothing_else() {
    let world = World::new().await;
    let kiosk = world.kiosk().await;
    let (view, token) = paid(&world, &kiosk).await;
    let page = receipt(&kiosk, &token).await;
    assert_eq!(page.status(), 200);
    let header = |name: &str| page.headers().get(name).map(|value| value.to_str().unwrap().to_owned());
    assert_eq!(header("cache-control").as_deref(), Some("no-store"));
    assert_eq!(header("x-robots-tag").as_deref(), Some("noindex, nofollow"));
    assert_eq!(header("set-cookie"), None);
    assert_eq!(header("referrer-policy").as_deref(), Some("no-referrer"));
    let policy = header("content-security-policy").unwrap();
    assert!(policy.starts_with("default-src 'none'; style-src 'self'") && !policy.contains("script"), "{policy}");
    let html = page.text().await.unwrap();
    for shown in ["Test shop", "€12.50", &view.code, "2026-11-23", "sat"] {
        assert!(html.contains(shown), "{shown}: {html}");
    }
    for hidden in [&view.id.to_string(), "lnbc", "<script", "kiosk-", KEY, &token] {
        assert!(!html.contains(hidden), "{hidden}: {html}");
    }
    for (paper, class) in [("58", "paper-58"), ("80", "paper-80"), ("a4", "paper-a4"), ("\"><b>", "paper-a4")] {
        let page = receipt(&kiosk, &format!("{token}?paper={paper}")).await;
        let policy = page.headers()["content-security-policy"].to_str().unwrap();
        assert!(policy.contains("script-src 'self';") && !policy.contains("unsafe"), "{policy}");
        assert!(page.text().await.unwrap().contains(&format!("<body class=\"{class}\">")), "{paper}");
    }
    let picture = receipt(&kiosk, &format!("{token}/code.svg")).await;
    assert_eq!(picture.headers()["content-type"], "image/svg+xml");
    assert!(picture.text().await.unwrap().starts_with("<svg "));
    let style = receipt(&kiosk, "page.css").await;
    assert_eq!(style.headers()["content-type"], "text/css");
    assert!(style.text().await.unwrap().contains("58mm"));
}

async fn the_same_receipt_is_found_by_every_server_and_after_a_restart() {
    let world = World::new().await;
    let kiosk = world.kiosk().await;
    let (view, token) = paid(&world, &kiosk).await;
    kiosk.stop().await;
    let kiosk = world.kiosk().await;
    let again = kiosk.read(view.id).await.unwrap();
    assert!(matches!(&again.state, StateView::Paid { receipt, .. } if *receipt == token));
    assert_eq!(receipt(&kiosk, &token).await.status(), 200);
}

async fn a_wrong_address_tells_nothing() {
    let world = World::new().await;
    let kiosk = world.kiosk().await;
    let (view, token) = paid(&world, &kiosk).await;
    // Of a sale that is there, and not paid.
    let open = kiosk.awaiting().await;
    let key = kiosk.store.secret("receipts", "nothing").await.unwrap();
    assert_ne!(key, "nothing", "there is one already");
    let (head, tail) = token.split_at(22);
    let other = format!("{}{tail}", head.chars().rev().collect::<String>());
    let mut answers = Vec::new();
    for wrong in [
        "x",
        "..%2f..%2fetc",
        &"A".repeat(43),
        &other,
        &token[..42],
        &format!("{token}A"),
        &view.id.to_string(),
        &open.id.to_string(),
        &"A".repeat(5_000),
        "x/code.svg",
        &format!("{other}/code.svg"),
    ] {
        let page = receipt(&kiosk, wrong).await;
        let kind = page.headers()["content-type"].to_str().unwrap().to_owned();
        answers.push((page.status().as_u16(), kind, page.text().await.unwrap()));
    }
    answers.dedup();
    assert_eq!(answers.len(), 1, "{answers:?}");
    assert_eq!(answers[0].0, 404);
}

async fn a_late_payment_has_one_as_soon_as_it_is_accepted() {
    let world = World::new().await;
    let kiosk = world.kiosk().await;
    let late = crate::alarms::paid_late(&world, &kiosk).await;
    let token = Receipts::open(&*kiosk.store).await.unwrap().token(late.id);
    assert_eq!(receipt(&kiosk, &token).await.status(), 404, "nobody has decided about it");
    crate::alarms::decide(&kiosk, late.id, "late", serde_json::json!("accept"), "").await;
    let html = receipt(&kiosk, &format!("{token}?lang=de")).await.text().await.unwrap();
    for shown in ["Spät bezahlt: Das Geld kam", "12,50", "Mit Bitcoin bezahlt"] {
        assert!(html.contains(shown), "{shown}: {html}");
    }
    let refunded = crate::alarms::paid_late(&world, &kiosk).await;
    crate::alarms::decide(&kiosk, refunded.id, "late", serde_json::json!("refund"), "").await;
    let token = Receipts::open(&*kiosk.store).await.unwrap().token(refunded.id);
    assert_eq!(receipt(&kiosk, &token).await.status(), 404, "it is given back");
}
