//! What the keypad holds between two taps: a running sum and the amount being keyed, cents first.
//! Every tap gives a new value; a tap that would leave what the field can show changes nothing.

use serde::{Deserialize, Serialize};

/// Nine digits: 9 999 999.99 euro, above any limit a shop would set, and still fits the screen.
const MOST_MINOR: u64 = 999_999_999;

/// A key of the keypad.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Key {
    /// A digit, 0 to 9.
    Digit(u8),
    /// Takes the last digit back, or the last term of the sum where none is being keyed.
    Back,
    /// Empties everything.
    Clear,
    /// Adds what was keyed to the sum and starts the next amount.
    Add,
}

impl Key {
    /// The key a keyboard's key name stands for (as in `KeyboardEvent.key`), if any.
    pub fn from_keyboard(name: &str) -> Option<Self> {
        match name {
            "Backspace" => Some(Self::Back),
            "Escape" | "Delete" => Some(Self::Clear),
            "+" => Some(Self::Add),
            digit => match digit.as_bytes() {
                [byte @ b'0'..=b'9'] => Some(Self::Digit(byte.saturating_sub(b'0'))),
                _ => None,
            },
        }
    }
}

/// The amount on the keypad, in minor units.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Entry {
    terms_minor: Vec<u64>,
    current_minor: u64,
}

impl Entry {
    /// The amount being keyed, in minor units.
    pub fn current_minor(&self) -> u64 {
        self.current_minor
    }

    /// The amounts added so far, in minor units, oldest first.
    pub fn terms_minor(&self) -> &[u64] {
        &self.terms_minor
    }

    /// The whole amount: all terms and what is being keyed, in minor units.
    pub fn total_minor(&self) -> u64 {
        self.terms_minor.iter().fold(self.current_minor, |sum, term| sum.saturating_add(*term))
    }

    /// The entry after `key`.
    #[must_use]
    pub fn press(&self, key: Key) -> Self {
        let mut next = self.clone();
        match key {
            Key::Digit(digit) => {
                next.current_minor = next.current_minor.saturating_mul(10).saturating_add(u64::from(digit.min(9)));
            }
            Key::Back if next.current_minor == 0 => next.current_minor = next.terms_minor.pop().unwrap_or(0),
            Key::Back => next.current_minor /= 10,
            Key::Clear => next = Self::default(),
            Key::Add if next.current_minor > 0 => {
                next.terms_minor.push(next.current_minor);
                next.current_minor = 0;
            }
            Key::Add => {}
        }
        if next.total_minor() > MOST_MINOR { self.clone() } else { next }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn keyed(keys: &str) -> Entry {
        keys.chars().fold(Entry::default(), |entry, key| {
            let name = match key {
                '<' => "Backspace".to_owned(),
                'c' => "Escape".to_owned(),
                other => other.to_string(),
            };
            entry.press(Key::from_keyboard(&name).unwrap())
        })
    }

    #[test]
    fn cents_come_first() {
        assert_eq!(keyed("1250").total_minor(), 1250);
        assert_eq!(keyed("1250<").total_minor(), 125);
        assert_eq!(keyed("1250c").total_minor(), 0);
        assert_eq!(keyed("0007").total_minor(), 7);
    }

    #[test]
    fn the_sum_runs_on_and_can_be_taken_back() {
        let entry = keyed("1250+300");
        assert_eq!((entry.total_minor(), entry.current_minor()), (1550, 300));
        assert_eq!(keyed("1250++300").terms_minor(), [1250]);
        assert_eq!(keyed("1250+<").current_minor(), 1250);
    }

    #[test]
    fn other_keys_mean_nothing() {
        for name in ["a", "F1", "Enter", "", "12", "٣"] {
            assert_eq!(Key::from_keyboard(name), None, "{name}");
        }
    }

    fn any_key() -> impl Strategy<Value = Key> {
        prop_oneof![(0_u8..=9).prop_map(Key::Digit), Just(Key::Back), Just(Key::Clear), Just(Key::Add)]
    }

    proptest! {
        #[test]
        fn no_run_of_keys_leaves_the_field(keys in proptest::collection::vec(any_key(), 0..200)) {
            let mut entry = Entry::default();
            for key in keys {
                let next = entry.press(key);
                prop_assert!(next.total_minor() <= MOST_MINOR);
                if key == Key::Clear {
                    prop_assert_eq!(&next, &Entry::default());
                }
                if key == Key::Add {
                    prop_assert_eq!(next.total_minor(), entry.total_minor());
                }
                entry = next;
            }
        }

        #[test]
        fn a_digit_and_back_is_where_one_was(start in 0_u64..99_999_999, digit in 0_u8..=9) {
            let entry = keyed(&start.to_string());
            prop_assert_eq!(entry.press(Key::Digit(digit)).press(Key::Back).total_minor(), if start == 0 && digit == 0 { 0 } else { start });
        }
    }
}
