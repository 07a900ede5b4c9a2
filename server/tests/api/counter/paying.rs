//! Prices and tips at the counter: nothing else is charged than was shown, and one cart is one sale.

use super::{Shop, add, done, nothing_was_opened, page, pay, refused, shop, without_marks};
use crate::forms::{get, leads_to, send, somebody};
use crate::harness::{World, invoice, is_awaiting, new_id, on_both_databases};
use app::api::ApiError;
use app::view::StateView;
use domain::access::Role;
use domain::cart::Tip;
use domain::catalogue::{Item, Offer};
use domain::mode::Mode;
use sandbox::Route;

on_both_databases! {
    items_are_put_into_the_cart_and_paid_at_the_catalogues_price,
    what_was_sold_stands_on_the_receipt_and_in_the_office,
    a_price_that_was_tampered_with_changes_nothing,
    a_price_that_changes_before_paying_is_shown_and_one_that_changes_after_is_not,
    paying_twice_is_one_sale_and_another_cart_under_its_name_is_none,
    a_tip_is_the_customers_own_step_and_stands_apart,
    a_keyed_amount_can_have_a_tip,
    a_sale_that_is_sold_out_meanwhile_is_not_opened,
}

async fn items_are_put_into_the_cart_and_paid_at_the_catalogues_price() {
    let world = World::new().await;
    let kiosk = world.kiosk().await;
    let Shop { coffee, roll } = shop(&kiosk, Mode::Catalogue, false).await;
    let (status, _) = get(&kiosk.http, &kiosk, "/").await;
    assert_eq!(status, 303, "where items are sold, one begins at the shelf");
    let shelf = page(&kiosk, "/catalogue").await;
    assert!(shelf.contains("Café &lt;i&gt;au lait") && !shelf.contains("<i>au"), "{shelf}");
    assert!(shelf.contains("Drinks &amp; &lt;b&gt;") && shelf.contains("€3.50"));
    add(&kiosk, &coffee).await;
    add(&kiosk, &coffee).await;
    done(&kiosk, "/catalogue/cart", &[("do", "code"), ("q", "4006381333931")]).await;
    add(&kiosk, &roll).await;
    done(&kiosk, "/catalogue/cart", &[("do", "set"), ("item", &roll.id.to_string()), ("quantity", "3")]).await;
    let shelf = page(&kiosk, "/catalogue").await;
    assert!(shelf.contains("Pay €14.10") && shelf.contains("6 items"), "{shelf}");
    let id = pay(&kiosk, new_id(), 1410, "").await;
    let view = kiosk.read(id).await.unwrap();
    assert!(is_awaiting(&view) && view.total.minor() == 1410, "{view:?}");
    let sold = kiosk.store.sold(&[id]).await.unwrap().remove(&id).unwrap();
    assert_eq!((sold.lines.len(), sold.lines[0].quantity, sold.lines[0].price_minor), (2, 3, 350));
    let vat: Vec<_> = sold.vat().iter().map(|share| (share.rate.basis_points(), share.gross_minor)).collect();
    assert_eq!(vat, [(700, 360), (1900, 1050)]);
    assert!(page(&kiosk, "/catalogue").await.contains("Nothing in the cart yet"));
    world.mion().pay(&invoice(&view), false).unwrap();
    kiosk.until(id, |view| matches!(view.state, StateView::Paid { .. })).await;
}

async fn what_was_sold_stands_on_the_receipt_and_in_the_office() {
    let world = World::new().await;
    let kiosk = world.kiosk().await;
    let Shop { coffee, roll } = shop(&kiosk, Mode::Catalogue, false).await;
    add(&kiosk, &coffee).await;
    add(&kiosk, &roll).await;
    let item = coffee.id.to_string();
    let off = [("do", "line-discount"), ("item", &item), ("value", "0.50"), ("kind", "amount"), ("reason", "cold <b>")];
    done(&kiosk, "/catalogue/cart", &off).await;
    let id = pay(&kiosk, new_id(), 420, "").await;
    world.mion().pay(&invoice(&kiosk.read(id).await.unwrap()), false).unwrap();
    let paid = kiosk.until(id, |view| matches!(view.state, StateView::Paid { .. })).await;
    let StateView::Paid { receipt, .. } = paid.state else { unreachable!() };
    let html = page(&kiosk, &format!("/receipt/{receipt}")).await;
    for shown in
        ["Café &lt;i&gt;au lait&lt;/i&gt;", "1 × €3.50", "−€0.50", "Roll", "VAT 7\u{a0}% in €1.20", "€0.08", "€4.20"]
    {
        assert!(html.contains(shown), "{shown}: {html}");
    }
    assert!(!html.contains("cold"), "why is the staff's own: {html}");
    let owner = somebody(&world, &kiosk, Role::Owner).await;
    for path in [format!("/office/sales/{id}"), format!("/staff/sales/{id}")] {
        let by = if path.starts_with("/office") { &owner } else { &kiosk.http };
        let (status, html) = get(by, &kiosk, &path).await;
        assert_eq!(status, 200, "{path}");
        assert!(html.contains("cold &lt;b&gt;") && html.contains("−€0.50") && html.contains("VAT 19"), "{html}");
    }
}

async fn a_price_that_was_tampered_with_changes_nothing() {
    let world = World::new().await;
    let kiosk = world.kiosk().await;
    let Shop { coffee, .. } = shop(&kiosk, Mode::SelfService, true).await;
    add(&kiosk, &coffee).await;
    // Not 3.49, which is rounded up to the same total as 3.50: then nothing else is paid than was shown.
    for shown in ["1", "0", "299", "401", "18446744073709551615"] {
        for tip in ["none", "500", "round-up"] {
            let id = new_id();
            let words =
                refused(&kiosk, "/catalogue/pay", &[("id", &id.to_string()), ("shown", shown), ("tip", tip)]).await;
            assert!(words.contains("Not charged"), "{shown} {tip}: {words}");
            assert_eq!(kiosk.read(id).await, Err(ApiError::UnknownCheckout));
        }
    }
    // A price of one's own, beside ours, is not even looked at.
    let id = new_id().to_string();
    refused(&kiosk, "/catalogue/pay", &[("id", &id), ("shown", "1"), ("price", "1"), ("keyed", "1")]).await;
    nothing_was_opened(&world);
    assert!(page(&kiosk, "/catalogue").await.contains("€3.50"), "the cart is as it was");
}

async fn a_price_that_changes_before_paying_is_shown_and_one_that_changes_after_is_not() {
    let world = World::new().await;
    let kiosk = world.kiosk().await;
    let Shop { coffee, .. } = shop(&kiosk, Mode::Catalogue, false).await;
    add(&kiosk, &coffee).await;
    let dearer = Item { price_minor: 400, revision: 1, ..coffee.clone() };
    kiosk.store.put_items(std::slice::from_ref(&dearer), &[]).await.unwrap();
    let id = new_id();
    let words = refused(&kiosk, "/catalogue/pay", &[("id", &id.to_string()), ("shown", "350")]).await;
    assert!(words.contains("it is €4.00 now") && words.contains("Pay €4.00"), "{words}");
    nothing_was_opened(&world);
    pay(&kiosk, id, 400, "").await;
    kiosk.store.put_items(&[Item { price_minor: 1, revision: 2, ..coffee.clone() }], &[]).await.unwrap();
    let sold = kiosk.store.sold(&[id]).await.unwrap().remove(&id).unwrap();
    assert_eq!((sold.lines[0].price_minor, kiosk.read(id).await.unwrap().total.minor()), (400, 400));
    // The same form again, after the answer was lost: the same sale, at its own price.
    add(&kiosk, &coffee).await;
    assert_eq!(pay(&kiosk, id, 400, "").await, id);
    assert_eq!(world.mion().count(Route::CreateSession), 1);
}

async fn paying_twice_is_one_sale_and_another_cart_under_its_name_is_none() {
    let world = World::new().await;
    let kiosk = world.kiosk().await;
    let Shop { coffee, roll } = shop(&kiosk, Mode::Catalogue, false).await;
    add(&kiosk, &coffee).await;
    let id = new_id();
    let fields = [("id", id.to_string()), ("shown", "350".to_owned())];
    let fields: Vec<_> = fields.iter().map(|(name, value)| (*name, value.as_str())).collect();
    let all = futures::future::join_all((0..10).map(|_| send(&kiosk.http, &kiosk, "/catalogue/pay", &fields))).await;
    for answer in all {
        assert_eq!(leads_to(answer).await, format!("/checkout/{id}"));
    }
    assert_eq!(world.mion().count(Route::CreateSession), 1);
    add(&kiosk, &roll).await;
    let words = refused(&kiosk, "/catalogue/pay", &[("id", &id.to_string()), ("shown", "120")]).await;
    assert!(words.contains("already open with something else"), "{words}");
    // Nor is a keyed amount the same as a cart that comes to it, in whatever order they come.
    assert_eq!(kiosk.open(id, 350).await, Err(ApiError::AlreadyOpen));
    let keyed = new_id();
    kiosk.open(keyed, 120).await.unwrap();
    refused(&kiosk, "/catalogue/pay", &[("id", &keyed.to_string()), ("shown", "120")]).await;
    assert_eq!(world.mion().count(Route::CreateSession), 2);
}

async fn a_tip_is_the_customers_own_step_and_stands_apart() {
    let world = World::new().await;
    let kiosk = world.kiosk().await;
    let Shop { coffee, .. } = shop(&kiosk, Mode::SelfService, true).await;
    add(&kiosk, &coffee).await;
    let asked = page(&kiosk, &format!("/catalogue/tip?id={}", new_id())).await;
    let asked = without_marks(&asked);
    for words in ["No tip", "€3.50", "Round up", "+€0.50 = €4.00", "+€0.35 = €3.85", "+€0.53 = €4.03"] {
        assert!(asked.contains(words), "{words}: {asked}");
    }
    for (amount, words) in [("-1", "A tip is"), ("1000", "A tip is"), ("abc", "A tip is"), ("1.234", "A tip is")] {
        let id = new_id().to_string();
        let fields = [("id", id.as_str()), ("shown", "350"), ("tip", "amount"), ("amount", amount)];
        assert!(refused(&kiosk, "/catalogue/pay", &fields).await.contains(words), "{amount}");
    }
    nothing_was_opened(&world);
    let id = pay(&kiosk, new_id(), 350, "1000").await;
    let sold = kiosk.store.sold(&[id]).await.unwrap().remove(&id).unwrap();
    assert_eq!((sold.tip, sold.tip_minor, sold.goods_minor(), sold.total_minor()), (Tip::Percent(1000), 35, 350, 385));
    assert_eq!(world.mion().sessions(None)[0].amount, 385);
}

async fn a_keyed_amount_can_have_a_tip() {
    let world = World::new().await;
    let kiosk = world.kiosk().await;
    shop(&kiosk, Mode::Keypad, true).await;
    let id = new_id();
    let asked = page(&kiosk, &format!("/catalogue/tip?id={id}&keyed=1250")).await;
    assert!(asked.contains("€12.50") && asked.contains(&id.to_string()), "{asked}");
    let id_text = id.to_string();
    let fields = [("id", id_text.as_str()), ("shown", "1250"), ("keyed", "1250"), ("tip", "round-up")];
    assert_eq!(done(&kiosk, "/catalogue/pay", &fields).await, format!("/checkout/{id}"));
    let sold = kiosk.store.sold(&[id]).await.unwrap().remove(&id).unwrap();
    assert_eq!((sold.keyed_minor, sold.tip_minor, sold.lines.len()), (1250, 50, 0));
    let above = new_id().to_string();
    let fields = [("id", above.as_str()), ("shown", "99999999"), ("keyed", "99999999"), ("tip", "none")];
    assert!(refused(&kiosk, "/catalogue/pay", &fields).await.contains("The largest amount is"));
}

async fn a_sale_that_is_sold_out_meanwhile_is_not_opened() {
    let world = World::new().await;
    let kiosk = world.kiosk().await;
    let Shop { coffee, roll } = shop(&kiosk, Mode::Catalogue, false).await;
    add(&kiosk, &coffee).await;
    add(&kiosk, &roll).await;
    kiosk.store.put_items(&[Item { offer: Offer::SoldOut, revision: 1, ..coffee.clone() }], &[]).await.unwrap();
    let shown = page(&kiosk, "/catalogue").await;
    assert!(shown.contains("is sold out") && !shown.contains("data-pay"), "{shown}");
    let words = refused(&kiosk, "/catalogue/pay", &[("id", &new_id().to_string()), ("shown", "470")]).await;
    assert!(words.contains("is sold out"), "{words}");
    nothing_was_opened(&world);
    done(&kiosk, "/catalogue/cart", &[("do", "set"), ("item", &coffee.id.to_string()), ("quantity", "0")]).await;
    assert!(page(&kiosk, "/catalogue").await.contains("Pay €1.20"));
}
