//! What the browser is told: a checkout as it may be shown, and the few things it must know of the
//! shop. These are values made by the server; the browser decides nothing about money.

use domain::access::PersonId;
use domain::alarm::AlarmKind;
use domain::checkout::state::Ending;
use domain::limits::Limits;
use domain::mode::Selling;
use domain::money::BitcoinUnit;
use domain::told::{Tell, tell_fields};
use domain::{CheckoutId, Money, Msat, told_fields, told_variants};
use serde::{Deserialize, Serialize};

/// What the kiosk must know of the shop it stands in.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct ShopView {
    /// Shown at the top of every screen.
    pub name: String,
    /// Which totals are accepted.
    pub limits: Limits,
    /// How bitcoin is written.
    pub unit: BitcoinUnit,
    /// What the terminal is called that shows it; none where nobody is told.
    pub terminal: Option<String>,
    /// From which total on, in minor units, the kiosk asks whether it is really meant; none where it never asks.
    pub ask_from_minor: Option<u64>,
    /// How this terminal sells.
    pub selling: Selling,
    /// Set in the demo alone: every screen says that no real money moves.
    pub demo: Option<DemoView>,
}

/// What only the demo shows.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct DemoView {
    /// Where the test wallet is.
    pub wallet_url: String,
}

/// A checkout as it may be shown.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct CheckoutView {
    /// The checkout.
    pub id: CheckoutId,
    /// Six letters to compare on two screens.
    pub code: String,
    /// What the customer owes.
    pub total: Money,
    /// What this view is of; the browser sends it back to be told of anything newer.
    pub seen: Seen,
    /// Whether staff have put it aside and moved on.
    pub put_aside: bool,
    /// Whether it is being called off, after a last look whether it is paid.
    pub cancelling: bool,
    /// What a person has to look at here, and has not decided.
    pub alarms: Vec<AlarmKind>,
    /// Where the checkout is.
    pub state: StateView,
}

/// What a browser has seen of a checkout.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Seen {
    /// The number of the last change it was shown.
    pub version: u64,
    /// What it was told of the shop then.
    pub shop: ShopNews,
}

/// What every tablet is told of the shop, on every screen.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct ShopNews {
    /// Whether Mion answers the server. While it does not, no sale can be opened.
    pub mion_answers: bool,
    /// How many payments wait for a person's decision.
    pub alarms: u32,
    /// When the newest of them was raised, in milliseconds since the Unix epoch. Only to tell one
    /// state of the shop from another; never shown.
    pub newest_alarm_ms: i64,
}

impl ShopNews {
    /// What no shop ever tells: whoever has seen this is told at once how things are.
    pub const UNSEEN: Self = Self { mion_answers: false, alarms: u32::MAX, newest_alarm_ms: i64::MIN };
}

/// The state of a checkout, with what its screen needs.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum StateView {
    /// The invoice is on its way.
    Opening,
    /// To be paid.
    AwaitingPayment(InvoiceView),
    /// Mion has half said that it is paid.
    Confirming,
    /// A payment was seen on chain; the block chain has not confirmed it yet.
    Seen {
        /// The payer's fee will not do, so it can take long.
        fee_is_low: bool,
    },
    /// Less arrived than was asked for.
    Underpaid,
    /// Paid.
    Paid {
        /// When, in milliseconds since the Unix epoch.
        paid_at_ms: i64,
        /// What was paid, where known.
        amount: Option<Msat>,
        /// The end of its receipt's address, for the customer.
        receipt: String,
    },
    /// Paid after the end, or while it was put aside: staff have to decide.
    PaidLate {
        /// When, in milliseconds since the Unix epoch.
        paid_at_ms: i64,
        /// How the sale had left the screen.
        after: Ending,
    },
    /// Over, unpaid.
    Expired,
    /// Called off.
    Cancelled,
    /// Mion will not take this payment.
    Blocked {
        /// Mion's compliance rules forbid it.
        by_compliance: bool,
        /// Customer details that Mion would need.
        missing_fields: Vec<String>,
    },
    /// It could not be arranged; nothing can be paid.
    Failed(FailureView),
}

/// An invoice to be paid.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct InvoiceView {
    /// BOLT 11.
    pub bolt11: String,
    /// The same as the code on the screen holds it, for the wallet that scans it.
    pub in_code: String,
    /// What the payer is asked for.
    pub amount: Msat,
    /// Whole seconds until it cannot be paid any more. Never a time of day: tablets' clocks are wrong.
    pub seconds_left: u64,
    /// Whether it replaces an earlier one of this checkout.
    pub replaced: bool,
    /// How it can be paid on chain instead; only where the shop takes regular bitcoin.
    pub on_chain: Option<OnChainView>,
}

/// Paying with regular bitcoin.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct OnChainView {
    /// A BIP 21 URI with address, amount and the Lightning invoice: wallets choose what they can.
    pub uri: String,
    /// The address.
    pub address: String,
    /// The fee Mion suggests, in satoshi per virtual byte, as a decimal number.
    pub fee_rate: Option<String>,
}

/// A sale that is still open, in the list from which any tablet can take it up.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct OpenSaleView {
    /// The checkout.
    pub id: CheckoutId,
    /// Six letters to compare on two screens.
    pub code: String,
    /// What the customer owes.
    pub total: Money,
    /// How long ago it was opened, in seconds.
    pub opened_seconds_ago: u64,
    /// The state's name, as in `data-state`.
    pub state: String,
    /// Whether staff have put it aside.
    pub put_aside: bool,
    /// What they want to know it by; may be empty.
    pub note: String,
}

/// Somebody who has a PIN.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct StaffName {
    /// Who.
    pub id: PersonId,
    /// What they are called.
    pub name: String,
}

/// A payment that a person has to look at.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct AlarmView {
    /// The checkout it was for.
    pub id: CheckoutId,
    /// Six letters to compare on two screens.
    pub code: String,
    /// What the customer owed.
    pub total: Money,
    /// What is the matter.
    pub kind: AlarmKind,
    /// How long ago it was raised, in seconds.
    pub raised_seconds_ago: u64,
    /// How the sale had left the screen, where the payment came after that.
    pub after: Option<Ending>,
    /// When Mion says it was paid, in milliseconds since the Unix epoch.
    pub paid_at_ms: Option<i64>,
    /// What the newest invoice asked for.
    pub amount: Option<Msat>,
    /// How many invoices were given out.
    pub invoices: u32,
    /// Mion's own words about the money, for staff: name and value.
    pub mion_says: Vec<(String, String)>,
}

/// Why a checkout could not be arranged, as far as the public may know.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum FailureView {
    /// Mion refused it.
    Refused,
    /// Mion's invoice was not what was asked for.
    Unusable,
    /// Mion has another sale under the same reference.
    Conflict,
}

impl StateView {
    /// The state's name, as it stands in `data-state`.
    pub fn name(&self) -> &'static str {
        match self {
            Self::Opening => "opening",
            Self::AwaitingPayment(_) => "awaiting-payment",
            Self::Confirming => "confirming",
            Self::Seen { .. } => "seen",
            Self::Underpaid => "underpaid",
            Self::Paid { .. } => "paid",
            Self::PaidLate { .. } => "paid-late",
            Self::Expired => "expired",
            Self::Cancelled => "cancelled",
            Self::Blocked { .. } => "blocked",
            Self::Failed(_) => "failed",
        }
    }

    /// Whether something may still happen that the screen should wait for. A checkout that ended
    /// unpaid is over for the customer; what comes later is the staff's affair.
    pub fn is_live(&self) -> bool {
        matches!(
            self,
            Self::Opening | Self::AwaitingPayment(_) | Self::Confirming | Self::Seen { .. } | Self::Underpaid
        )
    }
}

told_fields!(ShopView { name, limits, unit, terminal, ask_from_minor, selling, demo });
told_fields!(DemoView { wallet_url });
told_fields!(CheckoutView { id, code, total, seen, put_aside, cancelling, alarms, state });
told_fields!(Seen { version, shop });
told_fields!(ShopNews { mion_answers, alarms, newest_alarm_ms });
told_fields!(InvoiceView { bolt11, in_code, amount, seconds_left, replaced, on_chain });
told_fields!(OnChainView { uri, address, fee_rate });
told_fields!(StaffName { id, name });

told_variants!(StateView {
    "opening" => Opening,
    "awaiting-payment" => AwaitingPayment(invoice),
    "confirming" => Confirming,
    "seen" => Seen { fee_is_low },
    "underpaid" => Underpaid,
    "paid" => Paid { paid_at_ms, amount, receipt },
    "paid-late" => PaidLate { paid_at_ms, after },
    "expired" => Expired,
    "cancelled" => Cancelled,
    "blocked" => Blocked { by_compliance, missing_fields },
    "failed" => Failed(failure),
});

told_variants!(FailureView {
    "refused" => Refused,
    "unusable" => Unusable,
    "conflict" => Conflict,
});

impl Tell for Seen {
    fn tell(&self, json: &mut String) {
        tell_fields(json, &[("version", &self.version), ("shop", &self.shop)]);
    }
}

impl Tell for ShopNews {
    fn tell(&self, json: &mut String) {
        let Self { mion_answers, alarms, newest_alarm_ms } = self;
        tell_fields(json, &[("mion_answers", mion_answers), ("alarms", alarms), ("newest_alarm_ms", newest_alarm_ms)]);
    }
}

#[cfg(test)]
mod tests;
