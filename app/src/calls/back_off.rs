//! How long to wait between two failed calls: half a second, then twice as long each time, up to five.

const FIRST_MS: u32 = 500;
const LONGEST_MS: u32 = 5_000;

/// The next wait.
#[derive(Clone, Copy, Debug)]
pub(crate) struct BackOff(u32);

impl Default for BackOff {
    fn default() -> Self {
        Self(FIRST_MS)
    }
}

impl BackOff {
    /// The wait that is due, in milliseconds; the one after it is longer.
    pub(crate) fn next_ms(&mut self) -> u32 {
        let due = self.0;
        self.0 = due.saturating_mul(2).min(LONGEST_MS);
        due
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn waits_grow_from_half_a_second_to_five() {
        let mut back_off = BackOff::default();
        let waits: Vec<u32> = (0..6).map(|_| back_off.next_ms()).collect();
        assert_eq!(waits, [500, 1000, 2000, 4000, 5000, 5000]);
    }
}
