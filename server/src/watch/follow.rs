//! One task a checkout: does the effects that the engine's [`Follower`] asks for. A task holds
//! nothing that is not stored, so a crash at any point loses nothing.

use super::bell::Bell;
use super::watcher::{Inner, Life};
use crate::store::{Call, ServerId, StoreError};
use domain::checkout::change::Event;
use domain::checkout::state::State;
use domain::{Checkout, Timestamp};
use engine::{Effect, Follower, Outcome, Reply};
use std::sync::Arc;

impl Inner {
    /// Follows a checkout until nothing is left to do or `life` is over. What was asked is always
    /// answered and stored first.
    pub(super) async fn follow(&self, mut follower: Follower, bell: Arc<Bell>, life: Life) {
        let mut effect = follower.begin(bell.waited_for(self.clock.now()), self.clock.now());
        let mut admitted_at = None;
        loop {
            if matches!(effect, Effect::Admit(_) | Effect::AdmitNow | Effect::Wait(_) | Effect::Rest)
                && let Some(admitted_at) = admitted_at.take()
            {
                self.gate.withdrawn(admitted_at);
            }
            let outcome = match effect {
                Effect::Rest => return,
                Effect::Admit(class) => tokio::select! {
                    admitted = self.gate.admit(class) => {
                        admitted_at = admitted;
                        if admitted.is_some() { Outcome::Admitted } else { Outcome::Woken }
                    }
                    () = life.end.cancelled() => return,
                },
                Effect::AdmitNow => {
                    admitted_at = self.admit_now(life.name);
                    if admitted_at.is_some() { Outcome::Admitted } else { Outcome::NotNow }
                }
                Effect::Wait(until) => tokio::select! {
                    outcome = self.wait(until, &bell) => outcome,
                    () = life.end.cancelled() => return,
                },
                Effect::Load => self.load(follower.checkout()).await,
                Effect::Store(next) => self.save(&next).await,
                Effect::Show(stored) => {
                    bell.ring();
                    self.call(Call::Changed(stored.id()));
                    Outcome::Done
                }
                Effect::Ask(action) if self.speaks(life.name) => {
                    admitted_at = None;
                    let reply = self.mion.ask(action, follower.checkout(), self.clock.now()).await;
                    self.gate.heard(reply.mion_answered, reply.retry_after);
                    Outcome::Replied(reply)
                }
                // Others may have taken the checkout over: nothing is sent in its name.
                Effect::Ask(_) => Outcome::Replied(Reply::NOT_SENT),
            };
            let now = self.clock.now();
            effect = follower.step(outcome, bell.waited_for(now), rand::random(), now);
            if let Some(impossible) = follower.take_oddity() {
                tracing::error!(checkout = %follower.checkout().id(), %impossible, "something made no sense");
            }
        }
    }

    /// When `name` was allowed one question at once; none where it would have to wait.
    pub(super) fn admit_now(&self, name: ServerId) -> Option<Timestamp> {
        let now = self.clock.now();
        (self.speaks(name) && self.gate.admit_now(now)).then_some(now)
    }

    async fn wait(&self, until: Timestamp, bell: &Bell) -> Outcome {
        tokio::select! {
            () = self.clock.sleep_until(until) => Outcome::Woken,
            outcome = bell.woken() => outcome,
        }
    }

    async fn load(&self, checkout: &Checkout) -> Outcome {
        match self.store.get(checkout.id()).await {
            Ok(Some(checkout)) => Outcome::Loaded(Box::new(Arc::unwrap_or_clone(checkout))),
            Ok(None) => Outcome::Gone,
            Err(error) => store_failed(checkout, &error),
        }
    }

    async fn save(&self, next: &Checkout) -> Outcome {
        match self.store.save(next).await {
            Ok(()) => {
                announce(next);
                self.tell_of_alarms(next).await;
                Outcome::Stored
            }
            Err(StoreError::Stale) => Outcome::Stale,
            Err(error @ StoreError::Taken) => {
                tracing::error!(checkout = %next.id(), %error, "Mion gave what is another sale's; it is not shown");
                Outcome::Taken
            }
            Err(error) => store_failed(next, &error),
        }
    }

    /// Tells every tablet where `next`, which was just stored, has raised or ended an alarm.
    pub(super) async fn tell_of_alarms(&self, next: &Checkout) {
        let concerns_alarms = |event: &Event| matches!(event, Event::Alarm(_) | Event::Decided(..));
        if next.unsaved().iter().any(|change| concerns_alarms(&change.event)) {
            self.call(Call::Alarms);
            self.count_alarms().await;
        }
    }
}

fn store_failed(checkout: &Checkout, error: &StoreError) -> Outcome {
    tracing::error!(checkout = %checkout.id(), %error, "the records could not be read or written; trying again");
    Outcome::StoreFailed
}

/// Puts what was just stored into the log: as news, or as an alarm where a person has to look.
pub(super) fn announce(stored: &Checkout) {
    let id = stored.id();
    for change in stored.unsaved() {
        match &change.event {
            Event::Alarm(kind) => tracing::error!(checkout = %id, alarm = kind.name(), "a payment needs a decision"),
            Event::Decided(kind, decision) => {
                tracing::info!(checkout = %id, alarm = kind.name(), verdict = ?decision.verdict, "decided");
            }
            Event::Refused(refusal) => {
                tracing::error!(checkout = %id, http_status = refusal.http_status, text = refusal.text, "Mion refused");
            }
            event => tracing::info!(checkout = %id, state = change.state, ?event, "checkout moved on"),
        }
    }
    if let State::Failed(failure) = stored.state() {
        tracing::error!(checkout = %id, ?failure, "the sale could not be arranged");
    }
}
