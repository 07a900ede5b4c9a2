//! Every check in one run, cheapest first; the first that fails ends it and says how to run it alone.
//! The last line is `N passed, 0 failed`: all tests that ran, Rust's and the browser's.
//!
//! - [`tally`]: counting tests
//! - [`budget`]: how many bytes a cold load of the kiosk costs

mod budget;
mod tally;

use std::fs;
use std::process::Command;

use anyhow::{Context as _, Result};
use clap::ValueEnum;

use self::tally::Tally;
use crate::steps::{self, Stopwatch, headline};
use crate::workspace::{Profile, WASM_TARGET, Workspace};
use crate::{bundle, demo, policy, postgres};

/// One check of the gate.
#[derive(Clone, Copy, PartialEq, Eq, ValueEnum)]
pub(crate) enum Check {
    /// The sources are formatted
    Fmt,
    /// Licences, banned and doubled crates, sources, who imports whom
    Policy,
    /// Clippy on everything native, its warnings denied
    Clippy,
    /// Clippy on what runs in the browser, its warnings denied
    ClippyWasm,
    /// The documentation builds without a warning
    Doc,
    /// All Rust tests, those of the records on SQLite and on PostgreSQL
    Test,
    /// The simulation of the engine's bad days, short, and every bug on purpose found
    Faults,
    /// What the browser downloads is built
    Bundle,
    /// A cold load of the kiosk stays within its bytes
    Budget,
    /// The tests in a real browser
    End2end,
    /// Every screen held against axe-core in every theme, measured for fingers, and seen at 400 %
    Axe,
    /// The main stories in Firefox and WebKit
    Browsers,
}

/// What runs the simulation; its own profile, because it is all about speed.
const FAULTS: [&str; 6] = ["run", "--quiet", "--profile", "faults", "--package", "faults"];

impl Check {
    /// What a person types after `--only`.
    fn name(self) -> String {
        self.to_possible_value().map_or_else(String::new, |value| value.get_name().to_owned())
    }

    fn about(self) -> &'static str {
        match self {
            Self::Fmt => "formatting",
            Self::Policy => "licences, crates and who imports whom",
            Self::Clippy => "lints, native (the first time about 4 minutes on two cores)",
            Self::ClippyWasm => "lints, browser (the first time about 2 minutes)",
            Self::Doc => "documentation",
            Self::Test => "Rust tests, on both databases (the first time about 5 minutes)",
            Self::Faults => "the engine's bad days, simulated (about 2 minutes)",
            Self::Bundle => "what the browser downloads (the first time about 5 minutes)",
            Self::Budget => "bytes of a cold load",
            Self::End2end => "tests in a browser",
            Self::Axe => "every screen for everybody",
            Self::Browsers => "the main stories in Firefox and WebKit",
        }
    }

    fn run(self, workspace: &Workspace, tally: &mut Tally) -> Result<()> {
        // All crates but `hydrate`, whose half of Leptos must never unify with the server's, and `faults`, whose
        // bugs on purpose must not either.
        const NATIVE: [&str; 5] = ["--workspace", "--exclude", "hydrate", "--exclude", "faults"];
        let mut cargo = workspace.cargo();
        match self {
            Self::Fmt => steps::run(cargo.args(["fmt", "--all", "--check"])),
            Self::Policy => policy::check(workspace),
            Self::Clippy => {
                steps::run(cargo.arg("clippy").args(NATIVE).args(["--all-targets", "--", "-D", "warnings"]))
            }
            Self::ClippyWasm => {
                cargo.args(["clippy", "--package", "hydrate", "--package", "app", "--features", "app/hydrate"]);
                steps::run(cargo.args(["--target", WASM_TARGET, "--", "-D", "warnings"]))
            }
            Self::Doc => steps::run(cargo.arg("doc").args(NATIVE).arg("--no-deps").env("RUSTDOCFLAGS", "-D warnings")),
            Self::Test => {
                let cluster = postgres::start()?;
                cargo.arg("test").args(NATIVE).arg("--no-fail-fast").env(postgres::VARIABLE, cluster.url());
                steps::run_reading(&mut cargo, |line| tally.read_line(line))
            }
            Self::Faults => {
                steps::run(cargo.args(["clippy", "--package", "faults", "--all-targets", "--", "-D", "warnings"]))?;
                let mut cargo = workspace.cargo();
                cargo.args(["test", "--package", "faults", "--profile", "faults"]);
                steps::run_reading(&mut cargo, |line| tally.read_line(line))?;
                let mut cargo = workspace.cargo();
                cargo.args(FAULTS).args(["--", "--schedules", "10000"]);
                steps::run_reading(&mut cargo, |line| tally.read_line(line))
            }
            Self::Bundle => bundle::build(workspace, false),
            Self::Budget => bundle::build(workspace, false).and_then(|()| budget::check(&workspace.site())),
            Self::End2end => stories(workspace, tally, "test"),
            Self::Axe => stories(workspace, tally, "axe"),
            Self::Browsers => stories(workspace, tally, "browsers"),
        }
    }
}

/// Runs the checks in `only`, or all of them.
///
/// # Errors
/// At the first check that fails, with the command that runs it alone.
pub(crate) fn run(workspace: &Workspace, only: &[Check]) -> Result<()> {
    let whole = Stopwatch::start();
    let mut tally = Tally::default();
    for check in Check::value_variants() {
        if !only.is_empty() && !only.contains(check) {
            continue;
        }
        let watch = Stopwatch::start();
        let name = check.name();
        headline(&format!("[{name}] {}", check.about()));
        check
            .run(workspace, &mut tally)
            .with_context(|| format!("[{name}] failed; alone it is `cargo xtask gate --only {name}`"))?;
        headline(&format!("[{name}] passed in {}", watch.reading()));
    }
    headline(&format!("The gate is open after {}", whole.reading()));
    if tally != Tally::default() {
        println!("{tally}");
    }
    Ok(())
}

/// Runs one of the scripts in `end2end/package.json` against the very server and site that `make demo` starts.
fn stories(workspace: &Workspace, tally: &mut Tally, script: &str) -> Result<()> {
    bundle::build(workspace, false)?;
    demo::server(workspace, Profile::Dev)?;
    let folder = workspace.root().join("end2end");
    let results = folder.join("test-results").join("results.json");
    // Whatever an earlier run left must not be counted as this one's.
    if results.exists() {
        fs::remove_file(&results)?;
    }
    steps::run(
        Command::new("npm")
            .args(["run", "--silent", script])
            .current_dir(&folder)
            .env("CI", "1")
            .env("KIOSK_BIN", workspace.server(Profile::Dev))
            .env("KIOSK_SITE_DIR", workspace.site())
            .env("PLAYWRIGHT_JSON_OUTPUT_FILE", &results),
    )?;
    let report = fs::read_to_string(&results)
        .with_context(|| format!("Playwright passed, but left no report at {}", results.display()))?;
    tally.read_report(&report)
}
