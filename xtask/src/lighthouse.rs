//! `make lighthouse`: what Lighthouse says of the kiosk's page, built for release. It is no check of the gate: its scores
//! are times, and a machine that does something else meanwhile makes them worse.

use std::process::Command;

use anyhow::Result;

use crate::demo;
use crate::steps::{self, headline};
use crate::workspace::{Profile, Workspace};

/// Measures, and fails below the goals. Its own packages are fetched the first time; nothing else needs them.
///
/// # Errors
/// When a build fails, or a score is below its goal.
pub(crate) fn measure(workspace: &Workspace) -> Result<()> {
    demo::build(workspace, Profile::Release, false)?;
    let folder = workspace.root().join("end2end").join("lighthouse");
    if !folder.join("node_modules").exists() {
        headline("Fetching Lighthouse from npm (190 MB on disk)");
        steps::run(Command::new("npm").args(["ci", "--no-audit", "--no-fund"]).current_dir(&folder))?;
    }
    headline("Asking Lighthouse, three times as a phone and three times as a desktop (about 2 minutes)");
    steps::run(
        Command::new("npm")
            .args(["run", "--silent", "lighthouse"])
            .current_dir(&folder)
            .env("KIOSK_BIN", workspace.server(Profile::Release))
            .env("KIOSK_SITE_DIR", workspace.site())
            .env("KIOSK_LIGHTHOUSE", workspace.target().join("lighthouse")),
    )
}
