//! What a tablet is shown of a checkout: as much as the simulation has to check.

use domain::Checkout;
use domain::checkout::state::State;

/// A checkout as it is shown.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct View {
    pub(crate) sale: usize,
    pub(crate) version: u64,
    pub(crate) state: &'static str,
    pub(crate) is_live: bool,
    pub(crate) is_paid: bool,
    pub(crate) is_put_aside: bool,
    pub(crate) is_cancelling: bool,
    /// The invoice in the QR code, by its payment hash.
    pub(crate) invoice: Option<u32>,
    /// Whether it can be paid on chain, too.
    pub(crate) on_chain: bool,
}

impl View {
    /// What is shown of `checkout`, which is sale number `sale`.
    pub(crate) fn of(sale: usize, checkout: &Checkout) -> Self {
        let state = checkout.state();
        let invoice = checkout.invoice().filter(|_| *state == State::AwaitingPayment);
        Self {
            sale,
            version: checkout.version(),
            state: state.name(),
            is_live: state.is_live(),
            is_paid: matches!(state, State::Paid(_)),
            is_put_aside: checkout.record().put_aside_at.is_some(),
            is_cancelling: checkout.record().cancel_asked_at.is_some() && is_cancellable(state),
            invoice: invoice.and_then(|invoice| invoice.payment_hash.parse().ok()),
            on_chain: invoice.is_some_and(|invoice| invoice.on_chain.is_some()),
        }
    }
}

fn is_cancellable(state: &State) -> bool {
    matches!(state, State::Opening | State::AwaitingPayment | State::Underpaid)
}
