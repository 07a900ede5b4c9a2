//! What each address of the counter answers. Who may call it is declared in [`super::super::routes`]; what a
//! terminal may do beyond that follows from how it sells.
//!
//! - `shelf`: the shelf with the cart beside it; what a self-service terminal shows while nobody uses it
//! - `change`: what a form wants of the cart
//! - `holding`: carts that are put by, and taken up
//! - `paying`: the tip, and the sale
//! - `language`: what a customer reads

mod change;
mod holding;
mod language;
mod paying;
mod shelf;

pub(in super::super) use change::change;
pub(in super::super) use holding::{hold, list_held, recall};
pub(in super::super) use language::speak;
pub(in super::super) use paying::{pay, tip};
pub(in super::super) use shelf::{shelf, stay};
