//! How often Mion is asked about one checkout, and how soon again when it does not answer. Pure:
//! time and chance are passed in.

use crate::reply::Reply;
use core::time::Duration;
use domain::Timestamp;
use domain::answer::Answer;

/// Between two readings while somebody waits at a tablet.
///
/// # Source
/// Mion Point-of-Sale guide, step 3: "every second or half a second".
pub const WHILE_WAITED_FOR: Duration = Duration::from_millis(500);
/// Between two readings of an open checkout nobody looks at.
pub const WHILE_UNATTENDED: Duration = Duration::from_secs(5);
/// Between two readings of a payment that waits for the block chain.
pub const WHILE_UNCONFIRMED: Duration = Duration::from_secs(2);
/// Between two readings that hints have brought forward; the first hint that something has happened is heeded at once.
pub const AFTER_A_HINT: Duration = Duration::from_millis(200);

const FIRST_BACK_OFF: Duration = Duration::from_millis(500);
const LONGEST_BACK_OFF: Duration = Duration::from_secs(30);
/// A customer is waiting: look again sooner, if Mion does not ask us to stay away.
const LONGEST_BACK_OFF_WAITED_FOR: Duration = Duration::from_secs(4);

/// What is remembered of asking about one checkout. Nothing is lost with it: after a restart the
/// checkout is simply asked about at once.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Pace {
    /// When the last question was put.
    pub asked_at: Option<Timestamp>,
    /// When the last status that was read had been asked for.
    pub read_at: Option<Timestamp>,
    /// When the last status was asked for about which Mion had the last word: the status, or a final no.
    pub told_at: Option<Timestamp>,
    /// Questions in a row that got no use.
    pub failures: u32,
    /// Mion is left alone until then.
    pub not_before: Option<Timestamp>,
    /// Somebody has hinted that something has happened.
    pub hinted: bool,
    /// When the last question was put that a hint has brought forward.
    pub heeded_at: Option<Timestamp>,
}

impl Pace {
    /// The pace after `reply` to a question put at `asked_at`. `chance` of 256 spreads the back-off,
    /// so that many checkouts do not all come back in one instant.
    #[must_use]
    pub fn after(self, reply: &Reply, asked_at: Timestamp, now: Timestamp, waited_for: bool, chance: u8) -> Self {
        let useless =
            !reply.mion_answered || matches!(reply.answer, Answer::Lost | Answer::NotDone | Answer::Refused(_));
        let read_at = if matches!(reply.answer, Answer::Status(_)) { Some(asked_at) } else { self.read_at };
        let is_told = matches!(reply.answer, Answer::Status(_) | Answer::Refused(_));
        let told_at = if is_told { Some(asked_at) } else { self.told_at };
        let heeded_at = if self.hinted { Some(asked_at) } else { self.heeded_at };
        let useful = Self {
            asked_at: Some(asked_at),
            read_at,
            told_at,
            failures: 0,
            not_before: None,
            // Where nothing was asked, nothing is known yet of what was hinted at.
            hinted: self.hinted && reply.answer == Answer::NotDone,
            heeded_at,
        };
        if !useless {
            return useful;
        }
        let failures = self.failures.saturating_add(1);
        let wait = back_off(failures, waited_for, chance).max(reply.retry_after.unwrap_or_default());
        Self { failures, not_before: Some(now.plus(wait)), ..useful }
    }
}

/// Doubles from half a second to its longest, less up to half of it by chance.
fn back_off(failures: u32, waited_for: bool, chance: u8) -> Duration {
    let longest = if waited_for { LONGEST_BACK_OFF_WAITED_FOR } else { LONGEST_BACK_OFF };
    let doublings = failures.saturating_sub(1).min(16);
    let full = FIRST_BACK_OFF.saturating_mul(1 << doublings).min(longest);
    full.saturating_sub(full.saturating_mul(u32::from(chance)).checked_div(512).unwrap_or_default())
}

/// Between two readings of a checkout that ended `ago`: a tenth of that, from two seconds to ten minutes.
pub fn after_the_end(ago: Duration) -> Duration {
    ago.checked_div(10).unwrap_or_default().clamp(Duration::from_secs(2), Duration::from_secs(600))
}

#[cfg(test)]
mod tests {
    use super::*;
    use domain::answer::Refusal;
    use proptest::prelude::*;

    fn at(ms: i64) -> Timestamp {
        Timestamp::from_unix_ms(ms)
    }

    #[test]
    fn a_refused_reading_is_not_repeated_at_once() {
        let refused = Reply {
            answer: Answer::Refused(Refusal { http_status: 403, text: String::new() }),
            mion_answered: true,
            retry_after: None,
        };
        let pace = Pace::default().after(&refused, at(0), at(10), true, 0);
        assert_eq!((pace.failures, pace.not_before), (1, Some(at(510))));
    }

    #[test]
    fn a_hint_outlives_a_question_that_was_not_asked() {
        let hinted = Pace { hinted: true, ..Pace::default() };
        let after = |answer| hinted.after(&Reply { answer, ..Reply::NOT_SENT }, at(0), at(10), true, 0);
        assert!(after(Answer::NotDone).hinted);
        assert!(!after(Answer::Lost).hinted);
        assert_eq!(after(Answer::NotDone).heeded_at, Some(at(0)));
    }

    proptest! {
        #[test]
        fn back_off_grows_to_its_longest_and_honours_mion(failures in 1_u32..60, waited_for: bool, chance: u8, asked_ms in 0_u64..90_000) {
            let reply = Reply { answer: Answer::Lost, mion_answered: false, retry_after: Some(Duration::from_millis(asked_ms)) };
            let pace = Pace { failures: failures - 1, ..Pace::default() }.after(&reply, at(0), at(0), waited_for, chance);
            let wait = pace.not_before.unwrap().since(at(0));
            let longest = if waited_for { LONGEST_BACK_OFF_WAITED_FOR } else { LONGEST_BACK_OFF };
            prop_assert!(wait >= Duration::from_millis(asked_ms));
            prop_assert!(wait >= FIRST_BACK_OFF / 2);
            prop_assert!(wait <= longest.max(Duration::from_millis(asked_ms)));
            prop_assert_eq!(pace.failures, failures);
        }

        #[test]
        fn watching_slows_down_and_never_stops_within_a_day(seconds in 0_u64..86_400) {
            let interval = after_the_end(Duration::from_secs(seconds));
            prop_assert!(interval >= Duration::from_secs(2) && interval <= Duration::from_secs(600));
            prop_assert!(after_the_end(Duration::from_secs(seconds + 60)) >= interval);
        }
    }
}
