//! Chores in Rust: builds what the browser downloads, starts the demo, packs a release, runs the gate.
//! The Makefile calls this with the right toolchain in `PATH`; every chore says what it does and how long it took.
//!
//! - [`workspace`]: where things are
//! - [`steps`]: headlines, durations, child processes
//! - [`bundle`]: from crates and stylesheets to a folder of hashed, compressed files
//! - [`demo`], [`release`]: the bundle and the server together, to be tried or to be shipped
//! - [`policy`]: which crates may be used, under which licences, and who may import whom
//! - [`sbom`]: the bill of materials of what is shipped
//! - [`postgres`]: a database for the tests
//! - [`kills`]: the server killed again and again, in earnest
//! - [`mod@bench`]: how fast it all is
//! - [`gallery`]: pictures of every screen
//! - [`lighthouse`]: what Lighthouse says
//! - [`gate`]: every check in one run

#![expect(clippy::print_stdout, clippy::print_stderr, reason = "a chore talks to the person who typed it")]

mod bench;
mod bundle;
mod demo;
mod gallery;
mod gate;
mod kills;
mod lighthouse;
mod policy;
mod postgres;
mod release;
mod sbom;
mod steps;
mod workspace;

use std::ffi::OsString;
use std::process::ExitCode;

use clap::{Parser, Subcommand};

use crate::workspace::Workspace;

#[derive(Parser)]
#[command(name = "cargo xtask", about = "Chores of the kiosk's workspace", max_term_width = 100)]
struct Cli {
    #[command(subcommand)]
    chore: Chore,
}

#[derive(Subcommand)]
enum Chore {
    /// Build what the browser downloads into target/site
    Bundle {
        /// Run wasm-opt over the module (from end2end/node_modules or PATH; npm's `binaryen` brings it)
        #[arg(long)]
        optimise: bool,
    },
    /// Build the bundle and the server, then start `mion-kiosk demo`
    Demo {
        /// Handed on to `mion-kiosk demo`
        #[arg(trailing_var_arg = true, allow_hyphen_values = true)]
        args: Vec<OsString>,
    },
    /// Pack the release build of server and site into target/dist/
    Release {
        /// Run wasm-opt over the module, as in `bundle`
        #[arg(long)]
        optimise: bool,
    },
    /// Check licences, banned and doubled crates, sources, and who imports whom
    Policy,
    /// Write the bill of materials of what is shipped, target/dist/sbom.cdx.json
    Sbom,
    /// Run a command with a throw-away PostgreSQL, whose address is in KIOSK_TEST_POSTGRES
    Postgres {
        /// The command: `cargo xtask postgres -- cargo test -p server`
        #[arg(trailing_var_arg = true, allow_hyphen_values = true, required = true)]
        command: Vec<OsString>,
    },
    /// Kill the server again and again while terminals sell, on each database, and compare the books
    Kills {
        /// How often, on each
        #[arg(long, default_value_t = 200)]
        kills: u32,
        /// What to throw the dice with; the same seed tries the same things, though never at the same moments
        #[arg(long)]
        seed: Option<u64>,
    },
    /// Measure how fast the kiosk is, and write it to target/bench.json
    Bench {
        /// Measure only this half
        #[arg(long, value_enum)]
        only: Option<bench::Half>,
    },
    /// Photograph every screen and state into target/gallery
    Gallery {
        /// Write the pictures of the README anew, too: docs/screens
        #[arg(long)]
        keep: bool,
    },
    /// Ask Lighthouse about the kiosk's page; its reports go into target/lighthouse
    Lighthouse,
    /// Run every check, or only those named
    Gate {
        /// Run only this check; may be given more than once
        #[arg(long, value_enum)]
        only: Vec<gate::Check>,
    },
}

fn main() -> ExitCode {
    let done = Workspace::locate().and_then(|workspace| match Cli::parse().chore {
        Chore::Bundle { optimise } => bundle::build(&workspace, optimise),
        Chore::Demo { args } => demo::start(&workspace, &args),
        Chore::Release { optimise } => release::pack(&workspace, optimise),
        Chore::Policy => policy::check(&workspace),
        Chore::Sbom => sbom::write(&workspace),
        Chore::Postgres { command } => postgres::during(&command),
        Chore::Kills { kills, seed } => kills::run(&workspace, kills, seed),
        Chore::Bench { only } => bench::run(&workspace, only),
        Chore::Gallery { keep } => gallery::hang(&workspace, keep),
        Chore::Lighthouse => lighthouse::measure(&workspace),
        Chore::Gate { only } => gate::run(&workspace, &only),
    });
    match done {
        Ok(()) => ExitCode::SUCCESS,
        Err(error) => {
            eprintln!("error: {error:#}");
            ExitCode::FAILURE
        }
    }
}
