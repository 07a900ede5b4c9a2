//! `mion-kiosk`: see `--help`.

use clap::Parser as _;
use server::cli::Cli;
use std::process::ExitCode;

/// Faster than the system's where many sales are opened at a time, for SQLite most of all (docs/adr/0038).
#[cfg(target_os = "linux")]
#[global_allocator]
static ALLOCATOR: tikv_jemallocator::Jemalloc = tikv_jemallocator::Jemalloc;

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
