//! `make kills`: the long form of the server's kill test. The gate runs it with a few kills; this is for whoever
//! wants to know, and takes about a quarter of an hour.

use anyhow::Result;

use crate::postgres;
use crate::steps::{self, Stopwatch, headline};
use crate::workspace::Workspace;

/// Kills the server so often on each database while terminals sell, all databases at the same time.
///
/// # Errors
/// When the books do not agree in the end; the output says what is wrong, and the seed.
pub(crate) fn run(workspace: &Workspace, kills: u32, seed: Option<u64>) -> Result<()> {
    let watch = Stopwatch::start();
    let cluster = postgres::start()?;
    let mut cargo = workspace.cargo();
    cargo.args(["test", "--package", "server", "--test", "kill", "--", "storm::", "--nocapture", "--test-threads=3"]);
    cargo.env(postgres::VARIABLE, cluster.url()).env("KIOSK_KILLS", kills.to_string());
    if let Some(seed) = seed {
        cargo.env("KIOSK_KILL_SEED", seed.to_string());
    }
    steps::run(&mut cargo)?;
    headline(&format!("The books agree, after {}", watch.reading()));
    Ok(())
}
