//! What people at a terminal do with their sales: mostly sell, sometimes everything else that people do.

use crate::sale::{Payment, Sale};
use crate::shop::Shop;
use crate::tablet::{Said, Tablet, invoice, opening};
use app::api::ApiError;
use app::view::{CheckoutView, OpenSaleView, StateView};
use core::time::Duration;
use domain::CheckoutId;
use rand::Rng as _;
use rand::rngs::StdRng;
use serde_json::json;
use std::sync::Arc;
use tokio::time::{sleep, timeout};

/// What becomes of a sale.
#[derive(Clone, Copy)]
enum Story {
    Paid,
    PaidAndLeft,
    PaidWhileCancelled,
    PaidAfterCancelled,
    PaidAfterExpired,
    PaidWhileAside,
    PaidByTheOldInvoice,
    PaidTwice,
    TakenUpElsewhere,
    Cancelled,
    Forgotten,
}

impl Story {
    /// Each with how many of a hundred sales go like this.
    const ALL: [(Self, u32); 11] = [
        (Self::Paid, 36),
        (Self::PaidAndLeft, 8),
        (Self::PaidWhileCancelled, 10),
        (Self::PaidAfterCancelled, 10),
        (Self::PaidAfterExpired, 3),
        (Self::PaidWhileAside, 8),
        (Self::PaidByTheOldInvoice, 3),
        (Self::PaidTwice, 3),
        (Self::TakenUpElsewhere, 8),
        (Self::Cancelled, 5),
        (Self::Forgotten, 6),
    ];

    fn any(dice: &mut StdRng) -> Self {
        let mut left = dice.random_range(0..100);
        for (story, share) in Self::ALL {
            if left < share {
                return story;
            }
            left -= share;
        }
        Self::Paid
    }
}

/// A terminal and those who stand before and behind it.
pub(crate) struct Seller {
    shop: Arc<Shop>,
    tablet: Tablet,
    dice: StdRng,
}

impl Seller {
    pub(crate) fn new(shop: Arc<Shop>, tablet: Tablet, dice: StdRng) -> Self {
        Self { shop, tablet, dice }
    }

    /// Sells until the shop closes; then drops whatever it waits for.
    pub(crate) async fn sell(mut self) {
        let mut closing = self.shop.closing.subscribe();
        tokio::select! {
            () = async { loop { self.one_sale().await; } } => {}
            _ = closing.wait_for(|closing| *closing) => {}
        }
    }

    async fn one_sale(&mut self) {
        let left = if self.dice.random_ratio(1, 3) { self.shop.take_left() } else { None };
        let patience = Duration::from_millis(self.dice.random_range(3_000..40_000));
        let (sale, outcome) = match left {
            Some(sale) => (sale.clone(), timeout(patience, self.begun(&sale)).await),
            None => {
                let sale = self.new_sale();
                let story = Story::any(&mut self.dice);
                (sale.clone(), timeout(patience, self.told(story, &sale)).await)
            }
        };
        match outcome {
            Ok(Ok(())) => {}
            Ok(Err(error)) => sale.odd(format!("was told: {error:?}")),
            Err(_) => self.shop.leave(sale),
        }
    }

    fn new_sale(&mut self) -> Arc<Sale> {
        let id = CheckoutId::try_from(uuid::Builder::from_random_bytes(self.dice.random()).into_uuid()).unwrap();
        let sale = Arc::new(Sale::new(id, self.dice.random_range(1..=100_000)));
        self.shop.begin(sale.clone());
        sale
    }

    /// Goes on with a sale that another terminal has begun, by opening it again.
    async fn begun(&mut self, sale: &Sale) -> Result<(), ApiError> {
        match self.tablet.take_over(sale).await {
            // Nobody at any server has heard of it yet.
            Ok(_) | Err(ApiError::UnknownCheckout) => {}
            Err(error) => return Err(error),
        }
        let view = self.open(sale).await?;
        let is_paid = !sale.known().payments.is_empty();
        if is_paid || self.pay_in_time(sale, view, Payment::Either).await? {
            self.until_paid(sale).await?;
        }
        Ok(())
    }

    /// Opens the sale; sometimes with a second tap, which may reach another server.
    async fn open(&mut self, sale: &Sale) -> Result<CheckoutView, ApiError> {
        self.shop.opening.notify_waiters();
        if self.dice.random_ratio(1, 6) {
            let mut other = self.tablet.clone();
            other.at = self.dice.random_range(0..self.tablet.servers());
            let (tap, second) = tokio::join!(
                self.tablet.ask_about(sale, "open_checkout", opening(sale)),
                other.ask_about(sale, "open_checkout", opening(sale)),
            );
            if let (Said::No(error), _) | (_, Said::No(error)) = (tap, second) {
                return Err(error);
            }
        }
        self.tablet.open(sale).await
    }

    async fn told(&mut self, story: Story, sale: &Arc<Sale>) -> Result<(), ApiError> {
        let view = self.open(sale).await?;
        match story {
            Story::Paid => {
                if self.pay_in_time(sale, view, Payment::InTime).await? {
                    self.until_paid(sale).await?;
                }
            }
            Story::PaidAndLeft => {
                self.pay_in_time(sale, view, Payment::InTime).await?;
            }
            Story::PaidWhileCancelled => {
                let Some(invoice) = self.invoice(sale, view).await? else { return Ok(()) };
                let mut tablet = self.tablet.clone();
                let ms = self.dice.random_range(0..60);
                let paying = async {
                    sleep(Duration::from_millis(ms)).await;
                    self.shop.pay(sale, &invoice, true, Payment::Either);
                };
                let (cancelled, ()) = tokio::join!(tablet.cancel(sale), paying);
                refused_or(cancelled)?;
                self.until_paid(sale).await?;
            }
            Story::PaidAfterCancelled => {
                let Some(invoice) = self.invoice(sale, view).await? else { return Ok(()) };
                let cancelled = refused_or(self.tablet.cancel(sale).await)?;
                let is_over = cancelled.is_some_and(|view| view.state == StateView::Cancelled);
                self.pay_after(sale, &invoice, is_over).await?;
            }
            Story::PaidAfterExpired => {
                let Some(invoice) = self.invoice(sale, view).await? else { return Ok(()) };
                let view = self.tablet.until(sale, |view| !view.state.is_live()).await?;
                self.pay_after(sale, &invoice, view.state == StateView::Expired).await?;
            }
            Story::PaidWhileAside => {
                let Some(invoice) = self.invoice(sale, view).await? else { return Ok(()) };
                let aside = refused_or(self.tablet.put_aside(sale).await)?;
                self.pay_after(sale, &invoice, aside.is_some_and(|view| view.put_aside)).await?;
            }
            Story::PaidByTheOldInvoice | Story::PaidTwice => {
                let Some(old) = self.invoice(sale, view).await? else { return Ok(()) };
                let is_new = |view: &CheckoutView| invoice(view).is_some_and(|invoice| invoice != old);
                let view = self.tablet.until(sale, |view| !view.state.is_live() || is_new(view)).await?;
                if matches!(story, Story::PaidTwice)
                    && let Some(new) = invoice(&view)
                {
                    if !self.shop.pay(sale, new, false, Payment::InTime) {
                        return Ok(());
                    }
                    self.until_paid(sale).await?;
                    sleep(Duration::from_millis(self.dice.random_range(0..5_000))).await;
                }
                self.shop.pay(sale, &old, true, Payment::Either);
                self.until_paid(sale).await?;
            }
            Story::TakenUpElsewhere => self.pass_on(sale, view).await?,
            Story::Cancelled => {
                refused_or(self.tablet.cancel(sale).await)?;
            }
            Story::Forgotten => {
                let ms = self.dice.random_range(0..2000);
                let watching = self.tablet.until(sale, |view| !view.state.is_live());
                if let Ok(seen) = timeout(Duration::from_millis(ms), watching).await {
                    seen?;
                }
            }
        }
        Ok(())
    }

    /// Pays a sale that the terminal may have seen end.
    async fn pay_after(&mut self, sale: &Sale, invoice: &str, has_seen_it_end: bool) -> Result<(), ApiError> {
        let payment = if has_seen_it_end { Payment::Late } else { Payment::Either };
        self.shop.pay(sale, invoice, true, payment);
        self.until_paid(sale).await
    }

    /// Pays as soon as there is an invoice that can be paid; false where the sale ends before.
    async fn pay_in_time(&mut self, sale: &Sale, mut view: CheckoutView, payment: Payment) -> Result<bool, ApiError> {
        loop {
            match invoice(&view) {
                Some(invoice) if self.shop.pay(sale, invoice, false, payment) => return Ok(true),
                None if !view.state.is_live() => return Ok(false),
                _ => view = self.tablet.update(sale, &view).await?,
            }
        }
    }

    /// The first invoice that is shown, unless the sale ends before.
    async fn invoice(&mut self, sale: &Sale, view: CheckoutView) -> Result<Option<String>, ApiError> {
        if let Some(invoice) = invoice(&view) {
            return Ok(Some(invoice.to_owned()));
        }
        let view = self.tablet.until(sale, |view| !view.state.is_live() || invoice(view).is_some()).await?;
        Ok(invoice(&view).map(str::to_owned))
    }

    async fn until_paid(&mut self, sale: &Sale) -> Result<(), ApiError> {
        self.tablet
            .until(sale, |view| matches!(view.state, StateView::Paid { .. } | StateView::PaidLate { .. }))
            .await?;
        Ok(())
    }

    /// Puts the sale aside for whoever comes, and takes up the one that another has put aside before.
    async fn pass_on(&mut self, sale: &Arc<Sale>, view: CheckoutView) -> Result<(), ApiError> {
        if self.invoice(sale, view).await?.is_none() {
            return Ok(());
        }
        let is_aside = refused_or(self.tablet.put_aside(sale).await)?.is_some_and(|view| view.put_aside);
        let other = self.shop.take_aside();
        if is_aside {
            self.shop.put_aside(sale.clone());
        }
        let Some(other) = other else { return Ok(()) };
        if let Said::Yes(open) = self.tablet.ask::<Vec<OpenSaleView>>("open_sales", json!({})).await
            && let Some(listed) = open.iter().find(|open| open.id == other.id)
            && listed.total.minor() != other.total_minor
        {
            other.odd(format!("is listed with the total {}", listed.total.minor()));
        }
        let view = self.tablet.take_up(&other).await?;
        if view.put_aside {
            other.odd("was not taken up");
        }
        if self.pay_in_time(&other, view, Payment::InTime).await? {
            self.until_paid(&other).await?;
        }
        Ok(())
    }
}

/// What is shown, or nothing where the sale was over already.
fn refused_or(said: Result<CheckoutView, ApiError>) -> Result<Option<CheckoutView>, ApiError> {
    match said {
        Ok(view) => Ok(Some(view)),
        Err(ApiError::NotCancellable) => Ok(None),
        Err(error) => Err(error),
    }
}
