//! A PostgreSQL for the tests, gone when the command that needed it has ended.
//!
//! - [`cluster`]: makes it, runs it, and cleans up after it

mod cluster;
#[cfg(test)]
mod tests;

pub(crate) use cluster::Cluster;

use std::ffi::OsString;
use std::process::Command;

use anyhow::{Result, bail};

use crate::steps::{self, Stopwatch, headline};

/// What the tests read the cluster's address from.
pub(crate) const VARIABLE: &str = "KIOSK_TEST_POSTGRES";

/// Runs `command` with the address of a cluster in [`VARIABLE`].
///
/// # Errors
/// When no cluster can be started, or the command fails.
pub(crate) fn during(command: &[OsString]) -> Result<()> {
    let Some((program, args)) = command.split_first() else { bail!("which command is to run?") };
    let cluster = start()?;
    steps::run(Command::new(program).args(args).env(VARIABLE, cluster.url()))
}

/// Starts a cluster and says so.
///
/// # Errors
/// As [`Cluster::start`].
pub(crate) fn start() -> Result<Cluster> {
    let watch = Stopwatch::start();
    let cluster = Cluster::start()?;
    headline(&format!("PostgreSQL for the tests, ready in {}", watch.reading()));
    Ok(cluster)
}
