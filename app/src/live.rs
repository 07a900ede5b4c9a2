//! Follows one checkout until it is over: opens it where it is new, then asks for anything newer than
//! what is shown. One loop at a time; what it shows never goes back, and no failed call takes it away.
//!
//! - [`step`]: what to ask next and what an answer means, without a browser

mod step;

pub(crate) use self::step::{Face, Known, Trouble, Wait};

use self::step::{Ask, Setback};
use crate::api::{ApiError, cancel_checkout, checkout_update, put_aside, read_checkout, take_over, take_up};
use crate::browser;
use crate::calls::{BackOff, Run, in_time};
use crate::erased::begin;
use crate::kiosk::Kiosk;
use crate::view::{CheckoutView, InvoiceView, StateView};
use domain::alarm::AlarmKind;
use domain::{CheckoutId, Money};
use gloo_timers::future::TimeoutFuture;
use leptos::prelude::*;

/// By when what was drawn is on the glass of a slow tablet.
const UNTIL_SEEN_MS: u32 = 100;

/// One checkout as its screen knows it; a handle, copied freely.
#[derive(Clone, Copy)]
pub(crate) struct Live {
    /// The checkout.
    pub(crate) id: CheckoutId,
    /// The kiosk it is shown on.
    pub(crate) kiosk: Kiosk,
    /// Why the last call got no answer; none while they do.
    pub(crate) trouble: RwSignal<Option<Trouble>>,
    /// What staff want of it now, and the server has not answered yet.
    pub(crate) wish: RwSignal<Option<Wish>>,
    /// What they wanted, and why it was not done.
    pub(crate) not_done: RwSignal<Option<(Wish, ApiError)>>,
    known: RwSignal<Known>,
    heard_at_ms: RwSignal<u64>,
    run: Run,
}

/// What staff can want of an open sale.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Wish {
    /// To call it off.
    Cancel,
    /// To leave it open and serve the next customer.
    PutAside,
    /// To have it here, and not at the terminal that has it.
    TakeOver,
}

impl Live {
    /// Checkout `id`, of which the kiosk may know something already.
    pub(crate) fn new(id: CheckoutId, kiosk: Kiosk) -> Self {
        Self {
            id,
            kiosk,
            trouble: RwSignal::default(),
            wish: RwSignal::default(),
            not_done: RwSignal::default(),
            known: RwSignal::new(kiosk.last_known(id)),
            heard_at_ms: RwSignal::new(browser::now_ms()),
            run: Run::default(),
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
            Known::NotYet | Known::Nothing | Known::Elsewhere => {
                let currency = self.kiosk.shop.with_value(|shop| shop.limits.currency());
                sale.map(|sale| Money::from_minor(sale.total_minor, currency))
            }
        })
    }

    /// The invoice to be paid, with when its `seconds_left` were true. Tracked.
    pub(crate) fn invoice(self) -> Option<(InvoiceView, u64)> {
        let heard_at_ms = self.heard_at_ms.get();
        self.known.with(|known| match known {
            Known::Here(view) => match &view.state {
                StateView::AwaitingPayment(invoice) => Some((invoice.clone(), heard_at_ms)),
                _ => None,
            },
            Known::NotYet | Known::Nothing | Known::Elsewhere => None,
        })
    }

    /// What a person has to look at here, and has not decided. Tracked.
    pub(crate) fn alarms(self) -> Vec<AlarmKind> {
        self.known.with(|known| match known {
            Known::Here(view) => view.alarms.clone(),
            Known::NotYet | Known::Nothing | Known::Elsewhere => Vec::new(),
        })
    }

    /// Starts to follow, until the owner of the running effect is gone.
    pub(crate) fn follow(self) {
        self.kiosk.resume(self.id, self.known.with_untracked(|known| matches!(known, Known::Here(_))));
        self.restart();
        browser::on_return(move || self.restart());
        on_cleanup(move || {
            self.stop();
            if self.known.with_untracked(Known::is_to_be_left_aside) {
                self.kiosk.leave_aside(self.id);
            }
        });
    }

    /// Looks again at what is over, where something was heard of the shop that may concern it.
    pub(crate) fn look_again(self) {
        if matches!(untrack(|| self.face()), Face::Over(_)) {
            self.restart();
        }
    }

    /// Cancels the checkout. One that the server never heard of is only withdrawn: nobody saw its invoice.
    pub(crate) fn cancel(self) {
        if !self.wishes(Wish::Cancel) {
            return;
        }
        begin(async move {
            let answer = in_time(cancel_checkout(self.id)).await;
            if self.known.is_disposed() {
                return;
            }
            self.wish.set(None);
            self.kiosk.hear(&answer);
            let is_pending = untrack(|| self.kiosk.pending(self.id).is_some());
            match answer {
                Ok(view) => self.hear(view),
                Err(ApiError::UnknownCheckout | ApiError::Unreachable) if is_pending => {
                    self.stop();
                    self.kiosk.withdraw(self.id, None);
                }
                Err(error) => self.fails(Wish::Cancel, error),
            }
        });
    }

    /// Puts the checkout aside and shows an empty keypad, unless it was over first.
    pub(crate) fn put_aside(self) {
        if !self.wishes(Wish::PutAside) {
            return;
        }
        // A screen that hears of it would take the sale up again.
        self.stop();
        begin(async move {
            let answer = in_time(put_aside(self.id)).await;
            if self.known.is_disposed() {
                return;
            }
            self.wish.set(None);
            self.kiosk.hear(&answer);
            match answer {
                Ok(view) if view.put_aside => {
                    self.known.set(Known::Here(Box::new(view)));
                    self.kiosk.forget(self.id);
                    self.kiosk.new_sale();
                }
                Ok(view) => {
                    self.hear(view);
                    self.restart();
                }
                Err(error) => self.fails(Wish::PutAside, error),
            }
        });
    }

    /// Brings the checkout here from another terminal.
    pub(crate) fn take_over(self) {
        if !self.wishes(Wish::TakeOver) {
            return;
        }
        begin(async move {
            let answer = in_time(take_over(self.id)).await;
            if self.known.is_disposed() {
                return;
            }
            self.wish.set(None);
            self.kiosk.hear(&answer);
            match answer {
                Ok(view) => {
                    self.hear(view);
                    self.restart();
                }
                Err(error) => self.fails(Wish::TakeOver, error),
            }
        });
    }

    fn wishes(self, wish: Wish) -> bool {
        let is_free = self.wish.get_untracked().is_none();
        if is_free {
            self.wish.set(Some(wish));
            self.not_done.set(None);
        }
        is_free
    }

    fn fails(self, wish: Wish, error: ApiError) {
        if error == ApiError::PinNeeded {
            self.kiosk.pin.ask(move || match wish {
                Wish::Cancel => self.cancel(),
                Wish::PutAside => self.put_aside(),
                Wish::TakeOver => self.take_over(),
            });
        } else {
            self.not_done.set(Some((wish, error)));
        }
        self.restart();
    }

    fn stop(self) {
        self.run.stop();
        self.kiosk.unfollow(self.id);
    }

    fn restart(self) {
        self.kiosk.followed.set(Some(self.id));
        self.run.start(async move {
            self.ask().await;
            self.kiosk.unfollow(self.id);
        });
    }

    async fn ask(self) {
        let mut back_off = BackOff::default();
        let mut is_fresh = false;
        loop {
            let pending = untrack(|| self.kiosk.pending(self.id));
            let next = self.known.with_untracked(|known| known.next_ask(pending, is_fresh, browser::is_visible()));
            let Some(ask) = next else {
                return;
            };
            let asked_at_ms = browser::now_ms();
            let answer = answered(self.kiosk, self.id, ask).await;
            self.kiosk.hear(&answer);
            match answer {
                Ok(view) => {
                    let is_vain = ask.is_vain(&view, browser::now_ms().saturating_sub(asked_at_ms));
                    is_fresh = true;
                    self.hear(view);
                    if is_vain {
                        TimeoutFuture::new(back_off.next_ms()).await;
                    } else {
                        back_off = BackOff::default();
                        // What was heard is on the glass before more is asked.
                        TimeoutFuture::new(UNTIL_SEEN_MS).await;
                    }
                }
                Err(error) => match ask.setback(&error) {
                    Setback::Refused => return self.kiosk.withdraw(self.id, Some(error)),
                    Setback::Unknown => {
                        self.kiosk.remember(self.id, &Known::Nothing);
                        return self.known.set(Known::Nothing);
                    }
                    Setback::Elsewhere => {
                        self.kiosk.opened(self.id);
                        self.kiosk.remember(self.id, &Known::Elsewhere);
                        return self.known.set(Known::Elsewhere);
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
        let face = || self.known.with_untracked(|known| known.face(false));
        let before = face();
        self.known.update(|known| {
            if known.learn(view) {
                self.heard_at_ms.set(browser::now_ms());
            }
            self.kiosk.remember(self.id, known);
        });
        // A change that shows nothing else, such as one more reading, is no reason to take back what was said.
        if face() != before {
            self.not_done.set(None);
        }
        self.trouble.set(None);
        self.kiosk.opened(self.id);
    }
}

async fn answered(kiosk: Kiosk, id: CheckoutId, ask: Ask) -> Result<CheckoutView, ApiError> {
    in_time(async move {
        match ask {
            Ask::Open { total_minor } => kiosk.open(id, total_minor).await,
            Ask::TakeUp => take_up(id).await,
            Ask::Read => read_checkout(id).await,
            Ask::Update(seen) => checkout_update(id, seen).await,
        }
    })
    .await
}
