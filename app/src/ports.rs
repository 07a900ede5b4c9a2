//! All that the user interface knows of the server: one trait. The server implements it over its
//! store and Mion, for one caller at a time; a test can bring a stub. Handed to server functions as `Arc<dyn Till>`
//! in context.

use crate::api::error::ApiError;
use crate::view::{AlarmView, CheckoutView, OpenSaleView, Seen, ShopNews, ShopView, StaffName};
use domain::CheckoutId;
use domain::access::PersonId;
use domain::alarm::{AlarmKind, Verdict};
use http::HeaderValue;
use secrecy::SecretString;
use std::sync::Arc;

/// The till: what a terminal can ask for.
#[async_trait::async_trait]
pub trait Till: Send + Sync {
    /// What the kiosk must know of the shop.
    fn shop(&self) -> ShopView;

    /// Opens a checkout of `total_minor` minor units of the shop's currency. Opening the same `id`
    /// twice returns the first. Whoever sells wants to know it by `note`. Waits a moment for the invoice, and answers without it where that takes longer.
    ///
    /// # Errors
    /// A total outside the limits, a note that is none, or another total or note under the same id.
    async fn open(&self, id: CheckoutId, total_minor: u64, note: String) -> Result<CheckoutView, ApiError>;

    /// The checkout as stored.
    ///
    /// # Errors
    /// No such checkout.
    async fn read(&self, id: CheckoutId) -> Result<CheckoutView, ApiError>;

    /// The checkout as soon as it is newer than `seen`, else as it is after a bounded wait.
    ///
    /// # Errors
    /// No such checkout.
    async fn watch(&self, id: CheckoutId, seen: Seen) -> Result<CheckoutView, ApiError>;

    /// What is told of the shop, as soon as it is not what was `seen`, else as it is after a bounded wait.
    async fn shop_news(&self, seen: ShopNews) -> ShopNews;

    /// Puts the checkout aside: it stays open, and the tablet moves on to the next sale.
    ///
    /// # Errors
    /// No such checkout, or one that is over.
    async fn put_aside(&self, id: CheckoutId) -> Result<CheckoutView, ApiError>;

    /// Takes the checkout up again, on whichever tablet; one that was not put aside is left as it is.
    ///
    /// # Errors
    /// No such checkout.
    async fn take_up(&self, id: CheckoutId) -> Result<CheckoutView, ApiError>;

    /// Brings the checkout to this terminal from the one that has it.
    ///
    /// # Errors
    /// No such checkout, or nobody has said who they are and the shop wants to know.
    async fn take_over(&self, id: CheckoutId) -> Result<CheckoutView, ApiError>;

    /// Who can enter a PIN here, by their names.
    ///
    /// # Errors
    /// The records cannot be read.
    async fn staff_names(&self) -> Result<Vec<StaffName>, ApiError>;

    /// Checks that it is `person` who stands here; returns the header that gives the browser a pass.
    ///
    /// # Errors
    /// The PIN is wrong, or this terminal has to wait after wrong ones.
    async fn enter_pin(&self, person: PersonId, pin: SecretString) -> Result<HeaderValue, ApiError>;

    /// The sales that are open, newest first, at most a hundred.
    ///
    /// # Errors
    /// The records cannot be read.
    async fn open_sales(&self) -> Result<Vec<OpenSaleView>, ApiError>;

    /// The payments that wait for a person's decision, oldest first, at most a hundred.
    ///
    /// # Errors
    /// The records cannot be read.
    async fn alarms(&self) -> Result<Vec<AlarmView>, ApiError>;

    /// Records what a person decided about an alarm; returns those that are left.
    ///
    /// # Errors
    /// No such checkout, or a decision that cannot be taken.
    async fn decide(
        &self,
        id: CheckoutId,
        kind: AlarmKind,
        verdict: Verdict,
        note: String,
    ) -> Result<Vec<AlarmView>, ApiError>;

    /// Calls the checkout off, unless Mion says at the last moment that it is paid.
    ///
    /// # Errors
    /// No such checkout, or one that is over.
    async fn cancel(&self, id: CheckoutId) -> Result<CheckoutView, ApiError>;
}

/// The till of this request.
///
/// # Errors
/// [`ApiError::Internal`] where the server forgot to provide one.
pub fn till() -> Result<Arc<dyn Till>, ApiError> {
    leptos::prelude::use_context().ok_or(ApiError::Internal { request: String::new() })
}
