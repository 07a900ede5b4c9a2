//! How often something may be wrong. Every failure makes the next wait longer; the count is in the
//! records, so neither a restart nor another server forgets it. A try is counted before it is made:
//! many at once are one, and whoever breaks off has tried.

use super::{Access, AccessError};
use core::time::Duration;
use std::net::IpAddr;

/// How many seconds nobody may try after the first failure, the second, and so on; the last for all
/// later ones.
#[derive(Clone, Copy, Debug)]
pub(super) struct Delays(&'static [u64]);

/// After a wrong PIN.
pub(super) const PIN: Delays = Delays(&[1, 2, 5, 15, 30, 60, 120, 300, 900]);

/// After a wrong password, passkey or code. No longer than five minutes, so that whoever guesses cannot
/// keep an owner out for long.
pub(super) const DOOR: Delays = Delays(&[1, 1, 2, 5, 15, 30, 60, 120, 300]);

impl Delays {
    /// After `failures` in a row.
    pub(super) fn after(self, failures: u32) -> Duration {
        let index = usize::try_from(failures).unwrap_or(usize::MAX).saturating_sub(1);
        let seconds = self.0.get(index).or(self.0.last()).copied().unwrap_or_default();
        Duration::from_secs(if failures == 0 { 0 } else { seconds })
    }

    fn longest(self) -> Duration {
        Duration::from_secs(self.0.last().copied().unwrap_or_default())
    }
}

impl Access {
    /// Counts a try of each of `what` as failed, before it is made; returns how many seconds nobody may
    /// try again if it is.
    pub(super) async fn brake(&self, what: &[String], delays: Delays) -> Result<u64, AccessError> {
        let now = self.now();
        let mut seen = Vec::with_capacity(what.len());
        for one in what {
            let row = self.store().brake(one).await?;
            // A wait that is longer than any was begun before the clock was set back.
            if let Some(ends_at) = row.ends_at.filter(|end| end.since(now) <= delays.longest()) {
                let seconds = now.seconds_until(ends_at);
                if seconds > 0 {
                    return Err(AccessError::Slow { seconds });
                }
            }
            seen.push(row);
        }
        let mut longest = 0;
        for (one, row) in what.iter().zip(seen) {
            let wait = delays.after(row.failures.saturating_add(1));
            if !self.store().pull_brake(one, row, now, now.plus(wait)).await? {
                // Somebody else has tried in this very moment.
                return Err(AccessError::Slow { seconds: 1 });
            }
            longest = longest.max(wait.as_secs());
        }
        Ok(longest)
    }
}

/// The network a stranger comes from: a household or a firm has many addresses of version 6.
pub(super) fn network(peer: IpAddr) -> String {
    match peer.to_canonical() {
        IpAddr::V4(address) => address.to_string(),
        IpAddr::V6(address) => {
            let [one, two, three, four, ..] = address.segments();
            format!("{one:x}:{two:x}:{three:x}:{four:x}::/64")
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    proptest! {
        #[test]
        fn waits_grow_and_end(failures in 0_u32..10_000) {
            for delays in [PIN, DOOR] {
                prop_assert!(delays.after(failures) <= delays.after(failures + 1));
                prop_assert!(delays.after(failures) <= delays.longest());
            }
        }
    }

    #[test]
    fn guessing_a_pin_takes_weeks() {
        // Half of the PINs of four digits that are not trivial, at one terminal, against one person.
        let tries = (10_000_u32 - 120) / 2;
        let days = (1..=tries).map(|failures| PIN.after(failures).as_secs()).sum::<u64>() / 86_400;
        assert_eq!(days, 51);
        assert_eq!(PIN.after(0), Duration::ZERO);
    }

    #[test]
    fn a_network_is_an_address_or_what_somebody_was_given_of_them() {
        for (peer, expected) in [
            ("192.0.2.7", "192.0.2.7"),
            ("::ffff:192.0.2.7", "192.0.2.7"),
            ("2001:db8:1:2:3:4:5:6", "2001:db8:1:2::/64"),
            ("2001:db8:1:2::9", "2001:db8:1:2::/64"),
        ] {
            assert_eq!(network(peer.parse().unwrap()), expected);
        }
    }
}
