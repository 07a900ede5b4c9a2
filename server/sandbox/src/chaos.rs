//! Random faults, for tests that leave nothing to choose: from one seed every request is given its fate, the same
//! in each run, by its number since the chaos began.

use crate::script::Answer;

/// Of a thousand requests, at most all.
const ALL: u64 = 1_000;
/// The longest delay.
const LONGEST_DELAY_MS: u64 = 300;

/// What befalls requests; by default nothing.
#[derive(Default)]
pub(crate) struct Chaos {
    seed: u64,
    per_mille: u64,
    requests: u64,
}

impl Chaos {
    pub(crate) fn new(seed: u64, per_mille: u64) -> Result<Self, &'static str> {
        if per_mille > ALL {
            return Err("per_mille must be at most 1000");
        }
        Ok(Self { seed, per_mille, requests: 0 })
    }

    /// The fault that the next request meets, if any.
    pub(crate) fn strike(&mut self) -> Option<Answer> {
        self.requests = self.requests.saturating_add(1);
        let dice = mixed(self.seed ^ mixed(self.requests));
        (dice % ALL < self.per_mille).then(|| fault(mixed(dice)))
    }
}

fn fault(dice: u64) -> Answer {
    let after = || Some("1".to_owned());
    let (kind, rest) = (dice % 9, dice / 9);
    match kind {
        0 => Answer::Drop,
        1 => Answer::ActThenDrop,
        2 => {
            let code = if rest.is_multiple_of(2) { 500 } else { 502 };
            Answer::ActThenStatus { code, retry_after: None, body: None }
        }
        3 => Answer::Status { code: 500, retry_after: after(), body: None },
        4 => Answer::Status { code: 503, retry_after: after(), body: None },
        5 => Answer::Status { code: 429, retry_after: after(), body: None },
        6 => Answer::Half,
        7 => Answer::Malformed { body: None },
        _ => Answer::Delay { ms: (rest % LONGEST_DELAY_MS).saturating_add(1) },
    }
}

/// One step of SplitMix64.
fn mixed(number: u64) -> u64 {
    let number = number.wrapping_add(0x9e37_79b9_7f4a_7c15);
    let number = (number ^ (number >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
    let number = (number ^ (number >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
    number ^ (number >> 31)
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::collections::BTreeMap;

    fn fates(seed: u64, per_mille: u64) -> Vec<Option<Answer>> {
        let mut chaos = Chaos::new(seed, per_mille).unwrap();
        (0..10_000).map(|_| chaos.strike()).collect()
    }

    #[test]
    fn a_seed_gives_every_request_the_same_fate_again() {
        assert_eq!(fates(7, 200), fates(7, 200));
        assert_ne!(fates(7, 200), fates(8, 200));
    }

    #[test]
    fn about_as_many_are_struck_as_was_asked_and_by_every_kind() {
        let mut kinds: BTreeMap<&str, u32> = BTreeMap::new();
        for answer in fates(1, 200).iter().flatten() {
            *kinds.entry(answer.kind()).or_default() += 1;
            if let Answer::Delay { ms } = answer {
                assert!((1..=LONGEST_DELAY_MS).contains(ms));
            }
        }
        let struck: u32 = kinds.values().sum();
        assert!((1_800..2_200).contains(&struck), "{kinds:?}");
        let names: Vec<&str> = kinds.keys().copied().collect();
        assert_eq!(names, ["act_then_drop", "act_then_status", "delay", "drop", "half", "malformed", "status"]);
        assert!(kinds.values().all(|count| *count > 150), "{kinds:?}");
    }

    #[test]
    fn none_and_all_are_meant_to_the_letter_and_more_than_all_is_refused() {
        assert!(fates(1, 0).iter().all(Option::is_none));
        assert!(fates(1, 1_000).iter().all(Option::is_some));
        assert!(Chaos::new(1, 1_001).is_err());
        assert!((0..1_000).all(|_| Chaos::default().strike().is_none()));
    }
}
