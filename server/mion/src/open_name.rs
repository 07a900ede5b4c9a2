//! Mion's enumerated words, as open sets: a word we do not know is kept as text.
//! It is never an error, and never taken for "paid".

use crate::foreign::bounded;
use core::fmt;

/// Longest word kept, in characters.
const MAX_CHARS: usize = 64;

/// A word of one of Mion's open sets (`feeStatus`, `fundingStatus`), at most 64 characters.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct OpenName(String);

impl OpenName {
    /// Keeps `word`, shortened and without control characters.
    pub fn from_wire(word: &str) -> Self {
        Self(bounded(word, MAX_CHARS))
    }

    /// Mion's word.
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

impl fmt::Display for OpenName {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

/// The status of a payment session.
///
/// # Source
/// Mion Point-of-Sale guide, step 3 (`draft`, `funded`), and its later revision (the others).
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum StatusName {
    /// Open, nothing received.
    Draft,
    /// The customer's payment was received.
    FundingReceived,
    /// The payment was collected.
    FundingCollected,
    /// The bitcoin was exchanged.
    Exchanged,
    /// The shop's money is there: nothing more will follow.
    Funded,
    /// A word that is not public; never means "paid".
    Other(String),
}

impl StatusName {
    const KNOWN: [(&'static str, Self); 5] = [
        ("draft", Self::Draft),
        ("funding-received", Self::FundingReceived),
        ("funding-collected", Self::FundingCollected),
        ("exchanged", Self::Exchanged),
        ("funded", Self::Funded),
    ];

    /// Reads Mion's word, exactly as written; an unknown one is kept, at most 64 characters of it.
    pub fn from_wire(word: &str) -> Self {
        let known = Self::KNOWN.into_iter().find(|(name, _)| *name == word);
        known.map_or_else(|| Self::Other(bounded(word, MAX_CHARS)), |(_, status)| status)
    }

    /// Mion's word.
    pub fn as_str(&self) -> &str {
        match self {
            Self::Draft => "draft",
            Self::FundingReceived => "funding-received",
            Self::FundingCollected => "funding-collected",
            Self::Exchanged => "exchanged",
            Self::Funded => "funded",
            Self::Other(word) => word,
        }
    }

    /// Whether this status, together with `paidAt`, means that the sale is paid.
    pub const fn is_paid_status(&self) -> bool {
        matches!(self, Self::FundingReceived | Self::FundingCollected | Self::Exchanged | Self::Funded)
    }

    /// Whether no other status will follow.
    pub const fn is_final(&self) -> bool {
        matches!(self, Self::Funded)
    }
}

impl fmt::Display for StatusName {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.as_str())
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn four_words_mean_paid_and_one_is_the_last() {
        let paid = StatusName::KNOWN.iter().filter(|(_, s)| s.is_paid_status()).map(|(name, _)| *name);
        assert_eq!(paid.collect::<Vec<_>>(), ["funding-received", "funding-collected", "exchanged", "funded"]);
        let last = StatusName::KNOWN.iter().filter(|(_, s)| s.is_final()).map(|(name, _)| *name);
        assert_eq!(last.collect::<Vec<_>>(), ["funded"]);
        for (name, status) in StatusName::KNOWN {
            assert_eq!((StatusName::from_wire(name), status.as_str()), (status.clone(), name));
        }
    }

    #[test]
    fn a_word_that_only_looks_like_funded_is_not() {
        for word in ["Funded", "FUNDED", " funded", "funded\0", "funded-not", "fun\u{7}ded", ""] {
            let status = StatusName::from_wire(word);
            assert!(!status.is_paid_status() && !status.is_final(), "{word:?}");
            assert_ne!(status.as_str(), "funded", "{word:?}");
        }
    }

    proptest! {
        #[test]
        fn any_word_is_kept_short_and_reads_back_the_same(word in any::<String>()) {
            let status = StatusName::from_wire(&word);
            prop_assert!(status.as_str().chars().count() <= MAX_CHARS);
            prop_assert_eq!(StatusName::from_wire(status.as_str()), status);
        }
    }
}
