//! The program's commands, one a file.

mod audit;
mod demo;
mod demo_people;
mod doctor;
mod owner;
mod serve;
mod trust;

use crate::config::Config;
use clap::{Parser, Subcommand};
use std::path::PathBuf;

/// What a person sees under `--help`.
#[derive(Debug, Parser)]
#[command(
    name = "mion-kiosk",
    version,
    about = "Take Bitcoin Lightning payments through Mion, on any tablet in the shop.",
    after_help = "Settings come from the file named by --config and from the environment, which wins.\n\
                  `serve` needs MION_BASE_URL and MION_API_KEY (or MION_API_KEY_FILE); everything else has a\n\
                  default. docs/operating.md lists every setting.\n\n\
                  Try it without an account:   mion-kiosk demo\n\
                  Lost the password:           mion-kiosk owner --config kiosk.toml\n\
                  Check an installation:       mion-kiosk doctor --config kiosk.toml\n\
                  Run it:                      mion-kiosk serve --config kiosk.toml"
)]
pub struct Cli {
    /// The settings file (TOML, sections [kiosk] and [mion]).
    #[arg(long, global = true, value_name = "FILE")]
    config: Option<PathBuf>,
    #[command(subcommand)]
    command: Command,
}

#[derive(Debug, Subcommand)]
enum Command {
    /// Run the kiosk against the real Mion.
    Serve,
    /// Run the kiosk against a stand-in Mion on this machine: no account, no real money.
    Demo,
    /// Check settings, database, bundle, the way to Mion and the clock, and say what to fix.
    Doctor,
    /// Print a link that makes an owner, or gives one a new password: for whoever holds the server.
    Owner,
    /// The audit log: hold it against itself, or write it out.
    Audit {
        #[command(subcommand)]
        what: AuditCommand,
    },
    /// Show the fingerprint of the kiosk's local CA, to be compared on a tablet before it is trusted.
    Trust {
        /// Also write the certificate, without its key, to this file.
        #[arg(long, value_name = "FILE")]
        out: Option<PathBuf>,
    },
}

#[derive(Debug, Subcommand)]
enum AuditCommand {
    /// Walk along the log and say how long it is and where it ends, or where it is not as it was written.
    Verify {
        /// The hash of an entry, as noted earlier: one that must still be in the log.
        #[arg(long, value_name = "HASH")]
        expect: Option<String>,
    },
    /// Write every entry as JSON, one a line.
    Export,
}

impl Cli {
    /// Does what was asked for.
    ///
    /// # Errors
    /// Anything that a person has to put right; its text says what.
    pub async fn run(self) -> anyhow::Result<()> {
        if let Command::Doctor = self.command {
            return doctor::examine(self.config.as_deref()).await;
        }
        let config = Config::read(self.config.as_deref(), std::env::vars())?;
        if let Command::Trust { out } = self.command {
            return trust::show(&config, out.as_deref());
        }
        match &self.command {
            Command::Owner => return owner::print_rescue(&config).await,
            Command::Audit { what } => return audit::run(&config, what).await,
            _ => {}
        }
        crate::telemetry::start(&config.kiosk.log, config.kiosk.log_format);
        match self.command {
            Command::Demo => demo::run(config).await,
            _ => serve::run(config).await,
        }
    }
}

/// Completes when the system or a person asks the program to stop.
async fn asked_to_stop() {
    let interrupt = async {
        if tokio::signal::ctrl_c().await.is_err() {
            core::future::pending::<()>().await;
        }
    };
    #[cfg(unix)]
    let terminate = async {
        use tokio::signal::unix::{SignalKind, signal};
        match signal(SignalKind::terminate()) {
            Ok(mut terminate) => {
                terminate.recv().await;
            }
            Err(_) => core::future::pending().await,
        }
    };
    #[cfg(not(unix))]
    let terminate = core::future::pending::<()>();
    tokio::select! {
        () = interrupt => {}
        () = terminate => {}
    }
    tracing::info!("asked to stop; finishing what is in flight");
}
