//! A payment request that wallets read whether they pay by Lightning or on chain.

use domain::answer::{Invoice, OnChain};

/// Millisatoshi in a satoshi, and satoshi in a bitcoin.
const MSAT: u64 = 1_000;
const SAT: u64 = 100_000_000;

/// The BIP 21 URI of `invoice`, with the Lightning invoice as the parameter that wallets which can
/// pay it prefer. On chain there is nothing smaller than a satoshi: a part of one is rounded up.
///
/// # Source
/// BIP 21, and the `lightning` parameter wallets have agreed on (bitcoinqr.dev).
pub(super) fn uri(invoice: &Invoice, on_chain: &OnChain) -> String {
    let sat = invoice.amount.msat().div_ceil(MSAT);
    let (whole, part) = (sat / SAT, sat % SAT);
    let amount = format!("{whole}.{part:08}");
    let amount = amount.trim_end_matches('0').trim_end_matches('.');
    format!("bitcoin:{}?amount={amount}&lightning={}", on_chain.address, invoice.bolt11)
}

#[cfg(test)]
mod tests {
    use super::*;
    use domain::{Msat, Timestamp};

    fn amount_of(msat: u64) -> String {
        let on_chain = OnChain { address: "bcrt1q".to_owned(), fee_rate: None };
        let invoice = Invoice {
            bolt11: "lnbcrt1x".to_owned(),
            payment_hash: String::new(),
            amount: Msat::from_msat(msat),
            expires_at: Timestamp::from_unix_ms(0),
            on_chain: Some(on_chain.clone()),
        };
        let uri = uri(&invoice, &on_chain);
        let amount = uri.strip_prefix("bitcoin:bcrt1q?amount=").unwrap().strip_suffix("&lightning=lnbcrt1x").unwrap();
        amount.to_owned()
    }

    #[test]
    fn the_amount_is_in_bitcoin_to_the_satoshi() {
        assert_eq!(amount_of(25_000_000), "0.00025");
        assert_eq!(amount_of(1), "0.00000001", "rounded up");
        assert_eq!(amount_of(100_000_000_000), "1");
        assert_eq!(amount_of(123_456_789_000_000), "1234.56789");
    }
}
