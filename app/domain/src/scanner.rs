//! Tells a barcode scanner, which types like a keyboard, from a hand: by how fast its keys come. What it typed is no
//! amount, and its *Enter* charges nothing.

use crate::entry::Entry;

/// No hand presses one key so soon after another, and again, and again.
const SOON_MS: u64 = 35;
/// So many keys, each that soon after the one before it, are a scanner's.
const KEYS: u8 = 6;
/// Once it is known for a scanner, it goes on until nothing has come for so long: some rest within a code.
const REST_MS: u64 = 250;

/// The keys that came one soon after the other.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Burst {
    before: Entry,
    keys: u8,
    last_ms: u64,
}

impl Burst {
    /// The keys after one more, which came at `at_ms` milliseconds, by any clock that only runs forward, while the keypad
    /// showed `entry`.
    #[must_use]
    pub fn key(&self, entry: &Entry, at_ms: u64) -> Self {
        let within_ms = if self.before_scanner().is_some() { REST_MS } else { SOON_MS };
        let is_soon = self.keys > 0 && at_ms.saturating_sub(self.last_ms) < within_ms;
        if is_soon {
            Self { keys: self.keys.saturating_add(1), last_ms: at_ms, ..self.clone() }
        } else {
            Self { before: entry.clone(), keys: 1, last_ms: at_ms }
        }
    }

    /// What the keypad showed before a scanner began to type; nothing where it may be a hand.
    pub fn before_scanner(&self) -> Option<&Entry> {
        (self.keys >= KEYS).then_some(&self.before)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::entry::Key;
    use proptest::prelude::*;

    /// What a keypad shows that goes by it, and whether *Enter* charged, after keys that each come some time after the one
    /// before.
    fn typed(start: &str, keys: &[(&str, u64)]) -> (u64, bool) {
        let start = start.chars().filter_map(|key| Key::from_keyboard(&key.to_string()));
        let mut entry = start.fold(Entry::default(), |entry, key| entry.press(key));
        let (mut burst, mut now_ms, mut charged) = (Burst::default(), 1_000, false);
        for (key, after_ms) in keys {
            now_ms += after_ms;
            burst = burst.key(&entry, now_ms);
            match (burst.before_scanner(), Key::from_keyboard(key)) {
                (Some(before), _) => entry = before.clone(),
                (None, Some(key)) => entry = entry.press(key),
                (None, None) => charged |= *key == "Enter",
            }
        }
        (entry.total_minor(), charged)
    }

    fn all(text: &'static str, after_ms: u64) -> Vec<(&'static str, u64)> {
        let keys = text.split_inclusive(|_| true).map(|key| if key == "\n" { "Enter" } else { key });
        keys.map(|key| (key, after_ms)).collect()
    }

    #[test]
    fn a_scanner_leaves_the_amount_as_it_was_and_charges_nothing() {
        for code in ["40063813\n", "4006381333931\n", "12345\n", "A12-34\n", "+123456+\n", "4006381333931"] {
            for after_ms in [0, 2, 10, 34] {
                assert_eq!(typed("1250", &all(code, after_ms)), (1250, false), "{code:?} every {after_ms} ms");
            }
        }
    }

    #[test]
    fn a_hand_is_no_scanner() {
        assert_eq!(typed("", &all("1250\n", 35)), (1250, true), "as fast as it gets");
        assert_eq!(typed("", &all("124050\n", 60)), (124_050, true));
        assert_eq!(typed("", &all("1250\n", 0)), (1250, true), "five keys at once are two hands that slipped");
        let mut rolled = all("12345", 20);
        rolled.push(("Enter", 120));
        assert_eq!(typed("", &rolled), (12_345, true), "a rest before Enter");
    }

    #[test]
    fn a_scanner_may_rest_within_a_code() {
        let mut keys = all("4006381", 5);
        keys.extend([("3", 249), ("3", 5), ("Enter", 100)]);
        assert_eq!(typed("1250", &keys), (1250, false));
    }

    #[test]
    fn what_a_hand_keys_after_a_scanner_counts() {
        let mut keys = all("4006381333931\n", 5);
        keys.extend(all("99\n", 300));
        assert_eq!(typed("1250", &keys), (125_099, true));
    }

    proptest! {
        #[test]
        fn whatever_is_scanned_changes_nothing(
            start in 0_u64..1_000_000,
            keys in proptest::collection::vec((prop::sample::select(vec!["0", "7", "+", "A", "Enter"]), 0_u64..35), 6..40),
        ) {
            // The first key may come after any rest; an *Enter* that charges before the sixth key is a hand's.
            let code: Vec<_> = keys.iter().map(|(key, ms)| (if *key == "Enter" { "5" } else { key }, *ms)).collect();
            let (total_minor, charged) = typed(&start.to_string(), &code);
            prop_assert_eq!((total_minor, charged), (start, false));
        }
    }
}
