//! What can be asked for on the command line.

use clap::Parser;
use core::ops::Range;
use core::str::FromStr;
use domain::planted::Bug;

/// The schedules of a plain `make faults`. Fixed, so that two runs of the same sources say the same.
const FIRST: u64 = 1;
const SCHEDULES: u64 = 100_000;

#[derive(Parser, Debug)]
#[command(
    name = "faults",
    about = "The checkout engine on its worst days, a hundred thousand of them",
    max_term_width = 100
)]
pub(crate) struct Options {
    /// Seeds of the schedules, the first to the last but one
    #[arg(long, value_name = "A..B", conflicts_with = "schedules")]
    seeds: Option<Seeds>,
    /// So many schedules, from the usual first seed on
    #[arg(long, value_name = "N")]
    schedules: Option<u64>,
    /// Tell the whole schedule of one seed, step by step
    #[arg(long, value_name = "SEED")]
    pub(crate) replay: Option<u64>,
    /// With this bug planted
    #[arg(long, value_name = "NAME", value_parser = bug)]
    pub(crate) bug: Option<Bug>,
    /// Say how often each fault, question, answer, state and alarm occurred
    #[arg(long)]
    pub(crate) stats: bool,
    /// Leave the planted bugs out
    #[arg(long)]
    pub(crate) without_mutants: bool,
}

impl Options {
    /// The seeds to be run.
    pub(crate) fn seeds(&self) -> Range<u64> {
        let schedules = self.schedules.unwrap_or(SCHEDULES);
        self.seeds.as_ref().map_or(FIRST..FIRST.saturating_add(schedules), |seeds| seeds.0.clone())
    }
}

/// A range of seeds.
#[derive(Clone, Debug)]
struct Seeds(Range<u64>);

impl FromStr for Seeds {
    type Err = &'static str;
    fn from_str(text: &str) -> Result<Self, Self::Err> {
        let (first, end) = text.split_once("..").ok_or("expected two numbers, such as 1..1001")?;
        let number = |text: &str| text.parse().map_err(|_| "expected two numbers, such as 1..1001");
        let (first, end) = (number(first)?, number(end)?);
        if first < end { Ok(Self(first..end)) } else { Err("there is no seed in that range") }
    }
}

fn bug(name: &str) -> Result<Bug, String> {
    let named = |bug: &&Bug| format!("{bug:?}").eq_ignore_ascii_case(name);
    let all = || Bug::ALL.iter().map(|bug| format!("{bug:?}")).collect::<Vec<_>>().join(", ");
    Bug::ALL.iter().find(named).copied().ok_or_else(|| format!("there are {}", all()))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn seeds(args: &[&str]) -> Option<Range<u64>> {
        let options = Options::try_parse_from([&["faults"], args].concat()).ok()?;
        Some(options.seeds())
    }

    #[test]
    fn seeds_are_a_range_or_a_number_of_schedules() {
        assert_eq!(seeds(&[]), Some(1..100_001));
        assert_eq!(seeds(&["--schedules", "10"]), Some(1..11));
        assert_eq!(seeds(&["--seeds", "5..7"]), Some(5..7));
        for bad in ["7..7", "7..5", "7", "a..b", ".."] {
            assert_eq!(seeds(&["--seeds", bad]), None, "{bad}");
        }
    }

    #[test]
    fn a_bug_is_found_by_its_name() {
        assert_eq!(bug("skiplookup"), Ok(Bug::SkipLookUp));
        assert!(bug("none").is_err_and(|all| all.contains("SkipLookUp")));
    }
}
