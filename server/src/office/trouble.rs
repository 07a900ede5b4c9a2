//! What is said where a use case refuses: at the field where somebody can do better, on a page of its own where
//! nobody can.

use super::entry::shut;
use super::frame::Page;
use super::here::Here;
use super::parts::field::Refusals;
use crate::access::{AccessError, Field, Why};
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
            Self::Refused(_) => shut::failed(),
            Self::Shut(page) => page,
        };
        here.bare(page)
    }
}

impl From<AccessError> for Trouble {
    fn from(error: AccessError) -> Self {
        let refused = |field, words: &str| Self::Refused(Refusals::one(field, words));
        match error {
            AccessError::Invalid(field, why) => Self::Refused(Refusals::one(name(field), invalid(field, why))),
            AccessError::WrongPassword => refused("current", "This is not your password."),
            AccessError::WrongPin { seconds } | AccessError::Slow { seconds } => {
                Self::Refused(Refusals::one("", format!("Too many were wrong. {}", shut::wait(seconds))))
            }
            AccessError::Busy => refused("", "Too much is going on at once. Try again in a moment."),
            AccessError::LastOwner => {
                refused("", "This is the last owner with a password. Make somebody else an owner first.")
            }
            AccessError::Stale => {
                refused("", "Somebody has changed it in the meantime. This is how it is now: look at it and try again.")
            }
            AccessError::NoPasskeys => {
                refused("", "Passkeys need HTTPS and a name instead of an address, or a browser on this machine.")
            }
            AccessError::WrongPasskey => refused("", "The passkey was not accepted."),
            AccessError::Forbidden | AccessError::PinNeeded => Self::Shut(shut::forbidden()),
            AccessError::Unknown | AccessError::WrongLink | AccessError::WrongCode => Self::Shut(shut::not_found()),
            AccessError::Store(_) | AccessError::Internal(_) => {
                tracing::error!(%error, "an office page failed");
                Self::Shut(shut::failed())
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
pub(crate) fn invalid(field: Field, why: Why) -> String {
    let what = match field {
        Field::Password => "password",
        Field::Pin => "PIN",
        Field::Role => "role",
        Field::Reason => "reason",
        Field::TerminalName | Field::PersonName | Field::PasskeyName => "name",
    };
    match why {
        Why::Empty if field == Field::Reason => "Say why it differs.".to_owned(),
        Why::Empty => format!("Type a {what}."),
        Why::TooShort { min } => format!("This {what} is too short: at least {min} characters."),
        Why::TooLong { max } => format!("This {what} is too long: at most {max} characters."),
        Why::Characters => format!("This {what} holds characters that cannot be seen. Type it again."),
        Why::NotDigits => format!("A {what} is made of digits alone."),
        Why::Common => "Many people use this password, so it is guessed first. Choose another.".to_owned(),
        Why::Trivial => "This PIN is guessed first. Choose one without a row or a repetition.".to_owned(),
        Why::Taken => "Somebody else has this name. Add a letter of the family name.".to_owned(),
        Why::PasswordNeeded => "Managers and owners need a password.".to_owned(),
        Why::NotForCashiers => "Cashiers come in with a PIN. Leave the password empty.".to_owned(),
    }
}
