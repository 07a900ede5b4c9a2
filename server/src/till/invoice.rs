//! An invoice is decoded on the server and shown only when it is exactly what was asked for.

use domain::answer::{Invoice, InvoiceFault};
use domain::{Msat, Timestamp};
use lightning_invoice::{Bolt11Invoice, Currency};

/// The bitcoin network invoices must be for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Network {
    /// Real money.
    Bitcoin,
    /// The public test network.
    Testnet,
    /// The test network whose blocks are signed.
    Signet,
    /// A private test network.
    Regtest,
}

/// A text that names no network.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
#[error("expected bitcoin, testnet, signet or regtest")]
pub struct NotANetwork;

impl core::str::FromStr for Network {
    type Err = NotANetwork;
    fn from_str(text: &str) -> Result<Self, NotANetwork> {
        match text {
            "bitcoin" => Ok(Self::Bitcoin),
            "testnet" => Ok(Self::Testnet),
            "signet" => Ok(Self::Signet),
            "regtest" => Ok(Self::Regtest),
            _ => Err(NotANetwork),
        }
    }
}

impl Network {
    fn currency(self) -> Currency {
        match self {
            Self::Bitcoin => Currency::Bitcoin,
            Self::Testnet => Currency::BitcoinTestnet,
            Self::Signet => Currency::Signet,
            Self::Regtest => Currency::Regtest,
        }
    }
}

/// Decodes `bolt11` and checks it: a valid signature, for `network`, for exactly `amount`, and not
/// over at `now`. `mion_expiry` is Mion's own word on when it ends; the earlier of the two counts.
///
/// # Errors
/// [`InvoiceFault`] names the first thing that is wrong.
pub fn check(
    bolt11: &str,
    amount: Msat,
    mion_expiry: Option<Timestamp>,
    network: Network,
    now: Timestamp,
) -> Result<Invoice, InvoiceFault> {
    // Parsing verifies the signature.
    let invoice: Bolt11Invoice = bolt11.trim().parse().map_err(|_| InvoiceFault::Unreadable)?;
    if invoice.currency() != network.currency() {
        return Err(InvoiceFault::WrongNetwork);
    }
    if amount.msat() == 0 || invoice.amount_milli_satoshis() != Some(amount.msat()) {
        return Err(InvoiceFault::WrongAmount);
    }
    let own_end = invoice.duration_since_epoch().saturating_add(invoice.expiry_time());
    let own_end = Timestamp::from_unix_ms(0).plus(own_end);
    let expires_at = mion_expiry.map_or(own_end, |end| end.min(own_end));
    if expires_at <= now {
        return Err(InvoiceFault::Expired);
    }
    Ok(Invoice {
        bolt11: bolt11.trim().to_owned(),
        payment_hash: invoice.payment_hash().to_string(),
        amount,
        expires_at,
        on_chain: None,
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use lightning_invoice::{InvoiceBuilder, PaymentSecret};
    use proptest::prelude::*;

    fn minted(currency: Currency, msat: Option<u64>, expiry_s: u64) -> String {
        use bitcoin_hashes::{Hash as _, sha256};
        use secp256k1::{Secp256k1, SecretKey};
        let key = SecretKey::from_slice(&[7; 32]).unwrap();
        let builder = InvoiceBuilder::new(currency)
            .description("sale".to_owned())
            .payment_hash(sha256::Hash::hash(b"preimage"))
            .payment_secret(PaymentSecret([1; 32]))
            .duration_since_epoch(core::time::Duration::from_secs(1_790_000_000))
            .min_final_cltv_expiry_delta(18)
            .expiry_time(core::time::Duration::from_secs(expiry_s));
        let builder = match msat {
            Some(msat) => builder.amount_milli_satoshis(msat),
            None => builder,
        };
        builder.build_signed(|hash| Secp256k1::new().sign_ecdsa_recoverable(hash, &key)).unwrap().to_string()
    }

    const AMOUNT: Msat = Msat::from_msat(25_000_000);

    fn at(second: i64) -> Timestamp {
        Timestamp::from_unix_ms((1_790_000_000 + second) * 1000)
    }

    #[test]
    fn a_right_invoice_is_taken_with_the_earlier_end() {
        let text = minted(Currency::Regtest, Some(25_000_000), 600);
        let taken = check(&text, AMOUNT, None, Network::Regtest, at(10)).unwrap();
        assert_eq!((taken.expires_at, taken.payment_hash.len()), (at(600), 64));
        let taken = check(&text, AMOUNT, Some(at(90)), Network::Regtest, at(10)).unwrap();
        assert_eq!(taken.expires_at, at(90));
        assert!(check(&text.to_uppercase(), AMOUNT, None, Network::Regtest, at(10)).is_ok());
    }

    #[test]
    fn everything_else_is_named_and_refused() {
        let right = minted(Currency::Regtest, Some(25_000_000), 600);
        let fault =
            |text: &str, amount, mion_expiry, now| check(text, amount, mion_expiry, Network::Regtest, now).unwrap_err();
        assert_eq!(fault("string", AMOUNT, None, at(0)), InvoiceFault::Unreadable);
        let mainnet = minted(Currency::Bitcoin, Some(25_000_000), 600);
        assert_eq!(fault(&mainnet, AMOUNT, None, at(0)), InvoiceFault::WrongNetwork);
        assert_eq!(fault(&right, Msat::from_msat(25_000_001), None, at(0)), InvoiceFault::WrongAmount);
        assert_eq!(fault(&right, Msat::from_msat(0), None, at(0)), InvoiceFault::WrongAmount);
        let open = minted(Currency::Regtest, None, 600);
        assert_eq!(fault(&open, AMOUNT, None, at(0)), InvoiceFault::WrongAmount);
        assert_eq!(fault(&right, AMOUNT, None, at(600)), InvoiceFault::Expired);
        assert_eq!(fault(&right, AMOUNT, Some(at(5)), at(6)), InvoiceFault::Expired);
    }

    proptest! {
        #[test]
        fn no_changed_letter_is_accepted(position in 8_usize..200, letter in proptest::char::range('a', 'z')) {
            let right = minted(Currency::Regtest, Some(25_000_000), 600);
            let mut letters: Vec<char> = right.chars().collect();
            let position = position % letters.len();
            prop_assume!(letters[position] != letter);
            letters[position] = letter;
            let changed: String = letters.into_iter().collect();
            prop_assert!(check(&changed, AMOUNT, None, Network::Regtest, at(0)).is_err());
        }

        #[test]
        fn no_text_makes_it_panic(text in "\\PC{0,300}") {
            let _ = check(&text, AMOUNT, None, Network::Regtest, at(0));
        }
    }
}
