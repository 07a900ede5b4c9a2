//! A terminal that is locked or removed in the middle of a sale, sales of other terminals, and what asks for a PIN.

use crate::harness::{Kiosk, World, invoice, is_awaiting, new_id, on_both_databases};
use crate::paired;
use app::api::ApiError;
use app::view::{CheckoutView, OpenSaleView, ShopNews, StaffName, StateView};
use core::pin::pin;
use core::time::Duration;
use domain::access::{PersonId, Role};
use domain::settings::PinFor;
use serde_json::json;
use server::access::{Caller, PersonHere, SignedInBy};
use server::clock::Clock as _;

on_both_databases! {
    a_question_that_is_held_ends_within_a_second_of_its_terminal_being_shut_out,
    a_sale_outlives_its_terminal,
    another_terminals_sale_is_left_alone_until_it_is_taken_over,
    what_was_put_aside_is_anybodys,
    a_terminal_that_sells_something_under_anothers_id_gets_nothing,
    cancelling_asks_for_a_pin_once_the_code_was_shown,
    a_pass_is_good_at_its_own_terminal_and_for_three_minutes,
}

/// A sale with its invoice on the screen, of which nothing is new.
async fn shown(kiosk: &Kiosk) -> CheckoutView {
    let view = kiosk.awaiting().await;
    kiosk.until(view.id, |now| now.seen.version > view.seen.version).await
}

async fn a_question_that_is_held_ends_within_a_second_of_its_terminal_being_shut_out() {
    for (is_locked, expected) in [(true, ApiError::Locked), (false, ApiError::NotPaired)] {
        let world = World::new().await;
        let kiosk = world.kiosk().await;
        let view = shown(&kiosk).await;
        let news = kiosk.ask::<ShopNews>("shop_update", json!({ "seen": view.seen.shop }));
        let mut held = pin!(async { tokio::join!(kiosk.update(view.id, view.seen), news) });
        let two_seconds = async {
            for _ in 0..20 {
                kiosk.later(Duration::from_millis(100)).await;
            }
        };
        tokio::select! {
            answers = &mut held => panic!("nothing has happened: {answers:?}"),
            () = two_seconds => {}
        }
        // Past the server, as another server would: it has to find out by itself.
        if is_locked {
            paired::lock(&*kiosk.store, kiosk.terminal, true).await;
        } else {
            paired::revoke(&*kiosk.store, kiosk.terminal, world.clock.now()).await;
        }
        let from = world.clock.now();
        let (update, news) = kiosk.while_time_goes_on(held).await;
        let took = world.clock.now().since(from);
        assert!(took < Duration::from_secs(1), "{took:?}");
        assert_eq!((update.unwrap_err(), news.unwrap_err()), (expected.clone(), expected.clone()));
        assert_eq!(kiosk.open(new_id(), 500).await, Err(expected));
    }
}

async fn a_sale_outlives_its_terminal() {
    let world = World::new().await;
    let kiosk = world.kiosk().await;
    let view = shown(&kiosk).await;
    paired::revoke(&*kiosk.store, kiosk.terminal, world.clock.now()).await;
    let other = kiosk.another_terminal().await;
    let taken: CheckoutView = other.ask("take_over", json!({ "id": view.id })).await.unwrap();
    assert_eq!(invoice(&taken), invoice(&view));
    world.mion().pay(&invoice(&view), false).unwrap();
    let paid = other.until(view.id, |view| !view.state.is_live()).await;
    assert!(matches!(paid.state, StateView::Paid { .. }), "{paid:?}");
}

async fn another_terminals_sale_is_left_alone_until_it_is_taken_over() {
    let world = World::new().await;
    let kiosk = world.kiosk().await;
    let other = kiosk.another_terminal().await;
    let view = shown(&kiosk).await;
    for function in ["read_checkout", "put_aside", "take_up", "cancel_checkout"] {
        let answer = other.ask::<CheckoutView>(function, json!({ "id": view.id })).await;
        assert_eq!(answer, Err(ApiError::OtherTerminal), "{function}");
    }
    assert_eq!(other.update(view.id, view.seen).await, Err(ApiError::OtherTerminal));
    let held = kiosk.update(view.id, view.seen);
    let taking = async {
        let taken: CheckoutView = other.ask("take_over", json!({ "id": view.id })).await.unwrap();
        (taken, world.clock.now())
    };
    let (told, (taken, at)) = kiosk.while_time_goes_on(async { tokio::join!(held, taking) }).await;
    assert!(is_awaiting(&taken));
    assert_eq!(told, Err(ApiError::OtherTerminal), "whoever had it is told");
    assert!(world.clock.now().since(at) < Duration::from_secs(1));
    assert_eq!(kiosk.read(view.id).await, Err(ApiError::OtherTerminal));
    assert!(is_awaiting(&other.read(view.id).await.unwrap()));
    let nowhere = other.ask::<CheckoutView>("take_over", json!({ "id": new_id() })).await;
    assert_eq!(nowhere, Err(ApiError::UnknownCheckout));
}

async fn what_was_put_aside_is_anybodys() {
    let world = World::new().await;
    let kiosk = world.kiosk().await;
    let other = kiosk.another_terminal().await;
    let view = shown(&kiosk).await;
    let aside: CheckoutView = kiosk.ask("put_aside", json!({ "id": view.id })).await.unwrap();
    assert!(aside.put_aside);
    let taken: CheckoutView = other.ask("take_up", json!({ "id": view.id })).await.unwrap();
    assert!(!taken.put_aside && is_awaiting(&taken));
    assert_eq!(kiosk.read(view.id).await, Err(ApiError::OtherTerminal));
}

async fn a_terminal_that_sells_something_under_anothers_id_gets_nothing() {
    let world = World::new().await;
    let kiosk = world.kiosk().await;
    let other = kiosk.another_terminal().await;
    let view = kiosk.awaiting().await;
    for total_minor in [1250, 1, 99_999] {
        assert_eq!(other.open(view.id, total_minor).await, Err(ApiError::OtherTerminal));
    }
    let id = new_id();
    let (one, two) = tokio::join!(kiosk.open(id, 900), other.open(id, 900));
    let refused = [&one, &two].into_iter().filter(|answer| **answer == Err(ApiError::OtherTerminal)).count();
    assert_eq!(refused, 1, "{one:?} {two:?}");
    assert_eq!(world.mion().sessions(None).len(), 2);
}

/// An owner with the PIN 2580.
async fn with_a_pin(world: &World, kiosk: &Kiosk) -> PersonId {
    let owner = paired::person(&*kiosk.store, Role::Owner, world.clock.now()).await;
    let here = PersonHere { id: owner, name: "Ada".to_owned(), role: Role::Owner, by: SignedInBy::Password };
    let by = Caller { person: Some(here), ..Caller::nobody([127, 0, 0, 1].into()) };
    kiosk.access.set_pin(&by, owner, Some("2580".to_owned().into())).await.unwrap();
    owner
}

/// The cookie that a right PIN brings.
async fn enter_pin(kiosk: &Kiosk, person: PersonId) -> String {
    let answer = kiosk.post("enter_pin", json!({ "person": person, "pin": "2580" })).await;
    assert_eq!(answer.status(), 200);
    let pass = answer.headers()["set-cookie"].to_str().unwrap().to_owned();
    assert!(pass.starts_with("kiosk-pass=ks-") && pass.contains("; HttpOnly; SameSite=Strict"), "{pass}");
    pass.split(';').next().unwrap().to_owned()
}

async fn cancelling_asks_for_a_pin_once_the_code_was_shown() {
    let world = World::new().await;
    let kiosk = world.kiosk().await;
    let view = shown(&kiosk).await;
    paired::ask_for_pins(&*kiosk.store, PinFor::ALWAYS).await;
    kiosk.later(Duration::from_millis(600)).await;
    assert_eq!(kiosk.cancel(view.id).await, Err(ApiError::PinNeeded));
    assert!(is_awaiting(&kiosk.read(view.id).await.unwrap()), "and nothing has happened to it");

    let owner = with_a_pin(&world, &kiosk).await;
    let [StaffName { id, .. }] = &kiosk.ask::<Vec<StaffName>>("staff_names", json!({})).await.unwrap()[..] else {
        panic!("one person has a PIN")
    };
    assert_eq!(*id, owner);
    let wrong = kiosk.ask::<()>("enter_pin", json!({ "person": owner, "pin": "2581" })).await;
    let Err(ApiError::WrongPin { wait_s }) = wrong else { panic!("{wrong:?}") };
    let early = kiosk.ask::<()>("enter_pin", json!({ "person": owner, "pin": "2580" })).await;
    assert!(matches!(early, Err(ApiError::TooOften { .. })), "not even looked at: {early:?}");
    for _ in 0..=wait_s {
        kiosk.later(Duration::from_secs(1)).await;
    }
    let with_pass = kiosk.with_cookie(&enter_pin(&kiosk, owner).await);
    assert_eq!(with_pass.cancel(view.id).await.unwrap().state, StateView::Cancelled);
}

async fn a_pass_is_good_at_its_own_terminal_and_for_three_minutes() {
    let world = World::new().await;
    let kiosk = world.kiosk().await;
    paired::ask_for_pins(&*kiosk.store, PinFor::ALWAYS).await;
    kiosk.later(Duration::from_millis(600)).await;
    let owner = with_a_pin(&world, &kiosk).await;
    let pass = enter_pin(&kiosk, owner).await;
    let list = async |kiosk: &Kiosk| kiosk.ask::<Vec<OpenSaleView>>("open_sales", json!({})).await;
    assert_eq!(list(&kiosk).await, Err(ApiError::PinNeeded));
    assert_eq!(list(&kiosk.with_cookie(&pass)).await, Ok(Vec::new()));
    let other = kiosk.another_terminal().await;
    assert_eq!(list(&other.with_cookie(&pass)).await, Err(ApiError::PinNeeded), "at another terminal it is nothing");
    assert_eq!(list(&kiosk.with_only(&pass)).await, Err(ApiError::NotPaired), "nor without one");
    for (is_locked, expected) in [(true, Err(ApiError::Locked)), (false, Ok(Vec::new()))] {
        paired::lock(&*kiosk.store, kiosk.terminal, is_locked).await;
        kiosk.later(Duration::from_millis(600)).await;
        assert_eq!(list(&kiosk.with_cookie(&pass)).await, expected);
    }
    for _ in 0..180 {
        kiosk.later(Duration::from_secs(1)).await;
    }
    assert_eq!(list(&kiosk.with_cookie(&pass)).await, Err(ApiError::PinNeeded), "three minutes later");
}
