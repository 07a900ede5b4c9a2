//! Sales are found long after they are over, by whatever a person knows of them.

use crate::databases::{Database, on_both_databases};
use crate::sales::{at, awaiting, ids, opened, opened_at, paid, paid_late, settled, stored};
use domain::{Checkout, CheckoutId, Currency, Money, Timestamp};
use server::store::{FoundSale, SalesQuery, Store};

on_both_databases!(
    the_newest_come_first_and_every_page_goes_on_where_the_last_has_ended,
    a_sale_is_found_by_all_that_is_known_of_it,
    what_came_in_is_counted_when_it_was_paid,
    the_code_in_the_records_is_the_one_on_the_screen,
    a_broken_sale_hides_no_other,
);

fn all() -> SalesQuery {
    SalesQuery::newest(100)
}

async fn found(store: &dyn Store, query: SalesQuery) -> Vec<CheckoutId> {
    let sales = store.find_sales(&query).await.unwrap();
    let checkouts: Vec<Checkout> = sales.into_iter().map(|sale| sale.checkout).collect();
    ids(&checkouts)
}

fn of(checkouts: &[&Checkout]) -> Vec<CheckoutId> {
    let checkouts: Vec<Checkout> = checkouts.iter().map(|checkout| (*checkout).clone()).collect();
    ids(&checkouts)
}

async fn the_newest_come_first_and_every_page_goes_on_where_the_last_has_ended(database: &impl Database) {
    let store = database.open().await;
    assert_eq!(store.find_sales(&all()).await.unwrap(), []);
    let mut stored_ones = Vec::new();
    // Several in one millisecond, as a busy hour brings them.
    for second in [3, 1, 2, 2, 2, 5] {
        stored_ones.push(stored(store.as_ref(), opened_at(second)).await);
    }
    stored_ones.sort_by_key(|checkout| (core::cmp::Reverse(checkout.record().opened_at), checkout.id()));
    let whole = store.find_sales(&all()).await.unwrap();
    let expected: Vec<_> =
        stored_ones.iter().map(|checkout| FoundSale { checkout: checkout.clone(), terminal: None }).collect();
    assert_eq!(whole, expected);

    let (mut paged, mut after) = (Vec::new(), None);
    loop {
        let page = store.find_sales(&SalesQuery { after, ..SalesQuery::newest(2) }).await.unwrap();
        let Some(last) = page.last() else { break };
        after = Some((last.checkout.record().opened_at, last.checkout.id()));
        paged.extend(page);
    }
    assert_eq!(paged, expected);
}

async fn a_sale_is_found_by_all_that_is_known_of_it(database: &impl Database) {
    let store = database.open().await;
    let open = stored(store.as_ref(), awaiting(opened_at(10))).await;
    let done = stored(store.as_ref(), settled(awaiting(opened_at(20)), 100)).await;
    let late = stored(store.as_ref(), paid_late(opened_at(30), 50)).await;
    let store = store.as_ref();

    assert_eq!(found(store, SalesQuery { id: Some(done.id()), ..all() }).await, of(&[&done]));
    assert_eq!(found(store, SalesQuery { code: Some(late.id().short_code()), ..all() }).await, of(&[&late]));
    assert_eq!(found(store, SalesQuery { code: Some("%".to_owned()), ..all() }).await, []);
    assert_eq!(found(store, SalesQuery { total_minor: Some(1250), ..all() }).await, of(&[&open, &done, &late]));
    assert_eq!(found(store, SalesQuery { total_minor: Some(125), ..all() }).await, []);
    let paid = Some(vec!["paid", "paid-late"]);
    assert_eq!(found(store, SalesQuery { states: paid.clone(), ..all() }).await, of(&[&done, &late]));
    assert_eq!(found(store, SalesQuery { states: Some(vec!["paid"]), ..all() }).await, of(&[&done]));
    assert_eq!(found(store, SalesQuery { states: Some(Vec::new()), ..all() }).await, []);
    let span = |from, until| SalesQuery { from: Some(at(from)), until: Some(at(until)), ..all() };
    assert_eq!(found(store, span(10, 30)).await, of(&[&open, &done]));
    assert_eq!(found(store, span(31, 99)).await, []);
    let one_of = |query: SalesQuery| SalesQuery { limit: 1, ..query };
    assert_eq!(store.count_sales(&one_of(span(10, 30))).await.unwrap(), 2, "all that are meant, and not a page");
    assert_eq!(store.count_sales(&one_of(SalesQuery { after: Some((at(15), open.id())), ..all() })).await.unwrap(), 3);
    let all_at_once =
        SalesQuery { states: paid, code: Some(done.id().short_code()), total_minor: Some(1250), ..span(0, 99) };
    assert_eq!(found(store, all_at_once).await, of(&[&done]));
    let terminal = Some("75099bcf-22d5-43f9-8976-b7c5692eaa85".parse().unwrap());
    assert_eq!(found(store, SalesQuery { terminal, ..all() }).await, []);
}

async fn what_came_in_is_counted_when_it_was_paid(database: &impl Database) {
    let store = database.open().await;
    stored(store.as_ref(), awaiting(opened())).await;
    stored(store.as_ref(), awaiting(opened()).cancel(at(50)).unwrap()).await;
    stored(store.as_ref(), settled(awaiting(opened()), 100)).await;
    stored(store.as_ref(), paid(awaiting(opened()), 100)).await;
    stored(store.as_ref(), paid_late(opened(), 100)).await;
    // All of them were paid at second 100, on Mion's word.
    let takings = async |from: Timestamp, until: Timestamp| store.takings(from, until).await.unwrap();
    let mut late: Vec<bool> = takings(at(100), at(101)).await.iter().map(|taking| taking.late).collect();
    late.sort_unstable();
    assert_eq!(late, [false, false, true]);
    let one = takings(at(0), at(9999)).await[0];
    assert_eq!((one.paid_at, one.total), (at(100), Money::from_minor(1250, Currency::EUR)));
    assert_eq!(takings(at(0), at(100)).await, []);
    assert_eq!(takings(at(101), at(9999)).await, []);
}

async fn the_code_in_the_records_is_the_one_on_the_screen(database: &impl Database) {
    let store = database.open().await;
    for _ in 0..40 {
        let one = stored(store.as_ref(), opened()).await;
        let query = SalesQuery { code: Some(one.id().short_code()), ..all() };
        assert!(found(store.as_ref(), query).await.contains(&one.id()), "{}", one.id());
    }
}

async fn a_broken_sale_hides_no_other(database: &impl Database) {
    let store = database.open().await;
    let broken = stored(store.as_ref(), settled(awaiting(opened()), 100)).await;
    let whole = stored(store.as_ref(), settled(awaiting(opened_at(5)), 100)).await;
    database.by_hand(&format!("UPDATE checkouts SET state_json = '{{' WHERE id = '{}'", broken.id())).await;
    assert_eq!(found(store.as_ref(), all()).await, of(&[&whole]));
    assert_eq!(store.takings(at(0), at(9999)).await.unwrap().len(), 1);
}
