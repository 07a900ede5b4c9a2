//! What is read at the counter: by a customer alone, in the language that they choose for one sale; by the staff, in the
//! shop's. And what a customer alone may do without them.

use super::{Shop, add, done, page, pay, shop, without_marks};
use crate::forms::{get, send};
use crate::harness::{Kiosk, World, is_awaiting, new_id, on_both_databases};
use crate::paired;
use app::api::ApiError;
use domain::mode::{Mode, Selling};
use domain::settings::PinFor;

on_both_databases! {
    a_customer_alone_chooses_a_language_for_this_sale,
    what_staff_read_is_never_a_customers_language,
    a_language_that_nobody_speaks_changes_nothing,
    the_doors_and_the_staffs_pages_speak_the_browsers_language,
    a_customer_alone_gives_up_what_nobody_has_begun_to_pay,
}

const SPEAKS_FINNISH: &str = "kiosk-language=fi";

/// The page at `path`, and what the browser is told to remember.
async fn with_cookies(kiosk: &Kiosk, path: &str) -> (String, Vec<String>) {
    let answer = kiosk.http.get(format!("{}{path}", kiosk.base)).send().await.unwrap();
    let cookies = answer.headers().get_all("set-cookie").iter().map(|one| one.to_str().unwrap().to_owned()).collect();
    (answer.text().await.unwrap(), cookies)
}

fn is_forgotten(cookies: &[String]) -> bool {
    cookies.iter().any(|cookie| cookie.starts_with("kiosk-language=; ") && cookie.contains("Max-Age=0"))
}

async fn a_customer_alone_chooses_a_language_for_this_sale() {
    let world = World::new().await;
    let kiosk = world.kiosk().await;
    let Shop { coffee, .. } = shop(&kiosk, Mode::SelfService, true).await;
    let (attract, cookies) = with_cookies(&kiosk, "/catalogue").await;
    assert!(
        attract.contains("Tap to order") && attract.contains(">Suomi<") && attract.contains(">Polski<"),
        "{attract}"
    );
    assert!(!attract.contains("ar-XB") && cookies.is_empty(), "nobody speaks the pseudo-locale");
    let fields = [("language", "fi"), ("back", "/catalogue?start=1")];
    let answer = send(&kiosk.http, &kiosk, "/catalogue/language", &fields).await;
    assert_eq!(
        (answer.status().as_u16(), &answer.headers()["location"]),
        (303, &"/catalogue?start=1".parse().unwrap())
    );
    assert!(answer.headers()["set-cookie"].to_str().unwrap().starts_with(SPEAKS_FINNISH));

    let finnish = kiosk.with_cookie(SPEAKS_FINNISH);
    add(&finnish, &coffee).await;
    let shelf = page(&finnish, "/catalogue").await;
    for expected in
        ["<html lang=\"fi\" dir=\"ltr\" data-shop-language=\"en-GB\"", "Maksa 3,50\u{a0}€", "1 tuote", "Aloita alusta"]
    {
        assert!(shelf.contains(expected), "{expected}: {shelf}");
    }
    let tip = without_marks(&page(&finnish, &format!("/catalogue/tip?id={}", new_id())).await);
    assert!(tip.contains("Ei tippiä") && tip.contains("+0,35\u{a0}€ = 3,85\u{a0}€"), "{tip}");
    let id = new_id();
    let fields = [("id", id.to_string()), ("shown", "350".to_owned()), ("tip", "none".to_owned())];
    let fields: Vec<_> = fields.iter().map(|(name, value)| (*name, value.as_str())).collect();
    let paid = send(&finnish.http, &finnish, "/catalogue/pay", &fields).await;
    assert_eq!(paid.headers()["location"], format!("/checkout/{id}").as_str());
    assert!(paid.headers()["set-cookie"].to_str().unwrap().contains("Max-Age=0"), "the sale takes it along");

    let (attract, cookies) = with_cookies(&finnish, "/catalogue").await;
    assert!(attract.contains("lang=\"en-GB\"") && is_forgotten(&cookies), "the next customer: {cookies:?}");
}

async fn what_staff_read_is_never_a_customers_language() {
    let world = World::new().await;
    let kiosk = world.kiosk().await;
    let Shop { coffee, .. } = shop(&kiosk, Mode::Catalogue, true).await;
    let finnish = kiosk.with_cookie(SPEAKS_FINNISH);
    add(&finnish, &coffee).await;
    for path in ["/catalogue", "/catalogue/held"] {
        let (shown, cookies) = with_cookies(&finnish, path).await;
        assert!(shown.contains("<html lang=\"en-GB\"") && is_forgotten(&cookies), "{path}: {shown}");
        assert!(!shown.contains("data-language"), "{path}");
    }
    // The tip is the customer's own step wherever it is taken, and of the staff's there is nothing on it.
    let (tip, cookies) = with_cookies(&finnish, &format!("/catalogue/tip?id={}", new_id())).await;
    assert!(tip.contains("Ei tippiä") && tip.contains("data-language") && cookies.is_empty(), "{tip}");
    assert!(!tip.contains("/staff/sales"), "{tip}");
    kiosk.store.set_selling("", Selling { mode: Mode::Keypad, asks_for_tip: true }, &[]).await.unwrap();
    let (_, cookies) = with_cookies(&finnish, "/").await;
    assert!(is_forgotten(&cookies), "another customer begins at the keypad: {cookies:?}");
    let (_, cookies) = with_cookies(&kiosk, "/").await;
    assert!(cookies.is_empty());
}

async fn a_language_that_nobody_speaks_changes_nothing() {
    let world = World::new().await;
    let kiosk = world.kiosk().await;
    shop(&kiosk, Mode::SelfService, false).await;
    let back = "/catalogue?start=1";
    for fields in [
        [("language", "tlh"), ("back", back)],
        [("language", ""), ("back", back)],
        [("language", "ar-XB"), ("back", back)],
        [("language", "fi"), ("back", "https://evil.example/")],
        [("language", "fi"), ("back", "/office")],
        [("language", "fi"), ("back", "//evil.example")],
        [("speech", "fi"), ("back", back)],
    ] {
        let answer = send(&kiosk.http, &kiosk, "/catalogue/language", &fields).await;
        assert_eq!(answer.status(), 400, "{fields:?}");
        assert!(answer.headers().get("set-cookie").is_none());
    }
    for cookie in ["kiosk-language=tlh", "kiosk-language=<script>", "kiosk-language="] {
        assert!(page(&kiosk.with_cookie(cookie), "/catalogue?start=1").await.contains("lang=\"en-GB\""), "{cookie}");
    }
}

async fn the_doors_and_the_staffs_pages_speak_the_browsers_language() {
    let world = World::new().await;
    let kiosk = world.kiosk().await;
    let stranger = kiosk.with_only("a=b");
    let read = async |by: &Kiosk, path: &str, language: &str| {
        let answer = by.http.get(format!("{}{path}", kiosk.base)).header("accept-language", language);
        answer.send().await.unwrap().text().await.unwrap()
    };
    for (by, path, words) in [
        (&kiosk, "/staff", "Offene Entscheidungen"),
        (&kiosk, "/staff/sales", "Letzte Verkäufe"),
        (&kiosk, "/staff/alarms", "Nichts zu entscheiden"),
        (&kiosk, "/staff/self-test", "Bildschirm bleibt an"),
        (&kiosk, "/pin", "Noch niemand hat eine PIN"),
        (&stranger, "/pair", "Dieses Tablet koppeln"),
        (&stranger, "/sign-in", "Für Leitung und Inhaber"),
        (&stranger, "/set-up?token=x", "Kasse einrichten"),
        (&stranger, "/nowhere", "Diese Seite gibt es nicht"),
    ] {
        let german = read(by, path, "de-AT, de;q=0.9, en;q=0.5").await;
        assert!(german.contains("<html lang=\"de\" dir=\"ltr\">") && german.contains(words), "{path}: {german}");
        assert!(read(by, path, "tlh").await.contains("<html lang=\"en-GB\""), "{path}");
    }
    let refused = stranger.http.post(format!("{}/pair", kiosk.base)).header("accept-language", "de");
    let refused = refused.header("origin", "https://evil.example").send().await.unwrap();
    assert_eq!(refused.status(), 403);
    assert!(refused.text().await.unwrap().contains("Dafür fehlt die Berechtigung"));
}

async fn a_customer_alone_gives_up_what_nobody_has_begun_to_pay() {
    let world = World::new().await;
    let kiosk = world.kiosk().await;
    let Shop { coffee, .. } = shop(&kiosk, Mode::SelfService, false).await;
    paired::ask_for_pins(&*kiosk.store, PinFor::ALWAYS).await;
    add(&kiosk, &coffee).await;
    let id = pay(&kiosk, new_id(), 350, "").await;
    kiosk.until(id, is_awaiting).await;
    let cancelled = kiosk.cancel(id).await.unwrap();
    assert_eq!(cancelled.state.name(), "cancelled", "a code was shown, and nobody of the staff is there");

    // Where staff stand, whoever was shown a code may be paying it.
    for mode in [Mode::Keypad, Mode::Catalogue] {
        kiosk.store.set_selling("", Selling { mode, asks_for_tip: false }, &[]).await.unwrap();
        let attended = kiosk.awaiting().await;
        assert_eq!(kiosk.cancel(attended.id).await, Err(ApiError::PinNeeded), "{mode:?}");
    }
    assert_eq!(done(&kiosk, "/catalogue/cart", &[("do", "clear")]).await, "/catalogue");
    assert_eq!(get(&kiosk.http, &kiosk, "/catalogue").await.0, 200);
}
