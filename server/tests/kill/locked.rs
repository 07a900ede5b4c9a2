//! Another program holds the database: a backup that takes its time, somebody's forgotten shell.

use crate::books::compare;
use crate::database::Database;
use crate::sale::Payment;
use crate::tablet::{Said, Tablet, is_paid, opening};
use crate::world::{Lives, World, new_sale};
use sandbox::Route;
use sqlx::sqlite::SqliteConnectOptions;
use sqlx::{ConnectOptions as _, Connection as _};

#[tokio::test]
async fn while_the_database_is_locked_nothing_is_sold_and_nothing_is_lost() {
    let world = World::on_sqlite(Lives::USUAL).await;
    let Database::Sqlite(file) = &world.database else { panic!("SQLite is what can be locked") };
    let server = world.start(0).await;
    let mut tablet = Tablet::new(&world);
    let (open, refused, patient) = (new_sale(), new_sale(), new_sale());
    let invoice = tablet.invoice_of(&open).await;

    let mut other = SqliteConnectOptions::new().filename(file).connect().await.unwrap();
    sqlx::raw_sql("BEGIN EXCLUSIVE").execute(&mut other).await.unwrap();
    open.known().payments.push(Payment::InTime);
    world.mion().pay(&invoice, false).unwrap();
    let status = tablet.status_of("open_checkout", opening(&refused)).await;
    assert_eq!(status, 500, "the server waits for the lock, but not for ever");
    assert_eq!(tablet.read(&open).await.unwrap().state.name(), "awaiting-payment", "what is stored can be read");
    assert_eq!(world.mion().count(Route::CreateSession), 1, "nothing is sent that is not stored");

    // Whoever asks just before the lock is gone is answered, without asking again.
    let asking = tablet.ask_about(&patient, "open_checkout", opening(&patient));
    let (said, ended) = tokio::join!(asking, async { sqlx::raw_sql("ROLLBACK").execute(&mut other).await });
    ended.unwrap();
    assert!(matches!(said, Said::Yes(_)));
    other.close().await.unwrap();
    tablet.until(&open, is_paid).await.unwrap();
    for sale in [&refused, &patient] {
        tablet.invoice_of(sale).await;
    }
    world.stop(server).await;
    let sales = [open, refused, patient];
    compare(world.database.open().await.as_ref(), &world.mion(), &sales).await.expect_none(&world);
}
