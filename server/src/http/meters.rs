//! Who is counted by what: a terminal and a person by themselves, everybody else by their address.
//!
//! - [`meter`]: one rate, for each of many keys

mod meter;

pub(crate) use meter::Meter;

use crate::access::{AccessError, Caller};
use crate::config::rates::Rates;
use core::hash::Hash;
use core::time::Duration;
use domain::Timestamp;
use domain::access::{PersonId, TerminalId};
use std::net::IpAddr;

/// By what somebody is counted.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
enum Who {
    Terminal(TerminalId),
    Person(PersonId),
    /// An address as far as it tells people apart: of an IPv6 address the half that a household or a shop is given.
    Stranger(IpAddr),
}

impl Who {
    fn is(caller: &Caller) -> Self {
        match (caller.at(), &caller.person) {
            (Some(terminal), _) => Self::Terminal(terminal),
            (None, Some(person)) => Self::Person(person.id),
            (None, None) => Self::Stranger(match caller.peer {
                IpAddr::V6(ip) => IpAddr::V6((ip.to_bits() >> 64 << 64).into()),
                ip => ip,
            }),
        }
    }
}

/// All that is counted.
pub(crate) struct Meters {
    known: Meter<Who>,
    stranger: Meter<Who>,
    sign_in: Meter<Who>,
    pairing: Meter<Who>,
    all_pairing: Meter<()>,
    all_pins: Meter<()>,
}

impl Meters {
    /// Nothing counted yet.
    pub(crate) fn new(rates: &Rates) -> Self {
        Self {
            known: Meter::new(rates.known),
            stranger: Meter::new(rates.stranger),
            sign_in: Meter::new(rates.sign_in),
            pairing: Meter::new(rates.pairing),
            all_pairing: Meter::new(rates.all_pairing),
            all_pins: Meter::new(rates.all_pins),
        }
    }

    /// `caller` asks for something.
    ///
    /// # Errors
    /// [`AccessError::Slow`].
    pub(crate) fn ask(&self, caller: &Caller, now: Timestamp) -> Result<(), AccessError> {
        let who = Who::is(caller);
        let meter = if matches!(who, Who::Stranger(_)) { &self.stranger } else { &self.known };
        take(meter, who, now)
    }

    /// `caller` tries to sign in, or a link.
    ///
    /// # Errors
    /// [`AccessError::Slow`].
    pub(crate) fn sign_in(&self, caller: &Caller, now: Timestamp) -> Result<(), AccessError> {
        take(&self.sign_in, Who::is(caller), now)
    }

    /// `caller` tries a pairing code. Their own limit comes first, so that one address alone cannot use up what
    /// there is for all.
    ///
    /// # Errors
    /// [`AccessError::Slow`].
    pub(crate) fn pairing(&self, caller: &Caller, now: Timestamp) -> Result<(), AccessError> {
        take(&self.pairing, Who::is(caller), now)?;
        take(&self.all_pairing, (), now)
    }

    /// Somebody tries a PIN, at whatever terminal.
    ///
    /// # Errors
    /// [`AccessError::Slow`].
    pub(crate) fn pin(&self, now: Timestamp) -> Result<(), AccessError> {
        take(&self.all_pins, (), now)
    }
}

fn take<K: Eq + Hash>(meter: &Meter<K>, key: K, now: Timestamp) -> Result<(), AccessError> {
    meter.take(key, now).map_err(|wait| AccessError::Slow { seconds: whole_seconds(wait) })
}

/// Rounded up: whoever comes after that is not too early.
fn whole_seconds(wait: Duration) -> u64 {
    wait.as_secs().saturating_add(u64::from(wait.subsec_nanos() > 0))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::access::TerminalHere;

    const NOW: Timestamp = Timestamp::from_unix_ms(1_000_000);

    fn from(ip: &str) -> Caller {
        Caller::nobody(ip.parse().unwrap())
    }

    fn terminal(number: u8) -> Caller {
        let id = uuid::Builder::from_random_bytes([number; 16]).into_uuid().try_into().unwrap();
        let here = TerminalHere { id, name: "Bar".to_owned(), locked: false };
        Caller { terminal: Some(here), ..from("192.0.2.1") }
    }

    #[test]
    fn an_ipv6_address_is_as_good_as_its_neighbour() {
        let who = |ip| Who::is(&from(ip));
        assert_eq!(who("2001:db8:1:2::1"), who("2001:db8:1:2:ffff::9"));
        assert_ne!(who("2001:db8:1:2::1"), who("2001:db8:1:3::1"));
        assert_ne!(who("192.0.2.1"), who("192.0.2.2"));
    }

    #[test]
    fn a_terminal_is_counted_by_itself_and_a_locked_one_is_a_stranger() {
        let meters = Meters::new(&Rates::default());
        while meters.ask(&from("192.0.2.1"), NOW).is_ok() {}
        while meters.ask(&terminal(1), NOW).is_ok() {}
        assert!(meters.ask(&terminal(2), NOW).is_ok(), "at the same address");
        let mut locked = terminal(3);
        locked.terminal.as_mut().unwrap().locked = true;
        assert!(meters.ask(&locked, NOW).is_err());
    }

    #[test]
    fn one_address_cannot_use_up_what_there_is_for_all() {
        let meters = Meters::new(&Rates::default());
        let ip = |last: usize| from(&format!("192.0.2.{last}"));
        let tried = (0..1_000).filter(|_| meters.pairing(&ip(1), NOW).is_ok()).count();
        assert_eq!(tried, 5);
        assert!(matches!(meters.pairing(&ip(1), NOW), Err(AccessError::Slow { seconds: 30 })));
        assert!(meters.pairing(&ip(2), NOW).is_ok());
        let many = (3..=254).flat_map(|last| [last; 5]).filter(|last| meters.pairing(&ip(*last), NOW).is_ok()).count();
        assert_eq!(many, 24, "all addresses together: thirty");
    }

    #[test]
    fn seconds_are_rounded_up() {
        assert_eq!([0, 1, 999, 1_000, 1_001].map(|ms| whole_seconds(Duration::from_millis(ms))), [0, 1, 1, 1, 2]);
    }
}
