//! Cookies that must open nothing: made up, in another's place, over, or read from a stolen database.

use crate::attacks::{NOBODY, is_let_in};
use crate::harness::{World, on_both_databases};
use crate::paired;
use core::time::Duration;
use domain::access::Role;
use reqwest::StatusCode;
use server::clock::Clock as _;
use server::store::access::SecretHash;

on_both_databases! {
    a_cookie_that_was_made_up_opens_nothing,
    a_cookie_in_another_ones_place_opens_nothing,
    a_cookie_that_is_over_opens_nothing,
    what_is_stored_of_a_cookie_opens_nothing,
}

async fn a_cookie_that_was_made_up_opens_nothing() {
    let world = World::new().await;
    let kiosk = world.kiosk().await;
    let owner = paired::person(&*kiosk.store, Role::Owner, world.clock.now()).await;
    let signed_in = paired::signed_in(&*kiosk.store, owner, world.clock.now()).await;
    assert_eq!(is_let_in(&kiosk, &format!("{}; {signed_in}", kiosk.cookie())).await, (true, true));
    for right in [kiosk.cookie(), &signed_in] {
        let (name, value) = right.split_once('=').unwrap();
        let last = if value.ends_with('0') { '1' } else { '0' };
        for forged in [
            format!("{}{last}", &value[..value.len() - 1]),
            value.to_uppercase(),
            value[..value.len() - 1].to_owned(),
            format!("{value}0"),
            value[3..].to_owned(),
            format!("{}0000000000000000000000000000000000000000000000000000000000000000", &value[..3]),
            format!("%20{value}"),
            "owner".to_owned(),
            "' OR 1=1 --".to_owned(),
            String::new(),
        ] {
            assert_eq!(is_let_in(&kiosk, &format!("{name}={forged}")).await, NOBODY, "{forged}");
        }
        let twice = format!("{right}; {name}={}", "f".repeat(67));
        assert_eq!(is_let_in(&kiosk, &twice).await, NOBODY, "of two that differ neither counts");
        assert_eq!(is_let_in(&kiosk, &right.replace("kiosk-", "__Host-kiosk-")).await, NOBODY, "without TLS");
    }
}

async fn a_cookie_in_another_ones_place_opens_nothing() {
    let world = World::new().await;
    let kiosk = world.kiosk().await;
    let (store, now) = (&*kiosk.store, world.clock.now());
    let owner = paired::person(store, Role::Owner, now).await;
    let cookies = [
        kiosk.cookie().to_owned(),
        paired::signed_in(store, owner, now).await,
        paired::pass(store, owner, kiosk.terminal, now).await,
    ];
    let names = ["kiosk-terminal", "kiosk-person", "kiosk-pass"];
    for (place, name) in names.iter().enumerate() {
        for (kind, cookie) in cookies.iter().enumerate().filter(|(kind, _)| *kind != place) {
            let value = cookie.split_once('=').unwrap().1;
            assert_eq!(is_let_in(&kiosk, &format!("{name}={value}")).await, NOBODY, "{kind} as {name}");
        }
    }
    // A PIN is good for what staff may do at that terminal, and opens no office.
    assert_eq!(is_let_in(&kiosk, &format!("{}; {}", cookies[0], cookies[2])).await, (false, true));
}

async fn a_cookie_that_is_over_opens_nothing() {
    let world = World::new().await;
    let kiosk = world.kiosk().await;
    let (store, now) = (&*kiosk.store, world.clock.now());
    let owner = paired::person(store, Role::Owner, now).await;
    let signed_in = paired::signed_in(store, owner, now).await;
    assert_eq!(is_let_in(&kiosk, &signed_in).await, (true, false));
    let out = kiosk.with_only(&signed_in).form("/sign-out", "").send().await.unwrap();
    assert_eq!(out.status(), StatusCode::SEE_OTHER);
    let cleared: Vec<_> = out.headers().get_all("set-cookie").iter().map(|line| line.to_str().unwrap()).collect();
    assert!(cleared.len() == 2 && cleared.iter().all(|line| line.contains("Max-Age=0")), "{cleared:?}");
    assert_eq!(is_let_in(&kiosk, &signed_in).await, NOBODY, "used again after signing out");

    let minutes = |minutes: u64| now.minus(Duration::from_secs(minutes * 60));
    let quiet = paired::signed_in(store, owner, minutes(29)).await;
    assert_eq!(is_let_in(&kiosk, &quiet).await, (true, false));
    let quiet = paired::signed_in(store, owner, minutes(30)).await;
    assert_eq!(is_let_in(&kiosk, &quiet).await, NOBODY, "half an hour without a word");

    paired::revoke(store, kiosk.terminal, world.clock.now()).await;
    kiosk.later(Duration::from_millis(600)).await;
    assert_eq!(is_let_in(&kiosk, kiosk.cookie()).await, NOBODY, "used again after it was revoked");
}

async fn what_is_stored_of_a_cookie_opens_nothing() {
    let world = World::new().await;
    let kiosk = world.kiosk().await;
    let (name, value) = kiosk.cookie().split_once('=').unwrap();
    let hash = SecretHash::of(value).to_string();
    for stolen in [hash.clone(), format!("kt-{hash}"), format!("kp-{hash}"), format!("ks-{hash}")] {
        for name in [name, "kiosk-person", "kiosk-pass"] {
            assert_eq!(is_let_in(&kiosk, &format!("{name}={stolen}")).await, NOBODY, "{name}={stolen}");
        }
    }
}
