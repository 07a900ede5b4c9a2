//! What can go wrong at the till, logged once, here, and told to the browser without its cause.

use crate::store::StoreError;
use app::api::ApiError;
use domain::CheckoutId;
use domain::checkout::InvalidTransition;
use domain::limits::AmountRefused;

#[derive(Debug, thiserror::Error)]
pub(super) enum TillError {
    #[error(transparent)]
    Amount(#[from] AmountRefused),
    #[error("no such checkout")]
    Unknown,
    #[error("the id is taken by a sale of another amount")]
    AlreadyOpen,
    #[error(transparent)]
    Impossible(#[from] InvalidTransition),
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
            Self::Unknown => ApiError::UnknownCheckout,
            Self::AlreadyOpen => ApiError::AlreadyOpen,
            Self::Impossible(_) => ApiError::NotCancellable,
            Self::Store(_) | Self::Panicked => {
                tracing::error!(%checkout, error = %self, "the till failed");
                ApiError::Internal { request: String::new() }
            }
        }
    }
}
