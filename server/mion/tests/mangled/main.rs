//! Mangled answers: valid ones with bytes flipped, cut, spliced and swapped, fields retyped, doubled and nested,
//! and pure noise. Whatever comes, reading it never panics, and what is read as a value is held against a second
//! reader of JSON.
//!
//! A case is a seed, from which a batch of inputs is made, because drawing is slower than reading. The number of
//! cases is proptest's: `PROPTEST_CASES=200000 cargo test --release -p mion --test mangled -- --nocapture` reads
//! tens of millions of inputs and prints how many. A failure names the seed and shows the input.
//!
//! - `answers`: valid answers to begin with
//! - `dice`: numbers from a seed, fast
//! - `mangler`: what is done to them
//! - `holds`: what must hold of every value read

#![expect(clippy::unwrap_used, reason = "a test ends where something is not as it must be")]

mod answers;
mod dice;
mod holds;
mod mangler;

use dice::Dice;
use proptest::prelude::*;
use proptest::test_runner::TestRunner;
use std::panic::{AssertUnwindSafe, catch_unwind};

/// Inputs made of one seed.
const BATCH: usize = 100;

/// Inputs read, and how many of them were read as a value.
#[derive(Default)]
struct Tally {
    inputs: u64,
    values: u64,
}

/// Makes and reads the inputs of a run, and prints the tally.
fn mangle(kind: &str, valid: fn(&mut Dice) -> String, read: impl Fn(&[u8]) -> bool) {
    let tally = std::cell::RefCell::new(Tally::default());
    let mut runner = TestRunner::new(ProptestConfig { failure_persistence: None, ..ProptestConfig::default() });
    let outcome = runner.run(&any::<u64>().no_shrink(), |seed| {
        let mut dice = Dice::of(seed);
        for _ in 0..BATCH {
            let answer = valid(&mut dice);
            let input = mangler::mangled(answer, &mut dice);
            let read = catch_unwind(AssertUnwindSafe(|| read(&input)));
            let mut tally = tally.borrow_mut();
            tally.inputs = tally.inputs.saturating_add(1);
            match read {
                Ok(value) => tally.values = tally.values.saturating_add(u64::from(value)),
                Err(_) => return Err(TestCaseError::fail(format!("input {:?}", String::from_utf8_lossy(&input)))),
            }
        }
        Ok(())
    });
    let Tally { inputs, values } = tally.into_inner();
    report(&format!("mangled {kind}: {inputs} inputs, {values} read as a value"));
    if let Err(failure) = outcome {
        panic!("{failure}");
    }
    assert!(values > 0 && values < inputs, "mangling that spares all or nothing tests nothing");
}

#[expect(clippy::print_stdout, reason = "the figure is what a long run is for")]
fn report(line: &str) {
    println!("{line}");
}

#[test]
fn a_mangled_session_is_an_error_or_what_it_says() {
    mangle("sessions", answers::session, holds::session);
}

#[test]
fn a_mangled_attempt_is_an_error_or_what_it_says() {
    mangle("attempts", answers::attempt, holds::attempt);
}

#[test]
fn a_mangled_status_is_an_error_or_what_it_says() {
    let client = holds::client();
    mangle("statuses", answers::status, move |input| holds::status(&client, input));
}
