//! Counting tests: `cargo test` says at the end of each binary how many ran, Playwright writes a report.
//! A check that fails ends the gate, so what is failed here is only ever shown as zero; it is counted all the same.

use std::fmt;

use anyhow::{Context as _, Result, bail};
use serde::Deserialize;

/// How many tests ran.
#[derive(Debug, Default, PartialEq, Eq)]
pub(crate) struct Tally {
    passed: u64,
    failed: u64,
}

#[derive(Deserialize)]
struct Report {
    stats: Stats,
}

#[derive(Deserialize)]
struct Stats {
    expected: u64,
    unexpected: u64,
    flaky: u64,
}

impl Tally {
    /// Reads a line of `cargo test`: `test result: ok. 12 passed; 0 failed; 0 ignored; …`, or one of the
    /// simulation's: `mutants 31 of 31 caught`, each of which is a test. Other lines say nothing.
    pub(crate) fn read_line(&mut self, line: &str) {
        let mutants = line.strip_prefix("mutants ").and_then(|rest| rest.strip_suffix(" caught"));
        if let Some((caught, all)) = mutants.and_then(|counts| counts.split_once(" of ")) {
            let (caught, all) = (caught.parse().unwrap_or_default(), all.parse::<u64>().unwrap_or_default());
            self.passed += caught;
            self.failed += all.saturating_sub(caught);
            return;
        }
        let Some((_, counts)) = line.strip_prefix("test result: ").and_then(|result| result.split_once(". ")) else {
            return;
        };
        for count in counts.split("; ") {
            match count.split_once(' ') {
                Some((number, "passed")) => self.passed += number.parse::<u64>().unwrap_or_default(),
                Some((number, "failed")) => self.failed += number.parse::<u64>().unwrap_or_default(),
                _ => {}
            }
        }
    }

    /// Reads Playwright's JSON report.
    ///
    /// # Errors
    /// When it is none, nothing ran, or a test passed only at a second try: money does not get one.
    pub(crate) fn read_report(&mut self, report: &str) -> Result<()> {
        let Report { stats } = serde_json::from_str(report).context("Playwright's report says no counts")?;
        self.passed += stats.expected;
        self.failed += stats.unexpected;
        if stats.flaky > 0 {
            bail!("{} test(s) in the browser passed only at a second try", stats.flaky);
        }
        if stats.expected == 0 {
            bail!("no test ran in the browser");
        }
        Ok(())
    }
}

impl fmt::Display for Tally {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{} passed, {} failed", self.passed, self.failed)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn rust_and_browser_tests_add_up() {
        let mut tally = Tally::default();
        tally.read_line("running 3 tests");
        tally
            .read_line("test result: ok. 3 passed; 0 failed; 0 ignored; 0 measured; 0 filtered out; finished in 0.00s");
        tally.read_line("test result: FAILED. 11 passed; 2 failed; 0 ignored; 0 measured; 0 filtered out");
        tally.read_line("test till::a_test_result: ok. 9 passed; ... ok");
        tally.read_line("mutants 9 of 10 caught");
        tally.read_line("mutants were caught");
        assert_eq!(tally, Tally { passed: 23, failed: 3 });

        let report =
            r#"{"suites": [], "stats": {"duration": 1.5, "expected": 16, "skipped": 1, "unexpected": 0, "flaky": 0}}"#;
        tally.read_report(report).unwrap();
        assert_eq!(tally.to_string(), "39 passed, 3 failed");
    }

    #[test]
    fn a_report_without_tests_or_with_lucky_ones_is_no_pass() {
        let report = |expected: u64, flaky: u64| {
            let stats = format!(r#"{{"stats": {{"expected": {expected}, "unexpected": 0, "flaky": {flaky}}}}}"#);
            Tally::default().read_report(&stats)
        };
        assert!(report(16, 0).is_ok());
        assert!(report(0, 0).is_err());
        assert!(report(15, 1).is_err());
        assert!(Tally::default().read_report("{}").is_err());
    }
}
