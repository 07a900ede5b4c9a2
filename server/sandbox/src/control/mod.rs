//! The control side: what the world does to a payment (somebody pays, Mion falls silent, time
//! passes) and what a test wants to count. [`Control`] is it in process; the same verbs are under
//! `/_control/` over HTTP, without a key.
//!
//! - `routes`: the verbs over HTTP
//! - `report`: sessions as control shows them; `payments`: every payment
//! - `change`: a status set by hand

mod change;
mod payments;
mod report;
mod routes;

use std::{collections::BTreeMap, sync::Arc};

use axum::{
    http::StatusCode,
    response::{IntoResponse, Response},
};
use uuid::Uuid;

pub use change::StatusChange;
pub use payments::{PaymentMeans, PaymentReport};
pub use report::{AttemptReport, AttemptState, SessionReport};
pub(crate) use routes::routes;

use crate::{
    chaos::Chaos,
    clock::TooFar,
    journal::RequestRecord,
    ledger::{Session, Unpaid},
    reply::Refusal,
    script::{Answer, Route},
    shared::{Book, Shared, poke},
    webhook::Target,
};

/// All the bitcoin there will ever be, in satoshi.
const ALL_SAT: u64 = 2_100_000_000_000_000;

/// The control side of one sandbox. Clones control the same one.
#[derive(Clone)]
pub struct Control(Arc<Shared>);

/// Why control did nothing.
#[derive(Debug, PartialEq, Eq, thiserror::Error)]
pub enum ControlError {
    /// The sandbox has not made this invoice.
    #[error("no such invoice")]
    NoSuchInvoice,
    /// The sandbox has not given this address to any attempt.
    #[error("no such address")]
    NoSuchAddress,
    /// Nothing that the address was sent waits for confirmation.
    #[error("nothing is waiting to be confirmed")]
    NothingToConfirm,
    /// The invoice is past its end, and paying late was not asked for.
    #[error("the invoice has expired; \"late\": true pays it all the same")]
    InvoiceExpired,
    /// The invoice was paid before.
    #[error("the invoice is paid already")]
    AlreadyPaid,
    /// The sandbox has no such session.
    #[error("no such payment session")]
    NoSuchSession,
    /// What was asked for cannot be; the text says why.
    #[error("{0}")]
    BadInput(&'static str),
}

impl Control {
    pub(crate) fn new(shared: Arc<Shared>) -> Self {
        Self(shared)
    }

    /// Pays an invoice, in whatever case it is written, and returns when, in unix milliseconds of
    /// the sandbox's clock. With `late` one past its end is paid as well.
    ///
    /// # Errors
    /// [`ControlError::NoSuchInvoice`], [`ControlError::InvoiceExpired`],
    /// [`ControlError::AlreadyPaid`].
    pub fn pay(&self, invoice: &str, late: bool) -> Result<i64, ControlError> {
        let now = self.0.clock.now();
        self.change(|book| {
            book.ledger.pay(invoice, late, now).map_err(|unpaid| match unpaid {
                Unpaid::Unknown => ControlError::NoSuchInvoice,
                Unpaid::Expired => ControlError::InvoiceExpired,
                Unpaid::Already => ControlError::AlreadyPaid,
            })
        })?;
        Ok(now.as_millisecond())
    }

    /// Pays to an attempt's address, in time or not, and returns when, in unix milliseconds of the sandbox's
    /// clock. Unless `confirmed`, the session says `funding-detected` until [`Self::confirm`]. It is paid once
    /// all that is confirmed is enough; less than that is `under-funded`, more is `over-funded`.
    ///
    /// # Errors
    /// [`ControlError::NoSuchAddress`]; [`ControlError::BadInput`] for nothing, and for more than there is.
    pub fn pay_on_chain(&self, address: &str, sat: u64, confirmed: bool) -> Result<i64, ControlError> {
        if !(1..=ALL_SAT).contains(&sat) {
            return Err(ControlError::BadInput("sat must be 1 to 2100000000000000"));
        }
        let now = self.0.clock.now();
        self.change(|book| book.ledger.pay_on_chain(address, sat, confirmed, now).ok_or(ControlError::NoSuchAddress))?;
        Ok(now.as_millisecond())
    }

    /// Confirms all that an address was sent, and returns when, in unix milliseconds of the sandbox's clock.
    ///
    /// # Errors
    /// [`ControlError::NoSuchAddress`], [`ControlError::NothingToConfirm`].
    pub fn confirm(&self, address: &str) -> Result<i64, ControlError> {
        let now = self.0.clock.now();
        self.change(|book| {
            book.ledger.confirm(address, now).map_err(|unpaid| match unpaid {
                Unpaid::Unknown => ControlError::NoSuchAddress,
                Unpaid::Expired | Unpaid::Already => ControlError::NothingToConfirm,
            })
        })?;
        Ok(now.as_millisecond())
    }

    /// Every payment ever made, the oldest first: the books that others are compared with.
    #[must_use]
    pub fn payments(&self) -> Vec<PaymentReport> {
        self.0
            .book()
            .ledger
            .payments()
            .into_iter()
            .map(|(session, payment)| PaymentReport::of(session, payment))
            .collect()
    }

    /// Changes a session and tells the webhook's listener.
    fn change(&self, change: impl FnOnce(&mut Book) -> Result<&Session, ControlError>) -> Result<(), ControlError> {
        let mut guard = self.0.book();
        let webhook = guard.webhook.clone();
        let poke = poke(webhook.as_ref(), change(&mut guard)?);
        drop(guard);
        self.0.send(poke);
        Ok(())
    }

    /// Makes a session show what is given, until it is set again or paid. Fields left out stay.
    ///
    /// # Errors
    /// [`ControlError::NoSuchSession`]; [`ControlError::BadInput`] when `paid_at` is no instant.
    pub fn set_status(&self, id: Uuid, change: StatusChange) -> Result<(), ControlError> {
        change.check().map_err(ControlError::BadInput)?;
        self.change(|book| book.ledger.set(id, change).ok_or(ControlError::NoSuchSession))
    }

    /// Queues an answer for the next `times` requests of `route`.
    ///
    /// # Errors
    /// [`ControlError::BadInput`] when such an answer cannot be given on that route.
    pub fn script(&self, route: Route, times: u64, answer: Answer) -> Result<(), ControlError> {
        self.0.book().scripts.add(route, times, answer).map_err(ControlError::BadInput)
    }

    /// Drops all answers that are still queued.
    pub fn clear_script(&self) {
        self.0.book().scripts = Default::default();
    }

    /// From now on each API request has a chance of `per_mille` in a thousand to meet a random fault: the
    /// connection cut before or after the deed, a 5xx or 429, half an answer, a malformed one, or up to 300 ms of
    /// delay. `seed` and the request's number since this call decide. Answers queued by [`Self::script`] come
    /// first; 0 ends it.
    ///
    /// # Errors
    /// [`ControlError::BadInput`] for more than 1000.
    pub fn chaos(&self, seed: u64, per_mille: u64) -> Result<(), ControlError> {
        self.0.book().chaos = Chaos::new(seed, per_mille).map_err(ControlError::BadInput)?;
        Ok(())
    }

    /// While down, every API request has its connection dropped and does nothing.
    pub fn down(&self, down: bool) {
        self.0.book().down = down;
    }

    /// Whether it is down.
    #[must_use]
    pub fn is_down(&self) -> bool {
        self.0.book().down
    }

    /// Moves the sandbox's clock forward, and with it the end of sessions and invoices.
    ///
    /// # Errors
    /// [`TooFar`] past ten years in all.
    pub fn advance(&self, seconds: u64) -> Result<(), TooFar> {
        self.0.clock.advance(seconds)
    }

    /// All sessions, the newest first; `limit` cuts the list.
    #[must_use]
    pub fn sessions(&self, limit: Option<usize>) -> Vec<SessionReport> {
        let now = self.0.clock.now();
        let book = self.0.book();
        let newest = book.ledger.newest_first().take(limit.unwrap_or(usize::MAX));
        newest.map(|session| SessionReport::of(session, now)).collect()
    }

    /// The log of API requests, the oldest first; the last 10 000 are kept.
    #[must_use]
    pub fn requests(&self) -> Vec<RequestRecord> {
        self.0.book().journal.requests().cloned().collect()
    }

    /// How many requests a route has had since the start or the last reset; for [`Route::Any`]
    /// those of all routes.
    #[must_use]
    pub fn count(&self, route: Route) -> u64 {
        let counts = self.counts();
        match route {
            Route::Any => counts.values().sum(),
            one => counts.get(&one).copied().unwrap_or(0),
        }
    }

    fn counts(&self) -> BTreeMap<Route, u64> {
        self.0.book().journal.counts().clone()
    }

    /// Reports changed statuses to an address of this machine from now on; `None` to nobody.
    ///
    /// # Errors
    /// [`ControlError::BadInput`] when it is no `http://` address of this machine.
    pub fn webhook(&self, url: Option<&str>) -> Result<(), ControlError> {
        let target = url.map(Target::parse).transpose().map_err(ControlError::BadInput)?;
        self.0.book().webhook = target;
        Ok(())
    }

    /// Forgets sessions, payments, script, chaos, log and clock moves, and is as it was started.
    pub fn reset(&self) {
        self.0.reset();
    }
}

impl IntoResponse for ControlError {
    fn into_response(self) -> Response {
        let code = match self {
            Self::NoSuchInvoice | Self::NoSuchAddress | Self::NoSuchSession => StatusCode::NOT_FOUND,
            Self::InvoiceExpired | Self::AlreadyPaid | Self::NothingToConfirm => StatusCode::CONFLICT,
            Self::BadInput(_) => StatusCode::BAD_REQUEST,
        };
        Refusal::new(code, self.to_string()).into_response()
    }
}
