//! `kill -9` at random moments, and the start of the next server at once, on the same port and records.

use crate::server::Server;
use crate::shop::Shop;
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
            let one_less = |left: u32| left.checked_sub(1);
            let Ok(left) = self.left.fetch_update(Ordering::Relaxed, Ordering::Relaxed, one_less) else {
                self.world.ready(self.number, &mut server).await;
                return server;
            };
            self.moment(left, &mut server).await;
            if let Some(status) = server.ended() {
                panic!("server {} ended by itself, {status}: {}", self.number, self.world.last_words(self.number));
            }
            server.kill();
        }
    }

    /// Waits for the moment to strike. Every fourth time the server is given time to take over what a dead one
    /// has left; every eighth it is frozen first, until another has taken over what is its own.
    async fn moment(&mut self, left: u32, server: &mut Server) {
        let (kind, ms) = (self.dice.random_range(0..100), self.dice.random_range(0..60));
        if kind < 20 {
            return sleep(Duration::from_millis(ms * 4)).await;
        }
        self.world.ready(self.number, server).await;
        match left % 8 {
            2 | 6 => sleep(self.world.takes_over_within()).await,
            // Alone, a frozen server is only a slow one.
            5 if self.world.recipes.len() > 1 => self.freeze(server).await,
            _ => {}
        }
        match kind {
            20..50 => soon_after(&self.shop.opening, ms).await,
            50..80 => soon_after(&self.shop.paying, ms).await,
            _ => sleep(Duration::from_millis(ms * 30)).await,
        }
    }

    async fn freeze(&mut self, server: &Server) {
        soon_after(&self.shop.opening, self.dice.random_range(0..60)).await;
        server.signal("STOP");
        sleep(self.world.takes_over_within()).await;
        server.signal("CONT");
    }
}

async fn soon_after(event: &Notify, ms: u64) {
    let _ = timeout(EVENTFUL, event.notified()).await;
    sleep(Duration::from_millis(ms)).await;
}
