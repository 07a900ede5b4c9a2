//! Selling items: the counter's pages as a browser without a script sees them, and what the records then hold.

use crate::forms::{get, leads_to, send, somebody};
use crate::harness::{Kiosk, World, invoice, is_awaiting, new_id, on_both_databases};
use app::api::ApiError;
use app::view::StateView;
use core::time::Duration;
use domain::CheckoutId;
use domain::access::Role;
use domain::cart::Tip;
use domain::catalogue::{Category, CategoryId, Item, ItemId, Offer, VatRate};
use domain::mode::{Mode, Selling};
use sandbox::Route;
use uuid::Uuid;

on_both_databases! {
    items_are_put_into_the_cart_and_paid_at_the_catalogues_price,
    a_price_that_was_tampered_with_changes_nothing,
    a_price_that_changes_before_paying_is_shown_and_one_that_changes_after_is_not,
    paying_twice_is_one_sale_and_another_cart_under_its_name_is_none,
    a_tip_is_the_customers_own_step_and_stands_apart,
    a_keyed_amount_can_have_a_tip,
    discounts_need_a_reason_and_staff,
    a_cart_is_held_and_taken_up_once,
    what_cannot_be_in_a_cart_is_refused_in_words_and_changes_nothing,
    a_customer_who_has_gone_away_leaves_no_cart,
    each_terminal_sells_as_it_was_told,
    a_sale_that_is_sold_out_meanwhile_is_not_opened,
    ten_thousand_items_are_one_page,
}

fn uuid() -> Uuid {
    uuid::Builder::from_random_bytes(rand::random()).into_uuid()
}

fn item(name: &str, price_minor: u64, basis_points: u16) -> Item {
    Item {
        id: ItemId::try_from(uuid()).unwrap(),
        revision: 0,
        name: name.parse().unwrap(),
        category: None,
        price_minor,
        vat: VatRate::try_from(basis_points).unwrap(),
        picture: None,
        code: None,
        offer: Offer::Offered,
        place: 0,
    }
}

struct Shop {
    coffee: Item,
    roll: Item,
}

/// A kiosk whose terminals sell so.
async fn shop(kiosk: &Kiosk, mode: Mode, asks_for_tip: bool) -> Shop {
    let drinks =
        Category { id: CategoryId::try_from(uuid()).unwrap(), name: "Drinks & <b>".parse().unwrap(), place: 0 };
    let coffee = Item {
        category: Some(drinks.id),
        code: Some("4006381333931".parse().unwrap()),
        ..item("Café <i>au lait</i>", 350, 1900)
    };
    let roll = item("Roll", 120, 700);
    kiosk.store.put_categories(&[drinks], &[]).await.unwrap();
    kiosk.store.put_items(&[coffee.clone(), roll.clone()], &[]).await.unwrap();
    kiosk.store.set_selling("", Selling { mode, asks_for_tip }, &[]).await.unwrap();
    Shop { coffee, roll }
}

async fn page(kiosk: &Kiosk, path: &str) -> String {
    let (status, page) = get(&kiosk.http, kiosk, path).await;
    assert_eq!(status, 200, "{path}: {page}");
    page
}

/// What a form is answered with that is refused.
async fn refused(kiosk: &Kiosk, path: &str, fields: &[(&str, &str)]) -> String {
    let answer = send(&kiosk.http, kiosk, path, fields).await;
    let (status, page) = (answer.status().as_u16(), answer.text().await.unwrap());
    assert_eq!(status, 422, "{fields:?}: {page}");
    page
}

async fn done(kiosk: &Kiosk, path: &str, fields: &[(&str, &str)]) -> String {
    leads_to(send(&kiosk.http, kiosk, path, fields).await).await
}

async fn add(kiosk: &Kiosk, item: &Item) {
    done(kiosk, "/catalogue/cart", &[("do", "add"), ("item", &item.id.to_string())]).await;
}

async fn pay(kiosk: &Kiosk, id: CheckoutId, shown: u64, tip: &str) -> CheckoutId {
    let fields = [("id", id.to_string()), ("shown", shown.to_string()), ("tip", tip.to_owned())];
    let fields: Vec<_> = fields.iter().map(|(name, value)| (*name, value.as_str())).collect();
    let path = done(kiosk, "/catalogue/pay", &fields).await;
    assert_eq!(path, format!("/checkout/{id}"));
    id
}

fn nothing_was_opened(world: &World) {
    assert_eq!(world.mion().count(Route::CreateSession), 0);
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
    assert!(refused(&kiosk, "/catalogue/pay", &fields).await.contains("the largest amount is"));
}

async fn discounts_need_a_reason_and_staff() {
    let world = World::new().await;
    let kiosk = world.kiosk().await;
    let Shop { coffee, .. } = shop(&kiosk, Mode::Catalogue, false).await;
    add(&kiosk, &coffee).await;
    let coffee_id = coffee.id.to_string();
    let discount = |value: &'static str, kind: &'static str, reason: &'static str| {
        [("do", "line-discount"), ("item", coffee_id.as_str()), ("value", value), ("kind", kind), ("reason", reason)]
    };
    for (fields, words) in [
        (discount("10", "percent", " "), "Write why"),
        (discount("10", "percent", "a\u{202e}b"), "Write why"),
        (discount("101", "percent", "x"), "at most 100"),
        (discount("0", "percent", "x"), "more than nothing"),
        (discount("-5", "amount", "x"), "more than nothing"),
        (discount("3.51", "amount", "x"), "more than what it is taken from"),
        (discount("99999999999999999999", "amount", "x"), "more than nothing"),
    ] {
        let page = refused(&kiosk, "/catalogue/cart", &fields).await;
        assert!(page.contains(words) && page.contains("Pay €3.50"), "{fields:?}: {page}");
    }
    done(&kiosk, "/catalogue/cart", &discount("10", "percent", "regular <b>")).await;
    let shown = page(&kiosk, "/catalogue").await;
    assert!(shown.contains("Pay €3.15") && shown.contains("regular &lt;b&gt;"), "{shown}");
    let whole = [("do", "discount"), ("value", "0.15"), ("kind", "amount"), ("reason", "round")];
    done(&kiosk, "/catalogue/cart", &whole).await;
    assert!(page(&kiosk, "/catalogue").await.contains("Pay €3.00"));
    // The same cart before a customer alone gives no discount.
    kiosk.store.set_selling("", Selling { mode: Mode::SelfService, asks_for_tip: false }, &[]).await.unwrap();
    let fields = [("id", new_id().to_string()), ("shown", "300".to_owned())];
    let fields: Vec<_> = fields.iter().map(|(name, value)| (*name, value.as_str())).collect();
    assert!(refused(&kiosk, "/catalogue/pay", &fields).await.contains("No discount can be given"));
    nothing_was_opened(&world);
    done(&kiosk, "/catalogue/cart", &[("do", "clear")]).await;
    add(&kiosk, &coffee).await;
    assert!(refused(&kiosk, "/catalogue/cart", &discount("10", "percent", "x")).await.contains("No discount"));
}

async fn a_cart_is_held_and_taken_up_once() {
    let world = World::new().await;
    let kiosk = world.kiosk().await;
    let Shop { coffee, roll } = shop(&kiosk, Mode::Catalogue, false).await;
    let (held, by, other) = (uuid().to_string(), uuid().to_string(), uuid().to_string());
    assert!(refused(&kiosk, "/catalogue/hold", &[("id", &held)]).await.contains("The cart is empty"));
    add(&kiosk, &coffee).await;
    done(&kiosk, "/catalogue/hold", &[("id", &held), ("note", "table <4>")]).await;
    assert!(page(&kiosk, "/catalogue").await.contains("Nothing in the cart yet"));
    let list = page(&kiosk, "/catalogue/held").await;
    assert!(list.contains("table &lt;4&gt;") && list.contains("1 × Café"), "{list}");
    add(&kiosk, &roll).await;
    let full = refused(&kiosk, "/catalogue/recall", &[("id", &held), ("by", &by)]).await;
    assert!(full.contains("Hold it or sell it first"), "{full}");
    done(&kiosk, "/catalogue/cart", &[("do", "clear")]).await;
    done(&kiosk, "/catalogue/recall", &[("id", &held), ("by", &by)]).await;
    assert!(page(&kiosk, "/catalogue").await.contains("Pay €3.50"));
    assert!(page(&kiosk, "/catalogue/held").await.contains("No cart is held"));
    done(&kiosk, "/catalogue/cart", &[("do", "clear")]).await;
    let gone = refused(&kiosk, "/catalogue/recall", &[("id", &held), ("by", &other)]).await;
    assert!(gone.contains("taken this cart up already"), "{gone}");
}

async fn what_cannot_be_in_a_cart_is_refused_in_words_and_changes_nothing() {
    let world = World::new().await;
    let kiosk = world.kiosk().await;
    let Shop { coffee, .. } = shop(&kiosk, Mode::Catalogue, false).await;
    let sold_out = Item { offer: Offer::SoldOut, ..item("Gone", 100, 0) };
    let withdrawn = Item { offer: Offer::Withdrawn, code: Some("999999".parse().unwrap()), ..item("Secret", 100, 0) };
    let dear = item("Gold", 999_999_999, 0);
    kiosk.store.put_items(&[sold_out.clone(), withdrawn.clone(), dear.clone()], &[]).await.unwrap();
    add(&kiosk, &coffee).await;
    assert!(!page(&kiosk, "/catalogue").await.contains("Secret"));
    let set = |item: &Item, quantity: &str| {
        [("do", "set".to_owned()), ("item", item.id.to_string()), ("quantity", quantity.to_owned())]
    };
    let never = item("Never", 1, 0);
    for (fields, words) in [
        (set(&coffee, "10000"), "from 1 to 9999"),
        (set(&coffee, "-1"), "from 1 to 9999"),
        (set(&coffee, "1e9"), "from 1 to 9999"),
        (set(&coffee, "99999999999999999999"), "from 1 to 9999"),
        (set(&sold_out, "1"), "is sold out"),
        (set(&withdrawn, "1"), "is sold out"),
        (set(&never, "1"), "not in the catalogue any more"),
        (set(&dear, "2"), "too large"),
    ] {
        let fields: Vec<_> = fields.iter().map(|(name, value)| (*name, value.as_str())).collect();
        let page = refused(&kiosk, "/catalogue/cart", &fields).await;
        assert!(page.contains(words) && page.contains("Pay €3.50"), "{fields:?}: {page}");
    }
    for code in ["999999", "123", &"7".repeat(200), "'; DROP TABLE items; --"] {
        let page = refused(&kiosk, "/catalogue/cart", &[("do", "code"), ("q", code)]).await;
        assert!(page.contains("No item has this code"), "{code}");
    }
    for nonsense in [&[("do", "explode")][..], &[("do", "add"), ("item", "1")], &[]] {
        assert_eq!(send(&kiosk.http, &kiosk, "/catalogue/cart", nonsense).await.status(), 400);
    }
    for nonsense in [&[("id", "1"), ("shown", "350")][..], &[("shown", "350")], &[]] {
        assert_eq!(send(&kiosk.http, &kiosk, "/catalogue/pay", nonsense).await.status(), 400);
    }
    nothing_was_opened(&world);
    assert!(page(&kiosk, "/catalogue").await.contains("Pay €3.50"));
}

async fn a_customer_who_has_gone_away_leaves_no_cart() {
    let world = World::new().await;
    let kiosk = world.kiosk().await;
    let Shop { coffee, .. } = shop(&kiosk, Mode::SelfService, false).await;
    assert!(page(&kiosk, "/catalogue").await.contains("Tap to order"));
    let started = page(&kiosk, "/catalogue?start=1").await;
    assert!(
        !started.contains("Tap to order") && !started.contains("/staff") && !started.contains("Discount"),
        "{started}"
    );
    add(&kiosk, &coffee).await;
    assert!(page(&kiosk, "/catalogue").await.contains("Pay €3.50"), "a reload keeps it");
    for _ in 0..181 {
        kiosk.later(Duration::from_secs(1)).await;
    }
    assert!(page(&kiosk, "/catalogue").await.contains("Tap to order"));
    add(&kiosk, &coffee).await;
    assert!(page(&kiosk, "/catalogue").await.contains("1 item<"), "the next customer begins anew");
    for path in ["/catalogue/held", "/catalogue/hold", "/catalogue/recall"] {
        let fields = [("id", uuid().to_string()), ("by", uuid().to_string())];
        let fields: Vec<_> = fields.iter().map(|(name, value)| (*name, value.as_str())).collect();
        let status = match path {
            "/catalogue/held" => get(&kiosk.http, &kiosk, path).await.0,
            _ => send(&kiosk.http, &kiosk, path, &fields).await.status().as_u16(),
        };
        assert!(status >= 400, "{path} is the staff's: {status}");
    }
}

async fn each_terminal_sells_as_it_was_told() {
    let world = World::new().await;
    let kiosk = world.kiosk().await;
    shop(&kiosk, Mode::SelfService, false).await;
    kiosk.store.set_selling(&kiosk.terminal.to_string(), Selling::default(), &[]).await.unwrap();
    assert_eq!(get(&kiosk.http, &kiosk, "/").await.0, 200, "by keypad");
    assert_eq!(get(&kiosk.http, &kiosk, "/catalogue").await.0, 303);
    let stranger = reqwest::Client::builder().redirect(reqwest::redirect::Policy::none()).build().unwrap();
    for path in ["/catalogue", "/catalogue/held", "/catalogue/tip", "/office/catalogue", "/office/catalogue.csv"] {
        assert_eq!(get(&stranger, &kiosk, path).await.0, 303, "{path} is not for strangers");
    }
    assert_ne!(get(&kiosk.http, &kiosk, "/office/catalogue").await.0, 200, "nor for a terminal");
    let manager = somebody(&world, &kiosk, Role::Manager).await;
    assert_eq!(get(&manager, &kiosk, "/office/catalogue").await.0, 200);
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

async fn ten_thousand_items_are_one_page() {
    let world = World::new().await;
    let kiosk = world.kiosk().await;
    shop(&kiosk, Mode::Catalogue, false).await;
    let items: Vec<_> =
        (0..10_000).map(|number| item(&format!("Größe {number} {}", "é".repeat(400)), number, 0)).collect();
    kiosk.store.put_items(&items, &[]).await.unwrap();
    let shelf = page(&kiosk, "/catalogue").await;
    assert_eq!(shelf.matches("class=\"tile\"").count(), 48);
    assert!(shelf.len() < 200_000, "{}", shelf.len());
    let found = page(&kiosk, "/catalogue?q=grosse%209999").await;
    assert_eq!(found.matches("class=\"tile\"").count(), 0, "ß is no ss");
    let found = page(&kiosk, "/catalogue?q=9999%20gro%C3%9Fe").await;
    assert_eq!(found.matches("class=\"tile\"").count(), 1);
    for odd in ["?page=99999999", "?page=-1", "?in=nonsense", "?q=%ff%fe%00", "?q=<script>alert(1)</script>"] {
        let shown = page(&kiosk, &format!("/catalogue{odd}")).await;
        assert!(!shown.contains("<script>alert"), "{odd}");
    }
}
