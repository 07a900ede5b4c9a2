//! Logs: structured, to standard error, with the checkout's id on every line about one. Never an
//! invoice, a token or a body.

use crate::config::kiosk::LogFormat;
use std::borrow::Cow;
use std::io::{self, IsTerminal as _, Write};
use tracing::Subscriber;
use tracing_subscriber::filter::Targets;
use tracing_subscriber::fmt::MakeWriter;
use tracing_subscriber::layer::SubscriberExt as _;
use tracing_subscriber::registry::LookupSpan;
use tracing_subscriber::util::SubscriberInitExt as _;
use tracing_subscriber::{Layer, fmt};

/// Starts logging what `targets` let through. A second call changes nothing.
pub fn start(targets: &Targets, format: LogFormat) {
    // Colours are for a person; a journal would keep them as rubbish.
    let has_colours = io::stderr().is_terminal();
    let layer = written(format, has_colours, io::stderr);
    // Fails only where a test has started logging before.
    let _ = tracing_subscriber::registry().with(layer.with_filter(targets.clone())).try_init();
}

/// Writes every event as one line.
fn written<S, W>(format: LogFormat, has_colours: bool, to: W) -> Box<dyn Layer<S> + Send + Sync>
where
    S: Subscriber + for<'a> LookupSpan<'a>,
    W: for<'w> MakeWriter<'w> + Send + Sync + 'static,
{
    match format {
        LogFormat::Text => {
            fmt::layer().with_writer(Lines { to, has_colours }).with_target(false).with_ansi(has_colours).boxed()
        }
        LogFormat::Json => {
            fmt::layer().with_writer(Lines { to, has_colours: false }).json().flatten_event(true).boxed()
        }
    }
}

/// Writes what it is given at once as one line. An error's text can hold what somebody else has written, and the
/// formatter lets most of that through: with a line's end in it, it would be a line of its own.
struct Lines<W> {
    to: W,
    has_colours: bool,
}

impl<'w, W: MakeWriter<'w>> MakeWriter<'w> for Lines<W> {
    type Writer = Lines<W::Writer>;

    fn make_writer(&'w self) -> Self::Writer {
        Lines { to: self.to.make_writer(), has_colours: self.has_colours }
    }
}

impl<W: Write> Write for Lines<W> {
    fn write(&mut self, line: &[u8]) -> io::Result<usize> {
        self.to.write_all(one_line(&String::from_utf8_lossy(line), self.has_colours).as_bytes())?;
        Ok(line.len())
    }

    fn flush(&mut self) -> io::Result<()> {
        self.to.flush()
    }
}

/// `line` with its control characters written out, as JSON does, but for its end, and for colours where it has some.
fn one_line(line: &str, has_colours: bool) -> Cow<'_, str> {
    let text = line.strip_suffix('\n').unwrap_or(line);
    let mut tamed = String::new();
    let mut rest = text;
    while let Some((before, from, one)) = at_control(rest) {
        tamed.push_str(before);
        rest = match colour_len(from).filter(|_| has_colours) {
            Some(len) => {
                let (colour, after) = from.split_at(len);
                tamed.push_str(colour);
                after
            }
            None => {
                tamed.push_str(&format!("\\u{:04x}", u32::from(one)));
                &from[one.len_utf8()..]
            }
        };
    }
    if tamed.is_empty() {
        return Cow::Borrowed(line);
    }
    tamed.push_str(rest);
    tamed.push_str(&line[text.len()..]);
    Cow::Owned(tamed)
}

/// `text` until its first control character, from there on, and that one.
fn at_control(text: &str) -> Option<(&str, &str, char)> {
    let (before, from) = text.split_at(text.find(char::is_control)?);
    Some((before, from, from.chars().next()?))
}

/// How long the colour is with which `text` begins, in bytes.
///
/// # Source
/// ECMA-48, 8.3.117: select graphic rendition.
fn colour_len(text: &str) -> Option<usize> {
    let values = text.strip_prefix("\x1b[")?;
    let end = values.find(|one: char| !one.is_ascii_digit() && one != ';')?;
    values[end..].starts_with('m').then_some(text.len() - values.len() + end + 1)
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::fs::File;
    use std::io::{Read as _, Seek as _};

    /// What Mion, a customer or a browser could have written to have a line of their own, or to clear a terminal.
    const FORGED: &str = "x\n2026-01-01T00:00:00Z ERROR paid \u{1b}[2J\u{9b}2J\r";

    #[test]
    fn a_text_from_outside_neither_makes_a_line_nor_moves_a_terminal() {
        for (format, has_colours) in [(LogFormat::Text, false), (LogFormat::Text, true), (LogFormat::Json, false)] {
            let mut file = tempfile::tempfile().unwrap();
            let lines = tracing_subscriber::registry().with(written(format, has_colours, file.try_clone().unwrap()));
            tracing::subscriber::with_default(lines, || {
                let span = tracing::info_span!("request", path = FORGED, from = %FORGED);
                span.in_scope(|| tracing::error!(error = %FORGED, text = FORGED, "{FORGED}"));
                tracing::error!("the next");
            });
            let mut log = String::new();
            file.rewind().unwrap();
            File::read_to_string(&mut file, &mut log).unwrap();
            assert_eq!(log.lines().count(), 2, "{format:?}: {log}");
            assert!(log.matches("[2J").count() >= 5, "nothing is left out of {format:?}: {log}");
            if format == LogFormat::Json {
                let first: serde_json::Value = serde_json::from_str(log.lines().next().unwrap()).unwrap();
                assert_eq!(
                    (&first["text"], &first["error"], &first["message"]),
                    (&FORGED.into(), &FORGED.into(), &FORGED.into())
                );
            }
            assert!(!log.contains(['\r', '\u{9b}']) && !log.contains("\x1b[2J"), "{format:?}: {log:?}");
            assert_eq!(log.contains('\x1b'), has_colours, "{format:?}: {log:?}");
        }
    }

    #[test]
    fn a_line_without_control_characters_is_written_as_it_is() {
        for line in ["", "\n", "Größe 1 250,00 € – ✓\n", "no end"] {
            assert!(matches!(one_line(line, false), Cow::Borrowed(same) if same == line), "{line:?}");
        }
        assert_eq!(
            one_line("\x1b[2mdim\x1b[0m\x1b[1;31m!\x1b[K\x1b[\n", true),
            "\x1b[2mdim\x1b[0m\x1b[1;31m!\\u001b[K\\u001b[\n"
        );
        assert_eq!(one_line("a\tb\nc\n", true), "a\\u0009b\\u000ac\n");
    }
}
