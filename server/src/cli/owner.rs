//! Links that make an owner: at the first start, and `owner`, for a lost password. They are printed for
//! whoever holds the server, and never logged.

use crate::access::{Access, SET_UP_PATH};
use crate::clock::SystemClock;
use crate::config::Config;
use crate::config::tls::TlsConfig;
use crate::startup::open_records_beside;
use anyhow::Context as _;
use std::sync::Arc;

/// Where there is no owner yet, says how somebody becomes one on the kiosk that listens at `url`.
#[expect(clippy::print_stdout, reason = "it must not be logged")]
pub(super) async fn tell_first(access: &Access, url: &str) -> anyhow::Result<()> {
    if let Some(link) = access.first_link().await? {
        println!("There is no owner yet. Open this once, before anybody else does, and choose a name and a password:");
        println!("  {}", link.at(url));
        println!("Behind a proxy or from another machine, put the kiosk's address before {SET_UP_PATH}.");
        println!("The next start makes a new link, and this one useless.");
    }
    Ok(())
}

/// Prints a link for whoever has lost their password.
#[expect(clippy::print_stdout, reason = "this is what a person asked for")]
pub(super) async fn print_rescue(config: &Config) -> anyhow::Result<()> {
    let store = open_records_beside(&config.kiosk.database).await.context("the database cannot be used")?;
    let link = Access::new(store.clone(), Arc::new(SystemClock), false).rescue_link().await?;
    store.close().await;
    let scheme = if matches!(config.kiosk.wall.tls, TlsConfig::Off) { "http" } else { "https" };
    println!("Good once, and for half an hour. Whoever opens it is an owner: with the name of somebody who is there");
    println!("already they get a new password, with another name they are added.");
    println!("  {}", link.at(&format!("{scheme}://{}", config.kiosk.addr)));
    println!("Behind a proxy or from another machine, put the kiosk's address before {SET_UP_PATH}.");
    Ok(())
}
