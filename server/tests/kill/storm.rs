//! Terminals sell, Mion misbehaves, and the servers are killed without a word, over and over. Afterwards the
//! books must agree.
//!
//! `KIOSK_KILLS` says how often (8 unless told otherwise), `KIOSK_KILL_SEED` with which dice.

use crate::books::{Findings, compare};
use crate::killer::Killer;
use crate::sale::Sale;
use crate::seller::{Seller, Shop};
use crate::server::Server;
use crate::tablet::Tablet;
use crate::world::{Lives, World};
use app::view::{CheckoutView, StateView};
use core::sync::atomic::AtomicU32;
use core::time::Duration;
use domain::alarm::AlarmKind;
use futures::future::join_all;
use rand::SeedableRng as _;
use rand::rngs::StdRng;
use std::collections::BTreeMap;
use std::sync::Arc;
use tokio::time::{Instant, sleep, timeout};

const TERMINALS: u64 = 6;
/// Of a thousand requests to Mion, so many go wrong.
const CHAOS_PER_MILLE: u64 = 150;
/// How long all sales together may take to settle once the storm is over.
const SETTLING: Duration = Duration::from_secs(90);

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
    let sellers: Vec<_> = (0..TERMINALS).map(|number| seller(&world, &shop, seed, number)).collect();
    let sellers: Vec<_> = sellers.into_iter().map(|seller| tokio::spawn(seller.sell())).collect();
    let limit = Duration::from_secs(60) + Duration::from_secs(6) * kills;
    let storm = kill(&world, &shop, kills, seed);
    let servers = timeout(limit, storm).await.unwrap_or_else(|_| panic!("{name}: not over after {limit:?}"));
    world.mion().chaos(0, 0).unwrap();
    shop.closing.send_replace(true);
    for seller in sellers {
        seller.await.unwrap();
    }
    let storm = began.elapsed();
    settle(&world, &shop).await;
    let settled = began.elapsed() - storm;
    for server in servers {
        world.stop(server).await;
    }
    let store = world.database.open().await;
    let Findings { lost, doubled, wrong, counts } = compare(store.as_ref(), &world.mion(), &shop.sales()).await;
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
    let all: Vec<_> = lost.iter().chain(&doubled).chain(&wrong).collect();
    let about = |(sale, what): &&(Arc<Sale>, String)| format!("{}: {what}\n{}", sale.id, world.log_of(sale.id));
    let told: Vec<_> = all.iter().take(3).map(about).collect();
    assert!(all.is_empty(), "{name}, seed {seed}: {} findings\n{}", all.len(), told.join("\n"));
    assert!(counts.payments > 0, "nobody has paid");
}

fn setting(name: &str) -> Option<u64> {
    std::env::var(name).ok().map(|text| text.parse().unwrap_or_else(|_| panic!("{name} must be a number")))
}

fn dice(seed: u64, of: u64) -> StdRng {
    StdRng::seed_from_u64(seed.wrapping_mul(1_000).wrapping_add(of))
}

fn seller(world: &World, shop: &Arc<Shop>, seed: u64, number: u64) -> Seller {
    Seller::new(shop.clone(), Tablet::new(world.bases()), dice(seed, number))
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

/// Waits until a terminal would be shown every payment that was made.
async fn settle(world: &World, shop: &Shop) {
    let mut payments: BTreeMap<String, usize> = BTreeMap::new();
    for payment in world.mion().payments() {
        *payments.entry(payment.reference).or_default() += 1;
    }
    let mut tablet = Tablet::new(world.bases());
    let mut missing = shop.sales();
    missing.retain(|sale| payments.contains_key(domain::Reference::of(sale.id).as_str()));
    let settled = async {
        while !missing.is_empty() {
            world.call_webhooks().await;
            let mut still = Vec::new();
            for sale in &missing {
                let count = payments[domain::Reference::of(sale.id).as_str()];
                if !tablet.read(sale).await.is_ok_and(|view| shows(&view, count)) {
                    still.push(sale.clone());
                }
            }
            missing = still;
            sleep(Duration::from_millis(100)).await;
        }
    };
    // What is still missing then is in the findings.
    let _ = timeout(SETTLING, settled).await;
}

fn shows(view: &CheckoutView, payments: usize) -> bool {
    let is_paid = matches!(view.state, StateView::Paid { .. } | StateView::PaidLate { .. });
    is_paid && (payments < 2 || view.alarms.contains(&AlarmKind::Twice))
}
