//! Headlines, durations, and child processes that say what failed.
//! A child's output goes straight through; only where two builds run side by side is it labelled.

use std::io::{BufRead as _, BufReader, IsTerminal as _};
use std::process::{Command, ExitStatus, Stdio};
use std::time::{Duration, Instant};

use anyhow::{Context as _, Result, bail};

/// Says what begins.
pub(crate) fn headline(words: &str) {
    println!("==> {words}");
}

/// Measures how long a chore takes, to tell the person who waits for it.
pub(crate) struct Stopwatch(Instant);

impl Stopwatch {
    #[expect(clippy::disallowed_methods, reason = "a duration shown to a person; nothing is decided by it")]
    pub(crate) fn start() -> Self {
        Self(Instant::now())
    }

    /// The time since the start, as `0.3 s`, `42.0 s` or `3 min 07 s`.
    pub(crate) fn reading(&self) -> String {
        in_words(self.0.elapsed())
    }
}

fn in_words(duration: Duration) -> String {
    let seconds = duration.as_secs();
    if seconds < 60 {
        format!("{seconds}.{} s", duration.subsec_millis() / 100)
    } else {
        format!("{} min {:02} s", seconds / 60, seconds % 60)
    }
}

/// Runs a command with this process's own input and output.
///
/// # Errors
/// When it cannot be started, or ends with anything but success; the error holds the command line.
pub(crate) fn run(command: &mut Command) -> Result<()> {
    let status = command.status().with_context(|| format!("`{}` could not be started", line_of(command)))?;
    succeeded(command, status)
}

/// Runs a command whose progress appears line by line behind `label`, for builds that run side by side.
///
/// # Errors
/// As [`run`].
pub(crate) fn run_labelled(label: &str, command: &mut Command) -> Result<()> {
    if std::io::stderr().is_terminal() {
        command.env("CARGO_TERM_COLOR", "always");
    }
    command.stdin(Stdio::null()).stderr(Stdio::piped());
    let mut child = command.spawn().with_context(|| format!("`{}` could not be started", line_of(command)))?;
    if let Some(progress) = child.stderr.take() {
        for line in BufReader::new(progress).lines() {
            eprintln!("{label:>7} | {}", line?);
        }
    }
    let status = child.wait()?;
    succeeded(command, status)
}

/// Runs a command, shows its standard output as it comes and hands every line to `read`.
///
/// # Errors
/// As [`run`].
pub(crate) fn run_reading(command: &mut Command, mut read: impl FnMut(&str)) -> Result<()> {
    command.stdout(Stdio::piped());
    let mut child = command.spawn().with_context(|| format!("`{}` could not be started", line_of(command)))?;
    if let Some(output) = child.stdout.take() {
        for line in BufReader::new(output).lines() {
            let line = line?;
            println!("{line}");
            read(&line);
        }
    }
    let status = child.wait()?;
    succeeded(command, status)
}

/// Runs a command quietly and returns what it wrote to its standard output.
///
/// # Errors
/// As [`run`], and when the output is not UTF-8.
pub(crate) fn output_of(command: &mut Command) -> Result<String> {
    command.stdout(Stdio::piped());
    let output = command
        .spawn()
        .and_then(std::process::Child::wait_with_output)
        .with_context(|| format!("`{}` could not be started", line_of(command)))?;
    succeeded(command, output.status)?;
    String::from_utf8(output.stdout).with_context(|| format!("`{}` did not answer in UTF-8", line_of(command)))
}

fn succeeded(command: &Command, status: ExitStatus) -> Result<()> {
    if !status.success() {
        bail!("`{}` failed ({status})", line_of(command));
    }
    Ok(())
}

/// The command as it would be typed, without the folder of its program.
fn line_of(command: &Command) -> String {
    let program = std::path::Path::new(command.get_program());
    let mut line = program.file_name().unwrap_or(command.get_program()).to_string_lossy().into_owned();
    for argument in command.get_args() {
        line.push(' ');
        line.push_str(&argument.to_string_lossy());
    }
    line
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn durations_read_as_a_person_would_say_them() {
        assert_eq!(in_words(Duration::from_millis(349)), "0.3 s");
        assert_eq!(in_words(Duration::from_millis(59_999)), "59.9 s");
        assert_eq!(in_words(Duration::from_secs(187)), "3 min 07 s");
    }

    #[test]
    fn a_failed_child_is_named_by_its_command_line() {
        let error = run(Command::new("/bin/sh").args(["-c", "exit 3"])).unwrap_err();
        assert_eq!(error.to_string(), "`sh -c exit 3` failed (exit status: 3)");
    }

    #[test]
    fn every_line_is_handed_on() {
        let mut lines = Vec::new();
        run_reading(Command::new("/bin/sh").args(["-c", "echo one; echo two"]), |line| lines.push(line.to_owned()))
            .unwrap();
        assert_eq!(lines, ["one", "two"]);
    }
}
