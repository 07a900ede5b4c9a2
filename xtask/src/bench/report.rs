//! What is printed and written: each figure with its goal and whether it is met.

use core::fmt::Write as _;
use std::collections::BTreeMap;

use anyhow::Result;
use serde::Serialize;

use super::figure::{FIGURES, Figure, Goal};
use super::machine::Machine;

/// The figures of one run.
#[derive(Serialize)]
pub(crate) struct Report<'run> {
    machine: &'run Machine,
    figures: Vec<Line>,
    /// What was measured and is not known here: a mistake of ours.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    unknown: Vec<&'run str>,
}

#[derive(Serialize)]
struct Line {
    name: &'static str,
    value: f64,
    #[serde(skip_serializing_if = "Option::is_none")]
    goal: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    met: Option<bool>,
    #[serde(skip)]
    about: &'static str,
    #[serde(skip)]
    unit: &'static str,
}

impl Line {
    fn of(figure: &Figure, value: f64) -> Self {
        let goal = match figure.goal {
            Goal::Below(limit) => Some(format!("< {}", number(limit))),
            Goal::AtLeast(limit) => Some(format!(">= {}", number(limit))),
            Goal::None => None,
        };
        let (name, about, unit) = (figure.name, figure.about, figure.unit());
        Self { name, value, goal, met: figure.goal.is_met(value), about, unit }
    }
}

impl<'run> Report<'run> {
    /// Of what was `measured` on `machine`.
    pub(crate) fn new(machine: &'run Machine, measured: &'run BTreeMap<String, f64>) -> Self {
        let line = |figure: &Figure| Some(Line::of(figure, *measured.get(figure.name)?));
        let is_unknown = |name: &&str| FIGURES.iter().all(|figure| figure.name != *name);
        let unknown = measured.keys().map(String::as_str).filter(is_unknown).collect();
        Self { machine, figures: FIGURES.iter().filter_map(line).collect(), unknown }
    }

    /// For people.
    pub(crate) fn table(&self) -> String {
        let mut table = String::new();
        for Line { value, goal, met, about, unit, .. } in &self.figures {
            let goal = goal.as_deref().unwrap_or_default();
            let met = match met {
                Some(true) => "met",
                Some(false) => "MISSED",
                None => "",
            };
            let line = format!("  {about:<52} {:>9} {unit:<3} {goal:>9} {met}", number(*value));
            // Writing to a text cannot fail.
            let _ = writeln!(table, "{}", line.trim_end());
        }
        for name in &self.unknown {
            let _ = writeln!(table, "  {name} was measured, and nothing is known of it");
        }
        if self.machine.is_busy() {
            table.push_str("  The machine was busy when it began: measure again when it is not.\n");
        }
        table
    }

    /// For programs.
    ///
    /// # Errors
    /// None that is known of.
    pub(crate) fn json(&self) -> Result<Vec<u8>> {
        Ok(serde_json::to_vec_pretty(self)?)
    }
}

/// Three digits that mean something; whole numbers whole.
fn number(value: f64) -> String {
    if value.fract() == 0.0 || value >= 100.0 { format!("{value:.0}") } else { format!("{value:.1}") }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn machine(load: f64) -> Machine {
        serde_json::from_str(&format!(r#"{{"processor": "p", "cores": 2, "load": {load}}}"#)).unwrap()
    }

    #[test]
    fn each_figure_stands_beside_its_goal() {
        let measured = BTreeMap::from([
            ("start_to_first_answer_ms".to_owned(), 24.56),
            ("durable_sales_opened_per_second".to_owned(), 812.4),
            ("processor_per_status_answer_us".to_owned(), 31.04),
            ("cold_load_ms".to_owned(), 1000.0),
        ]);
        let idle = machine(0.1);
        let report = Report::new(&idle, &measured);
        let table = report.table();
        let lines: Vec<Vec<&str>> = table.lines().map(|line| line.split_whitespace().collect()).collect();
        assert_eq!(lines.len(), 4);
        assert!(lines[0].ends_with(&["1000", "ms", "<", "1000", "MISSED"]), "{table}");
        assert!(lines[1].ends_with(&["31.0", "µs"]), "{table}");
        assert!(lines[2].ends_with(&["812", "/s", ">=", "1000", "MISSED"]), "{table}");
        assert!(lines[3].ends_with(&["24.6", "ms", "<", "50", "met"]), "{table}");
        let json: serde_json::Value = serde_json::from_slice(&report.json().unwrap()).unwrap();
        assert_eq!(json["figures"][3]["name"], "start_to_first_answer_ms");
        assert_eq!(json["figures"][3]["met"], true);
        assert_eq!(json["figures"][1].get("met"), None);
        assert_eq!(json["machine"]["cores"], 2);
    }

    #[test]
    fn a_busy_machine_and_a_strange_figure_are_named() {
        let measured = BTreeMap::from([("cold_lode_ms".to_owned(), 1.0)]);
        let busy = machine(3.0);
        let table = Report::new(&busy, &measured).table();
        assert!(table.contains("cold_lode_ms was measured") && table.contains("busy"), "{table}");
    }
}
