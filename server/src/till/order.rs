//! *Pay* for a cart: works out on the server what it comes to, compares that with what the customer was shown, and
//! opens the sale with its lines.

use super::ShopTill;
use super::error::TillError;
use super::open::PATIENCE;
use crate::catalogue::carts::Counter;
use crate::store::Inserted;
use app::api::ApiError;
use app::view::{CheckoutView, StateView};
use domain::cart::{CartRefused, Order};
use domain::{Checkout, CheckoutId, Money};
use engine::follower;

/// Why an order was not opened. Nothing was changed.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) enum OrderRefused {
    /// The cart cannot be sold.
    Cart(CartRefused),
    /// What was shown is not what it costs, which is this.
    PriceChanged(Money),
    /// Any other reason that a sale is not opened for.
    Sale(ApiError),
}

impl From<ApiError> for OrderRefused {
    fn from(error: ApiError) -> Self {
        Self::Sale(error)
    }
}

impl ShopTill {
    /// As `open_order`, to its end, even when the browser has gone away.
    pub(super) async fn open_order_to_the_end(
        &self,
        id: CheckoutId,
        order: Order,
        at: Counter,
        shown_minor: u64,
    ) -> Result<CheckoutView, OrderRefused> {
        let till = self.clone();
        let work = async move { till.open_order(id, &order, &at, shown_minor).await };
        match self.tasks.spawn(work).await.unwrap_or(Err(TillError::Panicked)) {
            Ok(view) => Ok(view),
            Err(TillError::Cart(reason)) => Err(OrderRefused::Cart(reason)),
            Err(TillError::PriceChanged(total)) => Err(OrderRefused::PriceChanged(total)),
            Err(error) => Err(error.told(id).into()),
        }
    }

    /// Opens checkout `id` for an amount that was keyed, with what the staff want to know it by.
    pub(super) async fn open_noted(
        &self,
        id: CheckoutId,
        keyed_minor: u64,
        note: String,
    ) -> Result<CheckoutView, ApiError> {
        self.shop.limits.check(keyed_minor).map_err(|reason| ApiError::Amount { reason })?;
        let order = Order { keyed_minor, note, ..Order::default() };
        match self.open_order_to_the_end(id, order, Counter::default(), keyed_minor).await {
            Ok(view) => Ok(view),
            Err(OrderRefused::Sale(error)) => Err(error),
            Err(OrderRefused::Cart(_) | OrderRefused::PriceChanged(_)) => Err(ApiError::BadRequest),
        }
    }

    /// Opens checkout `id` for `order` at the terminal `at`. The price is the catalogue's; `shown_minor` is what the
    /// screen said, and only compared with it.
    ///
    /// The same `id` with the same order is the same sale, whatever has become of the prices since.
    async fn open_order(
        &self,
        id: CheckoutId,
        order: &Order,
        at: &Counter,
        shown_minor: u64,
    ) -> Result<CheckoutView, TillError> {
        let now = self.clock.now();
        match self.store.get(id).await? {
            Some(existing) => self.is_of(&existing, Some(order)).await?,
            None => {
                let shelf = self.catalogue.shelf().await?;
                let sold = self.catalogue.price(at, order, &shelf)?;
                let total = Money::from_minor(sold.total_minor(), self.catalogue.currency());
                if total.minor() != shown_minor {
                    return Err(TillError::PriceChanged(total));
                }
                let total = self.shop.limits.check(total.minor())?;
                let name = self.watcher.me();
                let is_admitted = self.watcher.may_ask_now();
                let ends_at = now.plus(self.session_life);
                let (checkout, first) = follower::open(id, total, is_admitted, now, ends_at)?;
                match self.watcher.store_new(&checkout, name, self.here, Some(&sold)).await? {
                    Inserted::New => self.watcher.begin(checkout, first, name),
                    Inserted::Existing(existing) => self.is_of(&existing, Some(order)).await?,
                }
            }
        }
        self.wait_until(id, now.plus(PATIENCE), |view| view.state != StateView::Opening).await
    }

    /// Whether `existing` is the sale of this order; of none, of a keyed amount without a tip.
    pub(super) async fn is_of(&self, existing: &Checkout, order: Option<&Order>) -> Result<(), TillError> {
        let sold = self.store.sold(&[existing.id()]).await?.remove(&existing.id());
        if sold.map(|sold| sold.order()).as_ref() == order { Ok(()) } else { Err(TillError::AlreadyOpen) }
    }
}
