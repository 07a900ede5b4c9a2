//! What is measured, and what it should be. A figure's name ends in its unit.

/// What a figure should be.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(crate) enum Goal {
    /// Less than that.
    Below(f64),
    /// That or more.
    AtLeast(f64),
    /// Nothing: it explains another.
    None,
}

/// Something that is measured.
pub(crate) struct Figure {
    /// Its name in the files.
    pub(crate) name: &'static str,
    /// What a person reads.
    pub(crate) about: &'static str,
    /// What it should be.
    pub(crate) goal: Goal,
}

const fn figure(name: &'static str, about: &'static str, goal: Goal) -> Figure {
    Figure { name, about, goal }
}

/// All of them, in the order in which they are printed.
pub(crate) const FIGURES: [Figure; 12] = [
    figure("cold_load_ms", "cold load, to a keypad that answers", Goal::Below(1000.0)),
    figure("warm_load_ms", "warm load, to a keypad that answers", Goal::Below(450.0)),
    figure("charge_to_code_ms", "tap on Charge, to a code that can be scanned", Goal::Below(150.0)),
    figure("paid_by_hint_ms", "paid at Mion, to the paid screen, told by Mion", Goal::Below(120.0)),
    figure("paid_by_asking_ms", "paid at Mion, to the paid screen, by asking alone", Goal::Below(400.0)),
    figure("status_answers_per_second", "status answers a second, pairing checked", Goal::AtLeast(40_000.0)),
    figure("processor_per_status_answer_us", "processor time of the server for each", Goal::None),
    figure("durable_sales_opened_per_second", "sales opened a second, each durable", Goal::AtLeast(1000.0)),
    figure("memory_per_waiting_terminal_kb", "memory of each of 10 000 waiting terminals", Goal::None),
    figure("ten_thousand_terminals_told_ms", "paid at Mion, to the last of 10 000 told", Goal::None),
    figure("memory_at_rest_mb", "memory at rest", Goal::Below(20.0)),
    figure("start_to_first_answer_ms", "start of the program, to its first answer", Goal::Below(50.0)),
];

impl Figure {
    /// The unit at the end of its name.
    pub(crate) fn unit(&self) -> &'static str {
        match self.name.rsplit('_').next() {
            Some("ms") => "ms",
            Some("us") => "µs",
            Some("kb") => "kB",
            Some("mb") => "MB",
            _ => "/s",
        }
    }
}

impl Goal {
    /// Whether `value` is as it should be; nothing where it need not be anything.
    pub(crate) fn is_met(self, value: f64) -> Option<bool> {
        match self {
            Self::Below(limit) => Some(value < limit),
            Self::AtLeast(limit) => Some(value >= limit),
            Self::None => None,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_goal_is_met_or_not_and_nothing_between() {
        assert_eq!(Goal::Below(50.0).is_met(49.9), Some(true));
        assert_eq!(Goal::Below(50.0).is_met(50.0), Some(false));
        assert_eq!(Goal::AtLeast(1000.0).is_met(1000.0), Some(true));
        assert_eq!(Goal::AtLeast(1000.0).is_met(999.0), Some(false));
        assert_eq!(Goal::AtLeast(1000.0).is_met(f64::NAN), Some(false));
        assert_eq!(Goal::None.is_met(1.0), None);
    }

    #[test]
    fn every_name_ends_in_its_unit_and_is_its_own() {
        for (index, figure) in FIGURES.iter().enumerate() {
            let ends = ["_ms", "_us", "_kb", "_mb", "_per_second"].iter().filter(|end| figure.name.ends_with(**end));
            assert_eq!(ends.count(), 1, "{}", figure.name);
            assert!(FIGURES.iter().skip(index + 1).all(|other| other.name != figure.name), "{}", figure.name);
        }
        assert_eq!(FIGURES.map(|figure| figure.unit())[5..8], ["/s", "µs", "/s"]);
    }
}
