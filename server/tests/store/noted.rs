//! What is written down in the audit log in one transaction with what it is about.

use crate::databases::{Database, on_both_databases};
use crate::sales::{at, new_server, opened};
use domain::catalogue::{Category, CategoryId, Item, ItemId, Offer, VatRate};
use domain::mode::Selling;
use server::store::access::NewEntry;
use server::store::catalogue::Picture;
use server::store::{ShopStore, StoreError};

on_both_databases!(
    a_sale_and_who_changed_it_are_stored_together,
    a_change_that_is_refused_is_not_written_down,
    every_change_of_the_catalogue_is_written_down_with_it,
    deeds_and_sales_that_are_written_down_at_once_stand_in_one_line,
);

fn entry(event: &str) -> NewEntry {
    let event = event.to_owned();
    NewEntry { at: at(7), person: None, terminal: None, peer: None, event, detail_json: "{}".to_owned() }
}

async fn log(store: &dyn ShopStore) -> Vec<String> {
    let entries = store.audit_after(0, 500).await.unwrap();
    server::access::verify(store, None, |_| {}).await.unwrap();
    entries.into_iter().map(|entry| entry.event).collect()
}

async fn a_sale_and_who_changed_it_are_stored_together(database: &impl Database) {
    let store = database.open().await;
    let checkout = opened();
    store.insert(&checkout, new_server(), None).await.unwrap();
    let cancelled = checkout.saved().cancel(at(5)).unwrap();
    store.save_noted(&cancelled, &[entry("one"), entry("two")]).await.unwrap();
    assert_eq!(log(store.as_ref()).await, ["one", "two"]);
    assert_eq!(store.get(cancelled.id()).await.unwrap().unwrap().state(), cancelled.state());
}

async fn a_change_that_is_refused_is_not_written_down(database: &impl Database) {
    let store = database.open().await;
    let never_stored = opened().saved().cancel(at(5)).unwrap();
    assert!(matches!(store.save_noted(&never_stored, &[entry("stale")]).await, Err(StoreError::Stale)));
    let tea = item("Tea");
    assert!(!store.set_picture(tea.id, None, &[entry("no item")]).await.unwrap());
    assert!(!store.drop_category(category().id, &[entry("no category")]).await.unwrap());
    store.put_items(std::slice::from_ref(&tea), &[]).await.unwrap();
    let unseen = Item { revision: 7, ..tea };
    assert!(matches!(store.put_items(&[unseen], &[entry("unseen")]).await, Err(StoreError::Stale)));
    assert_eq!(log(store.as_ref()).await, Vec::<String>::new());
}

async fn every_change_of_the_catalogue_is_written_down_with_it(database: &impl Database) {
    let store = database.open().await;
    let (drinks, tea) = (category(), item("Tea"));
    let picture = Picture { id: "a".repeat(64).parse().unwrap(), bytes: vec![0xff, 0xd8] };
    store.put_categories(std::slice::from_ref(&drinks), &[entry("category")]).await.unwrap();
    store.put_items(std::slice::from_ref(&tea), &[entry("item"), entry("more")]).await.unwrap();
    store.set_picture(tea.id, Some(&picture), &[entry("picture")]).await.unwrap();
    store.set_selling("", Selling::default(), &[entry("selling")]).await.unwrap();
    store.drop_category(drinks.id, &[entry("gone")]).await.unwrap();
    assert_eq!(log(store.as_ref()).await, ["category", "item", "more", "picture", "selling", "gone"]);
}

async fn deeds_and_sales_that_are_written_down_at_once_stand_in_one_line(database: &impl Database) {
    let stores = database.servers(2).await;
    let tea = item("Tea");
    stores[0].put_items(std::slice::from_ref(&tea), &[]).await.unwrap();
    let mut sales = Vec::new();
    for _ in 0..10 {
        let checkout = opened();
        stores[0].insert(&checkout, new_server(), None).await.unwrap();
        sales.push(checkout.saved().cancel(at(5)).unwrap());
    }
    let saved = sales.iter().enumerate().map(async |(at, sale)| {
        stores[at % 2].save_noted(sale, &[entry("sale")]).await.unwrap();
    });
    let sold = (0..10).map(async |at: usize| {
        stores[at % 2].set_selling("", Selling::default(), &[entry("selling")]).await.unwrap();
    });
    futures::join!(futures::future::join_all(saved), futures::future::join_all(sold));
    let log = log(stores[0].as_ref()).await;
    let count = |event: &str| log.iter().filter(|entry| *entry == event).count();
    assert_eq!((count("sale"), count("selling")), (10, 10));
}

fn uuid() -> uuid::Uuid {
    uuid::Builder::from_random_bytes(rand::random()).into_uuid()
}

fn category() -> Category {
    Category { id: CategoryId::try_from(uuid()).unwrap(), name: "Drinks".parse().unwrap(), place: 0 }
}

fn item(name: &str) -> Item {
    Item {
        id: ItemId::try_from(uuid()).unwrap(),
        revision: 0,
        name: name.parse().unwrap(),
        category: None,
        price_minor: 350,
        vat: VatRate::NONE,
        picture: None,
        code: None,
        offer: Offer::Offered,
        place: 0,
    }
}
