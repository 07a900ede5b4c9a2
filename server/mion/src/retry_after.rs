//! How long Mion asks us to wait, and what time it is there, read from an answer's headers.
//! A date is counted from the answer's own `Date`, so that this machine's clock plays no part.

use core::time::Duration;
use jiff::Timestamp;
use jiff::fmt::rfc2822::DateTimeParser;
use reqwest::header::{DATE, HeaderMap, RETRY_AFTER};

/// Longest wait taken from Mion: a shop that waits for a payment looks again after five minutes
/// whatever a misconfigured gateway says.
const LONGEST: Duration = Duration::from_secs(300);

/// What `Retry-After` says, as seconds or as a date; `None` if it says nothing that can be used.
///
/// # Source
/// RFC 9110, section 10.2.3.
pub(crate) fn retry_after(headers: &HeaderMap) -> Option<Duration> {
    let text = headers.get(RETRY_AFTER)?.to_str().ok()?.trim();
    if !text.is_empty() && text.bytes().all(|b| b.is_ascii_digit()) {
        // More digits than fit are more than the longest wait.
        let wait = text.parse().map_or(LONGEST, Duration::from_secs);
        return Some(wait.min(LONGEST));
    }
    let seconds = http_date(text)?.as_second().checked_sub(server_date(headers)?.as_second())?;
    Some(Duration::from_secs(seconds.max(0).unsigned_abs()).min(LONGEST))
}

/// The answer's `Date`.
pub(crate) fn server_date(headers: &HeaderMap) -> Option<Timestamp> {
    http_date(headers.get(DATE)?.to_str().ok()?)
}

fn http_date(text: &str) -> Option<Timestamp> {
    DateTimeParser::new().parse_timestamp(text).ok()
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;
    use reqwest::header::HeaderValue;

    fn wait(date: &'static str, retry: &'static str) -> Option<u64> {
        let mut headers = HeaderMap::new();
        headers.insert(RETRY_AFTER, HeaderValue::from_static(retry));
        if !date.is_empty() {
            headers.insert(DATE, HeaderValue::from_static(date));
        }
        retry_after(&headers).map(|d| d.as_secs())
    }

    #[test]
    fn seconds_and_dates_are_honoured_and_capped() {
        let noon = "Sat, 24 Aug 2019 12:00:00 GMT";
        assert_eq!(wait("", "7"), Some(7));
        assert_eq!(wait("", "0"), Some(0));
        assert_eq!(wait("", "86400"), Some(300));
        assert_eq!(wait("", "99999999999999999999999"), Some(300));
        assert_eq!(wait(noon, "Sat, 24 Aug 2019 12:00:42 GMT"), Some(42));
        assert_eq!(wait(noon, "Sat, 24 Aug 2019 11:00:00 GMT"), Some(0));
        assert_eq!(wait(noon, "Sun, 25 Aug 2019 12:00:00 GMT"), Some(300));
    }

    #[test]
    fn what_says_nothing_is_no_wait_at_all() {
        let noon = "Sat, 24 Aug 2019 12:00:00 GMT";
        for retry in ["", "soon", "-1", "1.5"] {
            assert_eq!(wait(noon, retry), None, "{retry}");
        }
        assert_eq!(wait("", "Sat, 24 Aug 2019 12:00:42 GMT"), None);
        assert_eq!(retry_after(&HeaderMap::new()), None);
    }

    proptest! {
        #[test]
        fn any_header_is_read_or_ignored(retry in any::<Vec<u8>>(), date in any::<Vec<u8>>()) {
            let mut headers = HeaderMap::new();
            for (name, bytes) in [(RETRY_AFTER, retry), (DATE, date)] {
                if let Ok(value) = HeaderValue::from_bytes(&bytes) {
                    headers.insert(name, value);
                }
            }
            prop_assert!(retry_after(&headers).is_none_or(|wait| wait <= LONGEST));
        }
    }
}
