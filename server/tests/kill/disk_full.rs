//! There is no room for another byte: nothing is sold that cannot be stored, and nothing that was stored is lost.

use crate::books::compare;
use crate::sale::Payment;
use crate::server::Server;
use crate::tablet::{Tablet, is_paid, opening};
use crate::world::{Lives, World, new_sale, until};
use sandbox::Route;
use std::process::Command;

/// Lets the server's files, its log among them, grow no further than so many bytes.
fn limit_files(server: &Server, bytes: &str) {
    let mut limit = Command::new("prlimit");
    limit.args(["--pid", &server.pid().to_string(), &format!("--fsize={bytes}:")]);
    assert!(limit.status().unwrap().success());
}

#[tokio::test]
async fn what_cannot_be_stored_is_not_sold_and_is_sold_when_there_is_room() {
    let world = World::on_sqlite(Lives::USUAL).await;
    let server = world.start(0).await;
    let mut tablet = Tablet::new(&world);
    let (open, refused) = (new_sale(), new_sale());
    let invoice = tablet.invoice_of(&open).await;

    limit_files(&server, "1");
    assert_eq!(tablet.status_of("open_checkout", opening(&refused)).await, 500);
    assert_eq!(world.mion().count(Route::CreateSession), 1, "nothing is sent that is not stored");
    open.known().payments.push(Payment::InTime);
    world.mion().pay(&invoice, false).unwrap();
    // Two that were asked for after the payment: the first answer could not be stored.
    let reads = world.mion().count(Route::Status);
    until("Mion is asked on", || world.mion().count(Route::Status) > reads).await;
    assert_eq!(tablet.read(&open).await.unwrap().state.name(), "awaiting-payment", "what is not stored is not shown");

    limit_files(&server, "unlimited");
    tablet.until(&open, is_paid).await.unwrap();
    tablet.invoice_of(&refused).await;
    world.stop(server).await;
    compare(world.database.open().await.as_ref(), &world.mion(), &[open, refused]).await.expect_none(&world);
}
