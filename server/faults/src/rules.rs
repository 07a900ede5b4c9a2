//! The rules, looked at after every step where they could have been broken, and once more at the end.
//!
//! - `saving`: what may be stored
//! - `asking`: what may be asked of Mion, when, how often and by whom
//! - `showing`: what may be on a screen
//! - `ending`: what must have come of everything at last

mod asking;
mod ending;
mod saving;
mod showing;

use crate::clock::Moment;
use crate::setup::Setup;
use crate::view::View;
use asking::{Asked, Silence};
use core::fmt;
use domain::Timestamp;
use domain::answer::Answer;
use std::collections::VecDeque;

/// What is the matter when a rule is broken.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Matter {
    /// Money or an alarm is missing.
    Lost,
    /// Something happened twice that must happen once.
    Doubled,
    /// Anything else.
    Wrong,
}

/// A broken rule.
#[derive(Clone, Debug)]
pub(crate) struct Violation {
    pub(crate) matter: Matter,
    pub(crate) what: String,
}

impl Violation {
    pub(crate) fn lost(what: impl Into<String>) -> Self {
        Self { matter: Matter::Lost, what: what.into() }
    }

    pub(crate) fn doubled(what: impl Into<String>) -> Self {
        Self { matter: Matter::Doubled, what: what.into() }
    }

    pub(crate) fn wrong(what: impl Into<String>) -> Self {
        Self { matter: Matter::Wrong, what: what.into() }
    }
}

impl fmt::Display for Violation {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let matter = match self.matter {
            Matter::Lost => "lost",
            Matter::Doubled => "doubled",
            Matter::Wrong => "wrong",
        };
        write!(f, "{matter}: {}", self.what)
    }
}

/// What the rules remember.
#[derive(Debug)]
pub(crate) struct Rules {
    pub(crate) violation: Option<Violation>,
    sales: Vec<OfSale>,
    /// When questions were let through that were asked, earliest first, for a little while.
    let_through: VecDeque<Moment>,
    silences: [Silence; 3],
    /// The highest payment hash a customer has seen.
    seen_invoices: Vec<u32>,
}

/// What the rules remember of a sale.
#[derive(Debug, Default)]
struct OfSale {
    /// The last question about its status.
    asked: Option<Asked>,
    /// Since that question somebody has waited for it.
    waited_for: bool,
    /// Since its last question, and since it has taken it over, a server has heard a hint that something has happened.
    hinted: [bool; 3],
    /// Since that question it was taken over.
    taken_over: bool,
    /// When its state changed.
    changed_at: Moment,
    /// The latest time at which a status was asked for that was read.
    read_at: Option<Timestamp>,
    /// The latest time at which a status was asked for that said "unpaid".
    unpaid_at: Option<Timestamp>,
    /// How often it was recorded as paid.
    recorded: u32,
    /// It was cancelled, asked to be, or put aside at some time.
    was_left: bool,
}

impl Rules {
    pub(crate) fn new(setup: &Setup) -> Self {
        Self {
            violation: None,
            sales: (0..setup.sales).map(|_| OfSale::default()).collect(),
            let_through: VecDeque::new(),
            silences: [Silence::default(); 3],
            seen_invoices: Vec::new(),
        }
    }

    /// A rule is broken; only the first one counts.
    pub(crate) fn broken(&mut self, violation: Violation) {
        self.violation.get_or_insert(violation);
    }

    /// Whether nobody has seen this invoice before.
    pub(crate) fn is_first_sight(&mut self, hash: u32) -> bool {
        let is_first = !self.seen_invoices.contains(&hash);
        if is_first {
            self.seen_invoices.push(hash);
        }
        is_first
    }

    pub(crate) fn waited_for(&mut self, sale: usize) {
        self.sales[sale].waited_for = true;
    }

    pub(crate) fn hinted(&mut self, server: usize, sale: usize) {
        self.sales[sale].hinted[server] = true;
    }

    pub(crate) fn taken_over(&mut self, sale: usize) {
        self.sales[sale].taken_over = true;
        self.sales[sale].hinted = [false; 3];
    }

    /// A status that Mion gave was read by whoever asked at `asked_at`.
    pub(crate) fn read(&mut self, sale: usize, answer: &Answer, asked_at: Timestamp) {
        let Answer::Status(read) = answer else { return };
        let one = &mut self.sales[sale];
        one.read_at = one.read_at.max(Some(asked_at));
        if read.paid().is_none() {
            one.unpaid_at = one.unpaid_at.max(Some(asked_at));
        }
    }

    /// A sale was stored for the first time.
    pub(crate) fn stored_first(&mut self, sale: usize, view: &View) {
        if view.version == 0 {
            self.broken(Violation::wrong(format!("sale {sale} was stored without a history")));
        }
    }
}
