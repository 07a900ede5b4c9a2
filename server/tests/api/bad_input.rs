//! What nobody should send: a clear typed error, nothing stored, nothing sent to Mion.

use crate::harness::{World, new_id};
use app::api::ApiError;
use domain::limits::AmountRefused;
use domain::{Currency, Money};
use serde_json::{Value, json};

async fn refused(body: Value) -> (u16, ApiError) {
    let world = World::new().await;
    let kiosk = world.kiosk().await;
    let response = kiosk.post("open_checkout", body).await;
    let status = response.status().as_u16();
    let error = response.json().await.unwrap();
    assert!(world.mion().requests().is_empty(), "nothing reaches Mion");
    assert!(kiosk.store.live(10).await.unwrap().is_empty(), "nothing is stored");
    (status, error)
}

#[tokio::test]
async fn amounts_that_are_none_are_refused() {
    let zero = refused(json!({ "id": new_id(), "total_minor": 0 })).await;
    assert_eq!(zero, (422, ApiError::Amount { reason: AmountRefused::Zero }));
    let limit = Money::from_minor(100_000, Currency::EUR);
    for above in [100_001_u64, u64::MAX] {
        let answer = refused(json!({ "id": new_id(), "total_minor": above })).await;
        assert_eq!(answer, (422, ApiError::Amount { reason: AmountRefused::AboveMaximum(limit) }));
    }
    for nonsense in [json!(-1), json!(12.5), json!("12"), json!(null), json!([]), json!(1e300)] {
        let answer = refused(json!({ "id": new_id(), "total_minor": nonsense })).await;
        assert_eq!(answer, (400, ApiError::BadRequest), "{nonsense}");
    }
}

#[tokio::test]
async fn ids_that_are_none_are_refused() {
    for nonsense in [
        json!(""),
        json!("1"),
        json!(7),
        json!("00000000-0000-0000-0000-000000000000"),
        json!("75099bcf-22d5-13f9-8976-b7c5692eaa85"),
        json!("' OR 1=1 --"),
    ] {
        let answer = refused(json!({ "id": nonsense, "total_minor": 100 })).await;
        assert_eq!(answer, (400, ApiError::BadRequest), "{nonsense}");
    }
    assert_eq!(refused(json!({})).await, (400, ApiError::BadRequest));
    assert_eq!(refused(json!([1, 2])).await, (400, ApiError::BadRequest));
}

#[tokio::test]
async fn a_checkout_of_another_shop_is_as_unknown_as_one_that_never_was() {
    let (here, there) = (World::new().await, World::new().await);
    let (kiosk, other) = (here.kiosk().await, there.kiosk().await);
    let theirs = other.awaiting().await;
    for id in [theirs.id, new_id()] {
        assert_eq!(kiosk.read(id).await, Err(ApiError::UnknownCheckout));
        assert_eq!(kiosk.update(id, theirs.seen).await, Err(ApiError::UnknownCheckout));
        assert_eq!(kiosk.cancel(id).await, Err(ApiError::UnknownCheckout));
    }
    assert!(here.mion().requests().is_empty());
    assert_eq!(other.read(theirs.id).await.unwrap().state.name(), "awaiting-payment");
}

#[tokio::test]
async fn only_small_json_of_our_own_pages_is_read() {
    let world = World::new().await;
    let kiosk = world.kiosk().await;
    let url = format!("{}/api/open_checkout", kiosk.base);
    let body = json!({ "id": new_id(), "total_minor": 100 }).to_string();

    for kind in ["text/plain", "application/x-www-form-urlencoded", "multipart/form-data"] {
        let response = kiosk.http.post(&url).header("content-type", kind).body(body.clone()).send().await.unwrap();
        assert_eq!(response.status(), 415, "{kind}");
        assert_eq!(response.json::<ApiError>().await.unwrap(), ApiError::WrongContentType);
    }
    let large = json!({ "id": new_id(), "total_minor": 100, "x": "y".repeat(5_000) });
    let response = kiosk.post("open_checkout", large).await;
    assert_eq!((response.status().as_u16(), response.json().await.unwrap()), (413, ApiError::TooLarge));

    for origin in ["https://evil.example", "null"] {
        let request = kiosk.http.post(&url).header("origin", origin).header("content-type", "application/json");
        let response = request.body(body.clone()).send().await.unwrap();
        assert_eq!(response.status(), 403, "{origin}");
        assert_eq!(response.json::<ApiError>().await.unwrap(), ApiError::OtherOrigin);
    }
    let request = kiosk.http.post(&url).header("content-type", "application/json").body("{\"id\":");
    let response = request.send().await.unwrap();
    assert_eq!((response.status().as_u16(), response.json().await.unwrap()), (400, ApiError::BadRequest));

    let response = kiosk.http.get(&url).send().await.unwrap();
    assert_eq!(response.status(), 405);
    let response = kiosk.post("no_such_function", json!({})).await;
    assert_eq!((response.status().as_u16(), response.json().await.unwrap()), (400, ApiError::BadRequest));
    assert!(world.mion().requests().is_empty());
}
