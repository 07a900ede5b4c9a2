//! The simulation itself: it tells the same story twice, visits what it claims to, and finds bugs.

use crate::runs;
use crate::stats::Stats;
use crate::world::World;
use domain::planted::{Bug, plant};

fn occurrences(stats: &Stats) -> Vec<(&'static str, u64)> {
    stats.all().collect()
}

#[test]
fn the_same_seed_tells_the_same_story() {
    for seed in 1..60 {
        let (first, second) = (World::new(seed, false).run(), World::new(seed, false).run());
        assert_eq!(occurrences(&first.0), occurrences(&second.0), "seed {seed}");
        assert_eq!(first.1.map(|one| one.what), second.1.map(|one| one.what), "seed {seed}");
    }
}

#[test]
fn two_thousand_schedules_visit_everything_and_break_no_rule() {
    let outcome = runs::all(&(1..2001), None);
    let told: Vec<_> = outcome.violations.iter().map(|(seed, violation)| format!("{seed}: {violation}")).collect();
    assert!(outcome.is_clean(), "{told:?}");
    assert_eq!(outcome.schedules, 2000);
    let never: Vec<_> = outcome.stats.all().filter(|(_, times)| *times == 0).collect();
    assert!(never.is_empty(), "never: {never:?}");
}

#[test]
fn a_planted_bug_is_found_and_gone_when_it_is_taken_out() {
    let with = runs::all(&(1..101), Some(Bug::SkipLookUp));
    assert!(with.doubled > 0, "two sessions for one sale");
    plant(None);
    assert!(runs::all(&(1..101), None).is_clean());
}
