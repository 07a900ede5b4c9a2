//! `make gallery`: a picture of every screen and state, on one page, for people to look at.

use std::process::Command;

use anyhow::Result;

use crate::demo;
use crate::steps::{self, Stopwatch, headline};
use crate::workspace::{Profile, Workspace};

/// Photographs everything. The dozen for the README are written anew only where they are to be kept.
///
/// # Errors
/// When a build fails, or a screen cannot be reached.
pub(crate) fn hang(workspace: &Workspace, keep: bool) -> Result<()> {
    demo::build(workspace, Profile::Dev, false)?;
    let watch = Stopwatch::start();
    let gallery = workspace.target().join("gallery");
    headline("Photographing every screen (about 15 minutes on two cores)");
    let mut npm = Command::new("npm");
    npm.args(["run", "--silent", "gallery"])
        .current_dir(workspace.root().join("end2end"))
        .env("KIOSK_BIN", workspace.server(Profile::Dev))
        .env("KIOSK_SITE_DIR", workspace.site())
        .env("KIOSK_GALLERY", &gallery);
    if keep {
        npm.env("KIOSK_KEEP", workspace.root().join("docs").join("screens"));
    }
    steps::run(&mut npm)?;
    headline(&format!("{} after {}", gallery.join("index.html").display(), watch.reading()));
    Ok(())
}
