//! `make bench`: how fast the kiosk is, measured on the machine at hand and held against its goals. It is no test:
//! on another machine, or beside other work, the figures are others.
//!
//! - [`figure`]: what is measured, and its goals
//! - [`report`]: what is printed, and written to `target/bench.json`
//! - [`machine`]: where it was measured
//!
//! The server is measured by the crate `bench`, the browser by `end2end/bench/`; both write their figures into files
//! by the names that stand in [`figure`].

mod figure;
mod machine;
mod report;

use std::collections::BTreeMap;
use std::fs;
use std::path::Path;
use std::process::Command;

use anyhow::{Context as _, Result};
use clap::ValueEnum;

use self::machine::Machine;
use self::report::Report;
use crate::demo;
use crate::steps::{self, Stopwatch, headline};
use crate::workspace::{Profile, Workspace};

/// Half of what can be measured.
#[derive(Clone, Copy, PartialEq, Eq, ValueEnum)]
pub(crate) enum Half {
    /// The server alone
    Server,
    /// The kiosk in a browser
    Browser,
}

/// Builds for release, measures, prints the figures and writes them to `target/bench.json`. A goal that is missed is
/// no failure: the figures say so.
///
/// # Errors
/// When something cannot be built or does not answer as it should.
pub(crate) fn run(workspace: &Workspace, only: Option<Half>) -> Result<()> {
    let watch = Stopwatch::start();
    demo::build(workspace, Profile::Release, false)?;
    let mut cargo = workspace.cargo();
    steps::run(cargo.args(["build", "--quiet", "--release", "--package", "bench"]))?;
    let machine = Machine::here()?;
    headline(&format!("Measuring on {machine} (about 8 minutes)"));
    let mut measured = BTreeMap::new();
    if only != Some(Half::Browser) {
        measured.append(&mut server(workspace)?);
    }
    if only != Some(Half::Server) {
        measured.append(&mut browser(workspace)?);
    }
    let report = Report::new(&machine, &measured);
    print!("{}", report.table());
    let out = workspace.target().join("bench.json");
    fs::write(&out, report.json()?).with_context(|| format!("{} cannot be written", out.display()))?;
    headline(&format!("Measured in {}; the figures are in {}", watch.reading(), out.display()));
    Ok(())
}

fn server(workspace: &Workspace) -> Result<BTreeMap<String, f64>> {
    headline("The server alone");
    let out = workspace.target().join("bench-server.json");
    let mut bench = Command::new(workspace.target().join("release").join("bench"));
    bench.arg("--server").arg(workspace.server(Profile::Release)).arg("--site").arg(workspace.site());
    steps::run(bench.arg("--out").arg(&out))?;
    figures_in(&out)
}

fn browser(workspace: &Workspace) -> Result<BTreeMap<String, f64>> {
    headline("The kiosk in a browser");
    let out = workspace.target().join("bench-browser.json");
    let mut npm = Command::new("npm");
    npm.args(["run", "--silent", "bench"]).current_dir(workspace.root().join("end2end"));
    npm.env("KIOSK_BIN", workspace.server(Profile::Release)).env("KIOSK_SITE_DIR", workspace.site());
    steps::run(npm.env("CI", "1").env("KIOSK_BENCH_FILE", &out))?;
    figures_in(&out)
}

fn figures_in(file: &Path) -> Result<BTreeMap<String, f64>> {
    let text = fs::read(file).with_context(|| format!("{} is missing", file.display()))?;
    serde_json::from_slice(&text).with_context(|| format!("{} is damaged", file.display()))
}
