//! Pure types and decisions of a sale: no I/O, no clock, the same on the server and in the browser.
//! Everything that must be right about money, identity and state lives here, where it can be tested by the thousand.
//!
//! - [`money`]: minor units of a currency, millisatoshi, and how both are written
//! - [`limits`]: which totals a shop accepts
//! - [`entry`]: what the keypad holds between two taps; [`scanner`]: and what no hand has keyed
//! - [`time`]: instants as values, handed in by the caller
//! - [`id`]: the names of a checkout, at home and at Mion
//! - [`answer`]: what Mion said, in our words
//! - [`checkout`]: one sale, its states and every transition between them
//! - [`colour`]: colours that people can read
//! - [`access`]: who may do what
//! - [`settings`]: what an owner can set
//! - [`alarm`]: what a person has to look at, and what was decided
//! - [`catalogue`]: what a shop sells, and the VAT in it
//! - [`cart`]: what a customer takes, and what it comes to
//! - [`mode`]: what a terminal is for
//! - [`told`]: JSON for the tablet
//! - [`mod@planted`]: bugs on purpose, which the simulation must find
#![cfg_attr(not(test), warn(clippy::arithmetic_side_effects))]

pub mod access;
pub mod alarm;
pub mod answer;
pub mod cart;
pub mod catalogue;
pub mod checkout;
pub mod colour;
pub mod entry;
pub mod id;
pub mod limits;
pub mod mode;
pub mod money;
pub mod planted;
pub mod scanner;
pub mod settings;
pub mod time;
pub mod told;

pub use checkout::Checkout;
pub use id::{CheckoutId, Reference, SessionId};
pub use money::{Currency, Money, Msat};
pub use time::Timestamp;
