//! Mints BOLT 11 invoices that any wallet can read: signed, each with its own payment hash and
//! secret. The signing key is public, and no node stands behind it, so nothing can be paid by them.

use std::time::Duration;

use bitcoin_hashes::{Hash, sha256};
use jiff::Timestamp;
use lightning_invoice::{Bolt11Invoice, Currency, InvoiceBuilder, PaymentSecret};
use secp256k1::{Secp256k1, SecretKey, SignOnly};

use crate::options::Network;

/// The test key. It is in the source for everybody to read, and never owns anything.
const TEST_KEY: [u8; 32] = [0x4d; 32];
/// Blocks that the last hop is given, as current nodes ask for.
const MIN_FINAL_CLTV: u64 = 80;
/// Bytes of text that fit into an invoice's description field.
const LONGEST_DESCRIPTION: usize = 639;

/// What an invoice says.
pub(crate) struct Terms<'a> {
    pub(crate) network: Network,
    pub(crate) amount_msat: u64,
    pub(crate) description: &'a str,
    pub(crate) issued: Timestamp,
    pub(crate) lasts_seconds: u64,
}

/// An invoice could not be made; the sandbox's own fault.
#[derive(Debug, thiserror::Error)]
pub(crate) enum MintError {
    #[error("the test key is unusable")]
    Key,
    #[error("no invoice can be made of these terms")]
    Terms,
}

/// Makes invoices.
pub(crate) struct Mint {
    secp: Secp256k1<SignOnly>,
    key: SecretKey,
}

impl Mint {
    pub(crate) fn new() -> Result<Self, MintError> {
        let key = SecretKey::from_slice(&TEST_KEY).map_err(|_| MintError::Key)?;
        Ok(Self { secp: Secp256k1::signing_only(), key })
    }

    /// Mints one invoice, in lower case. The time of issue is cut to whole seconds, which is all
    /// that BOLT 11 can say.
    pub(crate) fn invoice(&self, terms: &Terms<'_>) -> Result<String, MintError> {
        let preimage: [u8; 32] = rand::random();
        let issued = u64::try_from(terms.issued.as_second()).map_err(|_| MintError::Terms)?;
        let description = &terms.description[..terms.description.floor_char_boundary(LONGEST_DESCRIPTION)];
        let invoice: Bolt11Invoice = InvoiceBuilder::new(currency(terms.network))
            .amount_milli_satoshis(terms.amount_msat)
            .description(description.to_owned())
            .payment_hash(sha256::Hash::hash(&preimage))
            .payment_secret(PaymentSecret(rand::random()))
            .basic_mpp()
            .duration_since_epoch(Duration::from_secs(issued))
            .min_final_cltv_expiry_delta(MIN_FINAL_CLTV)
            .expiry_time(Duration::from_secs(terms.lasts_seconds))
            .build_signed(|message| self.secp.sign_ecdsa_recoverable(message, &self.key))
            .map_err(|_| MintError::Terms)?;
        Ok(invoice.to_string())
    }
}

fn currency(network: Network) -> Currency {
    match network {
        Network::Bitcoin => Currency::Bitcoin,
        Network::Testnet => Currency::BitcoinTestnet,
        Network::Signet => Currency::Signet,
        Network::Regtest => Currency::Regtest,
    }
}

/// The invoice as it is compared: without surrounding blanks or a `lightning:` in front, in lower
/// case, because a QR code carries it in upper case and wallets hand it on as they like.
pub(crate) fn plain(pasted: &str) -> String {
    let lower = pasted.trim().to_ascii_lowercase();
    lower.strip_prefix("lightning:").unwrap_or(&lower).trim_start_matches('/').to_owned()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn terms(network: Network, amount_msat: u64) -> Terms<'static> {
        Terms {
            network,
            amount_msat,
            description: "Till 4, sale 17",
            issued: "2026-01-02T12:00:00.900Z".parse().unwrap(),
            lasts_seconds: 599,
        }
    }

    fn decoded(text: &str) -> Bolt11Invoice {
        text.parse().unwrap()
    }

    #[test]
    fn an_invoice_says_its_terms_and_its_signature_holds() {
        let mint = Mint::new().unwrap();
        let invoice = decoded(&mint.invoice(&terms(Network::Regtest, 25_000_001)).unwrap());
        assert_eq!(invoice.amount_milli_satoshis(), Some(25_000_001));
        assert_eq!(invoice.description().to_string(), "Till 4, sale 17");
        assert_eq!(invoice.duration_since_epoch().as_secs(), 1_767_355_200);
        assert_eq!(invoice.expiry_time().as_secs(), 599);
        assert_eq!(invoice.min_final_cltv_expiry_delta(), 80);
        invoice.check_signature().unwrap();
        let key = SecretKey::from_slice(&TEST_KEY).unwrap();
        assert_eq!(invoice.recover_payee_pub_key(), key.public_key(&Secp256k1::new()));
    }

    #[test]
    fn every_network_has_its_prefix() {
        let mint = Mint::new().unwrap();
        for (network, prefix) in [
            (Network::Bitcoin, "lnbc250u1"),
            (Network::Testnet, "lntb250u1"),
            (Network::Signet, "lntbs250u1"),
            (Network::Regtest, "lnbcrt250u1"),
        ] {
            let text = mint.invoice(&terms(network, 25_000_000)).unwrap();
            assert!(text.starts_with(prefix), "{text}");
            decoded(&text).check_signature().unwrap();
        }
    }

    #[test]
    fn two_invoices_of_the_same_terms_share_neither_hash_nor_secret() {
        let mint = Mint::new().unwrap();
        let [one, two] = [(); 2].map(|()| decoded(&mint.invoice(&terms(Network::Regtest, 1_000)).unwrap()));
        assert_ne!(one.payment_hash(), two.payment_hash());
        assert_ne!(one.payment_secret(), two.payment_secret());
    }

    #[test]
    fn a_description_too_long_is_cut_between_characters() {
        let mint = Mint::new().unwrap();
        let long = "€".repeat(400);
        let mut wordy = terms(Network::Regtest, 1_000);
        wordy.description = &long;
        let invoice = decoded(&mint.invoice(&wordy).unwrap());
        assert_eq!(invoice.description().to_string(), "€".repeat(213));
    }

    #[test]
    fn a_pasted_invoice_is_read_in_any_case_and_as_a_link() {
        assert_eq!(plain("  LIGHTNING:LNBCRT1ABC\n"), "lnbcrt1abc");
        assert_eq!(plain("lightning://lnbcrt1abc"), "lnbcrt1abc");
        assert_eq!(plain("lnbcrt1abc"), "lnbcrt1abc");
    }
}
