//! The audit log, and how its entries hang together: each holds the hash of the one before and its own.
//!
//! The hash of an entry is the SHA-256 of the line `mion-kiosk audit 1`, a line feed, and then each of
//! its fields in the order of [`AuditEntry`], `hash` left out: a number in decimal digits, a text in
//! UTF-8, both as `<bytes>:<field>,` (a netstring), and `-,` where there is none. No two different
//! entries are written alike, so whoever changes one must change the hash of every later one, too, and
//! the last one is what an owner has written down elsewhere.

use core::fmt::Write as _;
use domain::Timestamp;
use sha2::{Digest as _, Sha256};

/// What was done, where, by whom: to be written.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct NewEntry {
    /// When.
    pub at: Timestamp,
    /// Who: the person's id and name, if it was a person.
    pub person: Option<(String, String)>,
    /// Where: the terminal's id and name, if it was at one.
    pub terminal: Option<(String, String)>,
    /// From which address, if from one.
    pub peer: Option<String>,
    /// What, in a word.
    pub event: String,
    /// The rest, as JSON.
    pub detail_json: String,
}

/// One entry of the audit log, as stored.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct AuditEntry {
    /// Counts up from 1.
    pub number: u64,
    /// When.
    pub at: Timestamp,
    /// Who: a person's id, if it was a person.
    pub person_id: Option<String>,
    /// What they were called then.
    pub person_name: Option<String>,
    /// Where: a terminal's id, if it was at one.
    pub terminal_id: Option<String>,
    /// What it was called then.
    pub terminal_name: Option<String>,
    /// From which address, if from one.
    pub peer: Option<String>,
    /// What, in a word.
    pub event: String,
    /// The rest, as JSON.
    pub detail_json: String,
    /// The hash of the entry before; empty for the first.
    pub previous_hash: String,
    /// This entry's own.
    pub hash: String,
}

impl AuditEntry {
    /// The entry after `end`, with its hash.
    pub(super) fn after(end: &AuditHead, new: &NewEntry) -> Self {
        let split = |pair: &Option<(String, String)>| match pair {
            Some((id, name)) => (Some(id.clone()), Some(name.clone())),
            None => (None, None),
        };
        let (person_id, person_name) = split(&new.person);
        let (terminal_id, terminal_name) = split(&new.terminal);
        let mut entry = Self {
            number: end.count.saturating_add(1),
            at: new.at,
            person_id,
            person_name,
            terminal_id,
            terminal_name,
            peer: new.peer.clone(),
            event: new.event.clone(),
            detail_json: new.detail_json.clone(),
            previous_hash: end.hash.clone(),
            hash: String::new(),
        };
        entry.hash = entry.right_hash();
        entry
    }

    /// The hash that belongs to what the entry says.
    pub fn right_hash(&self) -> String {
        let mut text = "mion-kiosk audit 1\n".to_owned();
        let (number, at) = (self.number.to_string(), self.at.as_unix_ms().to_string());
        for field in [
            Some(number.as_str()),
            Some(at.as_str()),
            self.person_id.as_deref(),
            self.person_name.as_deref(),
            self.terminal_id.as_deref(),
            self.terminal_name.as_deref(),
            self.peer.as_deref(),
            Some(&self.event),
            Some(&self.detail_json),
            Some(&self.previous_hash),
        ] {
            // Writing to a text cannot fail.
            let _ = match field {
                Some(field) => write!(text, "{}:{field},", field.len()),
                None => write!(text, "-,"),
            };
        }
        Sha256::digest(text.as_bytes()).iter().fold(String::with_capacity(64), |mut hex, byte| {
            let _ = write!(hex, "{byte:02x}");
            hex
        })
    }
}

/// Where the audit log ends.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct AuditHead {
    /// How many entries there are.
    pub count: u64,
    /// The hash of the last one; empty where there is none.
    pub hash: String,
}

/// Where and how the audit log is not as it was written.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum Broken {
    /// Entries are gone.
    #[error("entry {0} is missing")]
    Missing(u64),
    /// An entry does not say what it said.
    #[error("entry {0} was changed")]
    Changed(u64),
    /// An entry does not follow the one before it.
    #[error("entry {0} does not follow the entry before it: one of the two was put in, or taken from elsewhere")]
    Unlinked(u64),
    /// The last entries are gone, or the end was changed.
    #[error("the log ends with entry {found}, and ought to end with entry {expected}")]
    End {
        /// The last one there is.
        found: u64,
        /// The last one there was.
        expected: u64,
    },
    /// The last entry is not the one that was written last.
    #[error("entry {0} is the last one, and not the one that was written last")]
    OtherEnd(u64),
    /// Nowhere in the log is there an entry with the hash that was expected.
    #[error("no entry has the hash that was expected: the log was written anew, or its end is gone")]
    Unexpected,
}

/// Walks along the log, from its first entry to its last.
#[derive(Debug, Default)]
pub struct Walk {
    end: AuditHead,
    expected: Option<String>,
    expected_was_met: bool,
}

impl Walk {
    /// A walk that has to come past the entry with the hash `expected`, where one is.
    pub fn new(expected: Option<String>) -> Self {
        Self { expected, ..Self::default() }
    }

    /// The next entry.
    ///
    /// # Errors
    /// [`Broken`] where it is not the next one, or not as it was written.
    pub fn step(&mut self, entry: &AuditEntry) -> Result<(), Broken> {
        let next = self.end.count.saturating_add(1);
        if entry.number != next {
            return Err(Broken::Missing(next));
        }
        if entry.right_hash() != entry.hash {
            return Err(Broken::Changed(next));
        }
        if entry.previous_hash != self.end.hash {
            return Err(Broken::Unlinked(next));
        }
        self.expected_was_met |= self.expected.as_ref() == Some(&entry.hash);
        self.end = AuditHead { count: next, hash: entry.hash.clone() };
        Ok(())
    }

    /// The last entry so far.
    pub fn end(&self) -> &AuditHead {
        &self.end
    }

    /// Ends the walk, where the log says that it ends at `head`.
    ///
    /// # Errors
    /// [`Broken`] where it does not, or what was expected was not met.
    pub fn finish(self, head: &AuditHead) -> Result<AuditHead, Broken> {
        if self.end.count != head.count {
            return Err(Broken::End { found: self.end.count, expected: head.count });
        }
        if self.end.hash != head.hash {
            return Err(Broken::OtherEnd(self.end.count));
        }
        if self.expected.is_some() && !self.expected_was_met {
            return Err(Broken::Unexpected);
        }
        Ok(self.end)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn log(length: usize) -> (Vec<AuditEntry>, AuditHead) {
        let mut end = AuditHead::default();
        let mut entries = Vec::new();
        for number in 0..length {
            let new = NewEntry {
                at: Timestamp::from_unix_ms(1_790_000_000_000 + i64::try_from(number).unwrap()),
                person: (number % 3 != 0).then(|| ("p".to_owned(), format!("Ada {number}"))),
                terminal: (number % 2 == 0).then(|| ("t".to_owned(), "Bar".to_owned())),
                peer: Some("192.0.2.7".to_owned()),
                event: "signed-in".to_owned(),
                detail_json: format!("{{\"n\":{}}}", number % 2),
            };
            let entry = AuditEntry::after(&end, &new);
            end = AuditHead { count: entry.number, hash: entry.hash.clone() };
            entries.push(entry);
        }
        (entries, end)
    }

    fn walked(entries: &[AuditEntry], head: &AuditHead, expected: Option<&str>) -> Result<AuditHead, Broken> {
        let mut walk = Walk::new(expected.map(str::to_owned));
        entries.iter().try_for_each(|entry| walk.step(entry))?;
        walk.finish(head)
    }

    #[test]
    fn a_log_as_it_was_written_is_whole() {
        for length in [0, 1, 2, 20] {
            let (entries, head) = log(length);
            assert_eq!(walked(&entries, &head, None), Ok(head.clone()));
            for entry in &entries {
                assert_eq!(walked(&entries, &head, Some(&entry.hash)), Ok(head.clone()));
            }
            assert_eq!(walked(&entries, &head, Some("00")), Err(Broken::Unexpected));
        }
    }

    #[test]
    fn the_hash_is_what_the_documentation_says() {
        let (entries, _) = log(1);
        let text = format!(
            "mion-kiosk audit 1\n1:1,13:1790000000000,-,-,1:t,3:Bar,9:192.0.2.7,9:signed-in,7:{},0:,",
            r#"{"n":0}"#
        );
        let hash: String = Sha256::digest(text.as_bytes()).iter().map(|byte| format!("{byte:02x}")).collect();
        assert_eq!(entries[0].hash, hash);
    }

    proptest! {
        #[test]
        fn an_entry_that_was_changed_is_found(at in 0_usize..12, field in 0_usize..9, mend in any::<bool>()) {
            let (mut entries, head) = log(12);
            let entry = &mut entries[at];
            match field {
                0 => entry.at = entry.at.plus(core::time::Duration::from_millis(1)),
                1 => entry.person_id = Some("q".to_owned()),
                2 => entry.person_name = None,
                3 => entry.terminal_id = Some("u".to_owned()),
                4 => entry.terminal_name = Some(String::new()),
                5 => entry.peer = None,
                6 => entry.event.push('x'),
                7 => entry.detail_json.push(' '),
                _ => entry.previous_hash.push('0'),
            }
            if entry.right_hash() == entry.hash {
                // It had none of that to begin with.
                return Ok(());
            }
            if mend {
                entry.hash = entry.right_hash();
            }
            let number = u64::try_from(at).unwrap() + 1;
            let found = walked(&entries, &head, None).unwrap_err();
            let next = Broken::Unlinked(number + 1);
            prop_assert!(
                if !mend { found == Broken::Changed(number) }
                else if field == 8 { found == Broken::Unlinked(number) }
                else if number == 12 { found == Broken::OtherEnd(12) }
                else { found == next },
                "{found:?}"
            );
        }

        #[test]
        fn an_entry_that_is_gone_is_found(at in 0_usize..12) {
            let (mut entries, head) = log(12);
            entries.remove(at);
            let expected = if at == 11 { Broken::End { found: 11, expected: 12 } }
                else { Broken::Missing(u64::try_from(at).unwrap() + 1) };
            prop_assert_eq!(walked(&entries, &head, None), Err(expected));
        }

        #[test]
        fn entries_that_changed_places_are_found(one in 0_usize..12, other in 0_usize..12, renumbered in any::<bool>()) {
            prop_assume!(one != other);
            let (mut entries, head) = log(12);
            entries.swap(one, other);
            if renumbered {
                for (entry, number) in entries.iter_mut().zip(1..) {
                    entry.number = number;
                    entry.hash = entry.right_hash();
                }
            }
            prop_assert!(walked(&entries, &head, None).is_err());
        }

        #[test]
        fn an_entry_that_was_put_in_is_found(at in 0_usize..12) {
            let (mut entries, head) = log(12);
            let before = at.checked_sub(1).map_or_else(AuditHead::default, |before| AuditHead {
                count: entries[before].number,
                hash: entries[before].hash.clone(),
            });
            let new = NewEntry { at: Timestamp::from_unix_ms(0), person: None, terminal: None, peer: None,
                event: "signed-in".to_owned(), detail_json: "{}".to_owned() };
            entries.insert(at, AuditEntry::after(&before, &new));
            // Even where all later ones are numbered anew.
            for (entry, number) in entries.iter_mut().zip(1..) {
                entry.number = number;
            }
            prop_assert!(walked(&entries, &head, None).is_err());
        }

        #[test]
        fn a_log_that_was_written_anew_is_found_by_whoever_has_noted_its_end(length in 1_usize..12) {
            let (_, head) = log(12);
            let (mut entries, _) = log(length);
            let mut end = AuditHead::default();
            for entry in &mut entries {
                entry.event = "nothing".to_owned();
                entry.previous_hash = end.hash.clone();
                entry.hash = entry.right_hash();
                end = AuditHead { count: entry.number, hash: entry.hash.clone() };
            }
            prop_assert_eq!(walked(&entries, &end, None), Ok(end.clone()));
            prop_assert_eq!(walked(&entries, &end, Some(&head.hash)), Err(Broken::Unexpected));
        }

        #[test]
        fn no_two_entries_are_written_alike(one in "[a-z:,-]{0,6}", other in "[a-z:,-]{0,6}") {
            let (mut entries, _) = log(1);
            let mut second = entries[0].clone();
            let first = &mut entries[0];
            first.event = one.clone();
            first.detail_json = other.clone();
            second.event = format!("{one}{other}");
            second.detail_json = String::new();
            prop_assert_eq!(first.right_hash() == second.right_hash(), other.is_empty());
        }
    }
}
