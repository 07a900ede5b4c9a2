//! A day is closed once, with all that came in and nothing twice, and stays as it was closed.

use crate::databases::{Database, on_both_databases};
use crate::sales::{at, awaiting, opened, paid_late, settled, stored};
use domain::{Currency, Money};
use server::store::access::{Applied, Change, Deed};
use server::store::{AccessStore, Closing};

on_both_databases!(
    every_sale_is_counted_once,
    what_was_not_seen_is_not_closed,
    of_two_who_close_at_once_one_has_closed,
    what_is_closed_stays_closed,
);

const EUR: Currency = Currency::EUR;

fn closing(number: u64, sales: u64, expected: u64) -> Closing {
    let expected = Money::from_minor(expected, EUR);
    Closing { number, at: at(500), person: "Ada".to_owned(), sales, expected, counted: expected, reason: String::new() }
}

async fn close(store: &dyn AccessStore, closing: Closing) -> Applied {
    let list = Change::ListClosed { number: closing.number, currency: EUR };
    let deed = Deed { changes: vec![list, Change::Close(closing)], ..Deed::default() };
    store.apply(&deed).await.unwrap()
}

async fn every_sale_is_counted_once(database: &impl Database) {
    let store = database.open().await;
    let nothing = store.unclosed(EUR).await.unwrap();
    assert_eq!((nothing.sales, nothing.total.minor(), nothing.first), (0, 0, None));
    stored(store.as_ref(), settled(awaiting(opened()), 100)).await;
    stored(store.as_ref(), paid_late(opened(), 100)).await;
    stored(store.as_ref(), awaiting(opened())).await;
    let unclosed = store.unclosed(EUR).await.unwrap();
    assert_eq!((unclosed.sales, unclosed.total.minor()), (2, 2500));
    assert_eq!((unclosed.late_sales, unclosed.late.minor(), unclosed.last), (1, 1250, Some(at(100))));
    assert_eq!(store.unclosed("USD".parse().unwrap()).await.unwrap().sales, 0);

    assert_eq!(close(store.as_ref(), closing(1, 2, 2500)).await, Applied::Done);
    assert_eq!(store.unclosed(EUR).await.unwrap().sales, 0);
    // Paid before the close by Mion's clock, and known of only now: it belongs to the next.
    stored(store.as_ref(), settled(awaiting(opened()), 90)).await;
    assert_eq!(close(store.as_ref(), closing(2, 1, 1250)).await, Applied::Done);
    let all = store.closings(u64::MAX, 9).await.unwrap();
    assert_eq!(all, [closing(2, 1, 1250), closing(1, 2, 2500)]);
    assert_eq!(store.closings(2, 9).await.unwrap(), [closing(1, 2, 2500)]);
    assert_eq!(close(store.as_ref(), closing(3, 0, 0)).await, Applied::Done, "a day on which nothing came in");
}

async fn what_was_not_seen_is_not_closed(database: &impl Database) {
    let store = database.open().await;
    stored(store.as_ref(), settled(awaiting(opened()), 100)).await;
    for wrong in [closing(1, 2, 1250), closing(1, 1, 1200), closing(1, 0, 0), closing(2, 1, 1250), closing(7, 1, 1250)]
    {
        assert_eq!(close(store.as_ref(), wrong.clone()).await, Applied::Refused(1), "{wrong:?}");
        assert_eq!(store.unclosed(EUR).await.unwrap().sales, 1, "nothing was counted");
    }
    assert_eq!(store.closings(u64::MAX, 9).await.unwrap(), []);
}

async fn of_two_who_close_at_once_one_has_closed(database: &impl Database) {
    let stores = database.servers(2).await;
    stored(stores[0].as_ref(), settled(awaiting(opened()), 100)).await;
    let (one, other) =
        futures::join!(close(stores[0].as_ref(), closing(1, 1, 1250)), close(stores[1].as_ref(), closing(1, 1, 1250)));
    assert!((one == Applied::Done) != (other == Applied::Done), "{one:?} {other:?}");
    assert_eq!(stores[0].closings(u64::MAX, 9).await.unwrap().len(), 1);
}

async fn what_is_closed_stays_closed(database: &impl Database) {
    let store = database.open().await;
    stored(store.as_ref(), settled(awaiting(opened()), 100)).await;
    close(store.as_ref(), closing(1, 1, 1250)).await;
    for sql in [
        "UPDATE closings SET counted_minor = 0",
        "DELETE FROM closings",
        "UPDATE closed_sales SET closing = 2",
        "DELETE FROM closed_sales",
    ] {
        assert!(database.try_by_hand(sql).await.is_err(), "{sql}");
    }
    assert_eq!(store.closings(u64::MAX, 9).await.unwrap(), [closing(1, 1, 1250)]);
    assert_eq!(store.unclosed(EUR).await.unwrap().sales, 0);
}
