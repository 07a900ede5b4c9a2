//! Selling items: the counter's pages as a browser without a script sees them, and what the records then hold.
//!
//! - `paying`: prices, tips, and one sale for one cart
//! - `carts`: what can be in a cart, and what becomes of it
//! - `languages`: what a customer reads, and what the staff do

mod carts;
mod languages;
mod paying;

use crate::forms::{get, leads_to, send};
use crate::harness::{Kiosk, World};
use domain::CheckoutId;
use domain::catalogue::{Category, CategoryId, Item, ItemId, Offer, VatRate};
use domain::mode::{Mode, Selling};
use sandbox::Route;
use uuid::Uuid;

pub(super) fn uuid() -> Uuid {
    uuid::Builder::from_random_bytes(rand::random()).into_uuid()
}

pub(super) fn item(name: &str, price_minor: u64, basis_points: u16) -> Item {
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

pub(super) struct Shop {
    pub(super) coffee: Item,
    pub(super) roll: Item,
}

/// A kiosk whose terminals sell so.
pub(super) async fn shop(kiosk: &Kiosk, mode: Mode, asks_for_tip: bool) -> Shop {
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

pub(super) async fn page(kiosk: &Kiosk, path: &str) -> String {
    let (status, page) = get(&kiosk.http, kiosk, path).await;
    assert_eq!(status, 200, "{path}: {page}");
    page
}

/// What is read on a page, without what keeps two directions of writing, or two pieces of text, apart.
pub(super) fn without_marks(page: &str) -> String {
    ["<bdi>", "</bdi>", "<!>"].iter().fold(page.to_owned(), |page, mark| page.replace(mark, ""))
}

/// What a form is answered with that is refused.
pub(super) async fn refused(kiosk: &Kiosk, path: &str, fields: &[(&str, &str)]) -> String {
    let answer = send(&kiosk.http, kiosk, path, fields).await;
    let (status, page) = (answer.status().as_u16(), answer.text().await.unwrap());
    assert_eq!(status, 422, "{fields:?}: {page}");
    page
}

pub(super) async fn done(kiosk: &Kiosk, path: &str, fields: &[(&str, &str)]) -> String {
    leads_to(send(&kiosk.http, kiosk, path, fields).await).await
}

pub(super) async fn add(kiosk: &Kiosk, item: &Item) {
    done(kiosk, "/catalogue/cart", &[("do", "add"), ("item", &item.id.to_string())]).await;
}

pub(super) async fn pay(kiosk: &Kiosk, id: CheckoutId, shown: u64, tip: &str) -> CheckoutId {
    let fields = [("id", id.to_string()), ("shown", shown.to_string()), ("tip", tip.to_owned())];
    let fields: Vec<_> = fields.iter().map(|(name, value)| (*name, value.as_str())).collect();
    let path = done(kiosk, "/catalogue/pay", &fields).await;
    assert_eq!(path, format!("/checkout/{id}"));
    id
}

pub(super) fn nothing_was_opened(world: &World) {
    assert_eq!(world.mion().count(Route::CreateSession), 0);
}
