//! Whether Mion answers, as seen by all checkouts together. One unanswered question is bad luck; two
//! in a row, of whichever checkouts, are told to the tablets.

use core::sync::atomic::{AtomicU32, Ordering};
use tokio::sync::watch;

const BAD_LUCK: u32 = 1;

/// The way from this server to Mion.
#[derive(Debug)]
pub(super) struct Link {
    answers: watch::Sender<bool>,
    unanswered: AtomicU32,
}

impl Link {
    /// A link nothing bad is known of.
    pub(super) fn new() -> Self {
        Self { answers: watch::Sender::new(true), unanswered: AtomicU32::new(0) }
    }

    /// Notes whether a question was answered.
    pub(super) fn note(&self, answered: bool) {
        let unanswered = if answered {
            self.unanswered.store(0, Ordering::Relaxed);
            0
        } else {
            self.unanswered.fetch_add(1, Ordering::Relaxed).saturating_add(1)
        };
        let answers = unanswered <= BAD_LUCK;
        self.answers.send_if_modified(|known| core::mem::replace(known, answers) != answers);
    }

    /// Whether Mion answers.
    pub(super) fn answers(&self) -> bool {
        *self.answers.borrow()
    }

    /// To be told when that changes.
    pub(super) fn subscribe(&self) -> watch::Receiver<bool> {
        self.answers.subscribe()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn two_unanswered_questions_in_a_row_are_told_and_one_answer_takes_it_back() {
        let link = Link::new();
        let told = link.subscribe();
        link.note(false);
        assert!(link.answers() && !told.has_changed().unwrap());
        link.note(false);
        assert!(!link.answers() && told.has_changed().unwrap());
        link.note(true);
        assert!(link.answers());
        link.note(false);
        assert!(link.answers(), "counting starts anew");
    }
}
