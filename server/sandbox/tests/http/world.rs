//! One sandbox on a free port with a clock that stands still, and a client for all its sides.

use std::{sync::Once, time::Duration};

use reqwest::{Client, Method, RequestBuilder, Response, StatusCode};
use sandbox::{Clock, Control, Options, Sandbox};
use serde_json::{Value, json};

pub(crate) const KEY: &str = "k-for-tests";
/// When every test begins.
pub(crate) const NOON: &str = "2026-01-02T12:00:00Z";

pub(crate) struct World {
    pub(crate) sandbox: Sandbox,
    pub(crate) control: Control,
    pub(crate) client: Client,
}

/// A client that does not follow redirects and gives up after ten seconds.
pub(crate) fn client() -> Client {
    static PROVIDER: Once = Once::new();
    // The client wants a TLS provider even where it only speaks plain HTTP.
    PROVIDER.call_once(|| {
        rustls::crypto::ring::default_provider().install_default().ok();
    });
    let builder = Client::builder().redirect(reqwest::redirect::Policy::none()).no_proxy();
    builder.timeout(Duration::from_secs(10)).build().unwrap()
}

pub(crate) fn options() -> Options {
    let clock = Clock::stopped_at(NOON.parse().unwrap());
    Options { api_key: KEY.into(), clock, ..Options::default() }
}

impl World {
    pub(crate) async fn new() -> Self {
        Self::with(options()).await
    }

    pub(crate) async fn with(options: Options) -> Self {
        let sandbox = Sandbox::start(options).await.unwrap();
        Self { control: sandbox.control(), sandbox, client: client() }
    }

    pub(crate) fn url(&self, path: &str) -> String {
        format!("{}{path}", self.sandbox.base_url())
    }

    /// An API request with the key.
    pub(crate) fn api(&self, method: Method, path: &str) -> RequestBuilder {
        self.client.request(method, self.url(path)).bearer_auth(KEY)
    }

    pub(crate) async fn get(&self, path: &str) -> (StatusCode, Value) {
        json_of(self.api(Method::GET, path).send().await.unwrap()).await
    }

    pub(crate) async fn post(&self, path: &str, body: &Value) -> (StatusCode, Value) {
        json_of(self.api(Method::POST, path).json(body).send().await.unwrap()).await
    }

    /// A control verb over HTTP, without a key.
    pub(crate) async fn verb(&self, name: &str, body: &Value) -> (StatusCode, Value) {
        let url = self.url(&format!("/_control/{name}"));
        json_of(self.client.post(url).json(body).send().await.unwrap()).await
    }

    pub(crate) async fn list(&self, name: &str) -> Value {
        let url = self.url(&format!("/_control/{name}"));
        let (code, value) = json_of(self.client.get(url).send().await.unwrap()).await;
        assert_eq!(code, StatusCode::OK, "{value}");
        value
    }

    /// Opens a session of 12.50 euro that lasts ten minutes, and returns its id.
    pub(crate) async fn opened(&self) -> String {
        let (code, session) = self.post("/payment-sessions", &sale()).await;
        assert_eq!(code, StatusCode::CREATED, "{session}");
        text(&session, "paymentSessionId")
    }

    /// Requests an attempt as a till does.
    pub(crate) async fn attempted(&self, id: &str) -> Value {
        let (code, attempt) = self.post(&attempts(id), &at_till(id)).await;
        assert_eq!(code, StatusCode::CREATED, "{attempt}");
        attempt
    }

    /// A session with an invoice: its id and the invoice.
    pub(crate) async fn invoiced(&self) -> (String, String) {
        let id = self.opened().await;
        let invoice = text(&self.attempted(&id).await, "lnInvoice");
        (id, invoice)
    }

    pub(crate) async fn status(&self, id: &str) -> Value {
        let (code, status) = self.get(&format!("/payment-sessions/{id}/status")).await;
        assert_eq!(code, StatusCode::OK, "{status}");
        status
    }
}

pub(crate) fn sale() -> Value {
    json!({
        "amount": 1250,
        "currencyIso3": "EUR",
        "reference": "till-4/sale 17",
        "expiry": "2026-01-02T12:10:00Z",
        "retailPos": true,
    })
}

pub(crate) fn attempts(id: &str) -> String {
    format!("/payment-sessions/{id}/attempts")
}

pub(crate) fn at_till(id: &str) -> Value {
    json!({ "paymentSessionId": id, "paymentMethod": "lightning", "retailPos": true })
}

/// The object with one field set.
pub(crate) fn but(mut object: Value, name: &str, value: Value) -> Value {
    object[name] = value;
    object
}

pub(crate) fn text(object: &Value, name: &str) -> String {
    object[name].as_str().unwrap_or_else(|| panic!("no text {name} in {object}")).to_owned()
}

/// Names of the object's fields, sorted.
pub(crate) fn names(object: &Value) -> Vec<&str> {
    let mut names: Vec<&str> = object.as_object().unwrap().keys().map(String::as_str).collect();
    names.sort_unstable();
    names
}

async fn json_of(response: Response) -> (StatusCode, Value) {
    let code = response.status();
    let body = response.text().await.unwrap();
    (code, serde_json::from_str(&body).unwrap_or_else(|_| panic!("{code} with no JSON: {body:?}")))
}
