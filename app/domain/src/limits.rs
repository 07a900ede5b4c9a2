//! Which totals a shop accepts. The same rule greys out *Charge* in the browser and refuses on the
//! server, so the two can never disagree.

use crate::money::{Currency, Money};
use crate::{told_fields, told_variants};
use serde::{Deserialize, Serialize};

/// The smallest and largest total of one sale, in minor units of the shop's currency.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Limits {
    min_minor: u64,
    max_minor: u64,
    currency: Currency,
}

/// Limits that no total could satisfy, or that allow a sale of nothing.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
#[error("the smallest amount must be at least 1 and not above the largest")]
pub struct ImpossibleLimits;

/// Why a total is not accepted.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, thiserror::Error)]
pub enum AmountRefused {
    /// Nothing was entered.
    #[error("enter an amount")]
    Zero,
    /// Below the shop's smallest sale.
    #[error("the smallest amount is {0}")]
    BelowMinimum(Money),
    /// Above the shop's largest sale.
    #[error("the largest amount is {0}")]
    AboveMaximum(Money),
}

impl Limits {
    /// Totals from `min_minor` to `max_minor`, both included.
    ///
    /// # Errors
    /// [`ImpossibleLimits`] where the minimum is zero or above the maximum.
    pub fn new(min_minor: u64, max_minor: u64, currency: Currency) -> Result<Self, ImpossibleLimits> {
        if min_minor == 0 || min_minor > max_minor {
            return Err(ImpossibleLimits);
        }
        Ok(Self { min_minor, max_minor, currency })
    }

    /// The shop's currency.
    pub const fn currency(&self) -> Currency {
        self.currency
    }

    /// The largest total, in minor units.
    pub const fn max_minor(&self) -> u64 {
        self.max_minor
    }

    /// The total of a sale of `total_minor` minor units.
    ///
    /// # Errors
    /// [`AmountRefused`] says which limit it breaks.
    pub fn check(&self, total_minor: u64) -> Result<Money, AmountRefused> {
        let money = |minor| Money::from_minor(minor, self.currency);
        match total_minor {
            0 => Err(AmountRefused::Zero),
            minor if minor < self.min_minor => Err(AmountRefused::BelowMinimum(money(self.min_minor))),
            minor if minor > self.max_minor => Err(AmountRefused::AboveMaximum(money(self.max_minor))),
            minor => Ok(money(minor)),
        }
    }
}

told_fields!(Limits { min_minor, max_minor, currency });

told_variants!(AmountRefused {
    "Zero" => Zero,
    "BelowMinimum" => BelowMinimum(least),
    "AboveMaximum" => AboveMaximum(most),
});

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn limits_that_cannot_be_met_are_refused() {
        assert_eq!(Limits::new(0, 10, Currency::EUR), Err(ImpossibleLimits));
        assert_eq!(Limits::new(11, 10, Currency::EUR), Err(ImpossibleLimits));
    }

    proptest! {
        #[test]
        fn a_total_is_accepted_exactly_within_the_limits(min in 1_u64..1000, span in 0_u64..1000, total in 0_u64..3000) {
            let limits = Limits::new(min, min + span, Currency::EUR).unwrap();
            let answer = limits.check(total);
            prop_assert_eq!(answer.is_ok(), (min..=min + span).contains(&total));
            if let Ok(money) = answer {
                prop_assert_eq!(money.minor(), total);
            }
            prop_assert_eq!(total == 0, answer == Err(AmountRefused::Zero));
        }
    }
}
