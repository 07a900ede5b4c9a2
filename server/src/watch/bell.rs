//! Wakes the browsers that wait for news of a checkout, and tells whether any do. Only a bell: what
//! the news is stands in the records, so losing one loses nothing.

use crate::clock::Clock;
use core::sync::atomic::{AtomicI64, AtomicUsize, Ordering};
use core::time::Duration;
use domain::{CheckoutId, Timestamp};
use std::collections::HashMap;
use std::sync::{Arc, Mutex, PoisonError, Weak};
use tokio::sync::{Notify, watch};
use tokio_util::sync::CancellationToken;

/// How long after its last question a browser still counts as waiting: it is about to ask again.
const BETWEEN_TWO_QUESTIONS: Duration = Duration::from_secs(3);

/// The bell of one checkout.
#[derive(Debug)]
pub(super) struct Bell {
    rung: watch::Sender<()>,
    /// Tells the watcher that somebody has begun to wait, or that the record was changed by another.
    pub(super) poke: Notify,
    waiting: AtomicUsize,
    last_waited_ms: AtomicI64,
}

impl Bell {
    fn new() -> Self {
        Self {
            rung: watch::Sender::new(()),
            poke: Notify::new(),
            waiting: AtomicUsize::new(0),
            last_waited_ms: AtomicI64::new(i64::MIN),
        }
    }

    /// Wakes everybody who waits.
    pub(super) fn ring(&self) {
        self.rung.send_replace(());
    }

    /// Whether somebody waits, or did a moment ago.
    pub(super) fn waited_for(&self, now: Timestamp) -> bool {
        let last = Timestamp::from_unix_ms(self.last_waited_ms.load(Ordering::Relaxed));
        self.waiting.load(Ordering::Relaxed) > 0 || now < last.plus(BETWEEN_TWO_QUESTIONS)
    }
}

/// The bells of all checkouts somebody holds on to.
#[derive(Debug, Default)]
pub(super) struct Bells(Mutex<HashMap<CheckoutId, Weak<Bell>>>);

impl Bells {
    /// The bell of checkout `id`.
    pub(super) fn of(&self, id: CheckoutId) -> Arc<Bell> {
        let mut bells = self.0.lock().unwrap_or_else(PoisonError::into_inner);
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
}

/// Somebody who waits for news of a checkout. While one exists, Mion is asked more often.
pub struct Waiting {
    pub(super) bell: Arc<Bell>,
    news: watch::Receiver<()>,
    link: watch::Receiver<bool>,
    clock: Arc<dyn Clock>,
    stop: CancellationToken,
}

impl Waiting {
    pub(super) fn new(
        bell: Arc<Bell>,
        link: watch::Receiver<bool>,
        clock: Arc<dyn Clock>,
        stop: CancellationToken,
    ) -> Self {
        bell.waiting.fetch_add(1, Ordering::Relaxed);
        bell.poke.notify_one();
        let news = bell.rung.subscribe();
        Self { bell, news, link, clock, stop }
    }

    /// Returns true once the checkout or the link to Mion has changed, false when the server stops.
    pub async fn news(&mut self) -> bool {
        tokio::select! {
            // Both senders live as long as the bell and the watcher do, which this holds on to.
            _ = self.news.changed() => true,
            _ = self.link.changed() => true,
            () = self.stop.cancelled() => false,
        }
    }
}

impl Drop for Waiting {
    fn drop(&mut self) {
        self.bell.last_waited_ms.store(self.clock.now().as_unix_ms(), Ordering::Relaxed);
        self.bell.waiting.fetch_sub(1, Ordering::Relaxed);
    }
}
