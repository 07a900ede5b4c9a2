//! Where each of Mion's endpoints is, as a method and a path template with placeholders.
//! Paths are not public, so each is a setting; what a path must and may name is fixed by its type.
//!
//! - `call`: the kinds of question, their methods and placeholders
//! - `table`: all routes, with the documented defaults

mod call;
mod table;

pub use call::{ByReference, BySession, Call, CreatesAttempt, CreatesSession, Placeholder, Verb};
pub use table::Routes;

use crate::id::PaymentSessionId;
use crate::settings::SettingsError;
use core::fmt::{self, Write as _};
use core::marker::PhantomData;
use core::str::FromStr;

#[derive(Clone, Debug, PartialEq, Eq)]
enum Part {
    Text(String),
    Filled,
}

/// Where one kind of question is asked, such as `GET /payment-sessions/{paymentSessionId}/status`.
/// The path starts below the base URL; a placeholder may also stand in a query (`?reference={reference}`).
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Route<C> {
    verb: Verb,
    parts: Vec<Part>,
    call: PhantomData<C>,
}

impl<C: Call> Route<C> {
    /// The method.
    pub const fn verb(&self) -> Verb {
        self.verb
    }

    /// The path and query below the base URL, with `value` percent-encoded in the placeholder's stead.
    pub(crate) fn path(&self, value: &str) -> String {
        let mut path = String::new();
        for part in &self.parts {
            match part {
                Part::Text(text) => path.push_str(text),
                Part::Filled => push_encoded(&mut path, value),
            }
        }
        path
    }

    /// [`Self::path`] for a session's id.
    pub(crate) fn path_for(&self, id: &PaymentSessionId) -> String {
        self.path(&id.to_string())
    }

    /// A route whose placeholder, if its question has one, stands between `before` and `after`.
    fn documented(verb: Verb, before: &str, after: &str) -> Self {
        let mut parts = vec![Part::Text(before.to_owned())];
        if C::PLACEHOLDER.is_some() {
            parts.push(Part::Filled);
        }
        if !after.is_empty() {
            parts.push(Part::Text(after.to_owned()));
        }
        Self { verb, parts, call: PhantomData }
    }
}

/// As it is written in the settings.
impl<C: Call> fmt::Display for Route<C> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{} ", self.verb.as_str())?;
        for part in &self.parts {
            match (part, C::PLACEHOLDER) {
                (Part::Text(text), _) => f.write_str(text)?,
                (Part::Filled, Some(placeholder)) => write!(f, "{{{}}}", placeholder.name())?,
                (Part::Filled, None) => {}
            }
        }
        Ok(())
    }
}

impl<C: Call> FromStr for Route<C> {
    type Err = SettingsError;

    fn from_str(text: &str) -> Result<Self, SettingsError> {
        let (verb, path) = text.trim().split_once(' ').ok_or(SettingsError::RouteShape)?;
        let verb =
            C::VERBS.iter().find(|v| v.as_str() == verb).ok_or(SettingsError::RouteMethod { expected: C::VERBS })?;
        let parts = parts::<C>(path.trim_start())?;
        if let (Some(placeholder), true) = (C::PLACEHOLDER, C::REQUIRED)
            && !parts.contains(&Part::Filled)
        {
            return Err(SettingsError::RouteLacks { placeholder });
        }
        Ok(Self { verb: *verb, parts, call: PhantomData })
    }
}

fn parts<C: Call>(path: &str) -> Result<Vec<Part>, SettingsError> {
    let mut parts = Vec::new();
    let mut rest = path;
    while let Some((text, after)) = rest.split_once('{') {
        let (name, after) = after.split_once('}').ok_or(SettingsError::RoutePath)?;
        if C::PLACEHOLDER.is_none_or(|p| p.name() != name) {
            return Err(SettingsError::RoutePlaceholder { allowed: C::PLACEHOLDER });
        }
        if !text.is_empty() {
            parts.push(Part::Text(text.to_owned()));
        }
        parts.push(Part::Filled);
        rest = after;
    }
    if !rest.is_empty() {
        parts.push(Part::Text(rest.to_owned()));
    }
    let stray_brace = parts.iter().any(|part| matches!(part, Part::Text(text) if text.contains('}')));
    if is_path(path) && !stray_brace { Ok(parts) } else { Err(SettingsError::RoutePath) }
}

/// Whether `path`, placeholders included, stays as it is inside a URL: absolute, of plain characters,
/// at most one query, no `.` or `..` step that a URL parser would walk.
fn is_path(path: &str) -> bool {
    let plain = |c: char| c.is_ascii_alphanumeric() || "-._~!$&()*+,;=:@/?{}".contains(c);
    let (steps, query) = path.split_once('?').unwrap_or((path, ""));
    path.starts_with('/')
        && !path.starts_with("//")
        && path.chars().all(plain)
        && !query.contains('?')
        && !steps.split('/').any(|step| step == "." || step == "..")
}

/// Percent-encodes all but the characters that need it nowhere in a URL (RFC 3986, unreserved).
fn push_encoded(path: &mut String, value: &str) {
    for byte in value.bytes() {
        if byte.is_ascii_alphanumeric() || b"-._~".contains(&byte) {
            path.push(char::from(byte));
        } else {
            // Writing to a `String` cannot fail.
            let _always_ok = write!(path, "%{byte:02X}");
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn a_wrong_route_says_what_is_expected() {
        let error = |text: &str| text.parse::<Route<BySession>>().unwrap_err().to_string();
        assert_eq!(
            error("/x/{paymentSessionId}"),
            "expected a method, a space and a path, such as GET /payment-sessions"
        );
        assert_eq!(error("get /x/{paymentSessionId}"), "expected the method to be GET or POST");
        assert_eq!(error("DELETE /x/{paymentSessionId}"), "expected the method to be GET or POST");
        assert_eq!(error("GET /x"), "expected the path to hold {paymentSessionId}");
        assert_eq!(error("GET /x/{id}"), "the only placeholder this path may hold is {paymentSessionId}");
        for path in [
            "x/{paymentSessionId}",
            "//h/{paymentSessionId}",
            "/../{paymentSessionId}",
            "/a b/{paymentSessionId}",
            "/{paymentSessionId}#f",
            "/{paymentSessionId}/ä",
            "/{paymentSessionId}?a?b",
            "/{paymentSessionId}/{",
            "/x}/{paymentSessionId}",
            "/%2e/{paymentSessionId}",
        ] {
            let expected = "expected a path that starts with one / and holds only plain URL characters";
            assert!(error(&format!("GET {path}")).starts_with(expected), "{path}");
        }
        let none = "POST /x/{reference}".parse::<Route<CreatesSession>>().unwrap_err();
        assert_eq!(none.to_string(), "this path may hold no placeholder");
    }

    #[test]
    fn a_query_may_carry_the_placeholder_and_an_attempts_path_need_not() {
        let by_query: Route<ByReference> = "GET /payment-sessions?reference={reference}&exact=true".parse().unwrap();
        assert_eq!(by_query.path("a b&c"), "/payment-sessions?reference=a%20b%26c&exact=true");
        let bare: Route<CreatesAttempt> = "PUT /payment-attempts".parse().unwrap();
        assert_eq!(bare.path("unused"), "/payment-attempts");
    }

    proptest! {
        #[test]
        fn a_reference_never_leaves_its_place_in_the_path(reference in "\\PC{1,40}") {
            prop_assume!(reference != "." && reference != "..");
            let path = Routes::default().session_by_reference.path(&reference);
            let encoded = path.strip_prefix("/payment-sessions/reference/").unwrap();
            prop_assert!(encoded.bytes().all(|b| b.is_ascii_alphanumeric() || b"-._~%".contains(&b)));
            let url = reqwest::Url::parse(&format!("http://h{path}")).unwrap();
            prop_assert_eq!(url.path(), path);
        }

        #[test]
        fn any_text_is_a_route_or_a_clear_error(text in "(GET|POST|) ?[/a-z{}?.%]{0,20}(\\{reference\\})?\\PC{0,5}") {
            if let Ok(route) = text.parse::<Route<ByReference>>() {
                prop_assert_eq!(route.to_string().parse::<Route<ByReference>>(), Ok(route));
            }
        }
    }
}
