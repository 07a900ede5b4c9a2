//! What every answer tells the browser, graded as Mozilla's Observatory would.

use crate::certificates::{Pair, pair, wall, write};
use crate::harness::{Kiosk, either_way, exchange, folder};
use crate::observatory::{Page, Results, examine, grade, score};
use crate::paired;
use domain::access::Role;
use server::clock::{Clock as _, SystemClock};
use server::http::Kind;
use std::sync::Arc;

/// The most that there is without preloading and without integrity of one's own scripts:
/// 100, and 10 for the content policy, 5 for frames, 5 for the referrer, 10 for resources.
const FULL: i32 = 130;
/// What the grade rests on.
const GRADED: [&str; 5] = [
    "content-security-policy",
    "cross-origin-resource-policy",
    "referrer-policy",
    "strict-transport-security",
    "x-content-type-options",
];

async fn page(kiosk: &Kiosk, pair: &Pair, path: &str) -> (u16, Page) {
    page_for(kiosk, pair, path, &kiosk.cookie).await
}

async fn page_for(kiosk: &Kiosk, pair: &Pair, path: &str, cookies: &str) -> (u16, Page) {
    let stream = kiosk.connect_tls("kiosk.local", &pair.certificate, Arc::new(SystemClock)).await.unwrap();
    // As a page of ours leads there: at a start the self-test would be offered first.
    let headers = [("Accept", "text/html"), ("Sec-Fetch-Site", "same-origin"), ("Cookie", cookies)];
    let answer = exchange(stream, "GET", path, &headers, "").await;
    let html = answer.text();
    (answer.status, Page { headers: answer.headers, html })
}

fn without(page: &Page, name: &str) -> Page {
    let mut headers = page.headers.clone();
    headers.retain(|(one, _)| one != name);
    assert!(headers.len() < page.headers.len(), "{name} is not there");
    Page { headers, html: page.html.clone() }
}

fn with(page: &Page, name: &str, change: impl Fn(&str) -> String) -> Results {
    let mut headers = page.headers.clone();
    headers.iter_mut().filter(|(one, _)| one == name).for_each(|(_, value)| *value = change(value));
    examine(&Page { headers, html: page.html.clone() })
}

#[tokio::test]
async fn every_page_is_graded_a_plus() {
    let (folder, pair) = (folder(), pair());
    write(folder.path(), &pair);
    let kiosk = Kiosk::start(folder.path(), &wall(folder.path())).await;
    for (path, status) in [("/", 200), ("/checkout/nonsense", 404), ("/no/such/page", 404), ("/api/nothing", 405)] {
        let (answered, page) = page(&kiosk, &pair, path).await;
        let results = examine(&page);
        assert_eq!((answered, score(&results), grade(score(&results))), (status, FULL, "A+"), "{path}: {results:?}");
    }
    let now = SystemClock.now();
    let owner = paired::person(&*kiosk.store, Role::Owner, now).await;
    let signed_in = either_way(&paired::signed_in(&*kiosk.store, owner, now).await);
    let pages = server::http::declarations().into_iter().filter(|one| one.kind == Kind::Page);
    let mut graded = 0;
    for path in pages.map(|one| one.path).filter(|path| !path.contains('{') && !path.ends_with(".csv")) {
        for (cookies, expected) in [(format!("{}; {signed_in}", kiosk.cookie), 200..300), (String::new(), 200..400)] {
            let (answered, page) = page_for(&kiosk, &pair, path, &cookies).await;
            let results = examine(&page);
            // A terminal that sells by the keypad is led there from the counter.
            let leads_on = path.starts_with("/catalogue") && answered == 303;
            assert!(expected.contains(&answered) || leads_on, "{path}: {answered}");
            // A page that gives a cookie has more points, for giving it in the safe form.
            assert!(score(&results) >= FULL && grade(score(&results)) == "A+", "{path}: {results:?}");
            assert!(!page.html.contains(" style=") && !page.html.contains(" onclick="), "{path}");
            graded += 1;
        }
    }
    assert!(graded > 20, "{graded}");
    kiosk.stop().await;
}

/// Cookies are given over TLS in the form that nobody else can set; they earn the points that there are for them.
#[tokio::test]
async fn a_cookie_given_over_tls_is_graded_a_plus() {
    let (folder, pair) = (folder(), pair());
    write(folder.path(), &pair);
    let kiosk = Kiosk::start(folder.path(), &wall(folder.path())).await;
    let owner = paired::person(&*kiosk.store, Role::Owner, SystemClock.now()).await;
    let signed_in = either_way(&paired::signed_in(&*kiosk.store, owner, SystemClock.now()).await);
    let stream = kiosk.connect_tls("kiosk.local", &pair.certificate, Arc::new(SystemClock)).await.unwrap();
    let form = [
        ("Content-Type", "application/x-www-form-urlencoded"),
        ("Origin", "https://kiosk.local"),
        ("Cookie", signed_in.as_str()),
    ];
    let answer = exchange(stream, "POST", "/sign-out", &form, "").await;
    assert_eq!(answer.status, 303);
    let html = answer.text();
    let results = examine(&Page { headers: answer.headers, html });
    assert_eq!(score(&results), FULL + 5, "{results:?}");
    assert!(results.contains(&("cookies-secure-with-httponly-sessions-and-samesite", 5)), "{results:?}");
    kiosk.stop().await;
}

#[tokio::test]
async fn the_grade_falls_with_every_header_that_is_taken_away() {
    let (folder, pair) = (folder(), pair());
    write(folder.path(), &pair);
    let kiosk = Kiosk::start(folder.path(), &wall(folder.path())).await;
    let (_, page) = page(&kiosk, &pair, "/").await;
    for name in GRADED {
        let results = examine(&without(&page, name));
        assert!(score(&results) < FULL, "{name}: {results:?}");
    }
    let no_policy = without(&page, "content-security-policy");
    assert_eq!(score(&examine(&no_policy)), 75, "and nothing earned besides");
    // X-Frame-Options is for browsers that know no frame-ancestors: it counts once the policy is gone.
    assert!(score(&examine(&without(&no_policy, "x-frame-options"))) < 75);
    let inline =
        with(&page, "content-security-policy", |policy| policy.replace("style-src", "style-src 'unsafe-inline'"));
    let eval = with(&page, "content-security-policy", |policy| policy.replace("'wasm-unsafe-eval'", "'unsafe-eval'"));
    let plain = with(&page, "content-security-policy", |policy| policy.replace("img-src", "img-src http:"));
    let short = with(&page, "strict-transport-security", |_| "max-age=86400".to_owned());
    for (what, results) in [("inline", inline), ("eval", eval), ("plain", plain), ("short", short)] {
        assert!(score(&results) < FULL, "{what}: {results:?}");
    }
    kiosk.stop().await;
}

#[tokio::test]
async fn what_is_not_graded_is_there_too() {
    let (folder, pair) = (folder(), pair());
    write(folder.path(), &pair);
    let kiosk = Kiosk::start(folder.path(), &wall(folder.path())).await;
    // What a page loads is held to the page's word.
    let (_, loaded) = page(&kiosk, &pair, "/pkg/kiosk.0.css").await;
    let said = |name: &str| loaded.headers.iter().any(|(one, _)| one == name);
    assert!(said("x-content-type-options") && said("cross-origin-resource-policy") && !said("server"));
    for path in ["/", "/healthz", "/pkg/nothing", "/api/nothing"] {
        let (_, page) = page(&kiosk, &pair, path).await;
        let header = |name: &str| page.headers.iter().find(|(one, _)| one == name).map(|(_, value)| value.clone());
        assert_eq!(header("cross-origin-opener-policy").as_deref(), Some("same-origin"), "{path}");
        assert_eq!(header("x-frame-options").as_deref(), Some("DENY"), "{path}");
        assert_eq!(header("server"), None, "{path}");
        match header("permissions-policy") {
            Some(permissions) => only_what_is_used_is_permitted(path, &permissions),
            None => assert_ne!(path, "/", "a page says what it may use"),
        }
        let policy = header("content-security-policy").unwrap();
        assert!(!policy.contains("unsafe-inline") && !policy.contains("'unsafe-eval'"), "{path}: {policy}");
        for name in ["default-src 'none'", "base-uri 'none'", "form-action", "frame-ancestors 'none'"] {
            assert!(policy.contains(name), "{path}: {policy}");
        }
    }
    kiosk.stop().await;
}

fn only_what_is_used_is_permitted(path: &str, permissions: &str) {
    let used: Vec<_> = permissions.split(", ").filter(|one| !one.ends_with("=()")).collect();
    let ours = ["screen-wake-lock=(self)", "fullscreen=(self)", "clipboard-write=(self)", "autoplay=(self)"];
    assert_eq!(used, ours, "{path}");
    for never in ["camera=()", "microphone=()", "geolocation=()", "payment=()"] {
        assert!(permissions.contains(never), "{path}: {never}");
    }
}

#[tokio::test]
async fn over_plain_http_a_browser_is_not_told_to_use_https_alone() {
    let folder = folder();
    let kiosk = Kiosk::start(folder.path(), &server::config::wall::WallConfig::default()).await;
    for path in ["/", "/healthz", "/pkg/kiosk.0.css"] {
        assert_eq!(kiosk.get(path, &[]).await.header("strict-transport-security"), None, "{path}");
    }
    kiosk.stop().await;
}
