//! A file is for one server: the second is refused before it does anything, and the first goes on.

use crate::server::{Recipe, free_addr};
use crate::tablet::Tablet;
use crate::world::{Lives, World, new_sale};

#[tokio::test]
async fn a_second_server_on_the_same_file_is_refused_and_says_why() {
    let world = World::on_sqlite(Lives::USUAL).await;
    let _first = world.start(0).await;
    let log = world.folder.path().join("second.log");
    let second = Recipe { addr: free_addr(), log: log.clone(), ..world.recipes[0].clone() };
    let status = world.end_of(&mut second.start()).await;
    let said = std::fs::read_to_string(log).unwrap();
    assert!(!status.success());
    assert!(said.contains("kiosk.sqlite") && said.contains("is in use by another mion-kiosk"), "{said}");
    Tablet::new(&world).invoice_of(&new_sale()).await;
}
