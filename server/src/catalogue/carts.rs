//! What stands in the cart of a terminal. It is kept on the server, so that a reload, a flat battery or another
//! page of the same tablet changes nothing; and it holds no prices, so there are none to be tampered with.

use super::{Catalogue, CatalogueError, Shelf};
use crate::store::StoreError;
use crate::store::catalogue::{HeldCart, StoredCart};
use core::time::Duration;
use domain::cart::{CartRefused, Discount, MOST_LINES, MOST_QUANTITY, Order, OrderLine, Sold, price};
use domain::catalogue::{HeldCartId, Item, ItemId, Offer};
use domain::mode::{Mode, Selling};
use std::sync::Arc;

/// A customer who has not touched a self-service terminal for so long has gone away.
pub const LEFT_ALONE: Duration = Duration::from_secs(180);

/// Carts that were put by are forgotten after a week.
const HELD_FOR: Duration = Duration::from_secs(7 * 24 * 3600);

/// How often a change is tried again that another one was faster than.
const TRIES: u32 = 8;

/// The longest note of a cart that is put by, in characters.
pub const LONGEST_NOTE: usize = 60;

/// What is done to a cart.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum CartChange {
    /// One more of an item.
    Add(ItemId),
    /// So many of it; none takes it out.
    Set(ItemId, u32),
    /// A discount on the line of an item, or none any more.
    LineDiscount(ItemId, Option<Discount>),
    /// A discount on the whole, or none any more.
    Discount(Option<Discount>),
    /// Everything out.
    Clear,
}

/// A cart as it can be shown.
#[derive(Clone, Debug)]
pub struct CartView {
    /// What is in it.
    pub order: Order,
    /// What it comes to, or why it cannot be sold.
    pub sold: Result<Sold, CartRefused>,
    /// By which catalogue.
    pub shelf: Arc<Shelf>,
}

impl CartView {
    /// How many things are in it.
    pub fn count(&self) -> u32 {
        self.order.lines.iter().fold(0, |sum, line| sum.saturating_add(line.quantity))
    }
}

/// A terminal, as its cart knows it.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Counter {
    /// Its name; empty where terminals have none.
    pub terminal: String,
    /// How it sells.
    pub selling: Selling,
}

impl Catalogue {
    /// The terminal called `terminal`, with how it sells now.
    ///
    /// # Errors
    /// [`StoreError`].
    pub async fn counter(&self, terminal: &str) -> Result<Counter, StoreError> {
        Ok(Counter { terminal: terminal.to_owned(), selling: self.selling(terminal).await? })
    }

    /// The cart of a terminal.
    ///
    /// # Errors
    /// [`StoreError`].
    pub async fn cart(&self, at: &Counter) -> Result<CartView, StoreError> {
        let order = self.stored_cart(at).await?.0;
        self.view(at, order).await
    }

    async fn view(&self, at: &Counter, order: Order) -> Result<CartView, StoreError> {
        let shelf = self.shelf().await?;
        let sold = self.price(at, &order, &shelf);
        Ok(CartView { order, sold, shelf })
    }

    /// What `order` comes to at this terminal, by `shelf`.
    ///
    /// # Errors
    /// [`CartRefused`].
    pub fn price(&self, at: &Counter, order: &Order, shelf: &Shelf) -> Result<Sold, CartRefused> {
        let is_discounted = order.discount.is_some() || order.lines.iter().any(|line| line.discount.is_some());
        if is_discounted && !at.selling.mode.is_attended() {
            return Err(CartRefused::NoDiscountsHere);
        }
        if order.tip != domain::cart::Tip::None && !at.selling.asks_for_tip {
            return Err(CartRefused::NoTipsHere);
        }
        price(order, self.currency(), |id| shelf.find(id))
    }

    /// The cart and its version; an empty one where the last customer has left it alone.
    async fn stored_cart(&self, at: &Counter) -> Result<(Order, u64), StoreError> {
        let Some(cart) = self.0.store.cart(&at.terminal).await? else { return Ok((Order::default(), 0)) };
        let is_left = at.selling.mode == Mode::SelfService && self.0.clock.now().since(cart.changed_at) >= LEFT_ALONE;
        Ok((if is_left { Order::default() } else { cart.order }, cart.version))
    }

    /// Changes the cart of a terminal.
    ///
    /// # Errors
    /// [`CatalogueError`]; nothing was changed.
    pub async fn change_cart(&self, at: &Counter, change: &CartChange) -> Result<CartView, CatalogueError> {
        let shelf = self.shelf().await?;
        self.rewrite(at, |order| changed(order, change, &shelf, |order| self.price(at, order, &shelf))).await
    }

    /// Finds the item with a code, as a scanner reads it, and puts one into the cart.
    ///
    /// # Errors
    /// [`CatalogueError::UnknownCode`], and all of [`Catalogue::change_cart`].
    pub async fn scan(&self, at: &Counter, code: &str) -> Result<CartView, CatalogueError> {
        let shelf = self.shelf().await?;
        let item = shelf.find_code(code).filter(|item| item.offer != Offer::Withdrawn);
        let item = item.ok_or(CatalogueError::UnknownCode)?.id;
        self.change_cart(at, &CartChange::Add(item)).await
    }

    /// Somebody looks at the cart of a terminal that customers use on their own, even if they change nothing.
    ///
    /// # Errors
    /// [`CatalogueError`].
    pub async fn keep_cart(&self, at: &Counter) -> Result<(), CatalogueError> {
        let is_kept = at.selling.mode.is_attended() || self.stored_cart(at).await?.0.lines.is_empty();
        if !is_kept {
            self.rewrite(at, Ok).await?;
        }
        Ok(())
    }

    async fn rewrite(
        &self,
        at: &Counter,
        change: impl Fn(Order) -> Result<Order, CatalogueError>,
    ) -> Result<CartView, CatalogueError> {
        for _ in 0..TRIES {
            let (order, version) = self.stored_cart(at).await?;
            let order = change(order)?;
            let changed_at = self.0.clock.now();
            let cart = StoredCart { version: version.saturating_add(1), order, changed_at };
            match self.0.store.set_cart(&at.terminal, &cart).await {
                Ok(()) => return Ok(self.view(at, cart.order).await?),
                // Two taps at once: this one comes after the other.
                Err(StoreError::Stale) => {}
                Err(error) => return Err(error.into()),
            }
        }
        Err(CatalogueError::Stale)
    }

    /// Puts the cart of a terminal by, called `id` by the browser, and empties it.
    ///
    /// # Errors
    /// [`CatalogueError`]; the cart is as it was.
    pub async fn hold_cart(&self, at: &Counter, id: HeldCartId, note: &str) -> Result<(), CatalogueError> {
        let order = self.stored_cart(at).await?.0;
        if order.lines.is_empty() {
            return Err(CartRefused::Empty.into());
        }
        let note: String = note.trim().chars().filter(|char| domain::catalogue::label::is_plain(*char)).collect();
        let note = note.chars().take(LONGEST_NOTE).collect();
        let held_at = self.0.clock.now();
        self.0.store.forget_held(held_at.minus(HELD_FOR)).await?;
        let held = HeldCart { id, note, order: order.clone(), held_at };
        self.0.store.hold(&held).await.map_err(|error| match error {
            StoreError::Taken => CatalogueError::Full,
            error => error.into(),
        })?;
        // What was put into the cart in the meantime stays.
        self.rewrite(at, |now| Ok(if now == order { Order::default() } else { now })).await?;
        Ok(())
    }

    /// The carts that wait.
    ///
    /// # Errors
    /// [`StoreError`].
    pub async fn held_carts(&self) -> Result<Vec<HeldCart>, StoreError> {
        self.0.store.held().await
    }

    /// Takes a cart up that was put by, for the terminal `at`, whose own must be empty. `by` names the asking, so
    /// that asking twice is asking once.
    ///
    /// # Errors
    /// [`CatalogueError::Gone`] where somebody else has it, [`CatalogueError::Full`] where the cart here is not
    /// empty; any other [`CatalogueError`].
    pub async fn recall_cart(&self, at: &Counter, id: HeldCartId, by: HeldCartId) -> Result<(), CatalogueError> {
        let here = self.stored_cart(at).await?.0;
        if !here.lines.is_empty() {
            return Err(CatalogueError::Full);
        }
        let held = self.0.store.take_held(id, by).await?.ok_or(CatalogueError::Gone)?;
        self.rewrite(at, |now| if now.lines.is_empty() { Ok(held.order.clone()) } else { Err(CatalogueError::Full) })
            .await?;
        Ok(())
    }

    /// Empties the cart of a terminal, unless something else is in it by now.
    ///
    /// # Errors
    /// [`CatalogueError`].
    pub async fn sold_cart(&self, at: &Counter, order: &Order) -> Result<(), CatalogueError> {
        self.rewrite(at, |now| Ok(if now.lines == order.lines { Order::default() } else { now })).await?;
        Ok(())
    }
}

/// The order after a change. What takes something out is always possible; what puts something in only where the
/// cart can then be sold, or could not be sold before.
fn changed(
    mut order: Order,
    change: &CartChange,
    shelf: &Shelf,
    price: impl Fn(&Order) -> Result<Sold, CartRefused>,
) -> Result<Order, CatalogueError> {
    let could_be_sold = order.lines.is_empty() || price(&order).is_ok();
    let is_more = match change {
        CartChange::Clear => return Ok(Order::default()),
        CartChange::Add(id) => {
            let here = order.lines.iter().find(|line| line.item == *id).map_or(0, |line| line.quantity);
            set(&mut order, *id, here.saturating_add(1), shelf)?
        }
        CartChange::Set(id, quantity) => set(&mut order, *id, *quantity, shelf)?,
        CartChange::LineDiscount(id, discount) => {
            let line = order.lines.iter_mut().find(|line| line.item == *id).ok_or(CatalogueError::UnknownItem)?;
            line.discount.clone_from(discount);
            discount.is_some()
        }
        CartChange::Discount(discount) => {
            order.discount.clone_from(discount);
            discount.is_some()
        }
    };
    if is_more && could_be_sold {
        price(&order)?;
    }
    if order.lines.is_empty() {
        order = Order::default();
    }
    Ok(order)
}

/// Sets how many of an item there are; whether that is more than before.
fn set(order: &mut Order, id: ItemId, quantity: u32, shelf: &Shelf) -> Result<bool, CatalogueError> {
    let place = order.lines.iter().position(|line| line.item == id);
    let before = place.and_then(|at| order.lines.get(at)).map_or(0, |line| line.quantity);
    if quantity > before {
        let item: &Item = shelf.find(id).ok_or(CartRefused::Unknown(id))?;
        if item.offer != Offer::Offered {
            return Err(CartRefused::NotOffered(id).into());
        }
        if quantity > MOST_QUANTITY {
            return Err(CartRefused::Quantity(id).into());
        }
    }
    match place {
        Some(at) => {
            if let Some(line) = order.lines.get_mut(at) {
                line.quantity = quantity;
            }
        }
        None if quantity == 0 => {}
        None if order.lines.len() >= MOST_LINES => return Err(CartRefused::TooManyLines.into()),
        None => order.lines.push(OrderLine { item: id, quantity, discount: None }),
    }
    order.lines.retain(|line| line.quantity > 0);
    Ok(quantity > before)
}
