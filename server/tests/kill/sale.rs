//! What a terminal knows of a sale: what it has asked for, what it was shown, and what the customer paid.

use app::view::{CheckoutView, StateView};
use domain::CheckoutId;
use std::collections::BTreeSet;
use std::sync::{Mutex, MutexGuard, PoisonError};

/// What the records must say of a first payment.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Payment {
    /// It came in time, to a sale that nobody had called off or put aside.
    InTime,
    /// The terminal had been shown that the sale was over, or put aside.
    Late,
    /// It crossed with something else, so it may be either.
    Either,
}

/// A sale. The terminal notes it before it asks for anything.
pub(crate) struct Sale {
    pub(crate) id: CheckoutId,
    pub(crate) total_minor: u64,
    known: Mutex<Known>,
}

/// What a terminal knows of it.
#[derive(Default)]
pub(crate) struct Known {
    /// A server has said that it has the sale.
    pub(crate) acknowledged: bool,
    /// The newest version that was shown.
    pub(crate) version: u64,
    /// Every invoice that was shown.
    pub(crate) invoices: BTreeSet<String>,
    /// The first version that was shown as paid.
    pub(crate) paid_since: Option<u64>,
    /// What was paid, oldest first.
    pub(crate) payments: Vec<Payment>,
    /// What should never have been shown.
    pub(crate) oddities: Vec<String>,
}

impl Sale {
    pub(crate) fn new(id: CheckoutId, total_minor: u64) -> Self {
        Self { id, total_minor, known: Mutex::default() }
    }

    pub(crate) fn known(&self) -> MutexGuard<'_, Known> {
        self.known.lock().unwrap_or_else(PoisonError::into_inner)
    }

    pub(crate) fn odd(&self, what: impl Into<String>) {
        self.known().oddities.push(what.into());
    }

    /// Notes that a terminal takes it up. Where it was put aside and paid before a server could hear of it, it is
    /// paid before somebody's eyes now.
    pub(crate) fn in_hand(&self) {
        for payment in &mut self.known().payments {
            if *payment == Payment::Late {
                *payment = Payment::Either;
            }
        }
    }

    /// Notes what the terminal is shown, in answer to a question it asked when it had seen version `floor`.
    pub(crate) fn shown(&self, view: &CheckoutView, floor: u64) {
        if view.id != self.id {
            self.odd(format!("was shown sale {}, {}", view.id, view.state.name()));
            return;
        }
        if view.total.minor() != self.total_minor {
            self.odd(format!("was shown the total {}", view.total.minor()));
        }
        if view.seen.version < floor {
            self.odd(format!("was shown version {} after version {floor}", view.seen.version));
        }
        let mut known = self.known();
        known.acknowledged = true;
        known.version = known.version.max(view.seen.version);
        let is_paid = matches!(view.state, StateView::Paid { .. } | StateView::PaidLate { .. });
        if !is_paid && known.paid_since.is_some_and(|since| since <= view.seen.version) {
            known.oddities.push(format!("was shown {} after paid", view.state.name()));
        }
        if is_paid && known.payments.is_empty() {
            known.oddities.push("was shown paid before anybody had paid".to_owned());
        }
        if is_paid {
            let since = known.paid_since.unwrap_or(view.seen.version);
            known.paid_since = Some(since.min(view.seen.version));
        }
        if let StateView::AwaitingPayment(invoice) = &view.state {
            known.invoices.insert(invoice.bolt11.clone());
        }
    }
}
