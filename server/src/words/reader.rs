//! Whose language a page is in. What the staff read is in the shop's: `KIOSK_LANGUAGE`, else what the browser asks for.
//! A customer who chooses another at the counter has it until the sale is over: it travels in a cookie that says
//! nothing else, and every page at which another customer may begin takes it away. What leads through a device's own
//! menus is in the device's.

use super::Words;
use app::i18n::Language;
use axum::extract::FromRequestParts;
use axum::http::header::{ACCEPT_LANGUAGE, COOKIE, SET_COOKIE};
use axum::http::request::Parts;
use axum::http::{HeaderMap, HeaderName, HeaderValue};
use core::convert::Infallible;

/// The cookie with the customer's language.
const COOKIE_NAME: &str = "kiosk-language";
/// Longer than any order takes; a tablet that was left alone has taken it away before.
const MAX_AGE_SECONDS: u32 = 30 * 60;

/// The words for whoever sends `headers`, in a shop that speaks `shop`, or whatever the browser asks for.
pub(crate) fn of(shop: Option<Language>, headers: &HeaderMap) -> Words {
    Words::of(shop.or_else(|| asked(headers)).unwrap_or(Language::ENGLISH))
}

/// The words for what leads through the menus of the device that sends `headers`, which are not in the shop's language.
pub(crate) fn of_device(shop: Option<Language>, headers: &HeaderMap) -> Words {
    // No device asks for the one that nobody speaks.
    let pseudo = shop.filter(|shop| *shop == Language::PSEUDO);
    Words::of(pseudo.or_else(|| asked(headers)).or(shop).unwrap_or(Language::ENGLISH))
}

/// What a browser asks for, of what is spoken here.
fn asked(headers: &HeaderMap) -> Option<Language> {
    headers.get(ACCEPT_LANGUAGE).and_then(|value| value.to_str().ok()).and_then(Language::asked_for)
}

/// The words that a request was let in with.
pub(crate) fn of_request(parts: &Parts) -> Words {
    parts.extensions.get().copied().unwrap_or_else(|| of(None, &parts.headers))
}

impl<S: Send + Sync> FromRequestParts<S> for Words {
    type Rejection = Infallible;

    async fn from_request_parts(parts: &mut Parts, _: &S) -> Result<Self, Infallible> {
        Ok(of_request(parts))
    }
}

/// The language that a customer has chosen for this sale, if any.
pub(crate) struct Chosen(pub(crate) Option<Words>);

impl<S: Send + Sync> FromRequestParts<S> for Chosen {
    type Rejection = Infallible;

    async fn from_request_parts(parts: &mut Parts, _: &S) -> Result<Self, Infallible> {
        let cookies = parts.headers.get_all(COOKIE).iter().filter_map(|cookies| cookies.to_str().ok());
        let chosen = cookies
            .flat_map(|cookies| cookies.split(';'))
            .filter_map(|cookie| cookie.trim().split_once('='))
            .find_map(|(name, code)| (name == COOKIE_NAME).then(|| code.parse().ok())?);
        Ok(Self(chosen.map(Words::of)))
    }
}

/// Remembers that a customer reads `language`.
pub(crate) fn choose(language: Language) -> (HeaderName, HeaderValue) {
    cookie(language.code(), MAX_AGE_SECONDS)
}

/// Forgets it.
pub(crate) fn forget() -> (HeaderName, HeaderValue) {
    cookie("", 0)
}

/// Nobody gains anything by it: a stranger's value is one of the languages, or nothing.
fn cookie(code: &str, max_age_seconds: u32) -> (HeaderName, HeaderValue) {
    let text = format!("{COOKIE_NAME}={code}; Path=/; Max-Age={max_age_seconds}; HttpOnly; SameSite=Strict");
    // Made of letters, digits and `-` alone.
    (SET_COOKIE, HeaderValue::from_str(&text).unwrap_or(HeaderValue::from_static("")))
}

#[cfg(test)]
mod tests {
    use super::*;
    use axum::http::Request;

    async fn chosen(cookies: &[&str]) -> Option<&'static str> {
        let request = cookies.iter().fold(Request::builder(), |request, cookie| request.header(COOKIE, *cookie));
        let (mut parts, ()) = request.body(()).unwrap().into_parts();
        let Ok(Chosen(words)) = Chosen::from_request_parts(&mut parts, &()).await;
        words.map(|words| words.language().code())
    }

    #[tokio::test]
    async fn what_was_chosen_is_found_among_other_cookies_and_anything_else_is_nothing() {
        assert_eq!(chosen(&["kiosk-terminal=x; kiosk-language=fi"]).await, Some("fi"));
        assert_eq!(chosen(&["a=b", "kiosk-language=de"]).await, Some("de"));
        for cookies in ["", "kiosk-language", "kiosk-language=", "kiosk-language=tlh", "kiosk-language=<b>", "x=fi"] {
            assert_eq!(chosen(&[cookies]).await, None, "{cookies}");
        }
    }

    #[test]
    fn the_shop_goes_before_the_browser() {
        let headers: HeaderMap = [(ACCEPT_LANGUAGE, HeaderValue::from_static("de-AT,en;q=0.5"))].into_iter().collect();
        let code = |shop: Option<&str>, headers: &HeaderMap| {
            of(shop.map(|code| code.parse().unwrap()), headers).language().code()
        };
        assert_eq!(code(Some("pl"), &headers), "pl");
        assert_eq!(code(None, &headers), "de");
        assert_eq!(code(None, &HeaderMap::new()), "en");
    }

    #[test]
    fn through_its_own_menus_a_device_is_led_in_its_own_language() {
        let headers: HeaderMap = [(ACCEPT_LANGUAGE, HeaderValue::from_static("de-AT,en;q=0.5"))].into_iter().collect();
        let code = |shop: Option<&str>, headers: &HeaderMap| {
            of_device(shop.map(|code| code.parse().unwrap()), headers).language().code()
        };
        assert_eq!(code(Some("pl"), &headers), "de");
        assert_eq!(code(Some("pl"), &HeaderMap::new()), "pl");
        assert_eq!(code(None, &HeaderMap::new()), "en");
        assert_eq!(code(Some("ar-XB"), &headers), "ar-XB");
    }

    #[test]
    fn the_cookie_says_nothing_but_the_language_and_ends() {
        let (_, given) = choose(Language::PSEUDO);
        assert_eq!(given, "kiosk-language=ar-XB; Path=/; Max-Age=1800; HttpOnly; SameSite=Strict");
        let (_, gone) = forget();
        assert_eq!(gone, "kiosk-language=; Path=/; Max-Age=0; HttpOnly; SameSite=Strict");
    }
}
