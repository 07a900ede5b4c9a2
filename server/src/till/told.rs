//! Why the use cases of `access` refused, as the browser may know it.

use crate::access::AccessError;
use app::api::ApiError;

/// What the browser may know of it. What is of no concern to it is logged, here.
pub(crate) fn told(error: &AccessError) -> ApiError {
    let short = |seconds: u64| u32::try_from(seconds).unwrap_or(u32::MAX);
    match error {
        AccessError::PinNeeded => ApiError::PinNeeded,
        AccessError::WrongPin { seconds } => ApiError::WrongPin { wait_s: short(*seconds) },
        AccessError::Slow { seconds } => ApiError::TooOften { wait_s: short(*seconds) },
        AccessError::Busy => ApiError::TooOften { wait_s: 1 },
        AccessError::Store(_) | AccessError::Internal(_) => {
            tracing::error!(%error, "who may do what could not be read or written");
            ApiError::Internal { request: String::new() }
        }
        _ => ApiError::Forbidden,
    }
}
