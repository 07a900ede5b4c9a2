//! What is said where a use case refuses: at the field where somebody can do better, on a page of its own where
//! nobody can.

use super::entry::shut;
use super::frame::Page;
use super::here::Here;
use super::parts::field::Refusals;
use crate::access::{AccessError, Field, Why};
use crate::words::Words;
use axum::response::Response;

/// Why something was not done.
#[expect(clippy::large_enum_variant, reason = "made once for a request, and taken apart at once")]
pub(super) enum Trouble {
    /// It can be done better: what is wrong, field by field.
    Refused(Refusals),
    /// There is a page for it.
    Shut(Page),
}

impl Trouble {
    /// The answer, where no form is there to be filled in again.
    pub(super) fn answer(self, here: &Here) -> Response {
        let page = match self {
            Self::Refused(_) => shut::failed(here.words),
            Self::Shut(page) => page,
        };
        here.bare(page)
    }
}

impl Trouble {
    /// What is said of `error` to a reader of `words`.
    pub(super) fn of(error: AccessError, words: Words) -> Self {
        let refused = |field, why: &str| Self::Refused(Refusals::one(field, why));
        match error {
            AccessError::Invalid(field, why) => Self::Refused(Refusals::one(name(field), invalid(field, why, words))),
            AccessError::WrongPassword => refused("current", words.not_your_password()),
            AccessError::WrongPin { seconds } | AccessError::Slow { seconds } => {
                refused("", &words.too_many_wrong(&shut::wait(seconds, words)))
            }
            AccessError::Busy => refused("", words.too_busy()),
            AccessError::LastOwner => refused("", words.last_owner()),
            AccessError::Stale => refused("", words.changed_meanwhile()),
            AccessError::NoPasskeys => refused("", words.passkeys_need()),
            AccessError::WrongPasskey => refused("", words.passkey_refused()),
            AccessError::Forbidden | AccessError::PinNeeded => Self::Shut(shut::forbidden(words)),
            AccessError::Unknown | AccessError::WrongLink | AccessError::WrongCode => {
                Self::Shut(shut::not_found(words))
            }
            AccessError::Store(_) | AccessError::Internal(_) => {
                tracing::error!(%error, "an office page failed");
                Self::Shut(shut::failed(words))
            }
        }
    }
}

/// The field of a form that `field` is typed into.
fn name(field: Field) -> &'static str {
    match field {
        Field::TerminalName | Field::PersonName | Field::PasskeyName => "name",
        Field::Password => "password",
        Field::Pin => "pin",
        Field::Role => "role",
        Field::Reason => "reason",
    }
}

/// What is wrong with it, in words that say what would be right.
pub(crate) fn invalid(field: Field, why: Why, words: Words) -> String {
    let what = match field {
        Field::Password => words.what_password(),
        Field::Pin => words.what_pin(),
        Field::Role => words.what_role(),
        Field::Reason => words.what_reason(),
        Field::TerminalName | Field::PersonName | Field::PasskeyName => words.what_name(),
    };
    let count = |number: usize| u32::try_from(number).unwrap_or(u32::MAX);
    match why {
        Why::Empty if field == Field::Reason => words.why_no_reason().to_owned(),
        Why::Empty => words.why_empty(what),
        Why::TooShort { min } => words.why_short(count(min), what),
        Why::TooLong { max } => words.why_long(count(max), what),
        Why::Characters => words.why_characters(what),
        Why::NotDigits => words.why_digits(what),
        Why::Common => words.why_common().to_owned(),
        Why::Trivial => words.why_trivial().to_owned(),
        Why::Taken => words.why_taken().to_owned(),
        Why::PasswordNeeded => words.why_password().to_owned(),
        Why::NotForCashiers => words.why_no_password().to_owned(),
    }
}
