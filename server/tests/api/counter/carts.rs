//! What can be in a cart at the counter, and what becomes of it.

use super::{Shop, add, done, item, nothing_was_opened, page, refused, shop, uuid};
use crate::forms::{get, send, somebody};
use crate::harness::{World, new_id, on_both_databases};
use core::time::Duration;
use domain::access::Role;
use domain::catalogue::{Item, Offer};
use domain::mode::{Mode, Selling};

on_both_databases! {
    discounts_need_a_reason_and_staff,
    a_cart_is_held_and_taken_up_once,
    what_cannot_be_in_a_cart_is_refused_in_words_and_changes_nothing,
    a_customer_who_has_gone_away_leaves_no_cart,
    a_cart_that_somebody_looks_at_stays,
    a_code_is_a_code_and_a_word_is_searched_for,
    each_terminal_sells_as_it_was_told,
    ten_thousand_items_are_one_page,
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
    for code in ["999999", &"7".repeat(64)] {
        let page = refused(&kiosk, "/catalogue/cart", &[("do", "code"), ("q", code)]).await;
        assert!(page.contains("No item has this code"), "{code}");
    }
    for word in ["123", &"7".repeat(200), "'; DROP TABLE items; --"] {
        let found = done(&kiosk, "/catalogue/cart", &[("do", "code"), ("q", word)]).await;
        assert!(page(&kiosk, &found).await.contains("Nothing found."), "{word}");
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
        !started.contains("Tap to order") && !started.contains("href=\"/staff") && !started.contains("Discount"),
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

async fn a_cart_that_somebody_looks_at_stays() {
    let world = World::new().await;
    let kiosk = world.kiosk().await;
    let Shop { coffee, .. } = shop(&kiosk, Mode::SelfService, false).await;
    let stay = async || {
        let asking = kiosk.http.post(format!("{}/catalogue/stay", kiosk.base)).json(&serde_json::json!({}));
        asking.header("origin", &kiosk.base).send().await.unwrap().status().as_u16()
    };
    assert_eq!(stay().await, 204, "an empty cart stays empty");
    add(&kiosk, &coffee).await;
    for _ in 0..4 {
        for _ in 0..100 {
            kiosk.later(Duration::from_secs(1)).await;
        }
        assert!(page(&kiosk, "/catalogue").await.contains("Pay €3.50"));
        assert_eq!(stay().await, 204);
    }
    for _ in 0..181 {
        kiosk.later(Duration::from_secs(1)).await;
    }
    assert!(page(&kiosk, "/catalogue").await.contains("Tap to order"));
    assert_eq!(stay().await, 204);
    assert!(page(&kiosk, "/catalogue").await.contains("Tap to order"), "what is gone does not come back");
}

async fn a_code_is_a_code_and_a_word_is_searched_for() {
    let world = World::new().await;
    let kiosk = world.kiosk().await;
    let Shop { coffee, .. } = shop(&kiosk, Mode::Catalogue, false).await;
    let short = Item { code: Some("AB-12x".parse().unwrap()), ..item("Cookie", 120, 700) };
    kiosk.store.put_items(&[short], &[]).await.unwrap();
    let category = coffee.category.unwrap();
    let back = format!("/catalogue?start=1&in={category}&q=abc&page=3");
    let scan =
        async |text: &str| done(&kiosk, "/catalogue/cart", &[("do", "code"), ("q", text), ("back", &back)]).await;
    assert_eq!(scan("AB-12x").await, format!("/catalogue?start=1&in={category}"));
    assert_eq!(scan("4006381333931").await, format!("/catalogue?start=1&in={category}"));
    assert!(page(&kiosk, "/catalogue").await.contains("Pay €4.70"));
    assert_eq!(scan("Ro&ll").await, format!("/catalogue?start=1&in={category}&q=Ro%26ll"));
    let unknown = refused(&kiosk, "/catalogue/cart", &[("do", "code"), ("q", "4006381333932")]).await;
    assert!(unknown.contains("No item has this code"), "{unknown}");
    assert!(page(&kiosk, "/catalogue").await.contains("Pay €4.70"));
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

async fn ten_thousand_items_are_one_page() {
    let world = World::new().await;
    let kiosk = world.kiosk().await;
    shop(&kiosk, Mode::Catalogue, false).await;
    let items: Vec<_> =
        (0..10_000).map(|number| item(&format!("Größe {number} {}", "é".repeat(400)), number, 0)).collect();
    kiosk.store.put_items(&items, &[]).await.unwrap();
    let shelf = page(&kiosk, "/catalogue").await;
    assert_eq!(shelf.matches("class=\"goods\"").count(), 48);
    assert!(shelf.len() < 200_000, "{}", shelf.len());
    let found = page(&kiosk, "/catalogue?q=grosse%209999").await;
    assert_eq!(found.matches("class=\"goods\"").count(), 0, "ß is no ss");
    let found = page(&kiosk, "/catalogue?q=9999%20gro%C3%9Fe").await;
    assert_eq!(found.matches("class=\"goods\"").count(), 1);
    for odd in ["?page=99999999", "?page=-1", "?in=nonsense", "?q=%ff%fe%00", "?q=<script>alert(1)</script>"] {
        let shown = page(&kiosk, &format!("/catalogue{odd}")).await;
        assert!(!shown.contains("<script>alert"), "{odd}");
    }
}
