//! The checkout engine on its worst days: a simulation with one thread, one clock and one stream of
//! chance, so that the same seed always tells the same story.
//!
//! One to three servers run the real engine (`follower`, `governor`, `membership` and all of `domain`)
//! against make-believe records, a make-believe Mion and a network that loses, delays and repeats.
//! Servers are killed and frozen between any two steps, clocks are wrong, tablets tap twice and walk
//! away, customers pay too late, too little and twice. After every step the rules are looked at; at the
//! end the records must agree with Mion's books.
//!
//! - [`options`]: the command line
//! - [`runs`]: many schedules, and the bugs on purpose that prove that the rules see something
//! - [`setup`], [`world`]: what a schedule is like, and how it goes
//! - [`event`], [`queue`], [`clock`], [`random`]: what happens, in order, when, and by what chance
//! - [`faults`]: what goes wrong
//! - [`server`], [`records`], [`mion`], [`tablet`], [`customer`], [`view`]: who takes part
//! - [`rules`]: what must never happen, and what must have happened at the end
//! - [`stats`]: how often everything occurred

#![expect(clippy::print_stdout, reason = "it talks to the person who typed it")]

mod clock;
mod customer;
mod event;
mod faults;
mod mion;
mod options;
mod queue;
mod random;
mod records;
mod rules;
mod runs;
mod server;
mod setup;
mod stats;
mod tablet;
#[cfg(test)]
mod tests;
mod view;
mod world;

use clap::Parser as _;
use domain::planted::{Bug, plant};
use options::Options;
use runs::{Caught, Outcome};
use std::process::ExitCode;
use world::World;

fn main() -> ExitCode {
    let options = Options::parse();
    if let Some(seed) = options.replay {
        return replay(seed, options.bug);
    }
    let seeds = options.seeds();
    let mut is_well = true;
    let caught = if options.without_mutants || options.bug.is_some() { Vec::new() } else { runs::mutants(seeds.start) };
    for (bug, caught) in &caught {
        println!("{}", of_mutant(*bug, caught));
        is_well &= caught.is_some();
    }
    let outcome = runs::all(&seeds, options.bug);
    if options.stats {
        outcome.stats.all().for_each(|(name, times)| println!("{times:>12}  {name}"));
    }
    tell_violations(&outcome, options.bug);
    println!("{}", outcome.summary(&seeds));
    if !caught.is_empty() {
        let count = caught.iter().filter(|(_, caught)| caught.is_some()).count();
        println!("mutants {count} of {} caught", caught.len());
    }
    if is_well && outcome.is_clean() { ExitCode::SUCCESS } else { ExitCode::FAILURE }
}

fn replay(seed: u64, bug: Option<Bug>) -> ExitCode {
    plant(bug);
    let (_, violation) = World::new(seed, true).run();
    match violation {
        None => {
            println!("no rule was broken");
            ExitCode::SUCCESS
        }
        Some(violation) => {
            println!("{violation}");
            ExitCode::FAILURE
        }
    }
}

fn of_mutant(bug: Bug, caught: &Caught) -> String {
    match caught {
        Some((schedules, violation)) => format!("mutant {bug:?}: caught after {schedules}, {violation}"),
        None => format!("mutant {bug:?}: NOT CAUGHT"),
    }
}

fn tell_violations(outcome: &Outcome, bug: Option<Bug>) {
    let with = bug.map_or_else(String::new, |bug| format!(" --bug {bug:?}"));
    for (seed, violation) in &outcome.violations {
        println!("seed {seed}: {violation}\n    make faults ARGS=\"--replay {seed}{with}\"");
    }
}
