//! The till as one caller may use it: every question is asked of the table in `domain::access` once more, whatever
//! the routes have asked before, and a sale is its own terminal's until another has taken it over.

use super::ShopTill;
use super::error::TillError;
use super::order::OrderRefused;
use super::told::told;
use crate::access::{Access, AccessError, AuditEvent, Caller};
use crate::catalogue::carts::Counter;
use crate::http::{Cookie, Meters};
use app::api::ApiError;
use app::ports::Till;
use app::view::{AlarmView, CheckoutView, OpenSaleView, Seen, ShopNews, ShopView, StaffName};
use axum::http::HeaderValue;
use core::ops::Deref;
use core::pin::pin;
use domain::CheckoutId;
use domain::access::{Action, PersonId};
use domain::alarm::{AlarmKind, Verdict};
use domain::cart::Order;
use domain::checkout::state::State;
use secrecy::SecretString;
use std::net::{IpAddr, Ipv4Addr};
use std::sync::Arc;

/// The tills of all callers, as a handle. There is no other way to the use cases.
#[derive(Clone)]
pub(crate) struct Tills(Arc<AllTills>);

/// What they are made of.
pub(crate) struct AllTills {
    /// What can be done.
    pub(crate) till: ShopTill,
    /// Who may do what.
    pub(crate) access: Access,
    /// How often who has asked.
    pub(crate) meters: Arc<Meters>,
}

impl Deref for Tills {
    type Target = AllTills;
    fn deref(&self) -> &AllTills {
        &self.0
    }
}

impl Tills {
    /// All of them.
    pub(crate) fn new(all: AllTills) -> Self {
        Self(Arc::new(all))
    }

    /// The till as `caller` may use it, whose browser speaks TLS if it `is_https`.
    pub(crate) fn of(&self, caller: Caller, is_https: bool) -> Arc<dyn Till> {
        Arc::new(TillAt { all: self.clone(), caller, is_https })
    }

    /// Opens checkout `id` for `order` at the terminal of `caller`, of which the screen said that it costs
    /// `shown_minor`.
    ///
    /// # Errors
    /// Where it cannot be sold at this price, by this caller, or under this id; nothing was changed.
    pub(crate) async fn open_order(
        &self,
        caller: Caller,
        id: CheckoutId,
        order: Order,
        at: Counter,
        shown_minor: u64,
    ) -> Result<CheckoutView, OrderRefused> {
        let here = TillAt { all: self.clone(), caller, is_https: false };
        here.own(id).await?;
        let view = here.here().open_order_to_the_end(id, order, at, shown_minor).await?;
        // Another terminal may have been faster with the same id.
        here.own(id).await?;
        Ok(view)
    }

    /// The till of somebody who may do nothing.
    pub(crate) fn of_nobody(&self) -> Arc<dyn Till> {
        self.of(Caller::nobody(IpAddr::V4(Ipv4Addr::UNSPECIFIED)), false)
    }
}

/// The till, for one caller and one request.
struct TillAt {
    all: Tills,
    caller: Caller,
    is_https: bool,
}

impl TillAt {
    async fn check(&self, action: Action) -> Result<(), ApiError> {
        self.all.access.check(&self.caller, action).await.map_err(|error| told(&error))
    }

    /// The caller may sell, and `id` is this terminal's, or nobody's yet.
    async fn own(&self, id: CheckoutId) -> Result<(), ApiError> {
        self.check(Action::Sell).await?;
        let at = self.all.access.terminal_of_checkout(id).await.map_err(|error| told(&error))?;
        if at.is_none() || at == self.caller.at() { Ok(()) } else { Err(ApiError::OtherTerminal) }
    }

    /// The caller may sell, and look at `id`: it is this terminal's, or nobody's.
    async fn sees(&self, id: CheckoutId) -> Result<(), ApiError> {
        self.check(Action::Sell).await?;
        let at = self.all.access.terminal_that_sees(id).await.map_err(|error| told(&error))?;
        if at.is_none() || at == self.caller.at() { Ok(()) } else { Err(ApiError::OtherTerminal) }
    }

    /// Whether it was put aside and is not over.
    async fn is_aside(&self, id: CheckoutId) -> Result<bool, ApiError> {
        Ok(self.all.till.read_checkout(id).await.map_err(|error| error.told(id))?.put_aside)
    }

    /// Whether customers use this terminal on their own.
    async fn is_self_service(&self) -> Result<bool, ApiError> {
        let terminal = self.caller.at().map(|id| id.to_string()).unwrap_or_default();
        let selling = self.all.till.catalogue.selling(&terminal).await;
        let mode = selling.map_err(|error| told(&AccessError::Store(error)))?.mode;
        Ok(!mode.is_attended())
    }

    /// A use case for this terminal.
    fn here(&self) -> ShopTill {
        ShopTill { here: self.caller.at(), ..self.all.till.clone() }
    }
}

#[async_trait::async_trait]
impl Till for TillAt {
    fn shop(&self) -> ShopView {
        let terminal = self.caller.terminal.as_ref().map(|terminal| terminal.name.clone());
        ShopView { terminal, ask_from_minor: self.all.till.usual.ask_from_minor(), ..self.all.till.shop.clone() }
    }

    async fn open(&self, id: CheckoutId, total_minor: u64, note: String) -> Result<CheckoutView, ApiError> {
        self.check(Action::Sell).await?;
        let till = self.here();
        let opened = if note.trim().is_empty() {
            let moment = self.all.access.moment();
            match self.all.till.to_the_end(id, async move { till.open_checkout(id, total_minor).await }).await {
                // It was stored as this terminal's, just now.
                Ok((view, true)) => {
                    self.all.access.sale_is_at(moment, id, self.caller.at());
                    return Ok(view);
                }
                opened => opened.map(|(view, _)| view),
            }
        } else {
            till.open_noted(id, total_minor, note.trim().to_owned()).await
        };
        // Where it was another terminal's, or that one was faster, it is as it was; and nothing is told of it. Of records
        // that have just failed nothing more is asked.
        if !matches!(opened, Err(ApiError::Internal { .. })) {
            self.own(id).await?;
        }
        opened
    }

    async fn read(&self, id: CheckoutId) -> Result<CheckoutView, ApiError> {
        self.sees(id).await?;
        self.all.till.read_checkout(id).await.map_err(|error| error.told(id))
    }

    async fn watch(&self, id: CheckoutId, seen: Seen) -> Result<CheckoutView, ApiError> {
        // Listened to before it is asked whose it is: no change falls between the two.
        let mut changes = self.all.access.changes();
        self.sees(id).await?;
        let mut news = pin!(self.all.till.wait_for_news(id, seen));
        loop {
            tokio::select! {
                news = &mut news => {
                    self.sees(id).await?;
                    return news.map_err(|error| error.told(id));
                }
                Ok(()) = changes.changed() => self.sees(id).await?,
            }
        }
    }

    async fn shop_news(&self, seen: ShopNews) -> ShopNews {
        self.all.till.wait_for_shop_news(seen).await
    }

    async fn put_aside(&self, id: CheckoutId) -> Result<CheckoutView, ApiError> {
        self.own(id).await?;
        let till = self.here();
        self.all.till.to_the_end(id, async move { till.put_checkout_aside(id).await }).await
    }

    /// One that its terminal has put aside is in the hands of the staff: whoever may take over takes it up.
    async fn take_up(&self, id: CheckoutId) -> Result<CheckoutView, ApiError> {
        match self.own(id).await {
            Ok(()) => {
                let till = self.here();
                self.all.till.to_the_end(id, async move { till.take_checkout_up(id).await }).await
            }
            Err(ApiError::OtherTerminal) if self.is_aside(id).await? => self.take_over(id).await,
            Err(error) => Err(error),
        }
    }

    async fn take_over(&self, id: CheckoutId) -> Result<CheckoutView, ApiError> {
        self.check(Action::TakeOver).await?;
        // One that does not exist is not moved.
        self.all.till.read_checkout(id).await.map_err(|error| error.told(id))?;
        self.all.access.take_over(&self.caller, id).await.map_err(|error| told(&error))?;
        let till = self.here();
        self.all.till.to_the_end(id, async move { till.take_checkout_up(id).await }).await
    }

    async fn staff_names(&self) -> Result<Vec<StaffName>, ApiError> {
        let people = self.all.access.people_with_pin(&self.caller).await.map_err(|error| told(&error))?;
        Ok(people.into_iter().map(|(id, name)| StaffName { id, name }).collect())
    }

    async fn enter_pin(&self, person: PersonId, pin: SecretString) -> Result<HeaderValue, ApiError> {
        self.all.meters.pin(self.all.till.clock.now()).map_err(|error| told(&error))?;
        let pass = self.all.access.enter_pin(&self.caller, person, pin).await.map_err(|error| told(&error))?;
        let (_, header) = Cookie::Pass.give(&pass, self.is_https);
        Ok(header)
    }

    async fn open_sales(&self) -> Result<Vec<OpenSaleView>, ApiError> {
        self.check(Action::SeeLastSales).await?;
        self.all.till.list_open_sales().await.map_err(TillError::told_of_none)
    }

    async fn alarms(&self) -> Result<Vec<AlarmView>, ApiError> {
        self.check(Action::DecideAlarm).await?;
        self.all.till.list_alarms().await.map_err(TillError::told_of_none)
    }

    async fn decide(
        &self,
        id: CheckoutId,
        kind: AlarmKind,
        verdict: Verdict,
        note: String,
    ) -> Result<Vec<AlarmView>, ApiError> {
        self.check(Action::DecideAlarm).await?;
        let till = self.here();
        let entry =
            self.all.access.entry(&self.caller, &AuditEvent::PaymentDecided { checkout: id, alarm: kind, verdict });
        self.all.till.to_the_end(id, async move { till.decide_alarm(id, kind, verdict, &note, &entry).await }).await
    }

    async fn cancel(&self, id: CheckoutId) -> Result<CheckoutView, ApiError> {
        self.own(id).await?;
        let checkout = self.all.till.find(id).await.map_err(|error| error.told(id))?;
        // Whoever was shown a code may be paying it: the staff are asked for. At self-service a customer stands there
        // alone, and gives up what nobody has begun to pay.
        let code_was_shown = checkout.record().attempts.iter().any(|attempt| attempt.invoice().is_some());
        let is_own = is_unpaid(&checkout.record().state) && self.is_self_service().await?;
        let action = if code_was_shown && !is_own { Action::CancelAfterCode } else { Action::CancelBeforeCode };
        self.check(action).await?;
        let till = self.here();
        let entry = self.all.access.entry(&self.caller, &AuditEvent::CancelAsked { checkout: id, code_was_shown });
        self.all.till.to_the_end(id, async move { till.cancel_checkout(id, &entry).await }).await
    }
}

/// Whether nobody has begun to pay, as far as is known.
fn is_unpaid(state: &State) -> bool {
    matches!(state, State::Opening | State::AwaitingPayment)
}
