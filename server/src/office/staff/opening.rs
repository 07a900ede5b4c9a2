//! `/staff/opening`: where staff start the kiosk at a terminal for the first time on a day, it asks whether the tablet is
//! to be tried first. A start is what the browser itself begins: the app is opened, an address typed; nothing that leads
//! here from one of our pages interrupts a day of selling. That it has asked, the browser keeps until the shop's day ends.

use super::super::here::{Here, Origin};
use super::super::parts::when::Times;
use super::self_test;
use axum::http::header::{ACCEPT, COOKIE, REFERER, SET_COOKIE};
use axum::http::{HeaderMap, HeaderValue};
use axum::response::Response;

/// Where it is asked.
pub(crate) const PATH: &str = "/staff/opening";
/// The cookie that says that it was asked today.
const COOKIE_NAME: &str = "kiosk-opened";
/// Says whether a page of ours has led here.
///
/// # Source
/// W3C, Fetch Metadata Request Headers: `none` is what a person did in the browser itself. It is sent over HTTPS and to
/// this machine itself alone.
const LED_HERE_BY: &str = "sec-fetch-site";

/// Whether whoever sends `headers` has just started, for the first time today.
pub(crate) fn is_due(headers: &HeaderMap) -> bool {
    let is_start = headers.get(LED_HERE_BY).map_or_else(|| is_led_by_nothing(headers), |by| by == "none");
    let cookies = headers.get_all(COOKIE).iter().filter_map(|cookies| cookies.to_str().ok());
    let mut names = cookies.flat_map(|cookies| cookies.split(';')).filter_map(|cookie| cookie.trim().split_once('='));
    is_start && !names.any(|(name, _)| name == COOKIE_NAME)
}

/// What a start looks like over plain HTTP, where HTTPS is the first thing that a self-test misses: a page is asked for,
/// and none of ours is named as the one before, as our pages have it (`Referrer-Policy: same-origin`). One that loads
/// itself anew counts as a start where it was one.
fn is_led_by_nothing(headers: &HeaderMap) -> bool {
    let accepts = headers.get(ACCEPT).and_then(|accepts| accepts.to_str().ok()).unwrap_or_default();
    accepts.starts_with("text/html") && !headers.contains_key(REFERER)
}

/// `GET /staff/opening`.
pub(in super::super) async fn show(here: Here, Origin(origin): Origin) -> Response {
    let mut answer =
        here.bare(super::Page::new(here.words.opening_title(), self_test::opening(here.words)).at_terminal());
    if let Ok(cookie) = HeaderValue::from_str(&asked(&here.times, origin.starts_with("https:"))) {
        answer.headers_mut().append(SET_COOKIE, cookie);
    }
    answer
}

fn asked(times: &Times, is_https: bool) -> String {
    let (seconds, secure) = (times.seconds_left_today(), if is_https { "; Secure" } else { "" });
    format!("{COOKIE_NAME}=1; Path=/; Max-Age={seconds}; HttpOnly; SameSite=Strict{secure}")
}

#[cfg(test)]
mod tests {
    use super::*;

    fn sent(pairs: &[(&'static str, &'static str)]) -> HeaderMap {
        pairs.iter().map(|(name, value)| (name.parse().unwrap(), value.parse().unwrap())).collect()
    }

    #[test]
    fn only_a_start_is_asked_and_once() {
        assert!(is_due(&sent(&[(LED_HERE_BY, "none")])));
        assert!(is_due(&sent(&[(LED_HERE_BY, "none"), ("cookie", "kiosk-terminal=x")])));
        assert!(!is_due(&sent(&[(LED_HERE_BY, "none"), ("cookie", "kiosk-terminal=x; kiosk-opened=1")])));
        assert!(!is_due(&sent(&[(LED_HERE_BY, "same-origin")])), "from a page of ours, or anew by itself");
        assert!(!is_due(&HeaderMap::new()), "a program");
        assert!(!is_due(&sent(&[("accept", "*/*")])), "a program");
    }

    #[test]
    fn a_start_over_plain_http_is_known_by_what_did_not_lead_there() {
        let page = ("accept", "text/html,application/xhtml+xml,*/*;q=0.8");
        assert!(is_due(&sent(&[page])));
        assert!(!is_due(&sent(&[page, ("referer", "http://kiosk.lan/staff")])));
        assert!(!is_due(&sent(&[page, ("cookie", "kiosk-opened=1")])));
        assert!(!is_due(&sent(&[page, (LED_HERE_BY, "same-origin")])), "where it is said, that counts");
    }
}
