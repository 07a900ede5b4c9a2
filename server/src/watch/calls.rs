//! What the servers on the same records tell each other: that a checkout was changed, that somebody
//! waits for one, that Mion may have news. Only hints; whoever misses one finds out a little later.

use super::watcher::Inner;
use crate::store::{Call, Calls, CallsEvent};
use tokio::sync::mpsc::UnboundedReceiver;

impl Inner {
    /// Tells the other servers, soon.
    pub(super) fn call(&self, call: Call) {
        // Closed only when the server stops; then nobody needs to be told.
        let _ = self.outbox.send(call);
    }

    /// Sends what is to be told, as much at once as has gathered.
    pub(super) async fn send_calls(&self, mut outgoing: UnboundedReceiver<Call>) {
        let mut batch = Vec::new();
        loop {
            tokio::select! {
                count = outgoing.recv_many(&mut batch, 512) => if count == 0 { return },
                () = self.stop.cancelled() => return,
            }
            batch.sort_unstable();
            batch.dedup();
            if let Err(error) = self.store.call(&batch).await {
                tracing::warn!(%error, "the other servers could not be told; they find out later");
            }
            batch.clear();
        }
    }

    /// Heeds what the other servers tell.
    pub(super) async fn heed_calls(&self, mut calls: Calls) {
        loop {
            let event = tokio::select! {
                event = calls.next() => event,
                () = self.stop.cancelled() => return,
            };
            match event {
                CallsEvent::Heard(heard) => {
                    for call in heard {
                        self.heed(call).await;
                    }
                }
                // Anything may have been missed, so everybody looks again.
                CallsEvent::Gap => {
                    for bell in self.bells.all() {
                        bell.ring();
                        bell.nudge();
                    }
                    self.count_alarms().await;
                    self.access_called.send_modify(|times| *times = times.wrapping_add(1));
                }
            }
        }
    }

    async fn heed(&self, call: Call) {
        match call {
            Call::Changed(id) => {
                if let Some(bell) = self.bells.held(id) {
                    bell.ring();
                    bell.nudge();
                }
            }
            Call::Waiting(id) => {
                if let Some(bell) = self.bells.held(id) {
                    bell.waited_for_elsewhere(self.clock.now());
                }
            }
            Call::Poke => self.hint_here(),
            Call::Alarms => self.count_alarms().await,
            Call::Access => self.access_called.send_modify(|times| *times = times.wrapping_add(1)),
        }
    }

    /// Counts the alarms nobody has decided about, and tells the tablets.
    pub(super) async fn count_alarms(&self) {
        match self.store.alarm_count().await {
            Ok(alarms) => self.news.alarms(alarms),
            Err(error) => tracing::error!(%error, "the alarms could not be counted; trying again"),
        }
    }

    /// Has every followed checkout looked at soon.
    pub(super) fn hint_here(&self) {
        for followed in self.followed().values() {
            followed.bell.hint();
        }
    }
}
