//! One request to Mion and its answer: the HTTP that all questions share.
//! Redirects, proxies, cookies and automatic retries are off: a question goes once, to one host.

use crate::error::{Error, Unaskable, Unreached};
use crate::foreign::{ProviderText, bounded};
use crate::punctual::{Began, Punctual, TooLate};
use crate::retry_after::retry_after;
use crate::route::Verb;
use crate::settings::{BaseUrl, Settings, SettingsError};
use crate::wire::Unreadable;
use core::error::Error as StdError;
use core::iter::successors;
use core::time::Duration;
use reqwest::header::{ACCEPT, CONTENT_TYPE, HeaderName, HeaderValue};
use reqwest::{Body, Method, Response, StatusCode};
use secrecy::{ExposeSecret as _, SecretString};
use std::io;

/// Most bytes read of an answer that is an error anyway.
const REFUSAL_LIMIT_BYTES: usize = 8 * 1024;

/// Idle connections are dropped well before servers do (60 s and more, as a rule): a question sent on
/// a connection that is just being closed has an unknown outcome for no good reason.
const IDLE: Duration = Duration::from_secs(30);

/// The connection pool, and what every request carries.
pub(crate) struct Exchange {
    http: reqwest::Client,
    base_url: BaseUrl,
    auth: (HeaderName, HeaderValue),
    api_key: SecretString,
    send_within: Duration,
    answer_limit_bytes: usize,
}

impl Exchange {
    /// # Errors
    /// [`SettingsError`], naming what cannot be used.
    pub(crate) fn new(settings: &Settings) -> Result<Self, SettingsError> {
        settings.check()?;
        // Another part of the program may have installed one already; either will do.
        let _already_installed = rustls::crypto::ring::default_provider().install_default();
        let http = reqwest::Client::builder()
            .user_agent(concat!("mion-kiosk/", env!("CARGO_PKG_VERSION")))
            .redirect(reqwest::redirect::Policy::none())
            .retry(reqwest::retry::never())
            .referer(false)
            .no_proxy()
            .connect_timeout(settings.timeouts.connect)
            .timeout(settings.timeouts.request)
            .pool_idle_timeout(IDLE);
        // Over plain HTTP no certificate is ever checked, so a machine without any will do.
        let http = if settings.base_url.is_encrypted() { http.https_only(true) } else { http.tls_certs_only([]) };
        Ok(Self {
            http: http.build().map_err(|e| SettingsError::tls(&e))?,
            base_url: settings.base_url.clone(),
            auth: settings.auth.with_key(&settings.api_key)?,
            api_key: settings.api_key.clone(),
            send_within: settings.timeouts.send,
            answer_limit_bytes: settings.answer_limit_bytes,
        })
    }

    /// Asks once, and gives whatever was answered: only the headers have been read. A question with a body
    /// changes something at Mion, so it goes out in time or not at all.
    pub(crate) async fn send(&self, verb: Verb, path: &str, json: Option<String>) -> Result<Response, Error> {
        let began = Began::now();
        let url = self.base_url.join(path).ok_or(Unaskable::Address)?;
        let method = match verb {
            Verb::Get => Method::GET,
            Verb::Post => Method::POST,
            Verb::Put => Method::PUT,
        };
        let (name, value) = self.auth.clone();
        let mut request = self.http.request(method, url).header(ACCEPT, "application/json").header(name, value);
        if let Some(json) = json {
            let body = Body::wrap(Punctual::new(json, began, self.send_within));
            request = request.header(CONTENT_TYPE, "application/json").body(body);
        }
        let answer = request.send().await.map_err(|e| send_error(&e))?;
        // The path is left out: it may name a sale.
        tracing::debug!(method = verb.as_str(), http_status = answer.status().as_u16(), "Mion answered");
        Ok(answer)
    }

    /// The body of a 2xx answer.
    pub(crate) async fn body(&self, mut answer: Response) -> Result<Vec<u8>, Error> {
        if !answer.status().is_success() {
            return Err(self.refusal(answer).await);
        }
        let limit_bytes = self.answer_limit_bytes;
        let mut body = Vec::new();
        while let Some(chunk) = answer.chunk().await.map_err(|e| read_error(&e))? {
            if chunk.len() > limit_bytes.saturating_sub(body.len()) {
                return Err(Unreadable::TooLong { limit_bytes }.into());
            }
            body.extend_from_slice(&chunk);
        }
        Ok(body)
    }

    /// The body of a 2xx answer to a look-up; `None` for 404.
    pub(crate) async fn body_if_found(&self, answer: Response) -> Result<Option<Vec<u8>>, Error> {
        if answer.status() == StatusCode::NOT_FOUND { Ok(None) } else { self.body(answer).await.map(Some) }
    }

    /// The error that a non-2xx answer is. Its text is a courtesy: what cannot be read of it is left out.
    pub(crate) async fn refusal(&self, mut answer: Response) -> Error {
        let http_status = answer.status().as_u16();
        let wait = retry_after(answer.headers());
        let mut text = Vec::new();
        while text.len() < REFUSAL_LIMIT_BYTES
            && let Ok(Some(chunk)) = answer.chunk().await
        {
            text.extend(chunk.iter().take(REFUSAL_LIMIT_BYTES.saturating_sub(text.len())));
        }
        Error::from_status(http_status, wait, ProviderText::from_body(&text, self.api_key.expose_secret()))
    }
}

/// What a failure before the answer's headers means. Only a failure to connect, and a body that was kept back
/// for being late, are sure to have sent nothing that counts.
fn send_error(error: &reqwest::Error) -> Error {
    if error.is_builder() {
        Unaskable::Address.into()
    } else if successors(Some(error as &(dyn StdError + 'static)), |e| cause(*e)).any(|e| e.is::<TooLate>()) {
        Error::NotSent(Unreached::TooLate)
    } else if error.is_connect() {
        Error::NotSent(if error.is_dns() { Unreached::Name } else { unreached(error, error.is_timeout()) })
    } else {
        read_error(error)
    }
}

/// What a failure after sending means.
fn read_error(error: &reqwest::Error) -> Error {
    if error.is_timeout() { Error::TimedOut } else { Error::AnswerLost }
}

/// Why no connection came about, from the chain of causes.
fn unreached(error: &(dyn StdError + 'static), timed_out: bool) -> Unreached {
    let mut deepest = error;
    for cause in successors(Some(error), |e| cause(*e)) {
        deepest = cause;
        if let Some(tls) = cause.downcast_ref::<rustls::Error>() {
            return Unreached::Tls(bounded(&tls.to_string(), 200));
        }
        if cause.downcast_ref::<io::Error>().is_some_and(|e| e.kind() == io::ErrorKind::ConnectionRefused) {
            return Unreached::Refused;
        }
    }
    if timed_out { Unreached::TimedOut } else { Unreached::Other(bounded(&deepest.to_string(), 200)) }
}

/// The next cause. TLS errors travel inside I/O errors, which pass them over when asked for their source.
fn cause<'a>(error: &'a (dyn StdError + 'static)) -> Option<&'a (dyn StdError + 'static)> {
    match error.downcast_ref::<io::Error>().and_then(io::Error::get_ref) {
        Some(inside) => Some(inside),
        None => error.source(),
    }
}
