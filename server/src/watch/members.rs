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
    /// Joins the servers, and takes over what nobody looks after; returns how much that was.
    ///
    /// # Errors
    /// [`StoreError`] where the records cannot be read or written.
    pub(super) async fn join(&self) -> Result<usize, StoreError> {
        let inner = self.inner();
        let (me, began) = (inner.me(), inner.clock.now());
        inner.store.join(me).await?;
        inner.membership().beaten(began);
        self.claim().await
    }

    /// Beats until the server stops, then leaves.
    pub(super) async fn keep_beating(&self) {
        let inner = self.inner();
        let mut was_well = true;
        let mut others = Others::default();
        let mut next = inner.clock.now().plus(BEAT_EVERY);
        loop {
            tokio::select! {
                () = inner.clock.sleep_until(next) => {}
                () = inner.stop.cancelled() => break,
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
        // What is in flight is stored by now or will be looked up; the others need not wait to take over.
        if let Err(error) = inner.store.leave(inner.me()).await {
            tracing::warn!(%error, "this server could not say that it leaves");
        }
    }

    async fn beat(&self, others: &mut Others) -> Result<(), StoreError> {
        let inner = self.inner();
        let (me, began) = (inner.me(), inner.clock.now());
        if !inner.store.beat(me).await? {
            tracing::warn!(server = %me, "declared dead by another server; joining anew");
            self.start_anew();
            self.join().await?;
            return Ok(());
        }
        inner.membership().beaten(began);
        let mut members = inner.store.members().await?;
        let beats: Vec<_> = members.iter().map(|member| Beat { server: member.id, count: member.beat }).collect();
        let (dead, servers) = {
            let mut membership = inner.membership();
            (membership.observe(&beats, inner.clock.now()), membership.servers())
        };
        inner.gate.share_among(servers);
        for Beat { server, count } in dead {
            if inner.store.remove(Member { id: server, beat: count }).await? {
                tracing::warn!(%server, "a server is gone; taking over what it looked after");
                members.retain(|member| member.id != server);
            }
        }
        inner.count_alarms().await;
        let now = inner.clock.now();
        if others.have_changed(&members) || now.since(others.claimed_at) >= CLAIM_EVERY {
            self.claim().await?;
            *others = Others { members, claimed_at: now };
        }
        Ok(())
    }

    async fn claim(&self) -> Result<usize, StoreError> {
        let inner = self.inner();
        let since = inner.clock.now().minus(WATCHED_AFTER_THE_END);
        let mut count = 0_usize;
        loop {
            let claimed = inner.store.claim(inner.me(), since, CLAIM).await?;
            if claimed.is_empty() {
                return Ok(count);
            }
            count = count.saturating_add(claimed.len());
            for checkout in claimed {
                // Whoever waits at this server has not been told what the dead one did last.
                inner.bells.of(checkout.id()).ring();
                self.spawn(checkout, None, self.life());
            }
        }
    }

    /// Lets go of every checkout and takes a new name: the old one is dead.
    fn start_anew(&self) {
        let inner = self.inner();
        let me = new_name();
        inner.begin_new_life(me);
        *inner.membership() = Membership::new(me);
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

    /// Whether this server may ask Mion about its checkouts.
    pub(super) fn speaks(&self) -> bool {
        let now = self.clock.now();
        self.membership().speaks(now)
    }
}
