//! What must not work: cookies that are made up, used again or put in another's place, pages of other sites, codes
//! and PINs that are guessed, totals that are changed, and text that would be markup.

use crate::harness::{Kiosk, World, browser, is_awaiting, new_id, on_both_databases};
use crate::paired;
use app::api::ApiError;
use app::view::CheckoutView;
use core::time::Duration;
use domain::access::Role;
use domain::settings::PinFor;
use reqwest::{RequestBuilder, StatusCode};
use serde_json::json;
use server::access::{Caller, PersonHere, SignedInBy};
use server::clock::Clock as _;

on_both_databases! {
    pairing_codes_cannot_be_guessed_for_long,
    pins_cannot_be_guessed_for_long,
    passwords_cannot_be_guessed_for_long,
}

/// What a browser is that sends `cookies`: told by what it is answered to a page of the office and to a sale.
pub(crate) async fn is_let_in(kiosk: &Kiosk, cookies: &str) -> (bool, bool) {
    let as_sent = kiosk.with_only(cookies);
    let office = as_sent.http.get(format!("{}/office", kiosk.base)).send().await.unwrap();
    let sells = as_sent.open(new_id(), 100).await;
    assert!(sells.is_ok() || sells == Err(ApiError::NotPaired), "{sells:?}");
    (office.status() == 200, sells.is_ok())
}

pub(crate) const NOBODY: (bool, bool) = (false, false);

fn owner_caller(id: domain::access::PersonId) -> Caller {
    let person = PersonHere { id, name: "Ada".to_owned(), role: Role::Owner, by: SignedInBy::Password };
    Caller { person: Some(person), ..Caller::nobody([127, 0, 0, 1].into()) }
}

/// Tries until something else than "wrong" is said; how often it was looked at.
async fn tries(kiosk: &Kiosk, seconds: u32, wrong: StatusCode, attempt: impl AsyncFn() -> StatusCode) -> u32 {
    let mut looked_at = 0;
    for _ in 0..seconds {
        let answered = attempt().await;
        assert!(answered == wrong || answered == StatusCode::TOO_MANY_REQUESTS, "{answered}");
        looked_at += u32::from(answered == wrong);
        kiosk.later(Duration::from_secs(1)).await;
    }
    looked_at
}

async fn pairing_codes_cannot_be_guessed_for_long() {
    let world = World::new().await;
    let kiosk = world.kiosk().await;
    let owner = paired::person(&*kiosk.store, Role::Owner, world.clock.now()).await;
    let code = kiosk.access.invite_terminal(&owner_caller(owner), "Bar").await.unwrap();
    let stranger = kiosk.with_only("");
    let attempt = async |code: &str| stranger.form("/pair", &format!("code={code}")).send().await.unwrap();
    let looked_at =
        tries(&kiosk, 300, StatusCode::UNPROCESSABLE_ENTITY, async || attempt("BCDFGHJK").await.status()).await;
    assert!(looked_at <= 15, "{looked_at} tries in five minutes");
    let early = attempt(code.reveal()).await;
    assert_eq!(early.status(), StatusCode::TOO_MANY_REQUESTS, "the right one is not looked at either");
    for _ in 0..300 {
        kiosk.later(Duration::from_secs(1)).await;
    }
    assert_eq!(attempt(code.reveal()).await.status(), StatusCode::UNPROCESSABLE_ENTITY, "and is over by now");
    for _ in 0..300 {
        kiosk.later(Duration::from_secs(1)).await;
    }
    let code = kiosk.access.invite_again(&owner_caller(owner), code.terminal).await.unwrap();
    let paired = attempt(&code.spoken().to_lowercase().replace(' ', "-")).await;
    assert_eq!(paired.status(), StatusCode::SEE_OTHER);
    let cookie = paired.headers().get_all("set-cookie").iter().map(|line| line.to_str().unwrap().to_owned());
    let cookie = cookie.into_iter().find(|line| line.starts_with("kiosk-terminal=kt-")).unwrap();
    assert_eq!(is_let_in(&kiosk, cookie.split(';').next().unwrap()).await, (false, true));
    assert_eq!(attempt(code.reveal()).await.status(), StatusCode::UNPROCESSABLE_ENTITY, "a code is good once");
}

async fn pins_cannot_be_guessed_for_long() {
    let world = World::new().await;
    let kiosk = world.kiosk().await;
    let owner = paired::person(&*kiosk.store, Role::Owner, world.clock.now()).await;
    kiosk.access.set_pin(&owner_caller(owner), owner, Some("2580".to_owned().into())).await.unwrap();
    let attempt = async |pin: &str| kiosk.ask::<()>("enter_pin", json!({ "person": owner, "pin": pin })).await;
    let mut looked_at = 0;
    for second in 0..600 {
        match attempt(&format!("{:04}", 1000 + second)).await {
            Err(ApiError::WrongPin { .. }) => looked_at += 1,
            Err(ApiError::TooOften { .. }) => {}
            other => panic!("{other:?}"),
        }
        kiosk.later(Duration::from_secs(1)).await;
    }
    assert!(looked_at <= 9, "{looked_at} PINs in ten minutes");
    assert!(matches!(attempt("2580").await, Err(ApiError::TooOften { .. })), "the right one is not looked at either");
    let other = kiosk.another_terminal().await;
    let elsewhere = other.ask::<()>("enter_pin", json!({ "person": owner, "pin": "2580" })).await;
    assert_eq!(elsewhere, Ok(()), "whoever works at another terminal is not kept waiting");
    for nonsense in ["", "258", "25800000000", "2580 ", "٢٥٨٠", "2580\n"] {
        let answer = other.ask::<()>("enter_pin", json!({ "person": owner, "pin": nonsense })).await;
        assert!(answer.is_err(), "{nonsense:?}: {answer:?}");
    }
}

async fn passwords_cannot_be_guessed_for_long() {
    let world = World::new().await;
    let kiosk = world.kiosk().await;
    kiosk.access.add_first_owner("Ada", "correct horse battery".to_owned().into()).await.unwrap().unwrap();
    let stranger = kiosk.with_only("");
    let attempt = async |name: &str, password: &str| {
        let form = format!("name={name}&password={}", password.replace(' ', "+"));
        stranger.form("/sign-in", &form).send().await.unwrap()
    };
    let known = attempt("Ada", "wrong wrong wrong").await;
    let unknown = attempt("Bob", "wrong wrong wrong").await;
    assert_eq!(
        (known.status(), unknown.status()),
        (StatusCode::UNPROCESSABLE_ENTITY, StatusCode::UNPROCESSABLE_ENTITY)
    );
    let (known, unknown) = (known.text().await.unwrap(), unknown.text().await.unwrap());
    assert_eq!(known.replace("Ada", "Bob"), unknown, "nobody learns who has an account");
    let guess = async || attempt("Ada", "wrong wrong wrong").await.status();
    let looked_at = tries(&kiosk, 300, StatusCode::UNPROCESSABLE_ENTITY, guess).await;
    assert!(looked_at <= 10, "{looked_at} passwords in five minutes");
    for _ in 0..300 {
        kiosk.later(Duration::from_secs(1)).await;
    }
    let right = attempt("Ada", "correct horse battery").await;
    assert_eq!(right.status(), StatusCode::SEE_OTHER);
    let cookie = right.headers().get_all("set-cookie").iter().map(|line| line.to_str().unwrap().to_owned());
    let cookie = cookie.into_iter().find(|line| line.starts_with("kiosk-person=kp-")).unwrap();
    assert!(cookie.contains("; Path=/; HttpOnly; SameSite=Strict") && !cookie.contains("Max-Age"), "{cookie}");
    assert_eq!(is_let_in(&kiosk, cookie.split(';').next().unwrap()).await, (true, false));
}

/// Headers by which a browser says that another site's page has asked.
fn foreign(request: RequestBuilder, how: usize) -> Option<RequestBuilder> {
    Some(match how {
        0 => request.header("origin", "https://evil.example"),
        1 => request.header("origin", "null"),
        2 => request.header("sec-fetch-site", "cross-site"),
        3 => request.header("sec-fetch-site", "same-site"),
        _ => return None,
    })
}

#[tokio::test]
async fn another_sites_page_changes_nothing() {
    let world = World::new().await;
    let kiosk = world.kiosk().await;
    let owner = paired::person(&*kiosk.store, Role::Owner, world.clock.now()).await;
    let both = kiosk.with_cookie(&paired::signed_in(&*kiosk.store, owner, world.clock.now()).await);
    let view = kiosk.awaiting().await;
    let calls = [
        ("open_checkout", json!({ "id": new_id(), "total_minor": 100 })),
        ("cancel_checkout", json!({ "id": view.id })),
        ("put_aside", json!({ "id": view.id })),
    ];
    let forms = [
        "/pair",
        "/sign-in",
        "/sign-out",
        "/set-up",
        "/pin",
        "/office/terminals",
        "/office/people",
        "/office/settings",
    ];
    for how in 0.. {
        let url = |path: &str| format!("{}{path}", kiosk.base);
        let mut requests = Vec::new();
        for (function, body) in &calls {
            requests.push(both.http.post(url(&format!("/api/{function}"))).json(body));
        }
        requests.extend(forms.map(|path| both.form(path, "name=Evil&code=BCDFGHJK")));
        let Some(requests) = requests.into_iter().map(|request| foreign(request, how)).collect::<Option<Vec<_>>>()
        else {
            break;
        };
        for request in requests {
            let answer = request.send().await.unwrap();
            assert_eq!(answer.status(), 403, "{how}: {}", answer.url());
            assert!(!answer.headers().contains_key("set-cookie"), "{how}: {}", answer.url());
        }
    }
    // What a form of another site can send without asking, by a browser that says nothing of where it comes from.
    for kind in ["text/plain", "application/x-www-form-urlencoded", "multipart/form-data; boundary=x"] {
        let body = json!({ "id": view.id }).to_string();
        let request = both.http.post(format!("{}/api/cancel_checkout", kiosk.base)).header("content-type", kind);
        assert_eq!(request.body(body).send().await.unwrap().status(), 415, "{kind}");
    }
    let now = kiosk.read(view.id).await.unwrap();
    assert!(is_awaiting(&now) && !now.put_aside, "{now:?}");
    assert_eq!(kiosk.store.live(10).await.unwrap().len(), 1, "nothing was opened");
    assert_eq!(kiosk.store.terminals().await.unwrap().len(), 1, "no terminal was invited");
}

#[tokio::test]
async fn nobody_gets_a_web_socket() {
    let world = World::new().await;
    let kiosk = world.kiosk().await;
    for origin in [None, Some("https://evil.example"), Some(kiosk.base.as_str())] {
        for path in ["/", "/api/checkout_update", "/office", "/healthz"] {
            let mut request = kiosk.http.get(format!("{}{path}", kiosk.base));
            for (name, value) in [
                ("connection", "Upgrade"),
                ("upgrade", "websocket"),
                ("sec-websocket-version", "13"),
                ("sec-websocket-key", "dGhlIHNhbXBsZSBub25jZQ=="),
            ] {
                request = request.header(name, value);
            }
            if let Some(origin) = origin {
                request = request.header("origin", origin);
            }
            let answer = request.send().await.unwrap();
            assert_ne!(answer.status(), 101, "{path}");
            assert!(!answer.headers().contains_key("upgrade"), "{path}");
        }
    }
}

#[tokio::test]
async fn a_total_is_what_it_was_when_it_was_first_charged() {
    let world = World::new().await;
    let kiosk = world.kiosk().await;
    let view = kiosk.awaiting().await;
    for total_minor in [1, 1249, 1251, 100_000] {
        assert_eq!(kiosk.open(view.id, total_minor).await, Err(ApiError::AlreadyOpen));
    }
    // What the server does not ask for it does not take.
    let more = json!({ "id": new_id(), "total_minor": 1250, "amount_msat": 1, "total": 1, "currency": "BTC", "state": "paid" });
    let sold: CheckoutView = kiosk.ask("open_checkout", more).await.unwrap();
    assert_eq!((sold.total, sold.state.name()), (view.total, "awaiting-payment"));
    assert!(world.mion().sessions(None).iter().all(|session| session.amount == 1250 && session.currency_iso3 == "EUR"));
}

#[tokio::test]
async fn markup_is_text_wherever_it_is_shown() {
    const EVIL: &str = "\"'><svg onload=x></svg><b>Evil</b>";
    let world = World::new().await;
    let kiosk = world.kiosk().await;
    let owner = paired::person(&*kiosk.store, Role::Owner, world.clock.now()).await;
    let by = owner_caller(owner);
    let signed_in = paired::signed_in(&*kiosk.store, owner, world.clock.now()).await;
    let code = kiosk.access.invite_terminal(&by, EVIL).await.unwrap();
    let user_agent = kiosk.with_only("").form("/pair", &format!("code={}", code.reveal()));
    let paired = user_agent.header("user-agent", EVIL).send().await.unwrap();
    let cookie = paired.headers().get_all("set-cookie").iter().map(|line| line.to_str().unwrap().to_owned());
    let terminal = cookie.into_iter().find(|line| line.starts_with("kiosk-terminal=kt-")).unwrap();
    let here = kiosk.with_only(&format!("{}; {signed_in}", terminal.split(';').next().unwrap()));
    let cashier =
        kiosk.access.add_person(&by, EVIL, Role::Cashier, None, Some("2580".to_owned().into())).await.unwrap();
    let escaped: String = EVIL.split_whitespace().collect();
    let typed: String = escaped.bytes().map(|byte| format!("%{byte:02x}")).collect();
    let pages = [
        "/".to_owned(),
        "/pin".to_owned(),
        format!("/pin?person={cashier}&next={typed}"),
        format!("/pair?code={typed}"),
        format!("/sign-in?next={typed}"),
        format!("/set-up?token={typed}"),
        format!("/{typed}"),
        format!("/checkout/{typed}"),
        "/staff".to_owned(),
        "/staff/sales".to_owned(),
        "/staff/alarms".to_owned(),
        "/office".to_owned(),
        "/office/terminals".to_owned(),
        format!("/office/terminals/{}", code.terminal),
        "/office/people".to_owned(),
        format!("/office/people/{cashier}"),
        "/office/sales".to_owned(),
        format!("/office/sales?q={typed}"),
        "/office/settings".to_owned(),
        "/office/account".to_owned(),
        "/office/audit".to_owned(),
    ];
    let mut shown = 0;
    for page in &pages {
        let answer = here.http.get(format!("{}{page}", kiosk.base)).send().await.unwrap();
        assert!(matches!(answer.status().as_u16(), 200 | 404 | 422), "{page}: {}", answer.status());
        let html = answer.text().await.unwrap();
        assert!(!html.contains("<svg onload") && !html.contains("<b>Evil"), "{page}");
        shown += usize::from(html.contains("Evil"));
    }
    assert!(shown >= 6, "it is shown on {shown} pages, and must be on more for this to say anything");
    for form in ["/pair", "/sign-in", "/set-up"] {
        let answer =
            here.form(form, &format!("code={typed}&name={typed}&token={typed}&next={typed}")).send().await.unwrap();
        let html = answer.text().await.unwrap();
        assert!(!html.contains("<svg") || !html.contains("onload=x>"), "{form}");
        assert!(!html.contains("<b>Evil"), "{form}");
    }
}

#[tokio::test]
async fn a_hundred_terminals_behind_one_address_do_not_stand_in_each_others_way() {
    let world = World::new().await;
    let kiosk = world.kiosk().await;
    let mut terminals = Vec::new();
    for _ in 0..100 {
        terminals.push(kiosk.another_terminal().await);
    }
    // Time stands still: whatever is counted is never given back.
    for round in 0..20 {
        let asked = terminals.iter().map(|terminal| terminal.post("open_checkout", json!({ "total_minor": round })));
        for answer in futures::future::join_all(asked).await {
            assert_eq!(answer.status(), 400, "looked at, and found to be no sale");
        }
    }
    let one = &terminals[0];
    let mut asked = 20;
    while one.post("open_checkout", json!({})).await.status() == 400 {
        asked += 1;
    }
    assert_eq!(asked, 400, "one by itself is limited");
    let refused = one.ask::<CheckoutView>("open_checkout", json!({})).await;
    assert_eq!(refused, Err(ApiError::TooOften { wait_s: 1 }));
    assert_eq!(terminals[1].post("open_checkout", json!({})).await.status(), 400, "and the others are not");
    let stranger = browser("");
    let mut pages = 0;
    while stranger.get(format!("{}/pair", kiosk.base)).send().await.unwrap().status() == 200 {
        pages += 1;
    }
    assert_eq!(pages, 100, "strangers at that address are limited together");
    assert_eq!(terminals[2].post("open_checkout", json!({})).await.status(), 400, "and no terminal with them");
}

#[tokio::test]
async fn pins_switched_off_ask_for_nothing_and_switched_on_for_what_they_say() {
    let world = World::new().await;
    let kiosk = world.kiosk().await;
    let page = async |path: &str| {
        let answer = kiosk.http.get(format!("{}{path}", kiosk.base)).send().await.unwrap();
        let to = answer.headers().get("location").map(|to| to.to_str().unwrap().to_owned());
        (answer.status().as_u16(), to)
    };
    assert_eq!(page("/staff/sales").await, (200, None));
    paired::ask_for_pins(&*kiosk.store, PinFor { sales: true, ..PinFor::NEVER }).await;
    kiosk.later(Duration::from_millis(600)).await;
    assert_eq!(page("/staff/sales").await, (303, Some("/pin?next=/staff/sales".to_owned())));
    assert_eq!(page("/office").await, (303, Some("/sign-in".to_owned())));
    assert_eq!(page("/").await, (200, None));
}
