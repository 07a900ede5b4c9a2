//! This server among the others: it moves its counter, declares those dead whose counter stands
//! still, and takes over what the dead have left.

use super::watcher::{Inner, Watcher};
use crate::store::{Member, ServerId, StoreError};
use core::time::Duration;
use domain::Timestamp;
use domain::checkout::WATCHED_AFTER_THE_END;
use engine::Membership;
use engine::membership::{BEAT_EVERY, Beat};
use std::sync::PoisonError;
use uuid::Uuid;

/// How often this server looks for checkouts of nobody's when no server has come or gone. Such a look costs
/// more the more sales have ended unpaid within the day, and hardly ever finds anything.
const CLAIM_EVERY: Duration = Duration::from_secs(10);

/// How many checkouts are taken over at once, so that one server does not swallow all in one gulp.
const CLAIM: u32 = 200;

/// The servers at the last look for checkouts of nobody's, and when that was.
struct Others {
    members: Vec<Member>,
    claimed_at: Timestamp,
}

impl Default for Others {
    fn default() -> Self {
        Self { members: Vec::new(), claimed_at: Timestamp::from_unix_ms(0) }
    }
}

impl Others {
    fn have_changed(&self, members: &[Member]) -> bool {
        let names = |members: &[Member]| members.iter().map(|member| member.id).collect::<Vec<_>>();
        names(&self.members) != names(members)
    }
}

impl Watcher {
    /// Joins the servers under a new name, and takes over what nobody looks after; returns how much that
    /// was. Until the name is entered, the old one counts.
    ///
    /// # Errors
    /// [`StoreError`] where the records cannot be read or written.
    pub(super) async fn join(&self) -> Result<usize, StoreError> {
        let inner = self.inner();
        let (name, began) = (new_name(), inner.clock.now());
        inner.store.join(name).await?;
        inner.begin_new_life(name);
        *inner.membership() = Membership::new(name);
        let beats = inner.beats().await?;
        {
            let (mut membership, now) = (inner.membership(), inner.clock.now());
            membership.joined(&beats, now);
            membership.observe(&beats, now);
            membership.beaten(began);
            inner.gate.share_among(membership.servers());
        }
        self.claim().await
    }

    /// Beats until the server stops and what it has asked is answered and stored, then leaves.
    pub(super) async fn keep_beating(&self) {
        let inner = self.inner();
        let mut was_well = true;
        let mut others = Others::default();
        let mut next = inner.clock.now().plus(BEAT_EVERY);
        loop {
            let idle = inner.idle.notified();
            if inner.stop.is_cancelled() && inner.followed().is_empty() {
                break;
            }
            tokio::select! {
                () = inner.clock.sleep_until(next) => {}
                () = inner.stop.cancelled(), if !inner.stop.is_cancelled() => continue,
                () = idle => continue,
            }
            next = inner.clock.now().plus(BEAT_EVERY);
            let result = self.beat(&mut others).await;
            if let Err(error) = &result
                && was_well
            {
                tracing::error!(%error, "this server cannot say that it is alive; trying again");
            }
            was_well = result.is_ok();
        }
        // The others need not wait to take over.
        if let Err(error) = inner.store.leave(inner.me()).await {
            tracing::warn!(%error, "this server could not say that it leaves");
        }
    }

    async fn beat(&self, others: &mut Others) -> Result<(), StoreError> {
        let inner = self.inner();
        let (me, began) = (inner.me(), inner.clock.now());
        if inner.membership().is_unsure() {
            tracing::warn!(server = %me, "may own sales that it does not know of; joining anew");
            return self.join().await.map(drop);
        }
        if !inner.store.beat(me).await? {
            tracing::warn!(server = %me, "declared dead by another server; joining anew");
            return self.join().await.map(drop);
        }
        let mut beats = inner.beats().await?;
        let dead = {
            let mut membership = inner.membership();
            let dead = membership.observe(&beats, inner.clock.now());
            membership.beaten(began);
            inner.gate.share_among(membership.servers());
            dead
        };
        for Beat { server, count } in dead {
            if inner.store.remove(Member { id: server, beat: count }).await? {
                tracing::warn!(%server, "a server is gone; taking over what it looked after");
                beats.retain(|beat| beat.server != server);
            }
        }
        inner.count_alarms().await;
        let members: Vec<_> = beats.iter().map(|beat| Member { id: beat.server, beat: beat.count }).collect();
        let now = inner.clock.now();
        let is_due = others.have_changed(&members) || now.since(others.claimed_at) >= CLAIM_EVERY;
        if is_due && !inner.stop.is_cancelled() {
            self.claim().await?;
            *others = Others { members, claimed_at: now };
        }
        Ok(())
    }

    async fn claim(&self) -> Result<usize, StoreError> {
        let inner = self.inner();
        let me = inner.me();
        let since = inner.clock.now().minus(WATCHED_AFTER_THE_END);
        let mut count = 0_usize;
        loop {
            let claimed = match inner.store.claim(me, since, CLAIM).await {
                Ok(claimed) => claimed,
                Err(error) => {
                    // What is asked for may have been handed over, and nobody knows what.
                    if !error.is_certain() {
                        inner.unsure(me);
                    }
                    return Err(error);
                }
            };
            if claimed.is_empty() {
                return Ok(count);
            }
            count = count.saturating_add(claimed.len());
            for checkout in claimed {
                // Whoever waits at this server has not been told what the dead one did last.
                inner.bells.of(checkout.id()).ring();
                self.spawn(checkout, None, me);
            }
        }
    }
}

/// A name no server has had before.
pub(super) fn new_name() -> ServerId {
    ServerId::from_uuid(Uuid::new_v4())
}

impl Inner {
    /// This server's name.
    pub(super) fn me(&self) -> ServerId {
        self.membership().me()
    }

    pub(super) fn membership(&self) -> std::sync::MutexGuard<'_, Membership<ServerId>> {
        self.membership.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// Whether this server may ask Mion about the checkouts it follows under `name`.
    pub(super) fn speaks(&self, name: ServerId) -> bool {
        let now = self.clock.now();
        self.membership().speaks(name, now)
    }

    /// Notes that this server, as `name`, may have become the owner of checkouts it does not know of.
    pub(super) fn unsure(&self, name: ServerId) {
        let mut membership = self.membership();
        if membership.me() == name {
            membership.unsure();
        }
    }

    async fn beats(&self) -> Result<Vec<Beat<ServerId>>, StoreError> {
        let members = self.store.members().await?;
        Ok(members.iter().map(|member| Beat { server: member.id, count: member.beat }).collect())
    }
}
