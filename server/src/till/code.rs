//! What the code on the screen holds: what a wallet reads that scans it.

use super::bip21;
use core::str::FromStr;
use domain::answer::Invoice;

/// In which case an invoice stands in the code.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum QrCase {
    /// Upper, so that the code's alphanumeric mode can hold it in fewer and larger modules. Wallets have to read it.
    #[default]
    Upper,
    /// Lower, for customers whose wallet does not.
    Lower,
}

impl FromStr for QrCase {
    type Err = &'static str;
    fn from_str(text: &str) -> Result<Self, Self::Err> {
        match text {
            "upper" => Ok(Self::Upper),
            "lower" => Ok(Self::Lower),
            _ => Err("expected upper or lower"),
        }
    }
}

/// The text of the code for `invoice`.
pub(super) fn text(invoice: &Invoice, case: QrCase) -> String {
    match (&invoice.on_chain, case) {
        (None, QrCase::Upper) => format!("LIGHTNING:{}", invoice.bolt11.to_ascii_uppercase()),
        (None, QrCase::Lower) => format!("lightning:{}", invoice.bolt11),
        (Some(on_chain), QrCase::Upper) => upper_where_the_same(&bip21::uri(invoice, on_chain)),
        (Some(on_chain), QrCase::Lower) => bip21::uri(invoice, on_chain),
    }
}

/// `uri` with everything in upper case that means the same in it: the scheme, an address in bech32, and the
/// invoice. An address in base 58 would be another one, and wallets look for their keys in lower case. The code
/// changes its mode between the parts, which costs far less than it saves.
///
/// # Source
/// RFC 3986, 3.1 (schemes); BIP 173 and BOLT 11 (bech32 in upper case, meant for QR codes); BIP 21 (keys).
fn upper_where_the_same(uri: &str) -> String {
    let (target, query) = uri.split_once('?').unwrap_or((uri, ""));
    let (scheme, address) = target.split_once(':').unwrap_or(("bitcoin", target));
    let address = if is_bech32(address) { address.to_ascii_uppercase() } else { address.to_owned() };
    let mut text = format!("{}:{address}", scheme.to_ascii_uppercase());
    for (n, part) in query.split('&').filter(|part| !part.is_empty()).enumerate() {
        text.push(if n == 0 { '?' } else { '&' });
        match part.split_once('=') {
            Some(("lightning", invoice)) => {
                text.push_str("lightning=");
                text.push_str(&invoice.to_ascii_uppercase());
            }
            _ => text.push_str(part),
        }
    }
    text
}

/// Whether `address` is a segregated-witness one of the main, a test or a local network.
fn is_bech32(address: &str) -> bool {
    ["bc1", "tb1", "bcrt1"].iter().any(|start| address.starts_with(start))
}

#[cfg(test)]
mod tests {
    use super::*;
    use domain::answer::OnChain;
    use domain::{Msat, Timestamp};

    fn invoice(address: Option<&str>) -> Invoice {
        Invoice {
            // The length of a signed invoice, in the letters it may hold.
            bolt11: "lnbcrt250u1p5qpzry9x8gf2tvdw0s3jn54khce6mua7l".repeat(7),
            payment_hash: String::new(),
            amount: Msat::from_msat(25_000_000),
            expires_at: Timestamp::from_unix_ms(0),
            on_chain: address.map(|address| OnChain { address: address.to_owned(), fee_rate: None }),
        }
    }

    /// How large the drawn code is, in characters: more modules are more of them.
    fn size(invoice: &Invoice, case: QrCase) -> usize {
        let picture = app::picture(&text(invoice, case)).unwrap();
        let side = picture.split("viewBox=\"0 0 ").nth(1).unwrap().split(' ').next().unwrap();
        side.parse().unwrap()
    }

    #[test]
    fn upper_case_needs_fewer_modules() {
        for address in [None, Some("bcrt1qpzry9x8gfqpzry9x8gfqpzry9x8gfqpzry9x8gf")] {
            let invoice = invoice(address);
            assert!(size(&invoice, QrCase::Upper) + 8 <= size(&invoice, QrCase::Lower), "{address:?}");
        }
    }

    #[test]
    fn an_invoice_alone_is_in_one_case_from_end_to_end() {
        let upper = text(&invoice(None), QrCase::Upper);
        assert!(upper.starts_with("LIGHTNING:LNBCRT") && !upper.contains(char::is_lowercase));
        let lower = text(&invoice(None), QrCase::Lower);
        assert_eq!(lower, upper.to_lowercase());
    }

    #[test]
    fn a_payment_uri_is_upper_case_where_that_means_the_same() {
        assert_eq!(
            upper_where_the_same("bitcoin:bcrt1qar0?amount=0.00025&lightning=lnbcrt1p&label=My%20shop"),
            "BITCOIN:BCRT1QAR0?amount=0.00025&lightning=LNBCRT1P&label=My%20shop"
        );
        assert_eq!(upper_where_the_same("bitcoin:mipcBbFg9gMiCh?amount=1"), "BITCOIN:mipcBbFg9gMiCh?amount=1");
        assert_eq!(upper_where_the_same("bitcoin:bc1q"), "BITCOIN:BC1Q");
        assert!(
            text(&invoice(Some("bcrt1q")), QrCase::Lower).starts_with("bitcoin:bcrt1q?amount=0.00025&lightning=lnbcrt")
        );
    }

    #[test]
    fn any_other_case_is_refused() {
        assert_eq!("Upper".parse::<QrCase>(), Err("expected upper or lower"));
        assert_eq!("lower".parse(), Ok(QrCase::Lower));
    }
}
