//! Terminals sell, Mion misbehaves, and the servers are killed without a word, over and over. Afterwards the
//! books must agree.
//!
//! `KIOSK_KILLS` says how often (8 unless told otherwise), `KIOSK_KILL_SEED` with which dice.

use crate::books::{Findings, compare};
use crate::killer::Killer;
use crate::server::Server;
use crate::settle::settle;
use crate::shop::{Shop, dice, open_shop};
use crate::world::{Lives, World};
use core::sync::atomic::AtomicU32;
use core::time::Duration;
use futures::future::join_all;
use std::sync::Arc;
use tokio::time::{Instant, sleep, timeout};

const TERMINALS: u64 = 8;
/// So many payments there are before the shop closes, however short the storm is.
const PAYMENTS: usize = 8;
/// Of a thousand requests to Mion, so many go wrong.
const CHAOS_PER_MILLE: u64 = 150;

#[tokio::test]
async fn a_server_on_sqlite_is_killed_at_random_moments() {
    storm("sqlite", World::on_sqlite(Lives::SHORT).await).await;
}

#[tokio::test]
async fn a_server_on_postgres_is_killed_at_random_moments() {
    storm("postgres, one server", World::on_postgres(1, Lives::SHORT).await).await;
}

#[tokio::test]
async fn two_servers_on_postgres_are_killed_at_random_moments() {
    storm("postgres, two servers", World::on_postgres(2, Lives::SHORT).await).await;
}

#[expect(clippy::print_stdout, reason = "the figures are what `make kills` is run for")]
async fn storm(name: &str, world: World) {
    let kills = setting("KIOSK_KILLS").map_or(8, |kills| u32::try_from(kills).unwrap());
    let seed = setting("KIOSK_KILL_SEED").unwrap_or_else(rand::random);
    println!("{name}: {kills} kills with seed {seed}");
    let began = Instant::now();
    let shop = Arc::new(Shop::new(world.mion()));
    world.mion().chaos(seed, CHAOS_PER_MILLE).unwrap();
    let sellers = open_shop(&world, &shop, TERMINALS, seed);
    let limit = Duration::from_secs(60) + Duration::from_secs(6) * kills;
    let storm = kill(&world, &shop, kills, seed);
    let servers = timeout(limit, storm).await.unwrap_or_else(|_| panic!("{name}: not over after {limit:?}"));
    let some = timeout(Duration::from_secs(60), until_paid(&world, PAYMENTS)).await;
    some.unwrap_or_else(|_| panic!("{name}: hardly anyone can pay"));
    world.mion().chaos(0, 0).unwrap();
    shop.close(sellers).await;
    let storm = began.elapsed();
    settle(&world, &shop.sales()).await;
    let settled = began.elapsed() - storm;
    for server in servers {
        world.stop(server).await;
    }
    let store = world.database.open().await;
    let findings = compare(store.as_ref(), &world.mion(), &shop.sales()).await;
    let Findings { lost, doubled, wrong, counts } = &findings;
    println!(
        "{name}: kills {kills}, sales {}, payments {}, lost {}, doubled {}, wrong {}, seed {seed} \
         (late {}, paid twice {}, changes {}, requests to Mion {}; storm {} s, settled in {} s)",
        counts.sales,
        counts.payments,
        lost.len(),
        doubled.len(),
        wrong.len(),
        counts.late,
        counts.twice,
        counts.changes,
        world.mion().count(sandbox::Route::Any),
        storm.as_secs(),
        settled.as_secs(),
    );
    findings.expect_none(&world);
}

async fn until_paid(world: &World, payments: usize) {
    while world.mion().payments().len() < payments {
        sleep(Duration::from_millis(50)).await;
    }
}

fn setting(name: &str) -> Option<u64> {
    std::env::var(name).ok().map(|text| text.parse().unwrap_or_else(|_| panic!("{name} must be a number")))
}

/// Kills until all kills are done; returns the servers that are left.
async fn kill(world: &World, shop: &Shop, kills: u32, seed: u64) -> Vec<Server> {
    let left = AtomicU32::new(kills);
    let killers = (0..world.recipes.len()).zip(100..).map(|(number, of)| {
        let killer = Killer { world, shop, number, left: &left, dice: dice(seed, of) };
        killer.kill()
    });
    join_all(killers).await
}
