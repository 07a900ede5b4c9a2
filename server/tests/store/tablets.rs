//! What is kept for the tablets besides sales.

use crate::databases::{Database, on_both_databases};
use crate::sales::at;
use server::store::Heartbeat;

on_both_databases! {
    the_first_secret_stays_and_every_server_has_it,
    the_newest_report_of_a_terminal_is_kept,
}

async fn the_first_secret_stays_and_every_server_has_it(database: &impl Database) {
    let servers = database.servers(3).await;
    let fresh = ["one", "two", "three"];
    let asked = servers.iter().zip(fresh).map(|(server, fresh)| server.secret("receipts", fresh));
    let secrets: Vec<String> = futures::future::join_all(asked).await.into_iter().map(Result::unwrap).collect();
    assert!(fresh.contains(&secrets[0].as_str()), "{secrets:?}");
    assert!(secrets.iter().all(|secret| *secret == secrets[0]), "{secrets:?}");
    assert_eq!(servers[0].secret("something else", "four").await.unwrap(), "four");
}

async fn the_newest_report_of_a_terminal_is_kept(database: &impl Database) {
    let store = database.open().await;
    let said = |terminal: &str, second, report: &str| Heartbeat {
        terminal: terminal.to_owned(),
        at: at(second),
        report: report.to_owned(),
    };
    store.report(&said("b", 10, "{}")).await.unwrap();
    store.report(&said("a", 10, "{\"wake\":1}")).await.unwrap();
    store.report(&said("a", 20, "{\"wake\":2}")).await.unwrap();
    store.report(&said("a", 15, "{\"wake\":3}")).await.unwrap();
    assert_eq!(store.reports().await.unwrap(), [said("a", 20, "{\"wake\":2}"), said("b", 10, "{}")]);
    assert_eq!(store.report_of("a").await.unwrap(), Some(said("a", 20, "{\"wake\":2}")));
    assert_eq!(store.report_of("c").await.unwrap(), None);
}
