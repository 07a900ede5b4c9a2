//! How often who may ask. A terminal is counted by itself and never by its address: a shop is one address to
//! a server outside of it, and its tablets must not stand in each other's way.

use core::time::Duration;

/// So many at once, and one more after each `every`.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Rate {
    /// As many as may come at once, at least one.
    pub burst: u32,
    /// After how long there may be another.
    pub every: Duration,
}

/// All of them. No settings: tests alone change them. What they mean for somebody who guesses is computed in
/// `docs/security.md`.
#[derive(Clone, Copy, Debug)]
pub struct Rates {
    /// What a paired terminal, or a person who is signed in, may ask. A tablet asks twice a second at most.
    pub known: Rate,
    /// What an address may ask that is neither. An address is an IPv4 address, or a network of 64 bits in IPv6.
    pub stranger: Rate,
    /// Tries to sign in, or to set up, of one terminal or one address.
    pub sign_in: Rate,
    /// Pairing codes that one terminal or one address may try.
    pub pairing: Rate,
    /// Pairing codes that all addresses together may try.
    pub all_pairing: Rate,
    /// PINs that all terminals together may try; each by itself is slowed down much earlier.
    pub all_pins: Rate,
}

impl Default for Rates {
    fn default() -> Self {
        let rate = |burst, every_ms| Rate { burst, every: Duration::from_millis(every_ms) };
        Self {
            known: rate(400, 25),
            stranger: rate(100, 100),
            sign_in: rate(10, 10_000),
            pairing: rate(5, 30_000),
            all_pairing: rate(30, 1_000),
            all_pins: rate(60, 1_000),
        }
    }
}
