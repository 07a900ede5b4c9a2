//! What a person has to look at: money that came when or as it should not have. An alarm is raised
//! with the change that causes it, stays until somebody decides, and is never deleted.

use crate::id::CheckoutId;
use crate::time::Timestamp;
use crate::told::{Told, Value};
use crate::told_variants;
use core::str::FromStr;
use serde::{Deserialize, Serialize};

/// Longest note with a decision, in characters.
pub const LONGEST_NOTE: usize = 500;

/// What is the matter. At most one of a kind per checkout.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum AlarmKind {
    /// A payment came after the sale had ended or was put aside.
    Late,
    /// More than one invoice of the sale was paid.
    Twice,
    /// More was paid than asked for.
    Overpaid,
    /// The sale ended with less paid than asked for.
    Underpaid,
    /// Mion began to say "paid", and the watching ended before it had said all.
    Unsettled,
}

/// A text that names no kind of alarm.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
#[error("no such kind of alarm")]
pub struct NotAKind;

impl AlarmKind {
    /// Every kind.
    pub const ALL: [Self; 5] = [Self::Late, Self::Twice, Self::Overpaid, Self::Underpaid, Self::Unsettled];

    /// The name it is stored and shown under.
    pub fn name(self) -> &'static str {
        match self {
            Self::Late => "late",
            Self::Twice => "twice",
            Self::Overpaid => "overpaid",
            Self::Underpaid => "underpaid",
            Self::Unsettled => "unsettled",
        }
    }
}

impl FromStr for AlarmKind {
    type Err = NotAKind;
    fn from_str(text: &str) -> Result<Self, NotAKind> {
        Self::ALL.into_iter().find(|kind| kind.name() == text).ok_or(NotAKind)
    }
}

/// Something to look at, and what was decided.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Alarm {
    /// What is the matter.
    pub kind: AlarmKind,
    /// Since when it is known.
    pub raised_at: Timestamp,
    /// What a person decided, once.
    pub decision: Option<Decision>,
}

/// What a person decided about an alarm.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Decision {
    /// When.
    pub at: Timestamp,
    /// What.
    pub verdict: Verdict,
    /// Why, in a person's words; may be empty.
    pub note: String,
}

/// What is to become of the money. The kiosk moves none: it records what people do.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Verdict {
    /// It is the sale's: the customer got what was bought.
    Accept,
    /// It belongs to another sale.
    Link(CheckoutId),
    /// It is to be given back, by hand.
    Refund,
}

/// Why a decision was not taken. Nothing was changed.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, thiserror::Error)]
#[serde(rename_all = "kebab-case")]
pub enum DecisionRefused {
    /// There is no such alarm.
    #[error("this payment raised no such alarm")]
    NoAlarm,
    /// Somebody was faster.
    #[error("somebody has decided this already")]
    Decided,
    /// The note is longer than [`LONGEST_NOTE`] characters or holds control characters.
    #[error("the note must be at most 500 characters on one line")]
    Note,
    /// The sale was to be linked to itself.
    #[error("a payment cannot be linked to its own sale")]
    Itself,
}

/// Whether `note` may be stored.
pub(crate) fn is_note(note: &str) -> bool {
    note.chars().count() <= LONGEST_NOTE && !note.chars().any(char::is_control)
}

impl Told for AlarmKind {
    fn read(value: &Value<'_>) -> Option<Self> {
        value.parsed()
    }
}

told_variants!(DecisionRefused {
    "no-alarm" => NoAlarm,
    "decided" => Decided,
    "note" => Note,
    "itself" => Itself,
});

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_kind_is_found_by_its_name_and_no_other() {
        for kind in AlarmKind::ALL {
            assert_eq!(kind.name().parse(), Ok(kind));
        }
        assert_eq!("Late".parse::<AlarmKind>(), Err(NotAKind));
    }

    #[test]
    fn a_note_is_one_line_of_500_characters_at_most() {
        assert!(is_note("") && is_note(&"é".repeat(500)));
        assert!(!is_note(&"é".repeat(501)) && !is_note("a\nb") && !is_note("a\u{0}"));
    }
}
