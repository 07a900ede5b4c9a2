//! The door to the watching: begins to follow checkouts, lets browsers wait for news, and stores what
//! people want of a checkout.

use super::bell::{Bell, Bells, Waiting};
use super::follow::announce;
use super::gate::Gate;
use super::members::new_name;
use super::news::News;
use crate::clock::Clock;
use crate::store::access::NewEntry;
use crate::store::{Call, Inserted, ServerId, Store, StoreError};
use crate::till::provider::Provider;
use app::view::ShopNews;
use domain::access::TerminalId;
use domain::answer::Action;
use domain::cart::Sold;
use domain::{Checkout, CheckoutId, Timestamp};
use engine::{Follower, Membership};
use std::collections::HashMap;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use tokio::sync::mpsc::{UnboundedSender, unbounded_channel};
use tokio::sync::{Notify, watch};
use tokio_util::sync::CancellationToken;
use tokio_util::task::TaskTracker;

/// Carries every checkout through that is not over. Clones are the same watcher.
#[derive(Clone)]
pub struct Watcher(Arc<Inner>);

pub(super) struct Inner {
    pub(super) store: Arc<dyn Store>,
    pub(super) mion: Arc<dyn Provider>,
    pub(super) clock: Arc<dyn Clock>,
    pub(super) bells: Bells,
    pub(super) gate: Gate,
    pub(super) news: Arc<News>,
    pub(super) membership: Mutex<Membership<ServerId>>,
    pub(super) outbox: UnboundedSender<Call>,
    pub(super) stop: CancellationToken,
    /// Counts how often another server has said that who may do what may have changed.
    pub(super) access_called: watch::Sender<u64>,
    followed: Mutex<HashMap<CheckoutId, Followed>>,
    life: Mutex<Life>,
    /// Rung when nothing is followed any more.
    pub(super) idle: Notify,
    tasks: TaskTracker,
}

/// From joining the servers under a name until another one is taken, or the stop.
#[derive(Clone)]
pub(super) struct Life {
    pub(super) name: ServerId,
    pub(super) end: CancellationToken,
}

pub(super) struct Followed {
    pub(super) bell: Arc<Bell>,
    by: ServerId,
}

/// Why a change of a checkout was not stored.
#[derive(Debug, thiserror::Error)]
pub enum ChangeError<E> {
    /// There is no such checkout.
    #[error("no such checkout")]
    Unknown,
    /// It cannot be changed like this.
    #[error(transparent)]
    Refused(E),
    /// The records could not be read or written.
    #[error(transparent)]
    Store(#[from] StoreError),
}

impl Watcher {
    /// Joins the other servers on `store`, takes over what nobody looks after, and keeps at it in
    /// `tasks` until `stop`. Mion is asked at most `per_second` times a second, all servers together.
    ///
    /// # Errors
    /// [`StoreError`] where the records cannot be used.
    pub async fn start(
        store: Arc<dyn Store>,
        mion: Arc<dyn Provider>,
        clock: Arc<dyn Clock>,
        per_second: u32,
        tasks: TaskTracker,
        stop: CancellationToken,
    ) -> Result<Self, StoreError> {
        let news = Arc::new(News::new());
        let name = new_name();
        let (outbox, outgoing) = unbounded_channel();
        let watcher = Self(Arc::new(Inner {
            gate: Gate::new(per_second, clock.clone(), news.clone()),
            store,
            mion,
            clock,
            bells: Bells::default(),
            news,
            membership: Mutex::new(Membership::new(name)),
            outbox,
            access_called: watch::Sender::new(0),
            followed: Mutex::default(),
            life: Mutex::new(Life { name, end: stop.child_token() }),
            idle: Notify::new(),
            tasks,
            stop,
        }));
        let calls = watcher.0.store.listen().await?;
        let resumed = watcher.join().await?;
        tracing::info!(server = %watcher.me(), resumed, "unfinished checkouts taken up");
        watcher.0.count_alarms().await;
        watcher.run(|inner| async move { inner.gate.run(&inner).await });
        watcher.run(|inner| async move { inner.send_calls(outgoing).await });
        if let Some(calls) = calls {
            watcher.run(|inner| async move { inner.heed_calls(calls).await });
        }
        let beating = watcher.clone();
        watcher.0.tasks.spawn(async move { beating.keep_beating().await });
        Ok(watcher)
    }

    fn run<F: Future<Output = ()> + Send + 'static>(&self, work: impl FnOnce(Arc<Inner>) -> F) {
        self.0.tasks.spawn(work(self.0.clone()));
    }

    pub(super) fn inner(&self) -> &Inner {
        &self.0
    }

    /// This server's name among the others.
    pub fn me(&self) -> ServerId {
        self.0.me()
    }

    /// Whether a question to Mion may be asked at once.
    pub fn may_ask_now(&self) -> bool {
        self.0.admit_now(self.0.me()).is_some()
    }

    /// Stores a new sale at `terminal`, to be followed by this server, called `name`, with what is sold where that
    /// is known. Where nobody knows whether it was
    /// stored, this server may own a sale that it does not know of, and joins the others under another name.
    ///
    /// # Errors
    /// [`StoreError`].
    pub async fn store_new(
        &self,
        checkout: &Checkout,
        name: ServerId,
        terminal: Option<TerminalId>,
        sold: Option<&Sold>,
    ) -> Result<Inserted, StoreError> {
        let inserted = match sold {
            Some(sold) => self.0.store.insert_sold(checkout, name, terminal, sold).await,
            None => self.0.store.insert(checkout, name, terminal).await,
        };
        if inserted.as_ref().is_err_and(|error| !error.is_certain()) {
            self.0.unsure(name);
        }
        inserted
    }

    /// Follows a checkout that was just stored, to be followed under `name`. With `first`, it was stored as
    /// about to ask that.
    pub fn begin(&self, checkout: Checkout, first: Option<Action>, name: ServerId) {
        announce(&checkout);
        self.spawn(checkout.saved(), first, name);
    }

    /// Somebody begins to wait for news of checkout `id`.
    pub fn wait_for(&self, id: CheckoutId) -> Waiting {
        let inner = &self.0;
        if !inner.followed().contains_key(&id) {
            inner.call(Call::Waiting(id));
        }
        Waiting::new(inner.bells.of(id), inner.news.subscribe(), inner.clock.clone(), inner.stop.clone())
    }

    /// What the tablets are told of the shop.
    pub fn news(&self) -> ShopNews {
        self.0.news.now()
    }

    /// Since when Mion does not answer this server.
    pub fn mion_silent_since(&self) -> Option<Timestamp> {
        self.0.gate.silent_since()
    }

    /// To be told when that changes, and when the server stops.
    pub fn subscribe(&self) -> (watch::Receiver<ShopNews>, CancellationToken) {
        (self.0.news.subscribe(), self.0.stop.clone())
    }

    /// Counts up whenever another server says that who may do what may have changed.
    pub fn access_called(&self) -> watch::Receiver<u64> {
        self.0.access_called.subscribe()
    }

    /// Something may have happened at Mion: every checkout that is followed, here and at the other
    /// servers, is looked at soon. Nothing is believed but what Mion then says.
    pub fn hint(&self) {
        self.0.hint_here();
        self.0.call(Call::Poke);
    }

    /// Something may have happened to checkout `id` at Mion.
    pub fn hint_at(&self, id: CheckoutId) {
        if let Some(followed) = self.0.followed().get(&id) {
            followed.bell.hint();
        }
    }

    /// Stores what somebody wants of checkout `id`: applies `change` to its newest version, again if
    /// somebody else was faster. A change that changes nothing is not stored.
    ///
    /// # Errors
    /// [`ChangeError`]; nothing was changed.
    pub async fn change<E>(
        &self,
        id: CheckoutId,
        change: impl Fn(Checkout) -> Result<Checkout, E>,
    ) -> Result<Checkout, ChangeError<E>> {
        self.change_noted(id, change, &[]).await
    }

    /// The same; where it changes something, the audit log is told `entries` in one transaction with it.
    ///
    /// # Errors
    /// [`ChangeError`]; nothing was changed, and nothing written down.
    pub async fn change_noted<E>(
        &self,
        id: CheckoutId,
        change: impl Fn(Checkout) -> Result<Checkout, E>,
        entries: &[NewEntry],
    ) -> Result<Checkout, ChangeError<E>> {
        let inner = &self.0;
        loop {
            let checkout = inner.store.get(id).await?.ok_or(ChangeError::Unknown)?;
            let next = change(Arc::unwrap_or_clone(checkout)).map_err(ChangeError::Refused)?;
            if next.unsaved().is_empty() {
                return Ok(next);
            }
            match inner.store.save_noted(&next, entries).await {
                Ok(()) => {
                    announce(&next);
                    let bell = inner.bells.of(id);
                    bell.ring();
                    bell.nudge();
                    inner.call(Call::Changed(id));
                    inner.tell_of_alarms(&next).await;
                    return Ok(next.saved());
                }
                Err(StoreError::Stale) => {}
                Err(error) => return Err(error.into()),
            }
        }
    }

    pub(super) fn spawn(&self, checkout: Checkout, first: Option<Action>, name: ServerId) {
        let inner = self.0.clone();
        let id = checkout.id();
        let bell = inner.bells.of(id);
        let life = {
            let life = inner.life();
            let mut followed = inner.followed();
            // A server that slept while it stored the sale has another name by now, and owns it no more:
            // whoever finds it takes it over.
            if life.name != name || followed.contains_key(&id) {
                return;
            }
            followed.insert(id, Followed { bell: bell.clone(), by: name });
            life.clone()
        };
        let follower = Follower::new(checkout, first, inner.clock.now());
        self.0.tasks.spawn(async move {
            inner.follow(follower, bell, life).await;
            let mut followed = inner.followed();
            // One of a new life may have taken its place.
            if followed.get(&id).is_some_and(|one| one.by == name) {
                followed.remove(&id);
            }
            if followed.is_empty() {
                inner.idle.notify_waiters();
            }
        });
    }
}

impl Inner {
    pub(super) fn followed(&self) -> MutexGuard<'_, HashMap<CheckoutId, Followed>> {
        self.followed.lock().unwrap_or_else(PoisonError::into_inner)
    }

    fn life(&self) -> MutexGuard<'_, Life> {
        self.life.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// Ends every task that follows a checkout, as soon as what it has asked is answered and stored; from
    /// now on this server is called `name`.
    pub(super) fn begin_new_life(&self, name: ServerId) {
        let mut life = self.life();
        core::mem::replace(&mut *life, Life { name, end: self.stop.child_token() }).end.cancel();
        self.followed().clear();
    }
}
