//! What Mion's words mean for a sale, by the lists in the settings. The words themselves go no further than
//! this crate; a word on no list is [`Funding::Other`] or nothing, and never money.

use crate::client::Client;
use crate::open_name::StatusName;
use crate::status::Status;

/// How what is there compares with what was asked for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Funding {
    /// As much as was asked for.
    Well,
    /// Less.
    Under,
    /// More.
    Over,
    /// A word on none of the lists.
    Other,
}

impl Client {
    /// What `fundingStatus` means; `None` where Mion says nothing. It does not make a sale paid.
    pub fn funding(&self, status: &Status) -> Option<Funding> {
        let word = status.funding_status.as_ref()?.as_str();
        let words = &self.settings().words;
        Some(match word {
            word if words.funding_well.has(word) => Funding::Well,
            word if words.funding_under.has(word) => Funding::Under,
            word if words.funding_over.has(word) => Funding::Over,
            _ => Funding::Other,
        })
    }

    /// Whether a payment was seen on the chain that is not confirmed yet. Never of a paid status.
    pub fn is_seen(&self, status: &Status) -> bool {
        // Only a word that is not public can be told what it means.
        matches!(&status.status, StatusName::Other(word) if self.settings().words.status_seen.has(word))
    }

    /// Whether the fee paid is enough; `None` where Mion says nothing, or no word for it is set.
    pub fn fee_is_correct(&self, status: &Status) -> Option<bool> {
        let word = status.fee_status.as_ref()?.as_str();
        let correct = &self.settings().words.fee_correct;
        if correct.is_empty() { None } else { Some(correct.has(word)) }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::open_name::OpenName;
    use crate::settings::{Settings, Words};
    use crate::wire::parse_status;

    const STATUS: &str = include_str!("../fixtures/status.json");

    fn client(words: Words) -> Client {
        let settings = Settings::new("http://127.0.0.1:9".parse().unwrap(), "sk_marked_key".into());
        Client::new(Settings { words, ..settings }).unwrap()
    }

    fn status(word: &str) -> Status {
        Status { status: StatusName::from_wire(word), ..parse_status(STATUS.as_bytes()).unwrap() }
    }

    #[test]
    fn the_funding_is_what_its_list_says() {
        let client = client(Words { funding_over: "too-much".parse().unwrap(), ..Words::default() });
        let funding = |word: Option<&str>| {
            client.funding(&Status { funding_status: word.map(OpenName::from_wire), ..status("draft") })
        };
        assert_eq!(funding(Some("well-funded")), Some(Funding::Well));
        assert_eq!(funding(Some("underfunded")), Some(Funding::Under));
        assert_eq!(funding(Some("too-much")), Some(Funding::Over));
        for other in ["over-funded", "Well-funded", "", "well-funded\0"] {
            assert_eq!(funding(Some(other)), Some(Funding::Other), "{other:?}");
        }
        assert_eq!(funding(None), None);
    }

    #[test]
    fn seen_is_a_word_of_the_list_and_never_a_paid_one() {
        let default = client(Words::default());
        assert!(default.is_seen(&status("funding-detected")));
        // The example has a time of payment: it makes nothing paid, and hides nothing that was seen.
        assert_eq!(status("funding-detected").paid(), None);
        let greedy = client(Words { status_seen: "draft,funded,exchanged".parse().unwrap(), ..Words::default() });
        for word in ["draft", "funding-received", "funding-collected", "exchanged", "funded", "funding-detected"] {
            assert!(!greedy.is_seen(&status(word)), "{word}");
        }
        assert!(!default.is_seen(&status("Funding-detected")));
    }

    #[test]
    fn a_fee_is_judged_only_where_there_is_a_word_for_it() {
        let fee = |client: &Client, word: Option<&str>| {
            client.fee_is_correct(&Status { fee_status: word.map(OpenName::from_wire), ..status("draft") })
        };
        let default = client(Words::default());
        assert_eq!(fee(&default, Some("correct")), Some(true));
        assert_eq!(fee(&default, Some("too-low")), Some(false));
        assert_eq!(fee(&default, None), None);
        let silent = client(Words { fee_correct: "".parse().unwrap(), ..Words::default() });
        assert_eq!(fee(&silent, Some("too-low")), None);
    }
}
