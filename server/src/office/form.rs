//! What was typed into a form, or stands in an address: names and texts, every one of them a stranger's.

use crate::words::{self, Words};
use axum::body::Bytes;
use axum::extract::{FromRequest, FromRequestParts, Request};
use axum::http::StatusCode;
use axum::http::header::CONTENT_TYPE;
use axum::http::request::Parts;
use axum::response::{IntoResponse as _, Response};
use core::convert::Infallible;
use secrecy::SecretString;
use std::collections::BTreeMap;

/// The fields of a form, by name. Of two with one name, the last.
#[derive(Clone, Default)]
pub(crate) struct Typed(BTreeMap<String, String>);

impl Typed {
    /// What was typed into `field`, without the blanks around it; empty where there is no such field.
    pub(crate) fn text(&self, field: &str) -> &str {
        self.0.get(field).map_or("", |text| text.trim())
    }

    /// What was typed into `field`, to the letter.
    pub(crate) fn secret(&self, field: &str) -> SecretString {
        self.0.get(field).cloned().unwrap_or_default().into()
    }

    /// What was typed into `field`, to the letter; `None` where nothing was.
    pub(crate) fn optional_secret(&self, field: &str) -> Option<SecretString> {
        self.0.get(field).filter(|text| !text.is_empty()).map(|text| text.clone().into())
    }

    /// Whether the switch `field` is on.
    pub(crate) fn is_on(&self, field: &str) -> bool {
        self.0.contains_key(field)
    }

    /// Whether there is nothing in it at all.
    pub(crate) fn is_empty(&self) -> bool {
        self.0.values().all(|text| text.trim().is_empty())
    }
}

impl FromIterator<(String, String)> for Typed {
    fn from_iter<T: IntoIterator<Item = (String, String)>>(pairs: T) -> Self {
        Self(pairs.into_iter().collect())
    }
}

/// Secrets are typed, too.
impl core::fmt::Debug for Typed {
    fn fmt(&self, f: &mut core::fmt::Formatter<'_>) -> core::fmt::Result {
        f.debug_set().entries(self.0.keys()).finish()
    }
}

impl<S: Send + Sync> FromRequest<S> for Typed {
    type Rejection = Response;

    async fn from_request(request: Request, state: &S) -> Result<Self, Response> {
        let (parts, body) = request.into_parts();
        let unreadable = || unreadable(words::of_request(&parts));
        let kind = parts.headers.get(CONTENT_TYPE).and_then(|kind| kind.to_str().ok()).unwrap_or_default();
        // What no form of ours sends, another site's page may not be able to send either: both are turned away.
        if kind.split(';').next().is_none_or(|kind| kind.trim() != "application/x-www-form-urlencoded") {
            return Err(unreadable());
        }
        let body = Bytes::from_request(Request::new(body), state).await.map_err(|_| unreadable())?;
        Ok(parsed(&body).into_iter().collect())
    }
}

/// The answer to a form that makes no sense.
pub(crate) fn unreadable(words: Words) -> Response {
    (StatusCode::BAD_REQUEST, words.form_unreadable()).into_response()
}

/// What stands behind the question mark of an address.
#[derive(Clone, Debug, Default)]
pub(crate) struct Asked(pub(crate) Typed);

impl<S: Send + Sync> FromRequestParts<S> for Asked {
    type Rejection = Infallible;

    async fn from_request_parts(parts: &mut Parts, _: &S) -> Result<Self, Infallible> {
        Ok(Self(parsed(parts.uri.query().unwrap_or_default().as_bytes()).into_iter().collect()))
    }
}

fn parsed(body: &[u8]) -> Vec<(String, String)> {
    form_urlencoded::parse(body).into_owned().collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use secrecy::ExposeSecret as _;

    #[test]
    fn texts_lose_the_blanks_around_them_and_secrets_nothing() {
        let typed: Typed =
            parsed(b"name=+Anna+%F0%9F%8D%B0&password=+two++words+&pin_for_sales=on").into_iter().collect();
        assert_eq!(typed.text("name"), "Anna 🍰");
        assert_eq!(typed.secret("password").expose_secret(), " two  words ");
        assert!(typed.is_on("pin_for_sales") && !typed.is_on("pin_for_cancel"));
        assert_eq!(typed.text("nothing"), "");
        assert_eq!(format!("{typed:?}"), r#"{"name", "password", "pin_for_sales"}"#);
    }

    #[test]
    fn bytes_that_are_no_text_are_no_reason_to_stop() {
        let typed: Typed = parsed(b"a=%ff%fe&b&=c&a=2").into_iter().collect();
        assert_eq!((typed.text("a"), typed.text("b")), ("2", ""));
    }
}
