//! The budget, the order and the breaker, by example and over random traffic.

use super::*;
use proptest::prelude::*;

fn at(ms: i64) -> Timestamp {
    Timestamp::from_unix_ms(1_790_000_000_000 + ms)
}

fn with(per_second: u32, waiting: &[(Class, u32)]) -> Governor<u32> {
    let mut governor = Governor::new(per_second);
    for (class, who) in waiting {
        governor.queue(*class, *who);
    }
    governor
}

fn all_now(governor: &mut Governor<u32>, now: Timestamp) -> Vec<u32> {
    core::iter::from_fn(|| match governor.next(now) {
        Next::Go(who) => Some(who),
        _ => None,
    })
    .collect()
}

#[test]
fn customers_go_first_and_nobody_waits_for_ever() {
    let waiting: Vec<_> =
        (0..20).map(|n| (Class::Waited, n)).chain([(Class::Ended, 100), (Class::Opening, 200)]).collect();
    let order = all_now(&mut with(1000, &waiting), at(0));
    assert_eq!(order[0], 200);
    assert_eq!(order[7], 100, "the eighth goes to the lowest class");
    assert_eq!(order.len(), 22);
}

#[test]
fn an_empty_queue_says_so_and_an_empty_purse_says_when() {
    assert_eq!(with(1, &[]).next(at(0)), Next::Nobody);
    let mut governor = with(1, &[(Class::Waited, 1), (Class::Waited, 2)]);
    assert_eq!(governor.next(at(0)), Next::Go(1));
    assert_eq!(governor.next(at(0)), Next::NotBefore(at(1000)));
    assert_eq!(governor.next(at(1000)), Next::Go(2));
}

#[test]
fn a_silent_mion_is_tried_by_one_question_at_a_time() {
    let mut governor = with(1000, &[]);
    for n in 0..50 {
        governor.queue(Class::Waited, n);
    }
    for _ in 0..PATIENCE {
        assert!(matches!(governor.next(at(0)), Next::Go(_)));
        governor.heard(false, None, at(0), 0);
    }
    assert!(!governor.mion_answers());
    assert_eq!(governor.next(at(0)), Next::NotBefore(at(1000)));
    assert!(matches!(governor.next(at(1000)), Next::Go(_)));
    assert!(matches!(governor.next(at(1000)), Next::Trying(_)), "one alone");
    governor.heard(false, None, at(1500), 0);
    assert_eq!(governor.next(at(1500)), Next::NotBefore(at(3500)), "twice as long");
    assert!(matches!(governor.next(at(3500)), Next::Go(_)));
    governor.heard(true, None, at(3600), 0);
    assert!(governor.mion_answers());
    assert_eq!(all_now(&mut governor, at(3600)).len(), 50 - 7);
}

#[test]
fn a_silence_is_counted_from_the_first_question_without_an_answer() {
    let mut governor = with(1000, &[]);
    governor.heard(false, None, at(100), 0);
    assert_eq!(governor.silent_since(), None, "bad luck");
    governor.heard(false, None, at(900), 0);
    governor.heard(false, None, at(5_000), 0);
    assert_eq!(governor.silent_since(), Some(at(100)));
    governor.heard(true, None, at(6_000), 0);
    assert_eq!(governor.silent_since(), None);
    (0..2).for_each(|_| governor.heard(false, None, at(7_000), 0));
    assert_eq!(governor.silent_since(), Some(at(7_000)));
}

#[test]
fn a_trial_without_word_is_given_up() {
    let mut governor = with(1000, &[(Class::Waited, 1), (Class::Waited, 2)]);
    (0..PATIENCE).for_each(|_| governor.heard(false, None, at(0), 0));
    assert_eq!(governor.next(at(1000)), Next::Go(1));
    assert!(matches!(governor.next(at(20_999)), Next::Trying(_)));
    assert_eq!(governor.next(at(21_000)), Next::Go(2));
}

#[test]
fn a_trial_that_is_withdrawn_leaves_its_turn_to_another() {
    let mut governor = with(1000, &[(Class::Waited, 1), (Class::Waited, 2)]);
    (0..PATIENCE).for_each(|_| governor.heard(false, None, at(0), 0));
    assert_eq!(governor.next(at(1000)), Next::Go(1));
    governor.withdrawn(at(999));
    assert!(matches!(governor.next(at(1001)), Next::Trying(_)), "that was another question");
    governor.withdrawn(at(1000));
    assert_eq!(governor.next(at(1001)), Next::Go(2));
}

#[test]
fn mion_may_ask_for_silence_but_not_for_ever() {
    let mut governor = with(1000, &[(Class::Opening, 1)]);
    governor.heard(true, Some(Duration::from_secs(5)), at(0), 0);
    assert_eq!(governor.next(at(4999)), Next::NotBefore(at(5000)));
    governor.heard(true, Some(Duration::from_secs(86_400)), at(0), 0);
    assert_eq!(governor.next(at(5000)), Next::NotBefore(at(60_000)));
    assert_eq!(governor.next(at(60_000)), Next::Go(1));
}

proptest! {
    #[test]
    fn no_second_ever_holds_more_than_the_budget(
        per_second in 1_u32..200,
        servers in 1_u32..5,
        steps in proptest::collection::vec((0_i64..400, 0_u32..60), 1..60),
    ) {
        let mut all = Vec::new();
        for _ in 0..servers {
            let mut governor = Governor::new(per_second);
            governor.share_among(servers);
            let mut ms = 0;
            for (later, queued) in &steps {
                ms += later;
                (0..*queued).for_each(|n| governor.queue(Class::Waited, n));
                all.extend(all_now(&mut governor, at(ms)).iter().map(|_| ms));
            }
        }
        all.sort_unstable();
        // Shares are rounded up to whole thousandths of a request; each server may round up once.
        let most = (per_second + servers - 1) as usize;
        for (n, ms) in all.iter().enumerate() {
            let within = all[n..].iter().take_while(|other| **other < ms + 1000).count();
            prop_assert!(within <= most, "{within} of {per_second} within a second");
        }
    }

    #[test]
    fn everybody_gets_through_in_the_end(per_second in 1_u32..50, classes in proptest::collection::vec(0_usize..4, 1..40)) {
        const CLASSES: [Class; 4] = [Class::Opening, Class::Waited, Class::Unattended, Class::Ended];
        let waiting: Vec<_> = classes.iter().zip(0..).map(|(class, n)| (CLASSES[*class], n)).collect();
        let mut governor = with(per_second, &waiting);
        let mut through = Vec::new();
        let mut now = at(0);
        while governor.waiting() > 0 {
            match governor.next(now) {
                Next::Go(who) => through.push(who),
                Next::NotBefore(then) => { prop_assert!(then > now); now = then; }
                other => prop_assert!(false, "{other:?}"),
            }
        }
        through.sort_unstable();
        prop_assert_eq!(through.len(), classes.len());
    }
}
