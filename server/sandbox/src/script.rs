//! Scripted answers: what the next requests of a route meet instead of the plain answer. They wait
//! in one queue; a request takes the first that fits its route.

use std::collections::VecDeque;

use serde::{Deserialize, Deserializer, Serialize};
use serde_json::{Map, Value};

use crate::options::Network;

/// The longest scripted delay: ten minutes.
const LONGEST_DELAY_MS: u64 = 600_000;
/// Answers that may wait in the queue.
const LONGEST_QUEUE: usize = 1_000;

/// One of Mion's routes, as scripts and the log name it.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Route {
    /// `POST /payment-sessions`
    CreateSession,
    /// `POST /payment-sessions/{paymentSessionId}/attempts`
    CreateAttempt,
    /// `GET /payment-sessions/{paymentSessionId}/status`
    Status,
    /// `GET /payment-sessions/{paymentSessionId}`
    Session,
    /// `GET /payment-sessions/reference/{reference}`
    SessionByReference,
    /// In a script: whichever comes next. Never in the log.
    Any,
}

/// A scripted answer. On the wire an object with its `kind` in snake case and fields in camel case.
#[derive(Clone, Debug, PartialEq, Deserialize)]
#[serde(tag = "kind", rename_all = "snake_case", rename_all_fields = "camelCase", deny_unknown_fields)]
pub enum Answer {
    /// The plain answer, `ms` later.
    Delay {
        /// Milliseconds of real time, at most ten minutes.
        ms: u64,
    },
    /// Nothing is done and nothing answered until the client gives up.
    Timeout,
    /// Nothing is done; this is answered.
    Status {
        /// The HTTP status, 200 to 599.
        code: u16,
        /// The `Retry-After` header: seconds, or a date.
        #[serde(default, deserialize_with = "text_or_number")]
        retry_after: Option<String>,
        /// The body; default a JSON object that says it is scripted.
        #[serde(default)]
        body: Option<String>,
    },
    /// The request is done, the answer is 200 or 201 with a body that is no JSON.
    Malformed {
        /// The body; default a JSON object that stops making sense.
        #[serde(default)]
        body: Option<String>,
    },
    /// The request is done, and half of the answer comes before the connection ends.
    Half,
    /// Nothing is done, and the connection ends without an answer.
    Drop,
    /// The request is done, and the connection ends without an answer.
    ActThenDrop,
    /// The request is done, and this is answered instead.
    ActThenStatus {
        /// The HTTP status, 200 to 599.
        code: u16,
        /// The `Retry-After` header: seconds, or a date.
        #[serde(default, deserialize_with = "text_or_number")]
        retry_after: Option<String>,
        /// The body; default a JSON object that says it is scripted.
        #[serde(default)]
        body: Option<String>,
    },
    /// The plain answer with fields changed.
    Patch {
        /// Fields to set, known or not; a `null` is sent as `null`.
        #[serde(default)]
        patch: Map<String, Value>,
        /// Fields to leave out.
        #[serde(default)]
        remove: Vec<String>,
    },
    /// An attempt that compliance has blocked; it has no invoice. `create_attempt` only.
    Block,
    /// An attempt whose invoice is for another amount than it says. `create_attempt` only.
    InvoiceAmount {
        /// The invoice's amount in millisatoshi; default one satoshi more than the attempt says.
        #[serde(default)]
        invoice_msat: Option<u64>,
    },
    /// An attempt whose invoice is for another network. `create_attempt` only.
    InvoiceNetwork {
        /// The invoice's network; default the real one, or regtest where that is the real one.
        #[serde(default)]
        network: Option<Network>,
    },
}

/// A `Retry-After` is written as a number or as text.
fn text_or_number<'de, D: Deserializer<'de>>(wire: D) -> Result<Option<String>, D::Error> {
    #[derive(Deserialize)]
    #[serde(untagged, expecting = "retryAfter must be seconds or a text")]
    enum Written {
        Number(u64),
        Text(String),
    }
    Ok(Option::<Written>::deserialize(wire)?.map(|written| match written {
        Written::Number(seconds) => seconds.to_string(),
        Written::Text(text) => text,
    }))
}

impl Answer {
    /// The kind as it is written on the wire.
    pub(crate) fn kind(&self) -> &'static str {
        match self {
            Self::Delay { .. } => "delay",
            Self::Timeout => "timeout",
            Self::Status { .. } => "status",
            Self::Malformed { .. } => "malformed",
            Self::Half => "half",
            Self::Drop => "drop",
            Self::ActThenDrop => "act_then_drop",
            Self::ActThenStatus { .. } => "act_then_status",
            Self::Patch { .. } => "patch",
            Self::Block => "block",
            Self::InvoiceAmount { .. } => "invoice_amount",
            Self::InvoiceNetwork { .. } => "invoice_network",
        }
    }

    /// Whether it can be given on that route, and if not, why.
    fn check(&self, route: Route) -> Result<(), &'static str> {
        match self {
            Self::Delay { ms } if *ms > LONGEST_DELAY_MS => Err("ms must be at most 600000"),
            Self::Status { code, retry_after, .. } | Self::ActThenStatus { code, retry_after, .. } => {
                if !(200..600).contains(code) {
                    return Err("code must be 200 to 599");
                }
                let sendable = |text: &String| text.bytes().all(|byte| (32..127).contains(&byte));
                match retry_after {
                    Some(text) if !sendable(text) => Err("retryAfter must be plain text"),
                    _ => Ok(()),
                }
            }
            Self::Patch { patch, remove } if patch.is_empty() && remove.is_empty() => {
                Err("a patch must set or remove a field")
            }
            Self::InvoiceAmount { invoice_msat: Some(0) } => Err("invoiceMsat must be positive"),
            Self::Block | Self::InvoiceAmount { .. } | Self::InvoiceNetwork { .. } if route != Route::CreateAttempt => {
                Err("this kind needs the route create_attempt")
            }
            _ => Ok(()),
        }
    }
}

/// The queue.
#[derive(Default)]
pub(crate) struct Scripts(VecDeque<Entry>);

struct Entry {
    route: Route,
    times: u64,
    answer: Answer,
}

impl Scripts {
    pub(crate) fn add(&mut self, route: Route, times: u64, answer: Answer) -> Result<(), &'static str> {
        answer.check(route)?;
        if times == 0 {
            return Err("times must be positive");
        }
        if self.0.len() >= LONGEST_QUEUE {
            return Err("too many answers are waiting; clear the script first");
        }
        self.0.push_back(Entry { route, times, answer });
        Ok(())
    }

    /// Takes the answer for one request of `route`, if one is waiting.
    pub(crate) fn take(&mut self, route: Route) -> Option<Answer> {
        let fits = |entry: &Entry| entry.route == route || entry.route == Route::Any;
        let place = self.0.iter().position(fits)?;
        let entry = self.0.get_mut(place)?;
        entry.times = entry.times.saturating_sub(1);
        if entry.times == 0 {
            return self.0.remove(place).map(|entry| entry.answer);
        }
        Some(entry.answer.clone())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn parsed(text: &str) -> Result<Answer, serde_json::Error> {
        serde_json::from_str(text)
    }

    #[test]
    fn a_request_takes_the_first_answer_that_fits_as_often_as_it_says() {
        let mut scripts = Scripts::default();
        scripts.add(Route::Status, 2, Answer::Half).unwrap();
        scripts.add(Route::Any, 1, Answer::Timeout).unwrap();
        assert_eq!(scripts.take(Route::CreateSession), Some(Answer::Timeout));
        assert_eq!(scripts.take(Route::CreateSession), None);
        assert_eq!(scripts.take(Route::Status), Some(Answer::Half));
        assert_eq!(scripts.take(Route::Status), Some(Answer::Half));
        assert_eq!(scripts.take(Route::Status), None);
    }

    #[test]
    fn answers_are_read_as_they_are_documented() {
        let code = r#"{"kind":"status","code":429,"retryAfter":3,"body":"slow"}"#;
        let status = Answer::Status { code: 429, retry_after: Some("3".into()), body: Some("slow".into()) };
        assert_eq!(parsed(code).unwrap(), status);
        assert_eq!(parsed(r#"{"kind":"act_then_drop"}"#).unwrap(), Answer::ActThenDrop);
        let amount = Answer::InvoiceAmount { invoice_msat: Some(5) };
        assert_eq!(parsed(r#"{"kind":"invoice_amount","invoiceMsat":5}"#).unwrap(), amount);
        let network = Answer::InvoiceNetwork { network: None };
        assert_eq!(parsed(r#"{"kind":"invoice_network"}"#).unwrap(), network);
    }

    #[test]
    fn unknown_kinds_and_fields_are_refused() {
        for text in [
            r#"{"kind":"explode"}"#,
            r#"{"ms":1}"#,
            r#"{"kind":"delay","ms":-1}"#,
            r#"{"kind":"delay","ms":1,"seconds":1}"#,
            r#"{"kind":"status","code":200,"retryAfter":[]}"#,
        ] {
            assert!(parsed(text).is_err(), "{text}");
        }
    }

    #[test]
    fn answers_that_cannot_be_given_are_refused() {
        let mut scripts = Scripts::default();
        let status = |code, retry_after: Option<&str>| Answer::Status {
            code,
            retry_after: retry_after.map(str::to_owned),
            body: None,
        };
        let nothing = Answer::Patch { patch: Map::new(), remove: vec![] };
        for (route, times, answer) in [
            (Route::Status, 0, Answer::Half),
            (Route::Status, 1, Answer::Block),
            (Route::Any, 1, Answer::InvoiceNetwork { network: None }),
            (Route::Any, 1, Answer::Delay { ms: 600_001 }),
            (Route::Any, 1, status(99, None)),
            (Route::Any, 1, status(600, None)),
            (Route::Any, 1, status(429, Some("1\r\nx: y"))),
            (Route::Any, 1, nothing),
            (Route::CreateAttempt, 1, Answer::InvoiceAmount { invoice_msat: Some(0) }),
        ] {
            assert!(scripts.add(route, times, answer.clone()).is_err(), "{answer:?}");
        }
        assert_eq!(scripts.take(Route::Status), None);
    }
}
