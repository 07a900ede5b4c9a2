//! Logs: structured, to standard error, with the checkout's id on every line about one. Never an
//! invoice, a token or a body.

use crate::config::kiosk::LogFormat;
use std::io::IsTerminal as _;
use tracing_subscriber::filter::Targets;
use tracing_subscriber::layer::SubscriberExt as _;
use tracing_subscriber::util::SubscriberInitExt as _;
use tracing_subscriber::{Layer as _, fmt};

/// Starts logging what `targets` let through. A second call changes nothing.
pub fn start(targets: &Targets, format: LogFormat) {
    let layer = match format {
        LogFormat::Text => {
            // Colours are for a person; a journal would keep them as rubbish.
            let is_seen = std::io::stderr().is_terminal();
            fmt::layer().with_writer(std::io::stderr).with_target(false).with_ansi(is_seen).boxed()
        }
        LogFormat::Json => fmt::layer().with_writer(std::io::stderr).json().flatten_event(true).boxed(),
    };
    // Fails only where a test has started logging before.
    let _ = tracing_subscriber::registry().with(layer.with_filter(targets.clone())).try_init();
}
