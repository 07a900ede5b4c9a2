//! What people at a terminal do with their sales: mostly sell, sometimes everything else that people do.

use crate::sale::{Payment, Sale};
use crate::tablet::{Said, Tablet, opening};
use app::api::ApiError;
use app::view::{CheckoutView, OpenSaleView, StateView};
use core::time::Duration;
use domain::CheckoutId;
use rand::Rng as _;
use rand::rngs::StdRng;
use sandbox::{Control, ControlError};
use serde_json::json;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use tokio::sync::{Notify, watch};
use tokio::time::{sleep, timeout};

/// A shop with its terminals. Outlives every server.
pub(crate) struct Shop {
    pub(crate) mion: Control,
    /// Rung whenever a terminal opens a sale.
    pub(crate) opening: Notify,
    /// Rung whenever a customer has paid.
    pub(crate) paying: Notify,
    pub(crate) closing: watch::Sender<bool>,
    sales: Mutex<Vec<Arc<Sale>>>,
    aside: Mutex<Vec<(Arc<Sale>, String)>>,
}

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

impl Shop {
    pub(crate) fn new(mion: Control) -> Self {
        Self {
            mion,
            opening: Notify::new(),
            paying: Notify::new(),
            closing: watch::Sender::new(false),
            sales: Mutex::default(),
            aside: Mutex::default(),
        }
    }

    /// Every sale that was begun.
    pub(crate) fn sales(&self) -> Vec<Arc<Sale>> {
        locked(&self.sales).clone()
    }

    /// Pays an invoice; false where it has expired, and paying late was not wanted.
    fn pay(&self, sale: &Sale, invoice: &str, late: bool, payment: Payment) -> bool {
        let mut known = sale.known();
        let paid = self.mion.pay(invoice, late);
        match paid {
            Ok(_) => known.payments.push(payment),
            Err(ControlError::InvoiceExpired) => return false,
            Err(error) => panic!("{error}"),
        }
        self.paying.notify_waiters();
        true
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
        let id = CheckoutId::try_from(uuid::Builder::from_random_bytes(self.dice.random()).into_uuid()).unwrap();
        let sale = Arc::new(Sale::new(id, self.dice.random_range(1..=100_000)));
        locked(&self.shop.sales).push(sale.clone());
        let story = Story::any(&mut self.dice);
        match self.open(&sale).await {
            Ok(view) => {
                if let Err(error) = self.told(story, &sale, view).await {
                    sale.odd(format!("was told: {error:?}"));
                }
            }
            Err(error) => sale.odd(format!("could not be opened: {error:?}")),
        }
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

    async fn told(&mut self, story: Story, sale: &Arc<Sale>, view: CheckoutView) -> Result<(), ApiError> {
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
                    && !self.shop.pay(sale, new, false, Payment::InTime)
                {
                    return Ok(());
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

    /// Puts the sale aside for whoever comes, and takes up one that another has put aside.
    async fn pass_on(&mut self, sale: &Arc<Sale>, view: CheckoutView) -> Result<(), ApiError> {
        if let Some(invoice) = self.invoice(sale, view).await?
            && refused_or(self.tablet.put_aside(sale).await)?.is_some_and(|view| view.put_aside)
        {
            locked(&self.shop.aside).push((sale.clone(), invoice));
        }
        let other = locked(&self.shop.aside).pop();
        let Some((other, _)) = other else { return Ok(()) };
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

/// The invoice that is shown.
pub(crate) fn invoice(view: &CheckoutView) -> Option<&str> {
    match &view.state {
        StateView::AwaitingPayment(invoice) => Some(&invoice.bolt11),
        _ => None,
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

fn locked<T>(mutex: &Mutex<T>) -> MutexGuard<'_, T> {
    mutex.lock().unwrap_or_else(PoisonError::into_inner)
}
