//! `/catalogue/language`: a customer chooses what to read, for this sale.

use super::super::super::form::{Typed, unreadable};
use super::super::super::here::see;
use super::super::at::At;
use super::super::switch;
use super::super::{PATH, TIP_PATH};
use crate::words::{choose, forget};
use app::i18n::Language;
use axum::response::Response;

/// `POST /catalogue/language`: back to where one was, in the language that was chosen.
pub(in super::super::super) async fn speak(at: At, typed: Typed) -> Response {
    let shop = at.here.words.language();
    let language = typed.text("language").parse::<Language>().ok().filter(|one| switch::choices(shop).contains(one));
    let (Some(language), Some(back)) = (language, way_back(typed.text("back"))) else {
        return unreadable(at.words());
    };
    let (name, value) = if language == shop { forget() } else { choose(language) };
    let mut answer = see(back);
    answer.headers_mut().append(name, value);
    answer
}

/// Where a customer may be led back to: the screens of theirs, and nothing else.
fn way_back(back: &str) -> Option<&str> {
    let path = back.split('?').next().unwrap_or_default();
    let is_plain = back.len() <= 500 && back.bytes().all(|byte| byte.is_ascii_graphic());
    (matches!(path, PATH | TIP_PATH) && is_plain).then_some(back)
}

#[cfg(test)]
mod tests {
    use super::way_back;

    #[test]
    fn nobody_is_led_anywhere_but_to_the_counter() {
        let long = format!("/catalogue?q={}", "x".repeat(500));
        for back in ["", "/", "/office", "//evil.example", "https://evil.example/catalogue", "/catalogue/../x", &long] {
            assert_eq!(way_back(back), None, "{back}");
        }
        assert_eq!(way_back("/catalogue?a=\r\nb"), None);
        for back in ["/catalogue?start=1&q=%C3%A9", "/catalogue/tip?id=x&keyed=1250"] {
            assert_eq!(way_back(back), Some(back));
        }
    }
}
