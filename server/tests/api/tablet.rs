//! What a tablet says of itself, what it is told, and what makes an app of the kiosk.

use crate::harness::{World, browser, invoice, is_awaiting, new_id, on_both_databases};
use app::view::StateView;
use core::time::Duration;
use domain::mode::{Mode, Selling};
use serde_json::{Value, json};
use server::clock::Clock as _;
use server::tablets::{Report, WakeLock};

on_both_databases! {
    how_a_tablet_is_stands_in_the_records,
    a_tablet_hears_for_how_long_mion_has_been_silent,
    what_the_shop_sets_for_a_tablet_is_another_page,
    ten_times_the_usual_is_asked_about,
}

fn report(clock_ms: i64) -> Value {
    json!({ "version": "0123456789abcdef", "wake": "held", "full": "window", "sound": "locked", "worker": "absent",
            "secure": false, "clock_ms": clock_ms })
}

async fn how_a_tablet_is_stands_in_the_records() {
    let world = World::new().await;
    let kiosk = world.kiosk().await;
    let now_ms = world.clock.now().as_unix_ms();
    let beat = |body: Value| kiosk.http.post(format!("{}/tablet/heartbeat", kiosk.base)).json(&body).send();
    let heard: Value = beat(report(now_ms - 90_000)).await.unwrap().json().await.unwrap();
    assert_eq!((heard["now_ms"].as_i64().unwrap(), heard["mion_answers"].as_bool().unwrap()), (now_ms, true));
    assert_eq!(heard["version"].as_str().unwrap().len(), 16);

    let stored = kiosk.store.reports().await.unwrap();
    assert_eq!(stored.len(), 1);
    assert_eq!((&stored[0].terminal, stored[0].at), (&kiosk.terminal.to_string(), world.clock.now()));
    let said: Report = serde_json::from_str(&stored[0].report).unwrap();
    assert_eq!((said.wake, said.clock_ahead_seconds, said.is_current), (WakeLock::Held, -90, false));

    let mut current = report(now_ms);
    current["version"] = heard["version"].clone();
    world.clock.advance(Duration::from_secs(60));
    assert_eq!(beat(current).await.unwrap().status(), 200);
    let said: Report = serde_json::from_str(&kiosk.store.reports().await.unwrap()[0].report).unwrap();
    assert!(said.is_current);

    for wrong in [json!({}), json!("<b>"), json!({ "wake": "held" }), json!({ "version": "x".repeat(5_000) })] {
        let status = beat(wrong.clone()).await.unwrap().status().as_u16();
        assert!(matches!(status, 400 | 413), "{wrong}: {status}");
    }
    let stranger = browser("kiosk-terminal=nobody").post(format!("{}/tablet/heartbeat", kiosk.base));
    assert!(stranger.json(&report(now_ms)).send().await.unwrap().status().is_client_error());
    assert_eq!(kiosk.store.reports().await.unwrap().len(), 1);
}

async fn a_tablet_hears_for_how_long_mion_has_been_silent() {
    let world = World::new().await;
    let kiosk = world.kiosk().await;
    let silent_s = async || {
        let beat = kiosk.http.post(format!("{}/tablet/heartbeat", kiosk.base)).json(&report(0));
        beat.send().await.unwrap().json::<Value>().await.unwrap()["mion_silent_s"].clone()
    };
    let id = new_id();
    kiosk.while_time_goes_on(kiosk.open(id, 500)).await.unwrap();
    kiosk.until(id, is_awaiting).await;
    assert_eq!(silent_s().await, Value::Null);
    world.mion().down(true);
    kiosk.until(id, |view| !view.seen.shop.mion_answers).await;
    let before = silent_s().await.as_u64().unwrap();
    world.clock.advance(Duration::from_secs(90));
    assert!(silent_s().await.as_u64().unwrap() >= before + 90);
    world.mion().down(false);
    kiosk.until(id, |view| view.seen.shop.mion_answers).await;
    assert_eq!(silent_s().await, Value::Null);
}

async fn what_the_shop_sets_for_a_tablet_is_another_page() {
    let world = World::new().await;
    let kiosk = world.kiosk().await;
    let heard = async || {
        let beat = kiosk.http.post(format!("{}/tablet/heartbeat", kiosk.base)).json(&report(0));
        let heard: Value = beat.send().await.unwrap().json().await.unwrap();
        heard["version"].as_str().unwrap().to_owned()
    };
    let mut versions = std::collections::BTreeSet::new();
    for mode in Mode::ALL {
        for asks_for_tip in [false, true] {
            kiosk.store.set_selling("", Selling { mode, asks_for_tip }, &[]).await.unwrap();
            let version = heard().await;
            // Whichever page the tablet is led to, it has the version that the server says it should have.
            let page = kiosk.http.get(&kiosk.base).send().await.unwrap();
            let page = if page.status() == 303 {
                kiosk.http.get(format!("{}/catalogue", kiosk.base)).send().await.unwrap()
            } else {
                page
            };
            let page = page.text().await.unwrap();
            assert!(page.contains(&format!("data-version=\"{version}\"")), "{mode:?}: {version}");
            versions.insert(version);
        }
    }
    assert_eq!(versions.len(), 6);
}

async fn ten_times_the_usual_is_asked_about() {
    let world = World::new().await;
    let kiosk = world.kiosk().await;
    let asks = async || {
        let page = kiosk.http.get(&kiosk.base).send().await.unwrap().text().await.unwrap();
        let (_, rest) = page.split_once("ask_from_minor&quot;:").unwrap();
        rest.split([',', '}']).next().unwrap().to_owned()
    };
    for n in 0..10 {
        assert_eq!(asks().await, "null", "after {n} sales");
        let id = new_id();
        let view = kiosk.open(id, 300 + n).await.unwrap();
        world.mion().pay(&invoice(&view), false).unwrap();
        kiosk.until(id, |view| matches!(view.state, StateView::Paid { .. })).await;
    }
    assert_eq!(asks().await, "3050");
    // It is a question of the tablet's: whoever answers it with yes is served.
    kiosk.open(new_id(), 99_999).await.unwrap();
}

#[tokio::test]
async fn what_makes_an_app_is_anybodys_and_holds_nothing_of_a_sale() {
    let world = World::new().await;
    let kiosk = world.kiosk().await;
    let stranger = reqwest::Client::new();
    for (path, kind) in [
        ("manifest.webmanifest", "application/manifest+json"),
        ("sw.js", "text/javascript"),
        ("offline", "text/html; charset=utf-8"),
        ("offline.js", "text/javascript"),
    ] {
        let answer = stranger.get(format!("{}/{path}", kiosk.base)).send().await.unwrap();
        assert_eq!(
            (answer.status().as_u16(), answer.headers()["content-type"].to_str().unwrap()),
            (200, kind),
            "{path}"
        );
        assert_eq!(answer.headers()["cache-control"], "no-store", "{path}: a browser asks for it anew each time");
        let policy = answer.headers()["content-security-policy"].to_str().unwrap();
        assert!(policy.starts_with("default-src 'none'") && !policy.contains("unsafe"), "{path}: {policy}");
    }
}

#[tokio::test]
async fn the_self_test_is_a_page_of_the_staffs() {
    let world = World::new().await;
    let kiosk = world.kiosk().await;
    let path = format!("{}/staff/self-test", kiosk.base);
    let page = kiosk.http.get(&path).send().await.unwrap();
    assert_eq!(page.status(), 200);
    let policy = page.headers()["content-security-policy"].to_str().unwrap().to_owned();
    assert!(policy.contains("script-src 'self';") && !policy.contains("unsafe"), "{policy}");
    let html = page.text().await.unwrap();
    for part in ["/pkg/self-test.0.js", "data-check=\"wake\"", "data-options", "<noscript>"] {
        assert!(html.contains(part), "{part}: {html}");
    }
    let stranger = reqwest::Client::builder().redirect(reqwest::redirect::Policy::none()).build().unwrap();
    assert_ne!(stranger.get(&path).send().await.unwrap().status(), 200);
}

#[tokio::test]
async fn the_office_sees_how_a_tablet_is() {
    let world = World::new().await;
    let kiosk = world.kiosk().await;
    let owner = crate::paired::person(&*kiosk.store, domain::access::Role::Owner, world.clock.now()).await;
    let office = browser(&crate::paired::signed_in(&*kiosk.store, owner, world.clock.now()).await);
    let page = async || {
        let path = format!("{}/office/terminals/{}", kiosk.base, kiosk.terminal);
        office.get(path).send().await.unwrap().text().await.unwrap()
    };
    assert!(!page().await.contains("data-tablet"), "it has not said anything");
    let beat = kiosk.http.post(format!("{}/tablet/heartbeat", kiosk.base));
    assert_eq!(beat.json(&report(0)).send().await.unwrap().status(), 200);
    let html = page().await;
    for said in ["The kiosk is in a window.", "Its clock is wrong.", "It runs an older version"] {
        assert!(html.contains(said), "{said}: {html}");
    }
}

#[tokio::test]
async fn what_came_of_a_self_test_stays_and_is_ours_to_word() {
    let world = World::new().await;
    let kiosk = world.kiosk().await;
    let send = |path: &str, body: Value| kiosk.http.post(format!("{}/tablet/{path}", kiosk.base)).json(&body).send();
    let kept = async || {
        let stored = kiosk.store.reports().await.unwrap().pop().unwrap();
        serde_json::from_str::<Report>(&stored.report).unwrap().self_test
    };
    let tried = json!({ "sound": "good", "print": "untried" });
    assert_eq!(send("self-test", tried.clone()).await.unwrap().status(), 409, "nobody knows this tablet yet");
    assert_eq!(send("heartbeat", report(0)).await.unwrap().status(), 200);
    assert_eq!(kept().await, None);
    assert_eq!(send("self-test", tried).await.unwrap().status(), 204);
    let test = kept().await.unwrap();
    assert_eq!((test.at_ms, test.tried.len()), (world.clock.now().as_unix_ms(), 2));
    world.clock.advance(Duration::from_secs(60));
    assert_eq!(send("heartbeat", report(0)).await.unwrap().status(), 200);
    assert_eq!(kept().await, Some(test));
    for wrong in [json!({ "<b>": "good" }), json!({ "sound": "fine" }), json!("x".repeat(5_000))] {
        let status = send("self-test", wrong.clone()).await.unwrap().status().as_u16();
        assert!(matches!(status, 400 | 413), "{wrong}: {status}");
    }
}

#[tokio::test]
async fn a_self_test_is_offered_to_staff_who_start_and_to_no_customer() {
    let world = World::new().await;
    let kiosk = world.kiosk().await;
    let start = async |by: &str| {
        let answer = kiosk.http.get(&kiosk.base).header("sec-fetch-site", by).send().await.unwrap();
        answer.headers().get("location").map_or("here", |path| path.to_str().unwrap()).to_owned()
    };
    assert_eq!(start("none").await, "/staff/opening");
    assert_eq!(start("same-origin").await, "here");
    let page = kiosk.http.get(format!("{}/staff/opening", kiosk.base)).send().await.unwrap();
    let asked = page.headers()["set-cookie"].to_str().unwrap();
    // It is ten in the morning, and the shop's day is as long as UTC's.
    assert_eq!(asked, "kiosk-opened=1; Path=/; Max-Age=50400; HttpOnly; SameSite=Strict");
    let selling = |mode| domain::mode::Selling { mode, asks_for_tip: false };
    kiosk.store.set_selling("", selling(domain::mode::Mode::Catalogue), &[]).await.unwrap();
    assert_eq!(start("none").await, "/staff/opening");
    kiosk.store.set_selling("", selling(domain::mode::Mode::SelfService), &[]).await.unwrap();
    assert_eq!(start("none").await, "/catalogue");
}
