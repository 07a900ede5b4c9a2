//! What a sandbox is started with, and why a start can fail. The defaults make a sandbox on a free
//! loopback port whose prices fit the documented example: 12.50 euro is 25 000 sat.

use std::{fmt, io, net::SocketAddr, str::FromStr};

use serde::{Deserialize, Serialize};

use crate::clock::Clock;

/// The bitcoin network that invoices are minted for.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Network {
    /// The real network. The invoices are well formed, but nobody can be paid by them.
    Bitcoin,
    /// The public test network.
    Testnet,
    /// The public test network with signed blocks.
    Signet,
    /// A private test network; what the demo uses.
    #[default]
    Regtest,
}

/// A network's name was none of `bitcoin`, `testnet`, `signet`, `regtest`.
#[derive(Debug, thiserror::Error)]
#[error("the network must be bitcoin, testnet, signet or regtest")]
pub struct UnknownNetwork;

impl FromStr for Network {
    type Err = UnknownNetwork;

    fn from_str(name: &str) -> Result<Self, UnknownNetwork> {
        match name {
            "bitcoin" => Ok(Self::Bitcoin),
            "testnet" => Ok(Self::Testnet),
            "signet" => Ok(Self::Signet),
            "regtest" => Ok(Self::Regtest),
            _ => Err(UnknownNetwork),
        }
    }
}

/// How a sandbox is started.
#[derive(Clone)]
pub struct Options {
    /// Where to listen; port 0 takes a free one. Default `127.0.0.1:0`.
    pub addr: SocketAddr,
    /// Listen on an address that other machines can reach. Default `false`: such an address is
    /// refused, because the control side has no key.
    pub allow_remote: bool,
    /// The key expected as `Authorization: Bearer <key>`. Default `sandbox-key`.
    pub api_key: String,
    /// The network of the invoices. Default [`Network::Regtest`].
    pub network: Network,
    /// The test rate: millisatoshi for one minor unit of the currency. Default 20 000 for one euro
    /// cent, so that 1250 is 25 000 000 msat as in the documented example.
    pub msat_per_minor: u64,
    /// How long an invoice can be paid, in seconds; never past its session's end. Default `None`:
    /// until the session ends.
    pub invoice_seconds: Option<u64>,
    /// Where to report a changed status: `http://` and a loopback address. Default `None`.
    pub webhook: Option<String>,
    /// The kiosk's address, linked from the wallet page. Default `None`.
    pub kiosk_url: Option<String>,
    /// The sandbox's time. Default [`Clock::system`].
    pub clock: Clock,
}

impl Default for Options {
    fn default() -> Self {
        Self {
            addr: SocketAddr::from(([127, 0, 0, 1], 0)),
            allow_remote: false,
            api_key: "sandbox-key".to_owned(),
            network: Network::default(),
            msat_per_minor: 20_000,
            invoice_seconds: None,
            webhook: None,
            kiosk_url: None,
            clock: Clock::system(),
        }
    }
}

/// Leaves out the key, and the webhook's address, whose path is a secret of its receiver.
impl fmt::Debug for Options {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Options")
            .field("addr", &self.addr)
            .field("network", &self.network)
            .field("msat_per_minor", &self.msat_per_minor)
            .field("invoice_seconds", &self.invoice_seconds)
            .field("kiosk_url", &self.kiosk_url)
            .finish_non_exhaustive()
    }
}

/// Why a sandbox did not start.
#[derive(Debug, thiserror::Error)]
pub enum StartError {
    /// The address is not a loopback one and [`Options::allow_remote`] is off.
    #[error("the sandbox listens on this machine only; {0} can be reached from others")]
    NotLoopback(SocketAddr),
    /// The address could not be taken.
    #[error("the sandbox cannot listen on {addr}")]
    Listen {
        /// The address that was asked for.
        addr: SocketAddr,
        /// What the system said.
        source: io::Error,
    },
    /// An option is unusable; the text says which and what it must be.
    #[error("{0}")]
    Option(&'static str),
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_key_and_the_webhook_are_not_printed() {
        let options = Options {
            api_key: "k-secret".into(),
            webhook: Some("http://127.0.0.1/w-secret".into()),
            ..Options::default()
        };
        let printed = format!("{options:?}");
        assert!(printed.contains("msat_per_minor"));
        assert!(!printed.contains("secret"));
    }

    #[test]
    fn networks_are_read_by_their_settings_names() {
        assert_eq!("signet".parse::<Network>().unwrap(), Network::Signet);
        assert!("mainnet".parse::<Network>().is_err());
    }
}
