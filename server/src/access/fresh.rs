//! What is known of callers, and for how long: half a second at most, and only as long as the records
//! can be read.
//!
//! Every change of who may do what counts up one number in the records, in the transaction that makes
//! it. Whatever is remembered here belongs to one value of that number: each server reads it at least
//! twice a second, hears of changes from the others, and forgets everything when it has moved. Where it
//! cannot be read, nothing that is remembered is believed.

use super::{Access, AccessError, Caller, PersonHere, Presented, Stranger, TerminalHere};
use crate::store::StoreError;
use crate::store::access::{SecretHash, SettingsRow, SignInRow, SignedInBy, TerminalRow};
use core::hash::Hash;
use core::time::Duration;
use domain::access::TerminalId;
use domain::settings::ShopSettings;
use domain::{CheckoutId, Timestamp};
use std::collections::HashMap;
use std::net::IpAddr;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use tokio::sync::watch;
use tokio_util::sync::CancellationToken;

/// How long what is remembered is believed without a look at the number.
const FRESH: Duration = Duration::from_millis(500);

/// How often a server looks that has nothing else to do.
const LOOK_EVERY: Duration = Duration::from_millis(400);

/// How exactly "last seen" and "last used" are kept.
const MINUTE: Duration = Duration::from_secs(60);

/// How long somebody who is signed in may do nothing.
pub const IDLE: Duration = Duration::from_secs(30 * 60);

/// How often what is over is forgotten.
const SWEEP_EVERY: Duration = Duration::from_secs(60 * 60);

/// More than that is not remembered.
const MOST: usize = 10_000;

/// What is remembered.
pub(super) struct Fresh {
    memory: Mutex<Memory>,
    /// Held by whoever looks, so that one does.
    looking: tokio::sync::Mutex<()>,
    changes: watch::Sender<u64>,
}

/// When something was begun, by what was remembered then.
#[derive(Clone, Copy, Debug)]
pub struct Moment(u64);

struct Memory {
    /// The number in the records, and when it was read; `None` where that failed.
    version: Option<u64>,
    looked_at: Timestamp,
    /// Counts up whenever everything was forgotten.
    generation: u64,
    terminals: HashMap<SecretHash, TerminalRow>,
    sign_ins: HashMap<SecretHash, SignInRow>,
    settings: Option<Arc<SettingsRow>>,
    /// At which terminals sales are. One that is moved counts up the number, too.
    sales: HashMap<CheckoutId, TerminalId>,
}

impl Memory {
    fn forget(&mut self) {
        self.generation = self.generation.wrapping_add(1);
        self.terminals.clear();
        self.sign_ins.clear();
        self.settings = None;
        self.sales.clear();
    }

    /// Remembers something that was read while `generation` was the one.
    fn keep<K: Eq + Hash, V>(&mut self, generation: u64, key: K, value: V, of: fn(&mut Self) -> &mut HashMap<K, V>) {
        if self.generation == generation {
            let map = of(self);
            if map.len() >= MOST {
                map.clear();
            }
            map.insert(key, value);
        }
    }
}

impl Fresh {
    pub(super) fn new(now: Timestamp) -> Self {
        Self {
            memory: Mutex::new(Memory {
                version: None,
                looked_at: now,
                generation: 0,
                terminals: HashMap::new(),
                sign_ins: HashMap::new(),
                settings: None,
                sales: HashMap::new(),
            }),
            looking: tokio::sync::Mutex::new(()),
            changes: watch::Sender::new(0),
        }
    }

    // A std Mutex: it is never held across an await.
    fn memory(&self) -> MutexGuard<'_, Memory> {
        self.memory.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

impl Access {
    /// Who a browser is that presents `presented` and comes from `peer`.
    ///
    /// # Errors
    /// [`AccessError::Store`] where the records cannot be read: then nobody is anybody.
    pub async fn who(&self, presented: &Presented, peer: IpAddr) -> Result<Caller, AccessError> {
        let generation = self.look().await?;
        let now = self.now();
        let mut caller = Caller { stranger: Stranger::showing(presented.terminal), ..Caller::nobody(peer) };
        if let Some(token) = presented.terminal.token()
            && let Some(row) = self.terminal_of(token, generation).await?
        {
            if row.revoked_at.is_some() {
                caller.stranger = Stranger::Revoked;
            } else {
                self.see_terminal(token, &row, now).await;
                caller.terminal = Some(TerminalHere { id: row.id, name: row.name, locked: row.locked });
                caller.stranger = Stranger::Nobody;
            }
        }
        for (token, of_a_pass) in [(presented.person, false), (presented.pass, true)] {
            if caller.person.is_none()
                && let Some(token) = token.token()
                && let Some(row) = self.sign_in_of(token, generation).await?
                && (row.by == SignedInBy::Pin) == of_a_pass
                && is_good(&row, &caller, now)
            {
                self.use_sign_in(token, &row, now).await;
                caller.person = Some(PersonHere { id: row.person, name: row.name, role: row.role, by: row.by });
            }
        }
        Ok(caller)
    }

    /// Moves whenever who may do what may have changed: whoever waits for something asks again who they
    /// are.
    pub fn changes(&self) -> watch::Receiver<u64> {
        self.0.fresh.changes.subscribe()
    }

    /// The shop's settings.
    ///
    /// # Errors
    /// [`AccessError::Store`].
    pub async fn settings(&self) -> Result<Arc<ShopSettings>, AccessError> {
        Ok(Arc::new(self.versioned_settings().await?.settings.clone()))
    }

    /// The shop's settings, and the version of them that a change must name.
    ///
    /// # Errors
    /// [`AccessError::Store`].
    pub async fn versioned_settings(&self) -> Result<Arc<SettingsRow>, AccessError> {
        let generation = self.look().await?;
        let remembered = self.0.fresh.memory().settings.clone();
        if let Some(settings) = remembered {
            return Ok(settings);
        }
        let settings = Arc::new(self.store().settings().await?);
        let mut memory = self.0.fresh.memory();
        if memory.generation == generation {
            memory.settings = Some(settings.clone());
        }
        Ok(settings)
    }

    /// At which terminal checkout `id` is, for whoever only looks at it: as current as what is known of callers. Who
    /// changes something asks [`Access::terminal_of_checkout`].
    ///
    /// # Errors
    /// [`AccessError::Store`].
    pub async fn terminal_that_sees(&self, id: CheckoutId) -> Result<Option<TerminalId>, AccessError> {
        let generation = self.look().await?;
        let remembered = self.0.fresh.memory().sales.get(&id).copied();
        if remembered.is_some() {
            return Ok(remembered);
        }
        let terminal = self.store().terminal_of(id).await?;
        if let Some(terminal) = terminal {
            self.0.fresh.memory().keep(generation, id, terminal, |memory| &mut memory.sales);
        }
        Ok(terminal)
    }

    /// Since when what is remembered is believed, for [`Self::sale_is_at`].
    pub fn moment(&self) -> Moment {
        Moment(self.0.fresh.memory().generation)
    }

    /// Remembers that checkout `id`, stored since `moment`, was stored as the sale of `terminal`.
    pub fn sale_is_at(&self, Moment(generation): Moment, id: CheckoutId, terminal: Option<TerminalId>) {
        if let Some(terminal) = terminal {
            self.0.fresh.memory().keep(generation, id, terminal, |memory| &mut memory.sales);
        }
    }

    /// Looks twice a second whether anything has changed, and whenever another server says so, until
    /// `stop`.
    pub async fn keep_fresh(self, mut called: watch::Receiver<u64>, stop: CancellationToken) {
        let mut swept_at = self.now();
        let mut is_readable = true;
        loop {
            let next = self.now().plus(LOOK_EVERY);
            tokio::select! {
                () = self.0.clock.sleep_until(next) => {}
                Ok(()) = called.changed() => {}
                () = stop.cancelled() => return,
            }
            match self.look_now().await {
                Ok(_) => is_readable = true,
                Err(error) if is_readable => {
                    tracing::error!(%error, "who may do what cannot be read: nobody may do anything");
                    is_readable = false;
                }
                Err(_) => {}
            }
            let now = self.now();
            if now.since(swept_at) >= SWEEP_EVERY {
                swept_at = now;
                if let Err(error) = self.store().forget_what_is_over(now).await {
                    tracing::warn!(%error, "what is over could not be forgotten; trying again in an hour");
                }
            }
        }
    }

    /// Something was changed here.
    pub(super) async fn look_again(&self) {
        // What cannot be read is forgotten, too.
        if let Err(error) = self.look_now().await {
            tracing::warn!(%error, "who may do what cannot be read");
        }
    }

    /// Sees to it that what is remembered may be believed; returns its generation.
    async fn look(&self) -> Result<u64, StoreError> {
        if let Some(generation) = self.believed() {
            return Ok(generation);
        }
        let _one_looks = self.0.fresh.looking.lock().await;
        match self.believed() {
            Some(generation) => Ok(generation),
            None => self.read_version().await,
        }
    }

    async fn look_now(&self) -> Result<u64, StoreError> {
        let _one_looks = self.0.fresh.looking.lock().await;
        self.read_version().await
    }

    fn believed(&self) -> Option<u64> {
        let (now, memory) = (self.now(), self.0.fresh.memory());
        // A clock that was set back says nothing about how old it is.
        let is_fresh = memory.looked_at <= now && now.since(memory.looked_at) < FRESH;
        (is_fresh && memory.version.is_some()).then_some(memory.generation)
    }

    async fn read_version(&self) -> Result<u64, StoreError> {
        // Before it is read: it is at least that old.
        let now = self.now();
        let version = self.store().access_version().await;
        let mut memory = self.0.fresh.memory();
        let (before, after) = (memory.version, version.as_ref().ok().copied());
        memory.version = after;
        memory.looked_at = now;
        if before != after {
            memory.forget();
            self.0.fresh.changes.send_replace(memory.generation);
        }
        version.map(|_| memory.generation)
    }

    async fn terminal_of(&self, token: SecretHash, generation: u64) -> Result<Option<TerminalRow>, StoreError> {
        let remembered = self.0.fresh.memory().terminals.get(&token).cloned();
        if remembered.is_some() {
            return Ok(remembered);
        }
        let row = self.store().terminal_by_token(token).await?;
        if let Some(row) = &row {
            self.0.fresh.memory().keep(generation, token, row.clone(), |memory| &mut memory.terminals);
        }
        Ok(row)
    }

    async fn sign_in_of(&self, token: SecretHash, generation: u64) -> Result<Option<SignInRow>, StoreError> {
        let remembered = self.0.fresh.memory().sign_ins.get(&token).cloned();
        if remembered.is_some() {
            return Ok(remembered);
        }
        let row = self.store().sign_in(token).await?;
        if let Some(row) = &row {
            self.0.fresh.memory().keep(generation, token, row.clone(), |memory| &mut memory.sign_ins);
        }
        Ok(row)
    }

    /// Notes that a terminal was seen, once a minute.
    async fn see_terminal(&self, token: SecretHash, row: &TerminalRow, now: Timestamp) {
        if row.seen_at.is_some_and(|seen| now.since(seen) < MINUTE) {
            return;
        }
        // First, so that of many requests at once one writes.
        if let Some(row) = self.0.fresh.memory().terminals.get_mut(&token) {
            row.seen_at = Some(now);
        }
        if let Err(error) = self.store().saw_terminal(row.id, now).await {
            tracing::warn!(terminal = %row.id, %error, "that the terminal was seen could not be stored");
        }
    }

    /// Notes that a sign-in was used, once a minute.
    async fn use_sign_in(&self, token: SecretHash, row: &SignInRow, now: Timestamp) {
        if now.since(row.used_at) < MINUTE {
            return;
        }
        if let Some(row) = self.0.fresh.memory().sign_ins.get_mut(&token) {
            row.used_at = now;
        }
        if let Err(error) = self.store().used_sign_in(token, now).await {
            tracing::warn!(person = %row.person, %error, "that somebody is still there could not be stored");
        }
    }
}

/// Whether a sign-in is good for what `caller` is so far.
fn is_good(row: &SignInRow, caller: &Caller, now: Timestamp) -> bool {
    let is_here = match row.by {
        SignedInBy::Pin => row.terminal.is_some() && row.terminal == caller.at(),
        SignedInBy::Password | SignedInBy::Passkey => now.since(row.used_at) < IDLE,
    };
    row.enabled && is_here && now < row.ends_at
}
