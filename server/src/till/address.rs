//! An address is shown only when it is one, and of the shop's network: a payment to another is lost.

use super::invoice::Network;
use bitcoin::address::NetworkUnchecked;
use bitcoin::{Address, Network as BitcoinNetwork};

/// `text` in its usual form, where it is an address of `network`.
pub(super) fn check(text: &str, network: Network) -> Option<String> {
    let address: Address<NetworkUnchecked> = text.trim().parse().ok()?;
    let network = match network {
        Network::Bitcoin => BitcoinNetwork::Bitcoin,
        Network::Testnet => BitcoinNetwork::Testnet,
        Network::Signet => BitcoinNetwork::Signet,
        Network::Regtest => BitcoinNetwork::Regtest,
    };
    address.require_network(network).ok().map(|address| address.to_string())
}

#[cfg(test)]
mod tests {
    use super::*;

    /// From BIP 173 and BIP 350.
    const MAIN: &str = "BC1QW508D6QEJXTDG4Y5R3ZARVARY0C5XW7KV8F3T4";
    const TEST: &str = "tb1qw508d6qejxtdg4y5r3zarvary0c5xw7kxpjzsx";

    #[test]
    fn an_address_of_the_network_is_taken_in_its_usual_form() {
        assert_eq!(check(MAIN, Network::Bitcoin).as_deref(), Some("bc1qw508d6qejxtdg4y5r3zarvary0c5xw7kv8f3t4"));
        assert_eq!(check(TEST, Network::Testnet).as_deref(), Some(TEST));
    }

    #[test]
    fn anything_else_is_not() {
        let mistyped = TEST.replace("w508", "w509");
        for (text, network) in [
            (TEST, Network::Bitcoin),
            (MAIN, Network::Testnet),
            (MAIN, Network::Regtest),
            (mistyped.as_str(), Network::Testnet),
            ("", Network::Bitcoin),
            ("bc1q", Network::Bitcoin),
            ("<script>", Network::Bitcoin),
        ] {
            assert_eq!(check(text, network), None, "{text}");
        }
    }
}
