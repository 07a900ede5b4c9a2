//! Follows the plan, one task a checkout: ask, store the answer, wake who waits, sleep until the next
//! step. A task holds nothing that is not stored, so a crash at any point loses nothing.

use super::bell::{Bells, Waiting};
use super::link::Link;
use super::pace::{AFTER_THE_END, Pace};
use super::plan::{Step, next_step};
use crate::clock::Clock;
use crate::store::{Store, StoreError};
use crate::till::provider::{Provider, Reply};
use core::time::Duration;
use domain::answer::{Action, Answer};
use domain::checkout::InvalidTransition;
use domain::checkout::state::State;
use domain::{Checkout, CheckoutId, Timestamp};
use std::collections::HashSet;
use std::sync::{Arc, Mutex, PoisonError};
use tokio_util::sync::CancellationToken;
use tokio_util::task::TaskTracker;

/// How long a task waits after the database failed before it tries again.
const DATABASE_PAUSE: Duration = Duration::from_secs(1);

/// Carries every checkout through that is not over. Clones are the same watcher.
#[derive(Clone)]
pub struct Watcher(Arc<Inner>);

struct Inner {
    store: Arc<dyn Store>,
    mion: Arc<dyn Provider>,
    clock: Arc<dyn Clock>,
    bells: Bells,
    link: Link,
    followed: Mutex<HashSet<CheckoutId>>,
    tasks: TaskTracker,
    stop: CancellationToken,
}

impl Watcher {
    /// A watcher that runs in `tasks` until `stop`.
    pub fn new(
        store: Arc<dyn Store>,
        mion: Arc<dyn Provider>,
        clock: Arc<dyn Clock>,
        tasks: TaskTracker,
        stop: CancellationToken,
    ) -> Self {
        let (bells, link, followed) = (Bells::default(), Link::new(), Mutex::default());
        Self(Arc::new(Inner { store, mion, clock, bells, link, followed, tasks, stop }))
    }

    /// Takes up every stored checkout that is not over; returns how many.
    ///
    /// # Errors
    /// [`StoreError`] where the records cannot be read.
    pub async fn resume(&self) -> Result<usize, StoreError> {
        let unfinished = self.0.store.unfinished(self.0.clock.now().minus(AFTER_THE_END)).await?;
        let count = unfinished.len();
        for checkout in unfinished {
            self.spawn(checkout, None);
        }
        Ok(count)
    }

    /// Follows a checkout that was just stored as about to ask `action`, which is asked first.
    pub fn begin(&self, checkout: Checkout, action: Action) {
        self.spawn(checkout, Some(action));
    }

    /// Somebody begins to wait for news of checkout `id`.
    pub fn wait_for(&self, id: CheckoutId) -> Waiting {
        let inner = &self.0;
        Waiting::new(inner.bells.of(id), inner.link.subscribe(), inner.clock.clone(), inner.stop.clone())
    }

    /// Whether Mion answers.
    pub fn mion_answers(&self) -> bool {
        self.0.link.answers()
    }

    /// Asks Mion about `checkout` and stores the answer. The question itself must be stored already
    /// where it changes something at Mion.
    ///
    /// # Errors
    /// [`StoreError`] where the answer could not be stored.
    pub async fn ask(&self, checkout: Checkout, action: Action) -> Result<(Checkout, Reply, Timestamp), StoreError> {
        let inner = &self.0;
        let asked_at = inner.clock.now();
        let reply = inner.mion.ask(action, &checkout, asked_at).await;
        inner.link.note(reply.mion_answered);
        let now = inner.clock.now();
        let before = checkout.state().name();
        let answer = &reply.answer;
        let checkout = loop {
            match self.commit(checkout.clone(), |checkout| checkout.answered(answer.clone(), asked_at, now)).await {
                Ok(Ok(checkout)) => break checkout,
                Ok(Err(impossible)) => {
                    tracing::error!(checkout = %checkout.id(), %impossible, "an answer makes no sense");
                    break checkout;
                }
                // The answer is all that is known of what Mion did: keep it until it can be stored.
                Err(error) if !inner.stop.is_cancelled() => self.pause(checkout.id(), &error).await,
                Err(error) => return Err(error),
            }
        };
        announce(&checkout, before);
        Ok((checkout, reply, asked_at))
    }

    /// Applies `change` to the newest version of `checkout` and stores it, again if somebody else was
    /// faster, then wakes who waits. A change that changes nothing is not stored.
    ///
    /// # Errors
    /// [`StoreError`]; the inner error where the change is impossible by now.
    pub async fn commit(
        &self,
        checkout: Checkout,
        change: impl Fn(Checkout) -> Result<Checkout, InvalidTransition>,
    ) -> Result<Result<Checkout, InvalidTransition>, StoreError> {
        let inner = &self.0;
        let id = checkout.id();
        let mut checkout = checkout;
        loop {
            let next = match change(checkout) {
                Ok(next) if next.unsaved().is_empty() => return Ok(Ok(next)),
                Ok(next) => next,
                Err(impossible) => return Ok(Err(impossible)),
            };
            match inner.store.save(&next).await {
                Ok(()) => {
                    let bell = inner.bells.of(id);
                    bell.ring();
                    bell.poke.notify_one();
                    return Ok(Ok(next.saved()));
                }
                Err(StoreError::Stale) => checkout = inner.store.get(id).await?.ok_or(StoreError::Stale)?,
                Err(error) => return Err(error),
            }
        }
    }

    fn spawn(&self, checkout: Checkout, first: Option<Action>) {
        let id = checkout.id();
        if !self.followed().insert(id) {
            return;
        }
        let watcher = self.clone();
        self.0.tasks.spawn(async move {
            watcher.carry_through(checkout, first).await;
            watcher.followed().remove(&id);
        });
    }

    fn followed(&self) -> std::sync::MutexGuard<'_, HashSet<CheckoutId>> {
        self.0.followed.lock().unwrap_or_else(PoisonError::into_inner)
    }

    async fn carry_through(&self, mut checkout: Checkout, mut first: Option<Action>) {
        let inner = &self.0;
        let id = checkout.id();
        let bell = inner.bells.of(id);
        let mut pace = Pace::default();
        while !inner.stop.is_cancelled() {
            let now = inner.clock.now();
            let step = match first.take() {
                Some(action) => self.ask_now(checkout.clone(), action, &mut pace).await,
                None => match next_step(&checkout, &pace, bell.waited_for(now), now) {
                    Step::Rest => return,
                    Step::Wait(at) => {
                        tokio::select! {
                            () = inner.clock.sleep_until(at) => Ok(checkout.clone()),
                            () = bell.poke.notified() => self.reread(&checkout).await,
                            () = inner.stop.cancelled() => return,
                        }
                    }
                    Step::Doubt => self.change(checkout.clone(), |c| c.answered(Answer::Lost, now, now)).await,
                    Step::Expire => self.change(checkout.clone(), |c| c.expire_unopened(now)).await,
                    Step::Ask(action) => match self.change(checkout.clone(), |c| c.asking(action, now)).await {
                        Ok(asking) => self.ask_now(asking, action, &mut pace).await,
                        Err(error) => Err(error),
                    },
                },
            };
            match step {
                Ok(next) => checkout = next,
                Err(error) => self.pause(id, &error).await,
            }
        }
    }

    async fn ask_now(&self, checkout: Checkout, action: Action, pace: &mut Pace) -> Result<Checkout, StoreError> {
        let (checkout, reply, asked_at) = self.ask(checkout, action).await?;
        let now = self.0.clock.now();
        let waited_for = self.0.bells.of(checkout.id()).waited_for(now);
        *pace = pace.after(&reply, asked_at, now, waited_for, rand::random());
        Ok(checkout)
    }

    /// Stores a change of our own making. One that has become impossible means that somebody else was
    /// faster, so the checkout is read again and planned anew.
    async fn change(
        &self,
        checkout: Checkout,
        change: impl Fn(Checkout) -> Result<Checkout, InvalidTransition>,
    ) -> Result<Checkout, StoreError> {
        match self.commit(checkout.clone(), change).await? {
            Ok(checkout) => Ok(checkout),
            Err(_) => self.reread(&checkout).await,
        }
    }

    async fn reread(&self, checkout: &Checkout) -> Result<Checkout, StoreError> {
        self.0.store.get(checkout.id()).await?.ok_or(StoreError::Stale)
    }

    async fn pause(&self, checkout: CheckoutId, error: &StoreError) {
        tracing::error!(%checkout, %error, "the records could not be read or written; trying again");
        let until = self.0.clock.now().plus(DATABASE_PAUSE);
        tokio::select! {
            () = self.0.clock.sleep_until(until) => {}
            () = self.0.stop.cancelled() => {}
        }
    }
}

/// Puts a change of state into the log: as news, or as an alarm where a person has to look.
fn announce(checkout: &Checkout, before: &str) {
    let (id, state) = (checkout.id(), checkout.state());
    if state.name() == before {
        return;
    }
    match state {
        State::PaidLate(late) => {
            tracing::error!(checkout = %id, after = ?late.after, "a payment came after the sale had ended");
        }
        State::Failed(failure) => {
            tracing::error!(checkout = %id, ?failure, "the sale could not be arranged")
        }
        State::Blocked(blocked) => {
            tracing::warn!(checkout = %id, ?blocked, "Mion does not take this payment")
        }
        _ => tracing::info!(checkout = %id, from = before, to = state.name(), "checkout moved on"),
    }
}
