//! The day's closes: what was counted, and what has come in since.

use super::StoreError;
use super::rows::unsigned;
use domain::{Currency, Money, Timestamp};

/// What has come in and is in no close yet.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Unclosed {
    /// How many sales were paid.
    pub sales: u64,
    /// What their customers owed.
    pub total: Money,
    /// How many of them were paid late.
    pub late_sales: u64,
    /// What those owed.
    pub late: Money,
    /// When the first of all was paid.
    pub first: Option<Timestamp>,
    /// When the last was.
    pub last: Option<Timestamp>,
}

/// A close that was made.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Closing {
    /// Counts up from 1.
    pub number: u64,
    /// When.
    pub at: Timestamp,
    /// Who, as they were called then.
    pub person: String,
    /// How many sales it counts.
    pub sales: u64,
    /// What the records said.
    pub expected: Money,
    /// What was counted.
    pub counted: Money,
    /// Why the two differ; empty where they do not.
    pub reason: String,
}

/// A row of `UNCLOSED`, and the currency that was asked for.
pub(super) type UnclosedRow = (i64, i64, i64, i64, Option<i64>, Option<i64>);

/// That row.
pub(super) fn unclosed(row: UnclosedRow, currency: Currency) -> Result<Unclosed, StoreError> {
    let (sales, total, late_sales, late, first, last) = row;
    let money = |minor| Ok::<_, StoreError>(Money::from_minor(unsigned(minor)?, currency));
    Ok(Unclosed {
        sales: unsigned(sales)?,
        total: money(total)?,
        late_sales: unsigned(late_sales)?,
        late: money(late)?,
        first: first.map(Timestamp::from_unix_ms),
        last: last.map(Timestamp::from_unix_ms),
    })
}

/// A row of `closings`.
pub(super) type ClosingRow = (i64, i64, String, String, i64, i64, i64, String);

/// That row.
pub(super) fn closing(row: ClosingRow) -> Result<Closing, StoreError> {
    let (number, at_ms, person, currency, sales, expected, counted, reason) = row;
    let currency = currency.parse().map_err(StoreError::broken)?;
    let money = |minor| Ok::<_, StoreError>(Money::from_minor(unsigned(minor)?, currency));
    Ok(Closing {
        number: unsigned(number)?,
        at: Timestamp::from_unix_ms(at_ms),
        person,
        sales: unsigned(sales)?,
        expected: money(expected)?,
        counted: money(counted)?,
        reason,
    })
}
