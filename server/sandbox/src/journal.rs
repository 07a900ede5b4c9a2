//! The log of API requests: what came in and what became of it, so that a test can count how often
//! a session was created. Headers are never kept, so the key is not in it.

use std::collections::{BTreeMap, VecDeque};

use jiff::Timestamp;
use serde::Serialize;
use serde_json::Value;

use crate::script::Route;

/// Requests kept; older ones fall out, while the counts go on.
const KEPT: usize = 10_000;

/// One API request.
#[derive(Clone, Debug, PartialEq, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct RequestRecord {
    /// Counts from 1 since the start or the last reset.
    pub number: u64,
    /// Unix milliseconds of the sandbox's clock.
    pub at: i64,
    /// `POST`, `GET`, ….
    pub method: String,
    /// The path without its query.
    pub path: String,
    /// Which of Mion's routes it met; `null` for none.
    pub route: Option<Route>,
    /// The JSON body; a string where it was no JSON, `null` where there was none.
    pub body: Value,
    /// What became of it: `answered`, `down`, `refused` (no such route or method, wrong key, body
    /// too large), or the kind of scripted answer it met.
    pub fate: &'static str,
}

/// What a request is recorded with.
pub(crate) struct Seen<'a> {
    pub(crate) method: &'a str,
    pub(crate) path: &'a str,
    pub(crate) route: Option<Route>,
    pub(crate) body: &'a [u8],
    pub(crate) fate: &'static str,
}

#[derive(Default)]
pub(crate) struct Journal {
    requests: VecDeque<RequestRecord>,
    counts: BTreeMap<Route, u64>,
    total: u64,
}

impl Journal {
    pub(crate) fn record(&mut self, now: Timestamp, seen: &Seen<'_>) {
        self.total = self.total.saturating_add(1);
        if let Some(route) = seen.route {
            let count = self.counts.entry(route).or_default();
            *count = count.saturating_add(1);
        }
        if self.requests.len() == KEPT {
            self.requests.pop_front();
        }
        self.requests.push_back(RequestRecord {
            number: self.total,
            at: now.as_millisecond(),
            method: seen.method.to_owned(),
            path: seen.path.to_owned(),
            route: seen.route,
            body: readable(seen.body),
            fate: seen.fate,
        });
    }

    /// The oldest kept request first.
    pub(crate) fn requests(&self) -> impl Iterator<Item = &RequestRecord> {
        self.requests.iter()
    }

    /// How many requests each route has had, the forgotten ones included.
    pub(crate) fn counts(&self) -> &BTreeMap<Route, u64> {
        &self.counts
    }
}

fn readable(body: &[u8]) -> Value {
    if body.is_empty() {
        return Value::Null;
    }
    serde_json::from_slice(body).unwrap_or_else(|_| Value::String(String::from_utf8_lossy(body).into_owned()))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn seen(body: &[u8]) -> Seen<'_> {
        let route = Some(Route::CreateSession);
        Seen { method: "POST", path: "/payment-sessions", route, body, fate: "answered" }
    }

    #[test]
    fn old_requests_fall_out_and_stay_counted() {
        let mut journal = Journal::default();
        for _ in 0..KEPT + 2 {
            journal.record(Timestamp::UNIX_EPOCH, &seen(b""));
        }
        assert_eq!(journal.requests().count(), KEPT);
        assert_eq!(journal.requests().next().unwrap().number, 3);
        assert_eq!(journal.counts()[&Route::CreateSession], KEPT as u64 + 2);
    }

    #[test]
    fn a_body_is_kept_as_json_or_as_text_or_not_at_all() {
        assert_eq!(readable(br#"{"amount":1}"#), serde_json::json!({ "amount": 1 }));
        assert_eq!(readable(b"{nope"), Value::String("{nope".into()));
        assert_eq!(readable(b""), Value::Null);
    }
}
