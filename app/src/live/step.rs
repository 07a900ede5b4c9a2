//! What to ask next and what an answer means: the decisions of the loop, without the loop.

use crate::api::ApiError;
use crate::calls::TOO_SOON_MS;
use crate::kiosk::pending::Pending;
use crate::view::{CheckoutView, Seen, StateView};

/// What the tablet knows of a checkout.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) enum Known {
    /// Nothing has been heard yet.
    NotYet,
    /// The server has no such checkout.
    Nothing,
    /// It is another terminal's.
    Elsewhere,
    /// This, the newest heard.
    Here(Box<CheckoutView>),
}

/// Which face a checkout's screen shows; what changes within one is followed by the face itself.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) enum Face {
    /// Asking what there is.
    Loading,
    /// No such checkout.
    Unknown,
    /// Another terminal has it.
    Elsewhere,
    /// The invoice is on its way.
    Opening,
    /// To be paid.
    AwaitingPayment,
    /// Nothing to scan, and not over.
    Waiting(Wait),
    /// Nothing more to wait for.
    Over(StateView),
}

/// What is being waited for with nothing to scan.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Wait {
    /// Whether it was paid at the last moment, before it is called off.
    Cancelling,
    /// The other half of Mion's "paid".
    Confirming,
    /// The block chain.
    Seen {
        /// It can take long.
        fee_is_low: bool,
    },
    /// The rest of the money.
    Underpaid,
}

/// A question to the server.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Ask {
    /// Open it, with this total in minor units.
    Open {
        /// The total.
        total_minor: u64,
    },
    /// It is on the screen now: how is it? Takes it up where it was put aside.
    TakeUp,
    /// How is it now? From a page that nobody can see, and so may not take it up.
    Read,
    /// Tell me when it is newer than this.
    Update(Seen),
}

/// What an error means for the question it answers.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Setback {
    /// The sale is not accepted; asking again would not help.
    Refused,
    /// There is no such checkout.
    Unknown,
    /// Another terminal has it.
    Elsewhere,
    /// Ask again.
    Trouble(Trouble),
}

/// Why there is no answer for now.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Trouble {
    /// The server is out of reach.
    Silent,
    /// The server answers, but not with what was asked.
    Server,
}

impl Known {
    /// What an answer that came with the page tells.
    pub(crate) fn from_answer(answer: Result<CheckoutView, ApiError>) -> Self {
        match answer {
            Ok(view) => Self::Here(Box::new(view)),
            Err(ApiError::UnknownCheckout) => Self::Nothing,
            Err(ApiError::OtherTerminal) => Self::Elsewhere,
            Err(_) => Self::NotYet,
        }
    }

    /// What to ask next, if anything; `is_fresh` where `self` was heard in this run, `is_seen` where the
    /// screen can be seen.
    pub(crate) fn next_ask(&self, pending: Option<Pending>, is_fresh: bool, is_seen: bool) -> Option<Ask> {
        let look = if is_seen { Ask::TakeUp } else { Ask::Read };
        match (pending, self) {
            (Some(sale), _) => Some(Ask::Open { total_minor: sale.total_minor }),
            (None, Self::Nothing) => None,
            // What a page brought with it, or what was shown before a nap, may be old.
            (None, _) if !is_fresh => Some(look),
            (None, Self::NotYet) => Some(look),
            // Until somebody takes it over.
            (None, Self::Elsewhere) => None,
            (None, Self::Here(view)) if !view.state.is_live() => None,
            // Another tablet put it aside while this one shows it.
            (None, Self::Here(view)) if view.put_aside && is_seen => Some(Ask::TakeUp),
            (None, Self::Here(view)) => Some(Ask::Update(view.seen)),
        }
    }

    /// Whether it is open, and not in the hands of the staff yet.
    pub(crate) fn is_to_be_left_aside(&self) -> bool {
        matches!(self, Self::Here(view) if view.state.is_live() && !view.put_aside)
    }

    /// Takes `heard`, unless something newer is known; answers whether it was taken.
    pub(crate) fn learn(&mut self, heard: CheckoutView) -> bool {
        let is_old = matches!(self, Self::Here(known) if heard.seen.version < known.seen.version);
        if !is_old {
            *self = Self::Here(Box::new(heard));
        }
        !is_old
    }

    /// The face for this; `is_pending` where this tablet is opening the checkout.
    pub(crate) fn face(&self, is_pending: bool) -> Face {
        match self {
            Self::Here(view) => match &view.state {
                StateView::Confirming => Face::Waiting(Wait::Confirming),
                StateView::Seen { fee_is_low } => Face::Waiting(Wait::Seen { fee_is_low: *fee_is_low }),
                state if state.is_live() && view.cancelling => Face::Waiting(Wait::Cancelling),
                StateView::Opening => Face::Opening,
                StateView::AwaitingPayment(_) => Face::AwaitingPayment,
                StateView::Underpaid => Face::Waiting(Wait::Underpaid),
                over => Face::Over(over.clone()),
            },
            Self::Elsewhere => Face::Elsewhere,
            _ if is_pending => Face::Opening,
            Self::NotYet => Face::Loading,
            Self::Nothing => Face::Unknown,
        }
    }
}

impl Face {
    /// The name that stands in `data-state`.
    pub(crate) fn name(&self) -> &'static str {
        match self {
            Self::Loading => "loading",
            Self::Unknown => "unknown",
            Self::Elsewhere => "elsewhere",
            Self::Opening => "opening",
            Self::AwaitingPayment => "awaiting-payment",
            Self::Waiting(Wait::Cancelling) => "cancelling",
            Self::Waiting(Wait::Confirming) => "confirming",
            Self::Waiting(Wait::Seen { .. }) => "seen",
            Self::Waiting(Wait::Underpaid) => "underpaid",
            Self::Over(state) => state.name(),
        }
    }
}

impl Ask {
    /// Whether `view` answers it in vain, so that it must not be asked again at once: nothing new came
    /// `after_ms`, long before the server's time was up, or what was to be taken up was not.
    pub(crate) fn is_vain(self, view: &CheckoutView, after_ms: u64) -> bool {
        match self {
            Self::Update(seen) => seen == view.seen && after_ms < TOO_SOON_MS,
            Self::TakeUp => view.put_aside && view.state.is_live(),
            Self::Open { .. } | Self::Read => false,
        }
    }

    /// What `error` means for it. An answer nobody can read is no refusal: the sale may well be open.
    pub(crate) fn setback(self, error: &ApiError) -> Setback {
        match (self, error) {
            (_, ApiError::Unreachable) => Setback::Trouble(Trouble::Silent),
            (_, ApiError::OtherTerminal) => Setback::Elsewhere,
            (
                Self::Open { .. },
                ApiError::Amount { .. }
                | ApiError::AlreadyOpen
                | ApiError::TooLarge
                | ApiError::WrongContentType
                | ApiError::OtherOrigin,
            ) => Setback::Refused,
            (Self::TakeUp | Self::Read | Self::Update(_), ApiError::UnknownCheckout) => Setback::Unknown,
            _ => Setback::Trouble(Trouble::Server),
        }
    }
}

#[cfg(test)]
mod tests;
