//! The pages for the staff and the back office: drawn on the server, with plain forms that work without a script.
//! The kiosk's own screens are drawn in the browser (`app`); what is here is never downloaded by it.
//!
//! - [`routes`]: every address, and who may go there
//! - [`here`]: who asks, and the frame that a page of theirs stands in
//! - [`frame`]: the document around a page
//! - [`form`]: what was typed
//! - [`parts`]: fields, drawings, times, states
//! - [`entry`]: coming in: pairing, set-up, password, PIN; and being kept out
//! - [`staff`]: at a terminal: sales and payments to decide
//! - [`back`]: the back office; [`catalogue`]: what the shop sells
//! - [`counter`]: the screens on which items are sold, and the tip
//! - [`trouble`]: what is said where something is refused

pub(crate) mod back;
mod catalogue;
pub(crate) mod counter;
pub(crate) mod entry;
mod form;
mod frame;
mod here;
mod parts;
pub(crate) mod routes;
pub(crate) mod staff;
#[cfg(test)]
mod tests;
mod trouble;

pub(crate) use form::{Asked, Typed};
pub(crate) use frame::Frame;
pub(crate) use here::Origin;
pub(crate) use parts::field::Refusals;
pub(crate) use parts::sold;
pub(crate) use trouble::invalid;

use crate::access::Access;
use crate::clock::Clock;
use crate::receipts::Receipts;
use crate::store::ShopStore;
use crate::till::Tills;
use crate::words::Words;
use app::ports::Till;
use jiff::tz::TimeZone;
use parts::when::Times;
use std::sync::Arc;

/// What the pages need.
#[derive(Clone)]
pub(crate) struct Office {
    /// What can be asked for, for whoever asks.
    pub(crate) tills: Tills,
    /// The till of whoever asks for the page; until that is known, of somebody who may do nothing.
    pub(crate) till: Arc<dyn Till>,
    /// Who may do what.
    pub(crate) access: Access,
    /// The records.
    pub(crate) store: Arc<dyn ShopStore>,
    /// The time.
    pub(crate) clock: Arc<dyn Clock>,
    /// Where the shop's days begin.
    pub(crate) zone: TimeZone,
    /// Knows the addresses of receipts.
    pub(crate) receipts: Receipts,
    /// The script of the tablet's self-test.
    pub(crate) self_test: Arc<str>,
    /// The script of the counter.
    pub(crate) counter: Arc<str>,
    /// Which version of the kiosk this is.
    pub(crate) version: Arc<str>,
    /// What is the same on every page.
    pub(crate) frame: Frame,
}

impl Office {
    /// The time in the shop, for a reader of `words`.
    fn times(&self, words: Words) -> Times {
        Times::new(self.clock.now(), &self.zone, words)
    }
}
