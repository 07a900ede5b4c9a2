//! A shop, its customers and its terminals. It outlives every server.

use crate::sale::{Payment, Sale};
use crate::seller::Seller;
use crate::tablet::Tablet;
use crate::world::World;
use rand::SeedableRng as _;
use rand::rngs::StdRng;
use sandbox::{Control, ControlError};
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use tokio::sync::{Notify, watch};
use tokio::task::JoinHandle;

/// What all in the shop know of.
pub(crate) struct Shop {
    pub(crate) mion: Control,
    /// Rung whenever a terminal opens a sale.
    pub(crate) opening: Notify,
    /// Rung whenever a customer has paid.
    pub(crate) paying: Notify,
    pub(crate) closing: watch::Sender<bool>,
    sales: Mutex<Vec<Arc<Sale>>>,
    aside: Mutex<Vec<Arc<Sale>>>,
    left: Mutex<Vec<Arc<Sale>>>,
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
            left: Mutex::default(),
        }
    }

    /// Sends everybody home.
    pub(crate) async fn close(&self, sellers: Vec<JoinHandle<()>>) {
        self.closing.send_replace(true);
        for seller in sellers {
            seller.await.unwrap();
        }
    }

    /// Every sale that was begun.
    pub(crate) fn sales(&self) -> Vec<Arc<Sale>> {
        locked(&self.sales).clone()
    }

    /// Notes a sale that is about to be begun.
    pub(crate) fn begin(&self, sale: Arc<Sale>) {
        locked(&self.sales).push(sale);
    }

    /// A sale that was put aside, for any terminal to take up.
    pub(crate) fn put_aside(&self, sale: Arc<Sale>) {
        locked(&self.aside).push(sale);
    }

    pub(crate) fn take_aside(&self) -> Option<Arc<Sale>> {
        locked(&self.aside).pop()
    }

    /// A sale that somebody has lost patience with, for any terminal to go on with.
    pub(crate) fn leave(&self, sale: Arc<Sale>) {
        locked(&self.left).push(sale);
    }

    pub(crate) fn take_left(&self) -> Option<Arc<Sale>> {
        locked(&self.left).pop()
    }

    /// Pays an invoice; false where it has expired, and paying late was not wanted.
    pub(crate) fn pay(&self, sale: &Sale, invoice: &str, late: bool, payment: Payment) -> bool {
        let mut known = sale.known();
        match self.mion.pay(invoice, late) {
            Ok(_) => known.payments.push(payment),
            Err(ControlError::InvoiceExpired) => return false,
            // Somebody at another terminal was faster.
            Err(ControlError::AlreadyPaid) => {}
            Err(error) => panic!("{error}"),
        }
        self.paying.notify_waiters();
        true
    }
}

/// Opens a shop with so many terminals, which sell until it closes.
pub(crate) fn open_shop(world: &World, shop: &Arc<Shop>, terminals: u64, seed: u64) -> Vec<JoinHandle<()>> {
    let seller = |number| Seller::new(shop.clone(), Tablet::new(world), dice(seed, number));
    (0..terminals).map(|number| tokio::spawn(seller(number).sell())).collect()
}

/// The dice of one of many that share a seed.
pub(crate) fn dice(seed: u64, number: u64) -> StdRng {
    StdRng::seed_from_u64(seed.wrapping_mul(1_000).wrapping_add(number))
}

fn locked<T>(mutex: &Mutex<T>) -> MutexGuard<'_, T> {
    mutex.lock().unwrap_or_else(PoisonError::into_inner)
}
