//! What a question without a usable answer means: may it be asked again, and may it have happened?
//! A lost answer is *unknown*, never *failed*; no variant repeats the key, an invoice or a body.
//!
//! | what happened | variant | retryable | outcome unknown |
//! | --- | --- | --- | --- |
//! | the question cannot be put (empty reference, no amount, expiry over) | [`Error::Unaskable`] | no | no |
//! | name not found, connection refused, TLS failed, no connection in time | [`Error::NotSent`] | yes | no |
//! | kept back, because this program was held up before it could send | [`Error::NotSent`] | yes | no |
//! | no whole answer in time | [`Error::TimedOut`] | yes | yes |
//! | connection lost after sending, half an answer | [`Error::AnswerLost`] | yes | yes |
//! | 2xx, but malformed or too long | [`Error::Unreadable`] | yes | yes |
//! | 2xx, but about another session or reference | [`Error::Mismatched`] | yes | yes |
//! | 408, 5xx | [`Error::Faulty`] | yes | yes |
//! | 425, 429 | [`Error::Busy`] | yes | no |
//! | 3xx: never followed, so that the key goes to no other host | [`Error::Redirected`] | no | no |
//! | other 4xx | [`Error::Refused`] | no | no |
//!
//! A 404 to a look-up is not an error: there is no such session.

use crate::foreign::ProviderText;
use crate::wire::Unreadable;
use core::time::Duration;

/// Why a question to Mion has no usable answer.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[non_exhaustive]
pub enum Error {
    /// The question was never put.
    #[error("not asked: {0}")]
    Unaskable(#[from] Unaskable),
    /// Nothing was sent.
    #[error("Mion cannot be reached: {0}")]
    NotSent(Unreached),
    /// Sent, and no whole answer came in time.
    #[error("Mion did not answer in time")]
    TimedOut,
    /// Sent, and the connection ended before the whole answer was there.
    #[error("the connection to Mion ended before its answer was complete")]
    AnswerLost,
    /// An answer came that cannot be used.
    #[error("Mion's answer cannot be read: {0}")]
    Unreadable(#[from] Unreadable),
    /// An answer came, to another question.
    #[error("Mion answered about another {0}")]
    Mismatched(Mismatch),
    /// Mion, or something before it, broke down.
    #[error("Mion has a fault of its own (HTTP {http_status})")]
    Faulty {
        /// 408, 5xx or a status that HTTP does not define.
        http_status: u16,
        /// How long Mion asks us to wait.
        retry_after: Option<Duration>,
        /// What Mion wrote.
        text: Option<ProviderText>,
    },
    /// Mion asks us to come back later; nothing was done.
    #[error("Mion asks to be asked less often (HTTP {http_status})")]
    Busy {
        /// 425 or 429.
        http_status: u16,
        /// How long Mion asks us to wait.
        retry_after: Option<Duration>,
        /// What Mion wrote.
        text: Option<ProviderText>,
    },
    /// Mion points elsewhere: the base URL is not the API's.
    #[error("Mion redirects (HTTP {http_status}), which is never followed: check the base URL")]
    Redirected {
        /// 3xx.
        http_status: u16,
    },
    /// Mion said no, and will say no again.
    #[error("Mion refuses (HTTP {http_status})")]
    Refused {
        /// 4xx.
        http_status: u16,
        /// What Mion wrote.
        text: Option<ProviderText>,
    },
}

/// Why a question cannot be put.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum Unaskable {
    /// Empty, or a `.` or `..` that would climb out of its place in the path.
    #[error("the reference is empty or consists of dots")]
    Reference,
    /// A session over nothing.
    #[error("the amount is zero")]
    Amount,
    /// A session that would be over before it begins.
    #[error("the expiry is not in the future")]
    Expiry,
    /// Base URL, route and value do not make a URL.
    #[error("the address cannot be formed")]
    Address,
}

/// Why nothing could be sent.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum Unreached {
    /// DNS does not know the host.
    #[error("the host's name cannot be resolved")]
    Name,
    /// Nobody listens there.
    #[error("the connection is refused")]
    Refused,
    /// No connection within the time-out.
    #[error("no connection in time")]
    TimedOut,
    /// The question was kept back: it would have been sent later than `Timeouts::send` allows.
    #[error("this program was held up for too long to ask")]
    TooLate,
    /// TLS failed, for the reason given.
    #[error("TLS fails: {0}")]
    Tls(String),
    /// Any other failure to connect.
    #[error("no connection ({0})")]
    Other(String),
}

/// What an answer was about instead.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum Mismatch {
    /// Another `paymentSessionId`.
    #[error("payment session")]
    Session,
    /// Another `reference`.
    #[error("reference")]
    Reference,
}

impl Error {
    /// Whether the same question may get an answer later. A creation whose outcome is unknown must be
    /// looked up by reference before it is asked again.
    pub const fn retryable(&self) -> bool {
        !matches!(self, Self::Unaskable(_) | Self::Redirected { .. } | Self::Refused { .. })
    }

    /// Whether Mion may have done what was asked.
    pub const fn outcome_unknown(&self) -> bool {
        matches!(
            self,
            Self::TimedOut | Self::AnswerLost | Self::Unreadable(_) | Self::Mismatched(_) | Self::Faulty { .. }
        )
    }

    /// How long Mion asks us to wait, at most five minutes.
    pub const fn retry_after(&self) -> Option<Duration> {
        match self {
            Self::Busy { retry_after, .. } | Self::Faulty { retry_after, .. } => *retry_after,
            _ => None,
        }
    }

    /// The HTTP status, where it is what made this an error.
    pub const fn http_status(&self) -> Option<u16> {
        match self {
            Self::Faulty { http_status, .. }
            | Self::Busy { http_status, .. }
            | Self::Redirected { http_status }
            | Self::Refused { http_status, .. } => Some(*http_status),
            _ => None,
        }
    }

    /// What Mion wrote beside its refusal: at most 500 characters without control characters, for staff only.
    pub fn provider_text(&self) -> Option<&str> {
        match self {
            Self::Faulty { text, .. } | Self::Busy { text, .. } | Self::Refused { text, .. } => {
                text.as_ref().map(ProviderText::as_str)
            }
            _ => None,
        }
    }

    /// The error for an answer with `http_status`, which is not 2xx.
    pub(crate) fn from_status(http_status: u16, retry_after: Option<Duration>, text: Option<ProviderText>) -> Self {
        match http_status {
            300..=399 => Self::Redirected { http_status },
            425 | 429 => Self::Busy { http_status, retry_after, text },
            400..=407 | 409..=499 => Self::Refused { http_status, text },
            _ => Self::Faulty { http_status, retry_after, text },
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn of_status(http_status: u16) -> (bool, bool) {
        let error = Error::from_status(http_status, None, None);
        assert_eq!(error.http_status(), Some(http_status));
        (error.retryable(), error.outcome_unknown())
    }

    #[test]
    fn every_status_means_what_the_table_says() {
        for final_no in [300, 301, 302, 307, 308, 399, 400, 401, 403, 404, 407, 409, 410, 422, 499] {
            assert_eq!(of_status(final_no), (false, false), "{final_no}");
        }
        for later in [425, 429] {
            assert_eq!(of_status(later), (true, false), "{later}");
        }
        for unknown in [100, 199, 408, 500, 502, 503, 504, 599, 600, 999] {
            assert_eq!(of_status(unknown), (true, true), "{unknown}");
        }
    }

    #[test]
    fn what_never_left_did_not_happen_and_what_left_may_have() {
        let not_sent = Error::NotSent(Unreached::Refused);
        assert!(not_sent.retryable() && !not_sent.outcome_unknown());
        let kept_back = Error::NotSent(Unreached::TooLate);
        assert!(kept_back.retryable() && !kept_back.outcome_unknown());
        let unaskable = Error::Unaskable(Unaskable::Amount);
        assert!(!unaskable.retryable() && !unaskable.outcome_unknown());
        for sent in [
            Error::TimedOut,
            Error::AnswerLost,
            Error::Unreadable(Unreadable::NotJson),
            Error::Mismatched(Mismatch::Session),
        ] {
            assert!(sent.retryable() && sent.outcome_unknown() && sent.http_status().is_none(), "{sent:?}");
        }
    }

    #[test]
    fn mions_text_is_for_staff_and_in_no_message() {
        let text = ProviderText::from_body(b"marked words", "sk_secret_1");
        let error = Error::from_status(422, None, text);
        assert_eq!(error.provider_text(), Some("marked words"));
        assert!(!error.to_string().contains("marked") && !format!("{error:?}").contains("marked"));
    }
}
