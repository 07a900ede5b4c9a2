//! Fifty clients open one sale at once, as an impatient finger, a retry and forty-eight other tablets would.

use crate::books::compare;
use crate::sale::Payment;
use crate::tablet::{Tablet, is_paid};
use crate::world::{Lives, World, new_sale};
use futures::future::join_all;
use sandbox::Route;
use std::collections::BTreeSet;

const CLIENTS: usize = 50;

#[tokio::test]
async fn fifty_clients_open_one_sale_at_one_server() {
    fifty_open_one(World::on_sqlite(Lives::USUAL).await).await;
}

#[tokio::test]
async fn fifty_clients_open_one_sale_at_two_servers() {
    fifty_open_one(World::on_postgres(2, Lives::USUAL).await).await;
}

async fn fifty_open_one(world: World) {
    let servers = world.start_all().await;
    let sale = new_sale();
    let mut tablets = vec![Tablet::new(&world); CLIENTS];
    for (number, tablet) in tablets.iter_mut().enumerate() {
        tablet.at = number % servers.len();
    }
    let invoices = join_all(tablets.iter_mut().map(|tablet| tablet.invoice_of(&sale))).await;
    assert_eq!(invoices.iter().collect::<BTreeSet<_>>().len(), 1, "all are shown the same invoice");
    assert_eq!((world.mion().count(Route::CreateSession), world.mion().count(Route::CreateAttempt)), (1, 1));
    assert_eq!(world.mion().sessions(None).len(), 1);

    sale.known().payments.push(Payment::InTime);
    world.mion().pay(&invoices[0], false).unwrap();
    join_all(tablets.iter_mut().map(|tablet| tablet.until(&sale, is_paid))).await;
    for server in servers {
        world.stop(server).await;
    }
    compare(world.database.open().await.as_ref(), &world.mion(), &[sale]).await.expect_none(&world);
}
