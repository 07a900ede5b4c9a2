//! PostgreSQL crashes in the middle of the day and comes back. The servers live on, and so do their sales.

// A cluster that may be crashed: the build tool makes the same for all other tests.
#[path = "../../../xtask/src/postgres/cluster.rs"]
mod cluster;

use crate::books::compare;
use crate::database::Database;
use crate::sale::Payment;
use crate::settle::settle;
use crate::shop::{Shop, open_shop};
use crate::tablet::{Tablet, opening};
use crate::world::{Lives, World, folder, new_sale, until};
use cluster::Cluster;
use std::sync::Arc;
use tokio::task::spawn_blocking;

const TERMINALS: u64 = 4;
const CRASHES: usize = 2;
/// Customers who pay between two crashes.
const PAYMENTS: usize = 6;

#[tokio::test]
async fn the_database_crashes_and_comes_back() {
    let mut cluster = spawn_blocking(Cluster::start).await.unwrap().unwrap();
    let database = Database::postgres_in(&cluster.url()).await;
    let world = World::new(folder(), database, 2, Lives::USUAL).await;
    let servers = world.start_all().await;
    let shop = Arc::new(Shop::new(world.mion()));
    let sellers = open_shop(&world, &shop, TERMINALS, rand::random());
    let mut tablet = Tablet::new(&world);
    let mut sales = Vec::new();
    for _ in 0..CRASHES {
        let paid = world.mion().payments().len();
        until("customers pay", || world.mion().payments().len() >= paid + PAYMENTS).await;
        let (open, refused) = (new_sale(), new_sale());
        let invoice = tablet.invoice_of(&open).await;

        cluster = spawn_blocking(|| crashed(cluster)).await.unwrap();
        open.known().payments.push(Payment::InTime);
        world.mion().pay(&invoice, false).unwrap();
        assert_eq!(tablet.status_of("open_checkout", opening(&refused)).await, 500);
        assert!(!has_session(&world, refused.id), "nothing is sent that is not stored");

        cluster = spawn_blocking(|| started_again(cluster)).await.unwrap();
        tablet.invoice_of(&refused).await;
        sales.extend([open, refused]);
    }
    shop.close(sellers).await;
    sales.extend(shop.sales());
    settle(&world, &sales).await;
    for server in servers {
        world.stop(server).await;
    }
    compare(world.database.open().await.as_ref(), &world.mion(), &sales).await.expect_none(&world);
}

fn crashed(mut cluster: Cluster) -> Cluster {
    cluster.crash().unwrap();
    cluster
}

fn started_again(mut cluster: Cluster) -> Cluster {
    cluster.start_again().unwrap();
    cluster
}

fn has_session(world: &World, id: domain::CheckoutId) -> bool {
    let reference = domain::Reference::of(id);
    world.mion().sessions(None).iter().any(|session| session.reference == reference.as_str())
}
