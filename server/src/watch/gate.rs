//! The way to Mion: every question passes here, in the order and at the rate the [`Governor`] allows.
//! When Mion is silent and nobody wants to ask, it is tried out now and then, so that a shop without
//! open sales learns that it may sell again.

use super::news::News;
use super::watcher::Inner;
use crate::clock::Clock;
use crate::till::provider::Provider;
use core::time::Duration;
use domain::Timestamp;
use engine::{Class, Governor, Next};
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use tokio::sync::{Notify, oneshot};

/// How often a silent Mion is tried out while nobody wants to ask it anything.
const TRY_EVERY: Duration = Duration::from_secs(2);

/// Lets questions through.
pub(super) struct Gate {
    governor: Mutex<Governor<oneshot::Sender<Timestamp>>>,
    moved: Notify,
    clock: Arc<dyn Clock>,
    news: Arc<News>,
}

impl Gate {
    /// A gate for at most `per_second` questions a second, all servers together.
    pub(super) fn new(per_second: u32, clock: Arc<dyn Clock>, news: Arc<News>) -> Self {
        Self { governor: Mutex::new(Governor::new(per_second)), moved: Notify::new(), clock, news }
    }

    /// Whether a question may be asked at once, without waiting.
    pub(super) fn admit_now(&self, now: Timestamp) -> bool {
        self.governor().admit_now(now)
    }

    /// Returns when one question may be asked, with the time when that was allowed.
    pub(super) async fn admit(&self, class: Class) -> Option<Timestamp> {
        let (go, gone) = oneshot::channel();
        self.governor().queue(class, go);
        self.moved.notify_one();
        gone.await.ok()
    }

    /// Whoever was let through at `admitted_at` does not ask after all.
    pub(super) fn withdrawn(&self, admitted_at: Timestamp) {
        self.governor().withdrawn(admitted_at);
        self.moved.notify_one();
    }

    /// Learns from the end of a question.
    pub(super) fn heard(&self, answered: bool, retry_after: Option<Duration>) {
        let now = self.clock.now();
        let answers = {
            let mut governor = self.governor();
            governor.heard(answered, retry_after, now, rand::random());
            governor.mion_answers()
        };
        self.news.mion_answers(answers);
        self.moved.notify_one();
    }

    /// Since when Mion does not answer this server.
    pub(super) fn silent_since(&self) -> Option<Timestamp> {
        self.governor().silent_since()
    }

    /// So many servers share the budget.
    pub(super) fn share_among(&self, servers: u32) {
        self.governor().share_among(servers);
        self.moved.notify_one();
    }

    /// Lets the questions through until the server stops.
    pub(super) async fn run(&self, inner: &Inner) {
        while !inner.stop.is_cancelled() {
            let now = self.clock.now();
            let until = match self.next(inner, now) {
                Next::Go(go) => {
                    // Whoever has gone away in the meantime has no question any more.
                    if go.send(now).is_err() {
                        self.withdrawn(now);
                    }
                    continue;
                }
                Next::NotBefore(then) | Next::Trying(then) => Some(then),
                Next::Nobody => None,
            };
            let is_silent = !self.governor().mion_answers();
            let until = until.or_else(|| is_silent.then(|| now.plus(TRY_EVERY)));
            tokio::select! {
                () = self.moved.notified() => {}
                () = self.wait(until) => self.try_out(&*inner.mion, now).await,
                () = inner.stop.cancelled() => {}
            }
        }
    }

    /// Who is let through next. While this server may not speak, nobody: the next beat moves the gate again.
    fn next(&self, inner: &Inner, now: Timestamp) -> Next<oneshot::Sender<Timestamp>> {
        if inner.speaks(inner.me()) { self.governor().next(now) } else { Next::Nobody }
    }

    async fn wait(&self, until: Option<Timestamp>) {
        match until {
            Some(then) => self.clock.sleep_until(then).await,
            None => core::future::pending().await,
        }
    }

    /// Asks a silent Mion for nothing, where nobody waits to ask it for something.
    async fn try_out(&self, mion: &dyn Provider, since: Timestamp) {
        let is_idle = {
            let governor = self.governor();
            governor.waiting() == 0 && !governor.mion_answers()
        };
        if is_idle && self.clock.now().since(since) >= TRY_EVERY {
            let answered = mion.reach().await;
            self.heard(answered, None);
        }
    }

    fn governor(&self) -> MutexGuard<'_, Governor<oneshot::Sender<Timestamp>>> {
        self.governor.lock().unwrap_or_else(PoisonError::into_inner)
    }
}
