//! How a terminal asks: again and again with the same words until it is answered, at whichever server.

use crate::sale::Sale;
use crate::world::World;
use app::api::ApiError;
use app::view::{CheckoutView, StateView};
use core::time::Duration;
use reqwest::Client;
use reqwest::header::{COOKIE, HeaderMap};
use serde::de::DeserializeOwned;
use serde_json::{Value, json};
use std::sync::Once;
use tokio::time::sleep;

/// How long an answer is waited for: longer than a server holds a question, which is 20 seconds.
const PATIENCE: Duration = Duration::from_secs(26);
/// Before it is asked again.
const PAUSE: Duration = Duration::from_millis(60);

/// A client as a tablet has it that is the terminal of this cookie, or none.
pub(crate) fn client(cookie: Option<&str>) -> Client {
    static PROVIDER: Once = Once::new();
    PROVIDER.call_once(|| {
        let _ = rustls::crypto::ring::default_provider().install_default();
    });
    let headers = cookie.map(|cookie| (COOKIE, cookie.parse().unwrap()));
    let client = Client::builder()
        .default_headers(HeaderMap::from_iter(headers))
        .no_proxy()
        .tls_certs_only([])
        .timeout(PATIENCE);
    client.build().unwrap()
}

/// What came of a question.
pub(crate) enum Said<T> {
    Yes(T),
    No(ApiError),
    /// No answer, half of one, or that the server cannot do it now.
    Nothing,
}

/// A terminal, which knows the servers' addresses.
#[derive(Clone)]
pub(crate) struct Tablet {
    http: Client,
    bases: Vec<String>,
    /// The server it asks next.
    pub(crate) at: usize,
}

impl Tablet {
    /// Another terminal of the shop.
    pub(crate) fn new(world: &World) -> Self {
        Self { http: client(Some(world.next_cookie())), bases: world.bases(), at: 0 }
    }

    pub(crate) fn servers(&self) -> usize {
        self.bases.len()
    }

    /// Asks once.
    pub(crate) async fn ask<T: DeserializeOwned>(&self, function: &str, body: Value) -> Said<T> {
        let address = format!("{}/api/{function}", self.bases[self.at]);
        let Ok(answer) = self.http.post(address).json(&body).send().await else { return Said::Nothing };
        let status = answer.status().as_u16();
        let Ok(text) = answer.text().await else { return Said::Nothing };
        match status {
            200 => Said::Yes(serde_json::from_str(&text).unwrap_or_else(|error| panic!("{error}: {text}"))),
            // Asked too often: later.
            429 => Said::Nothing,
            400..500 => Said::No(serde_json::from_str(&text).unwrap_or_else(|error| panic!("{error}: {text}"))),
            _ => Said::Nothing,
        }
    }

    /// Asks about a sale once, and notes what is shown.
    pub(crate) async fn ask_about(&self, sale: &Sale, function: &str, body: Value) -> Said<CheckoutView> {
        let floor = sale.known().version;
        let said = self.ask(function, body).await;
        if let Said::Yes(view) = &said {
            sale.shown(view, floor);
        }
        said
    }

    /// Asks about a sale until there is an answer, each time at the next server.
    pub(crate) async fn insist(&mut self, sale: &Sale, function: &str, body: Value) -> Result<CheckoutView, ApiError> {
        loop {
            match self.ask_about(sale, function, body.clone()).await {
                Said::Yes(view) => return Ok(view),
                // Whoever was at it is at something else by now.
                Said::No(ApiError::OtherTerminal) => {
                    sale.in_hand();
                    self.ask_about(sale, "take_over", json!({ "id": sale.id })).await;
                }
                Said::No(error) => return Err(error),
                Said::Nothing => self.hop().await,
            }
        }
    }

    /// Asks once, and hears nothing but the HTTP status.
    pub(crate) async fn status_of(&self, function: &str, body: Value) -> u16 {
        let address = format!("{}/api/{function}", self.bases[self.at]);
        self.http.post(address).json(&body).send().await.unwrap().status().as_u16()
    }

    async fn hop(&mut self) {
        self.at = (self.at + 1) % self.bases.len();
        sleep(PAUSE).await;
    }

    pub(crate) async fn open(&mut self, sale: &Sale) -> Result<CheckoutView, ApiError> {
        self.insist(sale, "open_checkout", opening(sale)).await
    }

    pub(crate) async fn read(&mut self, sale: &Sale) -> Result<CheckoutView, ApiError> {
        self.insist(sale, "read_checkout", json!({ "id": sale.id })).await
    }

    pub(crate) async fn cancel(&mut self, sale: &Sale) -> Result<CheckoutView, ApiError> {
        self.insist(sale, "cancel_checkout", json!({ "id": sale.id })).await
    }

    pub(crate) async fn put_aside(&mut self, sale: &Sale) -> Result<CheckoutView, ApiError> {
        self.insist(sale, "put_aside", json!({ "id": sale.id })).await
    }

    pub(crate) async fn take_over(&mut self, sale: &Sale) -> Result<CheckoutView, ApiError> {
        sale.in_hand();
        self.insist(sale, "take_over", json!({ "id": sale.id })).await
    }

    pub(crate) async fn take_up(&mut self, sale: &Sale) -> Result<CheckoutView, ApiError> {
        self.insist(sale, "take_up", json!({ "id": sale.id })).await
    }

    /// Opens a sale and waits for its invoice.
    pub(crate) async fn invoice_of(&mut self, sale: &Sale) -> String {
        self.open(sale).await.unwrap();
        let view = self.until(sale, |view| invoice(view).is_some()).await.unwrap();
        invoice(&view).unwrap().to_owned()
    }

    /// What is newer than `view`; while nothing is, the question is held. A sale that is over has no news
    /// to wait for and is looked at now and then.
    pub(crate) async fn update(&mut self, sale: &Sale, view: &CheckoutView) -> Result<CheckoutView, ApiError> {
        if !view.state.is_live() {
            sleep(PAUSE).await;
        }
        self.insist(sale, "checkout_update", json!({ "id": sale.id, "seen": view.seen })).await
    }

    /// Asks until `enough`.
    pub(crate) async fn until(
        &mut self,
        sale: &Sale,
        enough: impl Fn(&CheckoutView) -> bool,
    ) -> Result<CheckoutView, ApiError> {
        let mut view = self.read(sale).await?;
        while !enough(&view) {
            view = self.update(sale, &view).await?;
        }
        Ok(view)
    }
}

/// The invoice that is shown.
pub(crate) fn invoice(view: &CheckoutView) -> Option<&str> {
    match &view.state {
        StateView::AwaitingPayment(invoice) => Some(&invoice.bolt11),
        _ => None,
    }
}

/// Whether "paid" is shown, and no "late" with it.
pub(crate) fn is_paid(view: &CheckoutView) -> bool {
    matches!(view.state, StateView::Paid { .. })
}

/// The question that opens a sale.
pub(crate) fn opening(sale: &Sale) -> Value {
    json!({ "id": sale.id, "total_minor": sale.total_minor })
}
