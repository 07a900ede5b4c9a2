//! Measures the server: the real program as a child process, asked by terminals that are paired, against the stand-in
//! Mion, which answers as fast as it can. It is a program of its own because what asks has to be optimised like what
//! answers; `cargo xtask bench` builds both and holds the figures against their goals.
//!
//! Every figure goes to a file as JSON, `name: number`, the unit in its name. Nothing is judged here.
//!
//! - [`shop`]: records with ten thousand terminals, written before a server starts
//! - [`program`]: the server, its memory and its processor time
//! - [`connection`]: as little HTTP as will do, so that the asking costs less than the answering
//! - [`starting`], [`answers`], [`opening`], [`waiting`]: what is measured, one a file
//! - [`median`]

#![expect(clippy::print_stderr, reason = "whoever waits for it is told what is being measured")]

mod answers;
mod connection;
mod median;
mod opening;
mod program;
mod shop;
mod starting;
mod waiting;

use std::collections::BTreeMap;
use std::path::PathBuf;

use anyhow::{Context as _, Result};
use clap::{Parser, ValueEnum};

/// What can be measured.
#[derive(Clone, Copy, PartialEq, Eq, ValueEnum)]
enum Part {
    /// From the start of the program to its first answer, and its memory when nothing happens
    Starting,
    /// Status answers
    Answers,
    /// Sales opened
    Opening,
    /// Ten thousand terminals that wait
    Waiting,
}

#[derive(Parser)]
#[command(about = "Measures the server, as a part of `make bench`")]
struct Cli {
    /// The program `mion-kiosk`, built for release
    #[arg(long)]
    server: PathBuf,
    /// The folder that it serves
    #[arg(long)]
    site: PathBuf,
    /// Where the figures go
    #[arg(long)]
    out: PathBuf,
    /// Measure only this; may be given more than once
    #[arg(long, value_enum)]
    only: Vec<Part>,
}

/// What was measured, by names that end in their units.
type Figures = BTreeMap<&'static str, f64>;

// One thread asks, so that most of the machine is left for whoever answers.
#[tokio::main(flavor = "current_thread")]
async fn main() -> Result<()> {
    let cli = Cli::parse();
    let recipe = program::Recipe::new(cli.server, cli.site);
    let mut figures = Figures::new();
    for part in Part::value_variants() {
        if !cli.only.is_empty() && !cli.only.contains(part) {
            continue;
        }
        match part {
            Part::Starting => starting::measure(&recipe, &mut figures).await.context("starting")?,
            Part::Answers => answers::measure(&recipe, &mut figures).await.context("status answers")?,
            Part::Opening => opening::measure(&recipe, &mut figures).await.context("opening sales")?,
            Part::Waiting => waiting::measure(&recipe, &mut figures).await.context("waiting terminals")?,
        }
    }
    std::fs::write(&cli.out, serde_json::to_vec_pretty(&figures)?)
        .with_context(|| format!("{} cannot be written", cli.out.display()))
}

/// Says what is being measured.
fn say(words: &str) {
    eprintln!("  {words}");
}
