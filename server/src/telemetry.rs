//! Logs: structured, to standard error, with the checkout's id on every line about one. Never an
//! invoice, a token or a body.

use crate::config::kiosk::LogFormat;
use core::fmt::Debug;
use std::io::IsTerminal as _;
use tracing::field::Field;
use tracing_subscriber::field::MakeExt as _;
use tracing_subscriber::filter::Targets;
use tracing_subscriber::fmt::format::{Writer, debug_fn};
use tracing_subscriber::layer::SubscriberExt as _;
use tracing_subscriber::util::SubscriberInitExt as _;
use tracing_subscriber::{Layer as _, fmt};

/// Starts logging what `targets` let through. A second call changes nothing.
pub fn start(targets: &Targets, format: LogFormat) {
    let layer = match format {
        LogFormat::Text => {
            // Colours are for a person; a journal would keep them as rubbish.
            let lines = fmt::layer().with_writer(std::io::stderr).with_target(false);
            if std::io::stderr().is_terminal() {
                lines.boxed()
            } else {
                lines.with_ansi(false).fmt_fields(debug_fn(plain).delimited(" ")).boxed()
            }
        }
        LogFormat::Json => fmt::layer().with_writer(std::io::stderr).json().flatten_event(true).boxed(),
    };
    // Fails only where a test has started logging before.
    let _ = tracing_subscriber::registry().with(layer.with_filter(targets.clone())).try_init();
}

/// One field as it stands in a line. The library's own way has colours in mind even where there are none, and every
/// request is written so, whether anything is logged of it or not.
fn plain(line: &mut Writer<'_>, field: &Field, value: &dyn Debug) -> core::fmt::Result {
    match field.name() {
        "message" => write!(line, "{value:?}"),
        name => write!(line, "{name}={value:?}"),
    }
}
