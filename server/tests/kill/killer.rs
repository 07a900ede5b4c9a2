//! `kill -9` at random moments, and the start of the next server at once, on the same port and records.

use crate::seller::Shop;
use crate::server::Server;
use crate::world::World;
use core::sync::atomic::{AtomicU32, Ordering};
use core::time::Duration;
use rand::Rng as _;
use rand::rngs::StdRng;
use tokio::sync::Notify;
use tokio::time::{sleep, timeout};

/// How long an event is waited for before a server is killed without it.
const EVENTFUL: Duration = Duration::from_secs(3);

/// Kills one of the servers again and again.
pub(crate) struct Killer<'a> {
    pub(crate) world: &'a World,
    pub(crate) shop: &'a Shop,
    /// Which server.
    pub(crate) number: usize,
    /// How many kills are left for all killers together.
    pub(crate) left: &'a AtomicU32,
    pub(crate) dice: StdRng,
}

impl Killer<'_> {
    /// Starts the server and kills it until no kill is left; returns the last one, which lives.
    pub(crate) async fn kill(mut self) -> Server {
        loop {
            let mut server = self.world.recipes[self.number].start();
            let has_one = |left: u32| left.checked_sub(1);
            if self.left.fetch_update(Ordering::Relaxed, Ordering::Relaxed, has_one).is_err() {
                self.world.ready(self.number, &mut server).await;
                return server;
            }
            self.moment(&mut server).await;
            if let Some(status) = server.ended() {
                panic!("server {} ended by itself, {status}: {}", self.number, self.world.complaints(self.number));
            }
            server.kill();
        }
    }

    /// Waits for the moment to strike.
    async fn moment(&mut self, server: &mut Server) {
        let (kind, ms) = (self.dice.random_range(0..100), self.dice.random_range(0..60));
        let while_it_starts = Duration::from_millis(ms * 4);
        match kind {
            0..20 => return sleep(while_it_starts).await,
            _ => self.world.ready(self.number, server).await,
        }
        match kind {
            20..45 => soon_after(&self.shop.opening, ms).await,
            45..70 => soon_after(&self.shop.paying, ms).await,
            70..92 => sleep(Duration::from_millis(ms * 40)).await,
            // Long enough to take over what a dead one has left.
            _ => sleep(Duration::from_millis(7_500 + ms * 40)).await,
        }
    }
}

async fn soon_after(event: &Notify, ms: u64) {
    let _ = timeout(EVENTFUL, event.notified()).await;
    sleep(Duration::from_millis(ms)).await;
}
