//! What the words of Mion's open sets mean. Few of them are public, so each list is a setting, and a word on
//! no list means nothing: it is kept for staff and moves no money.

use super::SettingsError;
use core::fmt;
use core::str::FromStr;

/// Most words of one list.
const MAX_WORDS: usize = 16;

/// Longest word, in characters: no more are kept of Mion's own.
const MAX_CHARS: usize = 64;

/// Some of Mion's words, written with commas between them: `under-funded, underfunded`. Blanks around a word
/// do not count, its case does; no text at all is no word at all.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct WordList(Vec<String>);

impl WordList {
    /// Whether `word` is one of them, to the letter.
    pub fn has(&self, word: &str) -> bool {
        self.0.iter().any(|one| one == word)
    }

    /// Whether there is none.
    pub fn is_empty(&self) -> bool {
        self.0.is_empty()
    }

    /// Whether a word is in both.
    fn meets(&self, other: &Self) -> bool {
        self.0.iter().any(|word| other.has(word))
    }

    fn documented(words: &[&str]) -> Self {
        Self(words.iter().map(|word| (*word).to_owned()).collect())
    }
}

impl FromStr for WordList {
    type Err = SettingsError;

    fn from_str(text: &str) -> Result<Self, SettingsError> {
        if text.trim().is_empty() {
            return Ok(Self(Vec::new()));
        }
        let words: Vec<String> = text.split(',').map(|word| word.trim().to_owned()).collect();
        let printable = |word: &String| word.bytes().all(|b| b == b' ' || b.is_ascii_graphic());
        let usable = |word: &String| (1..=MAX_CHARS).contains(&word.len()) && printable(word);
        if words.len() <= MAX_WORDS && words.iter().all(usable) { Ok(Self(words)) } else { Err(SettingsError::Words) }
    }
}

/// As it is written in the settings.
impl fmt::Display for WordList {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0.join(","))
    }
}

/// Which words mean what. All but `well-funded`, `correct` and Mion's paid statuses are assumptions.
///
/// # Source
/// Mion Point-of-Sale guide, step 3: the example of a status.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Words {
    /// `fundingStatus`: what was asked for is there; `MION_FUNDING_WELL`.
    pub funding_well: WordList,
    /// `fundingStatus`: less than was asked for is there; `MION_FUNDING_UNDER`.
    pub funding_under: WordList,
    /// `fundingStatus`: more than was asked for is there; `MION_FUNDING_OVER`.
    pub funding_over: WordList,
    /// `status`: a payment was seen on the chain, and is not confirmed; `MION_STATUS_SEEN`.
    pub status_seen: WordList,
    /// `feeStatus`: the fee that was paid is enough; `MION_FEE_CORRECT`.
    pub fee_correct: WordList,
}

impl Default for Words {
    fn default() -> Self {
        Self {
            funding_well: WordList::documented(&["well-funded"]),
            funding_under: WordList::documented(&["under-funded", "underfunded"]),
            funding_over: WordList::documented(&["over-funded", "overfunded"]),
            status_seen: WordList::documented(&["funding-detected"]),
            fee_correct: WordList::documented(&["correct"]),
        }
    }
}

impl Words {
    /// Each list by the name of its setting.
    fn named(&self) -> [(&'static str, &WordList); 5] {
        [
            ("MION_FUNDING_WELL", &self.funding_well),
            ("MION_FUNDING_UNDER", &self.funding_under),
            ("MION_FUNDING_OVER", &self.funding_over),
            ("MION_STATUS_SEEN", &self.status_seen),
            ("MION_FEE_CORRECT", &self.fee_correct),
        ]
    }

    /// No word may mean two things.
    pub(super) fn check(&self) -> Result<(), SettingsError> {
        let named = self.named();
        for (nth, (one, list)) in named.iter().enumerate() {
            for (other, later) in named.iter().skip(nth).skip(1) {
                if list.meets(later) {
                    return Err(SettingsError::WordTwice { one, other });
                }
            }
        }
        Ok(())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn list(text: &str) -> Result<WordList, SettingsError> {
        text.parse()
    }

    #[test]
    fn words_stand_between_commas_and_count_to_the_letter() {
        let words = list(" under-funded ,partly funded").unwrap();
        assert_eq!(words.to_string(), "under-funded,partly funded");
        assert!(words.has("under-funded") && words.has("partly funded"));
        for other in ["Under-funded", "under-funded ", "under", "", ","] {
            assert!(!words.has(other), "{other:?}");
        }
        assert!(list("").unwrap().is_empty() && list("  ").unwrap().is_empty());
        assert_eq!(list(&words.to_string()), Ok(words));
    }

    #[test]
    fn what_no_list_of_words_can_be_is_refused() {
        let most = ["x"; MAX_WORDS].join(",");
        assert!(list(&most).is_ok() && list(&"x".repeat(MAX_CHARS)).is_ok());
        for bad in [
            ",",
            "a,",
            ",a",
            "a,,b",
            "a\tb",
            "a\0",
            "bezahlt-für",
            &format!("{most},x"),
            &"x".repeat(MAX_CHARS.saturating_add(1)),
        ] {
            assert_eq!(list(bad), Err(SettingsError::Words), "{bad:?}");
        }
    }

    #[test]
    fn a_word_of_two_meanings_is_refused_by_the_names_of_both() {
        assert_eq!(Words::default().check(), Ok(()));
        let words = Words { funding_over: list("more,well-funded").unwrap(), ..Words::default() };
        let error = words.check().unwrap_err();
        assert_eq!(error, SettingsError::WordTwice { one: "MION_FUNDING_WELL", other: "MION_FUNDING_OVER" });
        assert_eq!(error.to_string(), "MION_FUNDING_WELL and MION_FUNDING_OVER must not share a word");
        let words = Words { fee_correct: list("funding-detected").unwrap(), ..Words::default() };
        assert!(matches!(words.check(), Err(SettingsError::WordTwice { one: "MION_STATUS_SEEN", .. })));
        let nothing = list("").unwrap();
        let words = Words { funding_over: nothing.clone(), funding_under: nothing, ..Words::default() };
        assert_eq!(words.check(), Ok(()));
    }
}
