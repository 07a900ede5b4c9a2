//! Many schedules on all processors, and what came of them.

use crate::rules::{Matter, Violation};
use crate::stats::Stats;
use crate::world::World;
use core::ops::Range;
use core::sync::atomic::{AtomicU64, AtomicUsize, Ordering};
use domain::planted::{Bug, plant};
use std::sync::{Mutex, PoisonError};
use std::thread;

/// Threads that run schedules.
const THREADS: usize = 2;
/// Seeds a thread takes at once.
const AT_ONCE: u64 = 64;
/// Violations that are told; more say nothing new.
const TOLD: usize = 10;
/// A planted bug that is not caught within so many schedules is not caught.
const MOST_FOR_A_MUTANT: u64 = 20_000;

/// What came of many schedules.
#[derive(Debug)]
pub(crate) struct Outcome {
    pub(crate) schedules: u64,
    pub(crate) lost: u64,
    pub(crate) doubled: u64,
    pub(crate) wrong: u64,
    /// The first violations, by seed.
    pub(crate) violations: Vec<(u64, Violation)>,
    pub(crate) stats: Stats,
}

impl Outcome {
    fn new() -> Self {
        Self { schedules: 0, lost: 0, doubled: 0, wrong: 0, violations: Vec::new(), stats: Stats::new() }
    }

    fn note(&mut self, seed: u64, stats: &Stats, violation: Option<Violation>) {
        self.schedules += 1;
        self.stats.add(stats);
        let Some(violation) = violation else { return };
        match violation.matter {
            Matter::Lost => self.lost += 1,
            Matter::Doubled => self.doubled += 1,
            Matter::Wrong => self.wrong += 1,
        }
        if self.violations.len() < TOLD {
            self.violations.push((seed, violation));
        }
    }

    fn add(&mut self, other: Self) {
        self.schedules += other.schedules;
        self.lost += other.lost;
        self.doubled += other.doubled;
        self.wrong += other.wrong;
        self.violations.extend(other.violations);
        self.stats.add(&other.stats);
    }

    /// Whether no rule was broken.
    pub(crate) fn is_clean(&self) -> bool {
        self.lost + self.doubled + self.wrong == 0
    }

    /// The one line that says it all.
    pub(crate) fn summary(&self, seeds: &Range<u64>) -> String {
        let Self { schedules, lost, doubled, wrong, .. } = self;
        let last = seeds.end.saturating_sub(1);
        format!("schedules {schedules}, lost {lost}, doubled {doubled}, wrong {wrong}, seeds {}..{last}", seeds.start)
    }
}

/// Runs every schedule of `seeds`, with `bug` planted.
pub(crate) fn all(seeds: &Range<u64>, bug: Option<Bug>) -> Outcome {
    let (next, whole) = (AtomicU64::new(seeds.start), Mutex::new(Outcome::new()));
    thread::scope(|scope| {
        for _ in 0..THREADS {
            scope.spawn(|| {
                plant(bug);
                let mut outcome = Outcome::new();
                loop {
                    let first = next.fetch_add(AT_ONCE, Ordering::Relaxed);
                    if first >= seeds.end {
                        break;
                    }
                    for seed in first..seeds.end.min(first.saturating_add(AT_ONCE)) {
                        let (stats, violation) = World::new(seed, false).run();
                        outcome.note(seed, &stats, violation);
                    }
                }
                whole.lock().unwrap_or_else(PoisonError::into_inner).add(outcome);
            });
        }
    });
    let mut whole = whole.into_inner().unwrap_or_else(PoisonError::into_inner);
    whole.violations.sort_by_key(|(seed, _)| *seed);
    whole.violations.truncate(TOLD);
    whole
}

/// How a planted bug was caught: after how many schedules, and what gave it away.
pub(crate) type Caught = Option<(u64, Violation)>;

/// Plants every bug in turn and runs schedules from `first` on until it is caught.
pub(crate) fn mutants(first: u64) -> Vec<(Bug, Caught)> {
    let (next, caught) = (AtomicUsize::new(0), Mutex::new(Vec::new()));
    thread::scope(|scope| {
        for _ in 0..THREADS {
            scope.spawn(|| {
                while let Some((n, bug)) = take(&next) {
                    let result = hunt(bug, first);
                    caught.lock().unwrap_or_else(PoisonError::into_inner).push((n, (bug, result)));
                }
            });
        }
    });
    let mut caught = caught.into_inner().unwrap_or_else(PoisonError::into_inner);
    caught.sort_by_key(|(n, _)| *n);
    caught.into_iter().map(|(_, one)| one).collect()
}

fn take(next: &AtomicUsize) -> Option<(usize, Bug)> {
    let n = next.fetch_add(1, Ordering::Relaxed);
    Bug::ALL.get(n).map(|bug| (n, *bug))
}

fn hunt(bug: Bug, first: u64) -> Caught {
    plant(Some(bug));
    (1..=MOST_FOR_A_MUTANT).find_map(|schedules| {
        let (_, violation) = World::new(first.wrapping_add(schedules - 1), false).run();
        violation.map(|violation| (schedules, violation))
    })
}
