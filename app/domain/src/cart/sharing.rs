//! Spreads an amount over parts in proportion, to the last minor unit: what rounding down leaves goes to those
//! parts that lost most by it, the first of equals first. No part is ever given more than it is.

/// What each of `parts` is given of `amount`. Together exactly `amount`, where that is at most the sum of the parts.
pub(super) fn shared(amount: u64, parts: &[u64]) -> Vec<u64> {
    let whole: u128 = parts.iter().map(|part| u128::from(*part)).sum();
    // Both factors are below 2^64.
    let product = |part: u64| u128::from(amount).saturating_mul(u128::from(part));
    let floor = |part: u64| product(part).checked_div(whole).and_then(|share| u64::try_from(share).ok()).unwrap_or(0);
    let mut shares: Vec<u64> = parts.iter().map(|part| floor(*part)).collect();
    let given = shares.iter().fold(0_u64, |sum, share| sum.saturating_add(*share));
    let mut order: Vec<usize> = (0..parts.len()).collect();
    let lost = |at: &usize| parts.get(*at).and_then(|part| product(*part).checked_rem(whole)).unwrap_or(0);
    order.sort_by_key(|at| core::cmp::Reverse(lost(at)));
    let left = usize::try_from(amount.saturating_sub(given)).unwrap_or(usize::MAX);
    for at in order.into_iter().take(left) {
        if let Some(share) = shares.get_mut(at) {
            *share = share.saturating_add(1);
        }
    }
    shares
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn nothing_is_lost_in_rounding() {
        assert_eq!(shared(10, &[100, 100, 100]), [4, 3, 3]);
        assert_eq!(shared(1, &[10, 30]), [0, 1]);
        assert_eq!(shared(0, &[10, 30]), [0, 0]);
        assert_eq!(shared(40, &[10, 30]), [10, 30]);
        assert_eq!(shared(5, &[0, 5]), [0, 5]);
        assert_eq!(shared(0, &[0, 0]), [0, 0]);
    }

    proptest! {
        #[test]
        fn the_shares_are_the_amount_and_none_is_above_its_part(
            parts in proptest::collection::vec(0_u64..10_000_000_000_000, 1..30),
            thousandths in 0_u64..=1000,
        ) {
            let whole: u64 = parts.iter().sum();
            let amount = u64::try_from(u128::from(whole) * u128::from(thousandths) / 1000).unwrap();
            let shares = shared(amount, &parts);
            prop_assert_eq!(shares.iter().sum::<u64>(), amount);
            prop_assert!(shares.iter().zip(&parts).all(|(share, part)| share <= part));
        }
    }
}
