//! Payment attempts: each carries one Lightning invoice under a payment session.
//! An attempt that Mion's compliance rules block has nothing to show to a customer.

use crate::client::Client;
use crate::error::Error;
use crate::foreign::Hidden;
use crate::id::PaymentSessionId;
use crate::number::Number;
use crate::sessions::same_session;
use crate::wire;
use core::fmt;
use jiff::Timestamp;

/// A payment attempt. `Debug` hides invoice and address.
///
/// # Source
/// Mion Point-of-Sale guide, step 2.
#[derive(Clone, PartialEq, Eq)]
pub struct Attempt {
    /// The amount to ask for, in millisatoshi.
    pub amount_msat: Option<u64>,
    /// Mion's compliance rules forbid this payment.
    pub blocked_by_compliance: bool,
    /// When this invoice stops being payable; it can be before the session's end.
    pub expires_at: Option<Timestamp>,
    /// The BOLT 11 invoice, unchecked.
    pub ln_invoice: Option<String>,
    /// Customer details Mion wants first, in its own words: at most 50 of them.
    pub missing_customer_fields: Vec<String>,
    /// A bitcoin address, unchecked.
    pub on_chain_address: Option<String>,
    /// Mion's word for how it is paid.
    pub payment_method: Option<String>,
    /// A fee rate for on-chain payments; its unit is not public. [`Number::to_text`] is how to show it.
    pub suggested_fee_rate: Option<Number>,
    /// The session it belongs to.
    pub session_id: PaymentSessionId,
}

impl Attempt {
    /// Whether this attempt cannot be paid, whoever pays.
    pub const fn is_blocked(&self) -> bool {
        self.blocked_by_compliance || !self.missing_customer_fields.is_empty()
    }
}

impl fmt::Debug for Attempt {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Attempt")
            .field("session_id", &self.session_id)
            .field("amount_msat", &self.amount_msat)
            .field("expires_at", &self.expires_at)
            .field("blocked_by_compliance", &self.blocked_by_compliance)
            .field("missing_customer_fields", &self.missing_customer_fields.len())
            .field("payment_method", &self.payment_method)
            .field("ln_invoice", &Hidden(&self.ln_invoice))
            .field("on_chain_address", &Hidden(&self.on_chain_address))
            .finish_non_exhaustive()
    }
}

impl Client {
    /// Creates a payment attempt, by Lightning, under the session `id`.
    ///
    /// # Errors
    /// [`crate::Error::Mismatched`] if the answer is about another session; any other [`Error`]. A lost
    /// attempt harms nobody: its invoice was never shown.
    ///
    /// # Source
    /// Mion Point-of-Sale guide, step 2.
    pub async fn create_attempt(&self, id: &PaymentSessionId) -> Result<Attempt, Error> {
        let route = &self.settings().routes.create_attempt;
        let json = wire::new_attempt(id, self.settings());
        let answer = self.exchange().send(route.verb(), &route.path_for(id), Some(json)).await?;
        let attempt = wire::parse_attempt(&self.exchange().body(answer).await?)?;
        same_session(attempt.session_id, id)?;
        Ok(attempt)
    }
}
