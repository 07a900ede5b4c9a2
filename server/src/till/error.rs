//! What can go wrong at the till, logged once, here, and told to the browser without its cause.

use crate::store::StoreError;
use crate::watch::ChangeError;
use app::api::ApiError;
use core::convert::Infallible;
use domain::alarm::DecisionRefused;
use domain::cart::CartRefused;
use domain::checkout::InvalidTransition;
use domain::limits::AmountRefused;
use domain::{CheckoutId, Money};

#[derive(Debug, thiserror::Error)]
pub(super) enum TillError {
    #[error(transparent)]
    Amount(#[from] AmountRefused),
    #[error(transparent)]
    Cart(#[from] CartRefused),
    #[error("it costs {0} now")]
    PriceChanged(Money),
    #[error("no such checkout")]
    Unknown,
    #[error("the id is taken by a sale of another amount")]
    AlreadyOpen,
    #[error(transparent)]
    Impossible(#[from] InvalidTransition),
    #[error(transparent)]
    Decision(#[from] DecisionRefused),
    #[error("the sale to link to is unknown")]
    UnknownLink,
    #[error(transparent)]
    Store(#[from] StoreError),
    #[error("the task panicked")]
    Panicked,
}

impl TillError {
    /// The error as the browser may know it.
    pub(super) fn told(self, checkout: CheckoutId) -> ApiError {
        match self {
            Self::Amount(reason) => ApiError::Amount { reason },
            // Only orders have prices, and who opens one is told more.
            Self::Cart(_) | Self::PriceChanged(_) => ApiError::BadRequest,
            Self::Unknown => ApiError::UnknownCheckout,
            Self::AlreadyOpen => ApiError::AlreadyOpen,
            Self::Impossible(_) => ApiError::NotCancellable,
            Self::Decision(reason) => ApiError::Decision { reason },
            Self::UnknownLink => ApiError::UnknownLink,
            Self::Store(_) | Self::Panicked => {
                tracing::error!(%checkout, error = %self, "the till failed");
                ApiError::Internal { request: String::new() }
            }
        }
    }

    /// The error of a list, which is about no one checkout.
    pub(super) fn told_of_none(self) -> ApiError {
        tracing::error!(error = %self, "the till failed");
        ApiError::Internal { request: String::new() }
    }
}

impl From<Infallible> for TillError {
    fn from(never: Infallible) -> Self {
        match never {}
    }
}

impl<E: Into<Self>> From<ChangeError<E>> for TillError {
    fn from(error: ChangeError<E>) -> Self {
        match error {
            ChangeError::Unknown => Self::Unknown,
            ChangeError::Refused(error) => error.into(),
            ChangeError::Store(error) => error.into(),
        }
    }
}
