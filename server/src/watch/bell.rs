//! Wakes the browsers that wait for news of a checkout, and tells whether any do. Only a bell: what
//! the news is stands in the records, so losing one loses nothing.

use crate::clock::Clock;
use app::view::ShopNews;
use core::sync::atomic::{AtomicBool, AtomicI64, AtomicUsize, Ordering};
use core::time::Duration;
use domain::{CheckoutId, Timestamp};
use engine::Outcome;
use std::collections::HashMap;
use std::sync::{Arc, Mutex, PoisonError, Weak};
use tokio::sync::{Notify, watch};
use tokio_util::sync::CancellationToken;

/// How long after its last question a browser still counts as waiting: it is about to ask again, a way there and back
/// later. Where that takes longer, Mion is looked at as soon as it has asked.
const BETWEEN_TWO_QUESTIONS: Duration = Duration::from_secs(1);
/// How long a browser that waits at another server counts: that server says so again with each question.
const AT_ANOTHER_SERVER: Duration = Duration::from_secs(25);

/// The bell of one checkout.
#[derive(Debug)]
pub(super) struct Bell {
    rung: watch::Sender<()>,
    woken: Notify,
    changed: AtomicBool,
    hinted: AtomicBool,
    waiting: AtomicUsize,
    waited_for_until_ms: AtomicI64,
}

impl Bell {
    fn new() -> Self {
        Self {
            rung: watch::Sender::new(()),
            woken: Notify::new(),
            changed: AtomicBool::new(false),
            hinted: AtomicBool::new(false),
            waiting: AtomicUsize::new(0),
            waited_for_until_ms: AtomicI64::new(i64::MIN),
        }
    }

    /// Wakes everybody who waits.
    pub(super) fn ring(&self) {
        self.rung.send_replace(());
    }

    /// Tells whoever follows the checkout that the record was changed by another, or that somebody has
    /// begun to wait.
    pub(super) fn nudge(&self) {
        self.changed.store(true, Ordering::Relaxed);
        self.woken.notify_one();
    }

    /// Tells whoever follows the checkout that Mion may have news.
    pub(super) fn hint(&self) {
        self.hinted.store(true, Ordering::Relaxed);
        self.woken.notify_one();
    }

    /// Returns what follows from the next nudge or hint.
    pub(super) async fn woken(&self) -> Outcome {
        self.woken.notified().await;
        let hint = self.hinted.swap(false, Ordering::Relaxed);
        if self.changed.swap(false, Ordering::Relaxed) { Outcome::Nudged { hint } } else { Outcome::Hinted }
    }

    /// Whether somebody waits, or did a moment ago.
    pub(super) fn waited_for(&self, now: Timestamp) -> bool {
        let until = Timestamp::from_unix_ms(self.waited_for_until_ms.load(Ordering::Relaxed));
        self.waiting.load(Ordering::Relaxed) > 0 || now < until
    }

    /// Somebody waits at another server.
    pub(super) fn waited_for_elsewhere(&self, now: Timestamp) {
        self.waited_for_until(now.plus(AT_ANOTHER_SERVER));
        self.nudge();
    }

    fn waited_for_until(&self, until: Timestamp) {
        self.waited_for_until_ms.fetch_max(until.as_unix_ms(), Ordering::Relaxed);
    }
}

/// The bells of all checkouts somebody holds on to.
#[derive(Debug, Default)]
pub(super) struct Bells(Mutex<HashMap<CheckoutId, Weak<Bell>>>);

impl Bells {
    /// The bell of checkout `id`.
    pub(super) fn of(&self, id: CheckoutId) -> Arc<Bell> {
        let mut bells = self.lock();
        if let Some(bell) = bells.get(&id).and_then(Weak::upgrade) {
            return bell;
        }
        // Swept only when the map would grow: then at most every other place was empty before.
        if bells.len() == bells.capacity() {
            bells.retain(|_, bell| bell.strong_count() > 0);
        }
        let bell = Arc::new(Bell::new());
        bells.insert(id, Arc::downgrade(&bell));
        bell
    }

    /// The bell of checkout `id`, if anybody holds on to it.
    pub(super) fn held(&self, id: CheckoutId) -> Option<Arc<Bell>> {
        self.lock().get(&id).and_then(Weak::upgrade)
    }

    /// Every bell that anybody holds on to.
    pub(super) fn all(&self) -> Vec<Arc<Bell>> {
        self.lock().values().filter_map(Weak::upgrade).collect()
    }

    fn lock(&self) -> std::sync::MutexGuard<'_, HashMap<CheckoutId, Weak<Bell>>> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

/// Somebody who waits for news of a checkout. While one exists, Mion is asked more often.
pub struct Waiting {
    bell: Arc<Bell>,
    rung: watch::Receiver<()>,
    news: watch::Receiver<ShopNews>,
    clock: Arc<dyn Clock>,
    stop: CancellationToken,
}

impl Waiting {
    pub(super) fn new(
        bell: Arc<Bell>,
        news: watch::Receiver<ShopNews>,
        clock: Arc<dyn Clock>,
        stop: CancellationToken,
    ) -> Self {
        bell.waiting.fetch_add(1, Ordering::Relaxed);
        bell.nudge();
        let rung = bell.rung.subscribe();
        Self { bell, rung, news, clock, stop }
    }

    /// Returns true once the checkout or the shop has changed, false when the server stops.
    pub async fn news(&mut self) -> bool {
        tokio::select! {
            // Both senders live as long as the bell and the watcher do, which this holds on to.
            _ = self.rung.changed() => true,
            _ = self.news.changed() => true,
            () = self.stop.cancelled() => false,
        }
    }
}

impl Drop for Waiting {
    fn drop(&mut self) {
        self.bell.waited_for_until(self.clock.now().plus(BETWEEN_TWO_QUESTIONS));
        self.bell.waiting.fetch_sub(1, Ordering::Relaxed);
    }
}
