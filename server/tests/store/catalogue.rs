//! What a shop sells, and what it has sold.

use crate::databases::{Database, on_both_databases};
use crate::sales::{at, new_server, opened};
use domain::CheckoutId;
use domain::cart::{Cut, Discount, Order, OrderLine, Sold, Tip, price};
use domain::catalogue::{Category, CategoryId, HeldCartId, Item, ItemId, Offer, VatRate};
use domain::mode::{Mode, Selling};
use futures::future::join_all;
use server::store::catalogue::{HeldCart, MOST_HELD, Picture, StoredCart};
use server::store::{Inserted, StoreError};
use std::collections::BTreeMap;
use uuid::Uuid;

on_both_databases!(
    what_is_for_sale_comes_back_in_the_shops_order,
    every_change_counts_the_version_up_and_a_refused_one_does_not,
    a_change_that_has_not_seen_the_last_one_changes_nothing,
    two_items_never_have_the_same_code,
    a_category_that_goes_leaves_its_items,
    a_picture_is_kept_for_as_long_as_an_item_has_it,
    what_was_sold_is_stored_with_its_checkout,
    of_many_at_once_one_is_stored_with_one_set_of_lines,
    lines_that_are_not_their_sale_are_broken,
    a_keyed_amount_with_a_tip_has_no_lines,
    a_cart_changes_one_step_at_a_time,
    a_held_cart_is_taken_up_once,
    so_many_carts_are_held_and_no_more,
    a_terminal_sells_as_it_was_told,
    ten_thousand_items_are_stored_and_read,
);

fn uuid() -> Uuid {
    uuid::Builder::from_random_bytes(rand::random()).into_uuid()
}

fn category(name: &str, place: u32) -> Category {
    Category { id: CategoryId::try_from(uuid()).unwrap(), name: name.parse().unwrap(), place }
}

fn item(name: &str, category: Option<&Category>, place: u32) -> Item {
    Item {
        id: ItemId::try_from(uuid()).unwrap(),
        revision: 0,
        name: name.parse().unwrap(),
        category: category.map(|category| category.id),
        price_minor: 350,
        vat: VatRate::try_from(1900).unwrap(),
        picture: None,
        code: None,
        offer: Offer::Offered,
        place,
    }
}

fn stored(item: &Item) -> Item {
    Item { revision: item.revision + 1, ..item.clone() }
}

fn picture(digit: char) -> Picture {
    Picture { id: digit.to_string().repeat(64).parse().unwrap(), bytes: vec![0xff, 0xd8, digit as u8, 0] }
}

fn sold() -> Sold {
    let items = [item("Coffee \u{1f600} <b>", None, 0), item("Roll", None, 1)];
    let off = |cut| Some(Discount { cut, reason: "regular".to_owned() });
    let line = |item: &Item, discount| OrderLine { item: item.id, quantity: 2, discount };
    let order = Order {
        lines: vec![line(&items[0], off(Cut::Percent(1000))), line(&items[1], None)],
        discount: off(Cut::Amount(80)),
        tip: Tip::Percent(500),
        ..Order::default()
    };
    price(&order, domain::Currency::EUR, |id| items.iter().find(|item| item.id == id)).unwrap()
}

async fn what_is_for_sale_comes_back_in_the_shops_order(database: &impl Database) {
    let store = database.open().await;
    assert_eq!(store.catalogue().await.unwrap().version, 1);
    let (drinks, food) = (category("Drinks", 2), category("食べ物", 1));
    store.put_categories(&[drinks.clone(), food.clone()], &[]).await.unwrap();
    let loose = item("Bag", None, 0);
    let long = item(&"ü".repeat(500), Some(&food), 2);
    let tea = Item {
        code: Some("4006381333931".parse().unwrap()),
        price_minor: 999_999_999,
        offer: Offer::SoldOut,
        ..item("<script>alert('tea')</script>", Some(&drinks), 7)
    };
    let roll = Item { offer: Offer::Withdrawn, ..item("Roll", Some(&food), 1) };
    store.put_items(&[loose.clone(), tea.clone(), long.clone(), roll.clone()], &[]).await.unwrap();
    let catalogue = store.catalogue().await.unwrap();
    assert_eq!(catalogue.categories, [food, drinks.clone()]);
    assert_eq!(catalogue.items, [&roll, &long, &tea, &loose].map(stored));
    assert_eq!(catalogue.version, store.catalogue_version().await.unwrap());

    let changed = Item { price_minor: 0, code: None, offer: Offer::Offered, category: None, ..stored(&tea) };
    store.put_items(std::slice::from_ref(&changed), &[]).await.unwrap();
    let renamed = Category { name: "Getränke".parse().unwrap(), ..drinks };
    store.put_categories(std::slice::from_ref(&renamed), &[]).await.unwrap();
    let after = store.catalogue().await.unwrap();
    assert!(after.items.contains(&stored(&changed)) && after.items.len() == 4);
    assert!(after.categories.contains(&renamed) && after.categories.len() == 2);
}

async fn every_change_counts_the_version_up_and_a_refused_one_does_not(database: &impl Database) {
    let store = database.open().await;
    let (shelf, tea) = (category("Drinks", 1), item("Tea", None, 0));
    store.put_categories(std::slice::from_ref(&shelf), &[]).await.unwrap();
    store.put_items(std::slice::from_ref(&tea), &[]).await.unwrap();
    store.set_picture(tea.id, Some(&picture('a')), &[]).await.unwrap();
    store.set_selling("", Selling::default(), &[]).await.unwrap();
    store.drop_category(shelf.id, &[]).await.unwrap();
    assert_eq!(store.catalogue_version().await.unwrap(), 6);
    assert!(store.put_items(&[tea], &[]).await.is_err());
    assert!(!store.set_picture(ItemId::try_from(uuid()).unwrap(), Some(&picture('b')), &[]).await.unwrap());
    assert_eq!(store.catalogue_version().await.unwrap(), 6);
    assert_eq!(store.picture(&picture('b').id).await.unwrap(), None);
}

async fn a_change_that_has_not_seen_the_last_one_changes_nothing(database: &impl Database) {
    let stores = database.servers(2).await;
    let (tea, new) = (item("Tea", None, 0), item("Milk", None, 1));
    stores[0].put_items(std::slice::from_ref(&tea), &[]).await.unwrap();
    let seen = stored(&tea);
    let writes: Vec<_> = (0..20).map(|price_minor| Item { price_minor, ..seen.clone() }).collect();
    let all =
        join_all(writes.iter().enumerate().map(|(at, item)| stores[at % 2].put_items(std::slice::from_ref(item), &[])))
            .await;
    assert_eq!(all.iter().filter(|write| write.is_ok()).count(), 1);
    assert!(all.iter().filter(|write| write.is_err()).all(|write| matches!(write, Err(StoreError::Stale))));
    let with_new = stores[1].put_items(&[new, seen], &[]).await;
    assert!(matches!(with_new, Err(StoreError::Stale)));
    assert_eq!(stores[0].catalogue().await.unwrap().items.len(), 1, "all or none");
}

async fn two_items_never_have_the_same_code(database: &impl Database) {
    let store = database.open().await;
    let coded = |name| Item { code: Some("123".parse().unwrap()), ..item(name, None, 0) };
    store.put_items(&[coded("Tea")], &[]).await.unwrap();
    assert!(matches!(store.put_items(&[item("Milk", None, 0), coded("Coffee")], &[]).await, Err(StoreError::Taken)));
    assert_eq!(store.catalogue().await.unwrap().items.len(), 1);
}

async fn a_category_that_goes_leaves_its_items(database: &impl Database) {
    let store = database.open().await;
    let shelf = category("Drinks", 1);
    let tea = item("Tea", Some(&shelf), 0);
    store.put_categories(std::slice::from_ref(&shelf), &[]).await.unwrap();
    store.put_items(std::slice::from_ref(&tea), &[]).await.unwrap();
    assert!(store.drop_category(shelf.id, &[]).await.unwrap());
    assert!(!store.drop_category(shelf.id, &[]).await.unwrap());
    let catalogue = store.catalogue().await.unwrap();
    assert!(catalogue.categories.is_empty());
    assert_eq!(catalogue.items, [stored(&stored(&Item { category: None, ..tea }))]);
}

async fn a_picture_is_kept_for_as_long_as_an_item_has_it(database: &impl Database) {
    let store = database.open().await;
    let (tea, coffee) = (item("Tea", None, 0), item("Coffee", None, 1));
    store.put_items(&[tea.clone(), coffee.clone()], &[]).await.unwrap();
    let (first, second) = (picture('a'), picture('b'));
    for one in [&tea, &coffee] {
        assert!(store.set_picture(one.id, Some(&first), &[]).await.unwrap());
    }
    assert_eq!(store.picture(&first.id).await.unwrap(), Some(first.clone()));
    assert!(store.set_picture(tea.id, Some(&second), &[]).await.unwrap());
    assert!(store.picture(&first.id).await.unwrap().is_some(), "the other item still has it");
    let shown: Vec<_> = store.catalogue().await.unwrap().items.into_iter().map(|item| item.picture).collect();
    assert_eq!(shown, [Some(second.id.clone()), Some(first.id.clone())]);
    // A change of the rest leaves it alone.
    let seen = store.catalogue().await.unwrap().items[0].clone();
    store.put_items(&[Item { price_minor: 1, ..seen }], &[]).await.unwrap();
    assert_eq!(store.catalogue().await.unwrap().items[0].picture, Some(second.id));
    assert!(store.set_picture(coffee.id, None, &[]).await.unwrap());
    assert_eq!(store.picture(&first.id).await.unwrap(), None);
}

async fn what_was_sold_is_stored_with_its_checkout(database: &impl Database) {
    let store = database.open().await;
    let (checkout, keyed, never, sold) = (opened(), opened(), opened(), sold());
    assert!(matches!(store.insert_sold(&checkout, new_server(), None, &sold).await.unwrap(), Inserted::New));
    store.insert(&keyed, new_server(), None).await.unwrap();
    let ids = [checkout.id(), keyed.id(), never.id()];
    assert_eq!(store.sold(&ids).await.unwrap(), BTreeMap::from([(checkout.id(), sold.clone())]));
    assert_eq!(store.sold(&[]).await.unwrap(), BTreeMap::new());
    assert_eq!(store.get(checkout.id()).await.unwrap(), Some(checkout.clone().saved().into()));
    // The same sale again, whatever is said to be sold: what was stored first stands.
    let other = Sold { tip_minor: 1, ..sold.clone() };
    for id in [&checkout, &keyed] {
        assert!(matches!(store.insert_sold(id, new_server(), None, &other).await.unwrap(), Inserted::Existing(_)));
    }
    assert_eq!(store.sold(&ids).await.unwrap(), BTreeMap::from([(checkout.id(), sold)]));
}

async fn of_many_at_once_one_is_stored_with_one_set_of_lines(database: &impl Database) {
    let stores = database.servers(2).await;
    let checkout = opened();
    let many: Vec<Sold> = (0..20).map(|tip_minor| Sold { tip_minor, ..sold() }).collect();
    let all = join_all(
        many.iter().enumerate().map(|(at, sold)| stores[at % 2].insert_sold(&checkout, new_server(), None, sold)),
    )
    .await;
    let new: Vec<_> =
        all.into_iter().zip(&many).filter(|(done, _)| matches!(done.as_ref().unwrap(), Inserted::New)).collect();
    assert_eq!(new.len(), 1);
    let found = stores[1].sold(&[checkout.id()]).await.unwrap();
    assert_eq!(found, BTreeMap::from([(checkout.id(), new[0].1.clone())]));
}

async fn lines_that_are_not_their_sale_are_broken(database: &impl Database) {
    let store = database.open().await;
    let checkout = opened();
    store.insert_sold(&checkout, new_server(), None, &sold()).await.unwrap();
    let ids: [CheckoutId; 1] = [checkout.id()];
    database.by_hand("DELETE FROM sale_lines WHERE number = 2").await;
    assert!(matches!(store.sold(&ids).await, Err(StoreError::Broken(_))));
    database.by_hand("DELETE FROM sale_lines").await;
    assert!(matches!(store.sold(&ids).await, Err(StoreError::Broken(_))));
}

fn held(note: &str, second: i64) -> HeldCart {
    let id = HeldCartId::try_from(uuid()).unwrap();
    HeldCart { id, note: note.to_owned(), order: sold().order(), held_at: at(second) }
}

async fn a_keyed_amount_with_a_tip_has_no_lines(database: &impl Database) {
    let store = database.open().await;
    let order =
        Order { keyed_minor: 1250, tip: Tip::RoundUp, note: "Table 4 \u{1f600}".to_owned(), ..Order::default() };
    let (checkout, sold) = (opened(), price(&order, domain::Currency::EUR, |_| None).unwrap());
    store.insert_sold(&checkout, new_server(), None, &sold).await.unwrap();
    assert_eq!(store.sold(&[checkout.id()]).await.unwrap(), BTreeMap::from([(checkout.id(), sold)]));
}

async fn a_cart_changes_one_step_at_a_time(database: &impl Database) {
    let stores = database.servers(2).await;
    assert_eq!(stores[0].cart("t-1").await.unwrap(), None);
    let cart = |version, second| StoredCart { version, order: sold().order(), changed_at: at(second) };
    let firsts: Vec<_> = (0..10).map(|second| cart(1, second)).collect();
    let all = join_all(firsts.iter().enumerate().map(|(at, cart)| stores[at % 2].set_cart("t-1", cart))).await;
    assert_eq!(all.iter().filter(|write| write.is_ok()).count(), 1);
    let next = cart(2, 20);
    stores[1].set_cart("t-1", &next).await.unwrap();
    for behind in [cart(1, 30), cart(2, 30), cart(4, 30)] {
        assert!(matches!(stores[0].set_cart("t-1", &behind).await, Err(StoreError::Stale)));
    }
    assert_eq!(stores[0].cart("t-1").await.unwrap(), Some(next));
    assert_eq!(stores[0].cart("").await.unwrap(), None);
}

async fn a_held_cart_is_taken_up_once(database: &impl Database) {
    let stores = database.servers(2).await;
    let (first, second) = (held("table 4", 1), held("", 2));
    for cart in [&first, &second, &first] {
        stores[0].hold(cart).await.unwrap();
    }
    assert_eq!(stores[1].held().await.unwrap(), [second.clone(), first.clone()]);
    let other = HeldCart { note: "table 5".to_owned(), ..first.clone() };
    assert!(matches!(stores[0].hold(&other).await, Err(StoreError::Taken)));

    let takers: Vec<_> = (0..10).map(|_| HeldCartId::try_from(uuid()).unwrap()).collect();
    let all = join_all(takers.iter().enumerate().map(|(at, by)| stores[at % 2].take_held(first.id, *by))).await;
    let got: Vec<_> = all.iter().zip(&takers).filter(|(taken, _)| taken.as_ref().unwrap().is_some()).collect();
    assert_eq!(got.len(), 1);
    let again = stores[1].take_held(first.id, *got[0].1).await.unwrap();
    assert_eq!(again, Some(first), "a lost answer loses no cart");
    assert_eq!(stores[0].held().await.unwrap(), [second]);
    assert_eq!(stores[0].forget_held(at(2)).await.unwrap(), 1);
    assert_eq!(stores[0].held().await.unwrap().len(), 1);
    assert_eq!(stores[0].take_held(HeldCartId::try_from(uuid()).unwrap(), takers[0]).await.unwrap(), None);
}

async fn so_many_carts_are_held_and_no_more(database: &impl Database) {
    let store = database.open().await;
    for second in 0..MOST_HELD {
        store.hold(&held("", second)).await.unwrap();
    }
    assert!(matches!(store.hold(&held("one more", 0)).await, Err(StoreError::Taken)));
    let first = store.held().await.unwrap().pop().unwrap();
    store.take_held(first.id, HeldCartId::try_from(uuid()).unwrap()).await.unwrap();
    store.hold(&held("one more", 0)).await.unwrap();
}

async fn a_terminal_sells_as_it_was_told(database: &impl Database) {
    let store = database.open().await;
    assert_eq!(store.catalogue().await.unwrap().selling, BTreeMap::new());
    let self_service = Selling { mode: Mode::SelfService, asks_for_tip: true };
    store.set_selling("t-1", Selling::default(), &[]).await.unwrap();
    store.set_selling("t-1", self_service, &[]).await.unwrap();
    store.set_selling("", Selling { mode: Mode::Catalogue, asks_for_tip: false }, &[]).await.unwrap();
    let selling = store.catalogue().await.unwrap().selling;
    assert_eq!(selling.get("t-1"), Some(&self_service));
    assert_eq!(selling.get("").unwrap().mode, Mode::Catalogue);
}

async fn ten_thousand_items_are_stored_and_read(database: &impl Database) {
    let store = database.open().await;
    let shelf = category("Everything", 1);
    store.put_categories(std::slice::from_ref(&shelf), &[]).await.unwrap();
    let items: Vec<_> =
        (0..10_000).map(|number| item(&format!("Item number {number}"), Some(&shelf), number)).collect();
    store.put_items(&items, &[]).await.unwrap();
    let catalogue = store.catalogue().await.unwrap();
    assert_eq!(catalogue.items.len(), 10_000);
}
