//! `make demo`: the bundle and the server, built side by side, then the server's own `demo` in our place.
//! On two cores the two builds overlap well: each ends in a long link that keeps only one core busy.

use std::ffi::OsString;
use std::os::unix::process::CommandExt as _;
use std::process::Command;
use std::thread;

use anyhow::{Context as _, Result, anyhow};

use crate::bundle;
use crate::steps::{self, Stopwatch, headline};
use crate::workspace::{Profile, Workspace};

/// Builds all that is out of date and becomes `mion-kiosk demo`.
pub(crate) fn start(workspace: &Workspace, args: &[OsString]) -> Result<()> {
    build(workspace, Profile::Dev, false)?;
    let server = workspace.server(Profile::Dev);
    let error = Command::new(&server).arg("demo").args(args).env("KIOSK_SITE_DIR", workspace.site()).exec();
    Err(error).with_context(|| format!("{} could not be started", server.display()))
}

/// Builds the site and the server at once.
///
/// Cargo locks one profile's folder at a time, and the two profiles share none, so neither build waits for
/// the other although both live in one target folder.
pub(crate) fn build(workspace: &Workspace, profile: Profile, optimise: bool) -> Result<()> {
    let watch = Stopwatch::start();
    let first = !(workspace.server(profile).exists() && workspace.wasm_module().exists());
    let long = match (first, profile) {
        (true, Profile::Dev) => "the first time takes about 8 minutes on two cores",
        (true, Profile::Release) => "the first time takes about 15 minutes on two cores",
        (false, _) => "only what has changed",
    };
    headline(&format!("Building the server and what the browser downloads ({long})"));
    thread::scope(|scope| {
        let site = scope.spawn(|| bundle::build(workspace, optimise));
        let server = server(workspace, profile);
        site.join().map_err(|_| anyhow!("the build of the site panicked"))?.and(server)
    })?;
    headline(&format!("Built in {}", watch.reading()));
    Ok(())
}

/// Builds the server alone.
pub(crate) fn server(workspace: &Workspace, profile: Profile) -> Result<()> {
    let mut cargo = workspace.cargo();
    cargo.args(["build", "--package", "server"]);
    if profile == Profile::Release {
        cargo.arg("--release");
    }
    steps::run_labelled("server", &mut cargo)
}
