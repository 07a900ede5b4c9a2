//! `mion-kiosk`: see `--help`.

use clap::Parser as _;
use server::cli::Cli;
use std::process::ExitCode;

#[tokio::main]
async fn main() -> ExitCode {
    match Cli::parse().run().await {
        Ok(()) => ExitCode::SUCCESS,
        Err(error) => {
            complain(&error);
            ExitCode::FAILURE
        }
    }
}

#[expect(clippy::print_stderr, reason = "a person at a terminal is told why the program ends")]
fn complain(error: &anyhow::Error) {
    eprintln!("mion-kiosk: {error:#}");
}
