//! Follows one checkout until it is over: opens it where it is new, then asks for anything newer than
//! what is shown. One loop at a time; what it shows never goes back, and no failed call takes it away.
//!
//! - [`step`]: what to ask next and what an answer means, without a browser
//! - [`back_off`]: how long to wait between two failed calls

mod back_off;
mod step;

pub(crate) use self::step::{Face, Known, Trouble};

use self::back_off::BackOff;
use self::step::{Ask, Setback};
use crate::api::{ApiError, cancel_checkout, checkout_update, open_checkout, read_checkout};
use crate::browser;
use crate::kiosk::Kiosk;
use crate::view::{CheckoutView, InvoiceView, StateView};
use core::pin::pin;
use domain::{CheckoutId, Money};
use futures::future::{AbortHandle, Either, abortable, select};
use gloo_timers::future::TimeoutFuture;
use leptos::prelude::*;
use leptos::task::spawn_local;

/// The server answers within 20 s even where there is nothing new; a call that takes longer is lost.
const PATIENCE_MS: u32 = 30_000;
/// An answer that brings nothing new and comes sooner than this is no reason to ask again at once.
const TOO_SOON_MS: u64 = 1_000;

/// One checkout as its screen knows it; a handle, copied freely.
#[derive(Clone, Copy)]
pub(crate) struct Live {
    /// The checkout.
    pub(crate) id: CheckoutId,
    /// The kiosk it is shown on.
    pub(crate) kiosk: Kiosk,
    /// Why the last call got no answer; none while they do.
    pub(crate) trouble: RwSignal<Option<Trouble>>,
    /// Whether it is being cancelled.
    pub(crate) cancelling: RwSignal<bool>,
    /// Why it could not be cancelled.
    pub(crate) not_cancelled: RwSignal<Option<ApiError>>,
    known: RwSignal<Known>,
    heard_at_ms: RwSignal<u64>,
    running: StoredValue<Option<AbortHandle>>,
}

impl Live {
    /// Checkout `id`, of which the kiosk may know something already.
    pub(crate) fn new(id: CheckoutId, kiosk: Kiosk) -> Self {
        Self {
            id,
            kiosk,
            trouble: RwSignal::default(),
            cancelling: RwSignal::new(false),
            not_cancelled: RwSignal::default(),
            known: RwSignal::new(kiosk.last_known(id)),
            heard_at_ms: RwSignal::new(browser::now_ms()),
            running: StoredValue::default(),
        }
    }

    /// Which face the screen shows. Tracked.
    pub(crate) fn face(self) -> Face {
        self.known.with(|known| known.face(self.kiosk.pending(self.id).is_some()))
    }

    /// The total, as soon as anybody knows it. Tracked.
    pub(crate) fn total(self) -> Option<Money> {
        let sale = self.kiosk.pending(self.id);
        self.known.with(|known| match known {
            Known::Here(view) => Some(view.total),
            Known::NotYet | Known::Nothing => {
                let currency = self.kiosk.shop.with_value(|shop| shop.limits.currency());
                sale.map(|sale| Money::from_minor(sale.total_minor, currency))
            }
        })
    }

    /// The invoice to be paid, with when its `seconds_left` were true. Tracked.
    pub(crate) fn invoice(self) -> Option<(InvoiceView, u64)> {
        let heard_at_ms = self.heard_at_ms.get();
        self.known.with(|known| match known {
            Known::Here(CheckoutView { state: StateView::AwaitingPayment(invoice), .. }) => {
                Some((invoice.clone(), heard_at_ms))
            }
            _ => None,
        })
    }

    /// Whether Mion answers the server, as far as is known. Tracked.
    pub(crate) fn mion_answers(self) -> bool {
        self.known.with(|known| !matches!(known, Known::Here(view) if !view.seen.shop.mion_answers))
    }

    /// Starts to follow, until the owner of the running effect is gone.
    pub(crate) fn follow(self) {
        self.kiosk.resume(self.id, self.known.with_untracked(|known| matches!(known, Known::Here(_))));
        self.restart();
        // A tablet that slept or lost its network may hold a dead connection: ask anew, at once.
        let visible = window_event_listener_untyped("visibilitychange", move |_| {
            if browser::is_visible() {
                self.restart();
            }
        });
        let online = window_event_listener_untyped("online", move |_| self.restart());
        let shown = window_event_listener(leptos::ev::pageshow, move |event| {
            if event.persisted() {
                self.restart();
            }
        });
        on_cleanup(move || {
            for listener in [visible, online, shown] {
                listener.remove();
            }
            self.stop();
        });
    }

    /// Cancels the checkout. One that the server never heard of is only withdrawn: nobody saw its invoice.
    pub(crate) fn cancel(self) {
        if self.cancelling.get_untracked() {
            return;
        }
        self.cancelling.set(true);
        self.not_cancelled.set(None);
        spawn_local(async move {
            let answer = in_time(cancel_checkout(self.id)).await;
            if self.known.is_disposed() {
                return;
            }
            self.cancelling.set(false);
            self.kiosk.links.hear(&answer);
            let is_pending = untrack(|| self.kiosk.pending(self.id).is_some());
            match answer {
                Ok(view) => self.hear(view),
                Err(ApiError::UnknownCheckout | ApiError::Unreachable) if is_pending => {
                    self.stop();
                    self.kiosk.withdraw(self.id, None);
                }
                Err(error) => {
                    self.not_cancelled.set(Some(error));
                    self.restart();
                }
            }
        });
    }

    fn stop(self) {
        if let Some(Some(handle)) = self.running.try_update_value(Option::take) {
            handle.abort();
        }
    }

    fn restart(self) {
        self.stop();
        let (task, handle) = abortable(self.run());
        self.running.set_value(Some(handle));
        spawn_local(async move {
            // Aborted means that another run took over, or that the screen is gone.
            let _ = task.await;
        });
    }

    async fn run(self) {
        let mut back_off = BackOff::default();
        let mut is_fresh = false;
        loop {
            let pending = untrack(|| self.kiosk.pending(self.id));
            let Some(ask) = self.known.with_untracked(|known| known.next_ask(pending, is_fresh)) else {
                return;
            };
            let asked_at_ms = browser::now_ms();
            let answer = answered(self.id, ask).await;
            self.kiosk.links.hear(&answer);
            match answer {
                Ok(view) => {
                    let is_too_soon =
                        ask == Ask::Update(view.seen) && browser::now_ms().saturating_sub(asked_at_ms) < TOO_SOON_MS;
                    is_fresh = true;
                    self.hear(view);
                    if is_too_soon {
                        TimeoutFuture::new(back_off.next_ms()).await;
                    } else {
                        back_off = BackOff::default();
                    }
                }
                Err(error) => match ask.setback(&error) {
                    Setback::Refused => return self.kiosk.withdraw(self.id, Some(error)),
                    Setback::Unknown => {
                        self.kiosk.remember(self.id, &Known::Nothing);
                        return self.known.set(Known::Nothing);
                    }
                    Setback::Trouble(trouble) => {
                        self.trouble.set(Some(trouble));
                        is_fresh = false;
                        TimeoutFuture::new(back_off.next_ms()).await;
                    }
                },
            }
        }
    }

    fn hear(self, view: CheckoutView) {
        let before = self.known.with_untracked(Known::version);
        self.known.update(|known| {
            if known.learn(view) {
                self.heard_at_ms.set(browser::now_ms());
            }
            self.kiosk.remember(self.id, known);
        });
        if self.known.with_untracked(Known::version) != before {
            self.not_cancelled.set(None);
        }
        self.trouble.set(None);
        self.kiosk.opened(self.id);
    }
}

async fn answered(id: CheckoutId, ask: Ask) -> Result<CheckoutView, ApiError> {
    in_time(async move {
        match ask {
            Ask::Open { total_minor } => open_checkout(id, total_minor).await,
            Ask::Read => read_checkout(id).await,
            Ask::Update(seen) => checkout_update(id, seen).await,
        }
    })
    .await
}

/// The end of `call`, which is given up as lost after [`PATIENCE_MS`].
async fn in_time(call: impl Future<Output = Result<CheckoutView, ApiError>>) -> Result<CheckoutView, ApiError> {
    match select(pin!(call), TimeoutFuture::new(PATIENCE_MS)).await {
        Either::Left((answer, _)) => answer,
        Either::Right(_) => Err(ApiError::Unreachable),
    }
}
