//! Bitcoin addresses that any wallet can read (BIP 173, version 0). Each is the hash of nothing: nobody holds its
//! key, so whatever were sent there on a real network would be lost.

use bech32::{Hrp, hrp, segwit};

use crate::options::Network;

/// A new address, in lower case, unlike any other.
pub(crate) fn address(network: Network) -> Option<String> {
    let hash: [u8; 20] = rand::random();
    segwit::encode_v0(prefix(network), &hash).ok()
}

fn prefix(network: Network) -> Hrp {
    match network {
        Network::Bitcoin => hrp::BC,
        Network::Testnet | Network::Signet => hrp::TB,
        Network::Regtest => hrp::BCRT,
    }
}

/// The address as it is compared: without surrounding blanks, a `bitcoin:` in front or what a link says behind it.
pub(crate) fn plain(pasted: &str) -> String {
    let lower = pasted.trim().to_ascii_lowercase();
    let bare = lower.strip_prefix("bitcoin:").unwrap_or(&lower);
    bare.split('?').next().unwrap_or(bare).to_owned()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_address_is_of_its_network_and_its_checksum_holds() {
        for (network, prefix) in [
            (Network::Bitcoin, "bc1q"),
            (Network::Testnet, "tb1q"),
            (Network::Signet, "tb1q"),
            (Network::Regtest, "bcrt1q"),
        ] {
            let text = address(network).unwrap();
            assert!(text.starts_with(prefix), "{text}");
            let (_, version, hash) = segwit::decode(&text).unwrap();
            assert_eq!((version, hash.len()), (segwit::VERSION_0, 20));
            assert_ne!(address(network).unwrap(), text);
        }
    }

    #[test]
    fn a_pasted_address_is_read_in_any_case_and_as_a_link() {
        assert_eq!(plain(" BCRT1QABC\n"), "bcrt1qabc");
        assert_eq!(plain("bitcoin:bcrt1qabc?amount=0.00025&lightning=lnbcrt1x"), "bcrt1qabc");
        assert_eq!(plain("BITCOIN:BCRT1QABC"), "bcrt1qabc");
    }
}
