//! What was expected of a setting, in a sentence that follows the setting's name.
//! A wrong value is never repeated: it may hold a password or be the key in the wrong place.

use crate::foreign::bounded;
use crate::route::{Placeholder, Verb};

/// Why a setting cannot be used. Its text says what is expected instead.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum SettingsError {
    /// Not a URL with http or https and a host.
    #[error("expected a URL with http:// or https:// and a host, such as https://api.example.com/v1")]
    BaseUrl,
    /// A user or password in the URL.
    #[error("expected a URL without user or password: the key is a setting of its own")]
    BaseUrlUser,
    /// `?…` or `#…` in the URL.
    #[error("expected a URL without query (?) or fragment (#)")]
    BaseUrlQuery,
    /// No method and path.
    #[error("expected a method, a space and a path, such as GET /payment-sessions")]
    RouteShape,
    /// A method that this question cannot use.
    #[error("expected the method to be {}", or(expected))]
    RouteMethod {
        /// Those it can.
        expected: &'static [Verb],
    },
    /// Not an absolute path of plain characters.
    #[error(
        "expected a path that starts with one / and holds only plain URL characters, no . or .. step, at most one ?"
    )]
    RoutePath,
    /// A placeholder that this question cannot fill.
    #[error("{}", only(*allowed))]
    RoutePlaceholder {
        /// The one it can, if any.
        allowed: Option<Placeholder>,
    },
    /// The path does not name what is asked for.
    #[error("expected the path to hold {{{}}}", placeholder.name())]
    RouteLacks {
        /// What it must hold.
        placeholder: Placeholder,
    },
    /// Not a header name.
    #[error("expected the name of an HTTP header, such as Authorization or X-Api-Key")]
    HeaderName,
    /// A header that HTTP or this client sets.
    #[error("expected another header: this one is set by HTTP itself or by the client")]
    HeaderTaken,
    /// Not printable ASCII.
    #[error("expected printable ASCII text, such as \"Bearer \", or nothing")]
    AuthPrefix,
    /// Neither format.
    #[error("expected rfc3339 or seconds")]
    ExpiryFormat,
    /// None of the three.
    #[error("expected true, false or omit")]
    RetailPos,
    /// Empty, or not printable ASCII without spaces.
    #[error("expected an API key of printable ASCII characters without spaces or line breaks")]
    ApiKey,
    /// Not an ISO 4217 code.
    #[error("expected a currency as three capital letters, such as EUR (ISO 4217)")]
    Currency,
    /// Empty, or not printable ASCII without spaces.
    #[error("expected Mion's word for a Lightning payment, such as lightning")]
    LightningMethod,
    /// Not a list of words.
    #[error("expected at most 16 words with commas between them, each of 1 to 64 printable ASCII characters")]
    Words,
    /// A word in two lists.
    #[error("{one} and {other} must not share a word")]
    WordTwice {
        /// The setting that names it first.
        one: &'static str,
        /// The other that names it.
        other: &'static str,
    },
    /// No time at all.
    #[error("expected time-outs longer than nothing")]
    Timeouts,
    /// No room at all.
    #[error("expected an answer limit of at least one byte")]
    AnswerLimit,
    /// TLS cannot be set up on this machine.
    #[error(
        "HTTPS cannot be used on this machine ({0}); are the system's CA certificates installed (ca-certificates)?"
    )]
    Tls(String),
}

impl SettingsError {
    /// TLS could not be set up, for the deepest reason that `error` gives.
    pub(crate) fn tls(error: &dyn core::error::Error) -> Self {
        let deepest = core::iter::successors(Some(error), |e| (**e).source()).last().unwrap_or(error);
        Self::Tls(bounded(&deepest.to_string(), 200))
    }
}

fn or(verbs: &[Verb]) -> String {
    verbs.iter().map(|v| v.as_str()).collect::<Vec<_>>().join(" or ")
}

fn only(allowed: Option<Placeholder>) -> String {
    match allowed {
        Some(placeholder) => format!("the only placeholder this path may hold is {{{}}}", placeholder.name()),
        None => "this path may hold no placeholder".to_owned(),
    }
}
