//! Looking for sales long after they are over: for whoever asks "did it go through?", and for the books.

use super::connection::Value;
use super::{StoreError, columns};
use domain::access::TerminalId;
use domain::{Checkout, CheckoutId, Money, Timestamp};

/// Which sales are looked for. All that is named must be so; with nothing named, all sales are meant.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct SalesQuery {
    /// This one alone.
    pub id: Option<CheckoutId>,
    /// Those with this short code, as [`CheckoutId::short_code`] makes it.
    pub code: Option<String>,
    /// Those of exactly so many minor units.
    pub total_minor: Option<u64>,
    /// Those in one of these states, by name.
    pub states: Option<Vec<&'static str>>,
    /// Those of this terminal.
    pub terminal: Option<TerminalId>,
    /// Those opened at this time or later.
    pub from: Option<Timestamp>,
    /// Those opened before this time.
    pub until: Option<Timestamp>,
    /// Those that come after this one, newest first: where the page before has ended.
    pub after: Option<(Timestamp, CheckoutId)>,
    /// At most so many.
    pub limit: u32,
}

impl SalesQuery {
    /// So many of the values say which sales are meant; the rest, which page of them.
    pub(super) const FILTERS: usize = 7;

    /// The newest `limit` sales.
    pub const fn newest(limit: u32) -> Self {
        Self {
            id: None,
            code: None,
            total_minor: None,
            states: None,
            terminal: None,
            from: None,
            until: None,
            after: None,
            limit,
        }
    }

    /// Its values, in the order in which the statement names them.
    pub(super) fn values(&self) -> Result<Vec<Value<'_>>, StoreError> {
        let time = |at: Option<Timestamp>| at.map(Timestamp::as_unix_ms);
        Ok(vec![
            self.id.map(|id| id.to_string()).into(),
            self.code.as_deref().into(),
            self.total_minor.map(columns::number).transpose()?.into(),
            self.states.as_ref().map(|states| format!(",{},", states.join(","))).into(),
            self.terminal.map(|terminal| terminal.to_string()).into(),
            time(self.from).into(),
            time(self.until).into(),
            time(self.after.map(|(at, _)| at)).into(),
            self.after.map(|(_, id)| id.to_string()).into(),
            i64::from(self.limit).into(),
        ])
    }
}

/// A sale that was looked for, and where it was made.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct FoundSale {
    /// The sale.
    pub checkout: Checkout,
    /// The terminal it was opened at, or that has taken it over.
    pub terminal: Option<TerminalId>,
}

/// What came in with one sale.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Taking {
    /// When it was paid, on Mion's word.
    pub paid_at: Timestamp,
    /// What the customer owed.
    pub total: Money,
    /// Whether it was paid after the sale had left the screen.
    pub late: bool,
}
