//! Why something was refused. No text holds a secret, nor says which of two was wrong where that would
//! help somebody who guesses.

use crate::store::StoreError;
use core::fmt;

/// Why a use case did not do what was asked. Nothing was changed.
#[derive(Debug, thiserror::Error)]
pub enum AccessError {
    /// Whoever asks may not do that.
    #[error("not allowed")]
    Forbidden,
    /// Somebody has to enter their PIN first.
    #[error("a PIN is needed")]
    PinNeeded,
    /// There is no such pairing code, or it is used up or over.
    #[error("no such code: it may be mistyped, used up or over")]
    WrongCode,
    /// There is no such link, or it is used up or over.
    #[error("no such link: it may be used up or over")]
    WrongLink,
    /// The name or the password is wrong, or the account is disabled.
    #[error("the name or the password is wrong")]
    WrongPassword,
    /// The PIN is wrong, or the person is disabled.
    #[error("the PIN is wrong; try again in {seconds} s")]
    WrongPin {
        /// How long nobody may try now.
        seconds: u64,
    },
    /// The passkey is unknown, or its answer is not right.
    #[error("the passkey was not accepted")]
    WrongPasskey,
    /// Too many were wrong; this one was not looked at.
    #[error("too many wrong tries; try again in {seconds} s")]
    Slow {
        /// How long nobody may try now.
        seconds: u64,
    },
    /// Too much is being asked for at once; this was not looked at.
    #[error("too busy; try again in a moment")]
    Busy,
    /// Something that was entered cannot be taken.
    #[error("{0}: {1}")]
    Invalid(Field, Why),
    /// There is no such terminal or person, or not any more.
    #[error("no such terminal or person")]
    Unknown,
    /// Somebody else was faster: look again.
    #[error("it was changed by somebody else; look again")]
    Stale,
    /// Nobody would be left who may do everything.
    #[error("the last owner with a password must stay one")]
    LastOwner,
    /// This server has no passkeys: its address is not one that browsers take.
    #[error("passkeys need HTTPS and a name, or localhost")]
    NoPasskeys,
    /// The records could not be read or written.
    #[error(transparent)]
    Store(#[from] StoreError),
    /// A library failed in a way that it never should; its text is for the log.
    #[error("internal: {0}")]
    Internal(String),
}

/// What was entered.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Field {
    /// What a terminal is called.
    TerminalName,
    /// What a person is called.
    PersonName,
    /// A password.
    Password,
    /// A PIN.
    Pin,
    /// A role.
    Role,
    /// What a passkey is called.
    PasskeyName,
    /// Why what was counted differs from what was expected.
    Reason,
}

/// What is wrong with it.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Why {
    /// There is nothing.
    Empty,
    /// It has too few characters.
    TooShort {
        /// The fewest.
        min: usize,
    },
    /// It has too many characters.
    TooLong {
        /// The most.
        max: usize,
    },
    /// It holds characters that cannot be seen or that turn others around.
    Characters,
    /// It is not made of digits alone.
    NotDigits,
    /// Many people use it, so it is tried first.
    Common,
    /// One digit again and again, or digits in a row: it is tried first.
    Trivial,
    /// Somebody else has it.
    Taken,
    /// Managers and owners come in with a password.
    PasswordNeeded,
    /// Cashiers have a PIN, and no password.
    NotForCashiers,
}

impl fmt::Display for Field {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Self::TerminalName => "the terminal's name",
            Self::PersonName => "the name",
            Self::Password => "the password",
            Self::Pin => "the PIN",
            Self::Role => "the role",
            Self::PasskeyName => "the passkey's name",
            Self::Reason => "the reason",
        })
    }
}

impl fmt::Display for Why {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Empty => f.write_str("it is empty"),
            Self::TooShort { min } => write!(f, "at least {min} characters"),
            Self::TooLong { max } => write!(f, "at most {max} characters"),
            Self::Characters => f.write_str("it holds characters that cannot be seen"),
            Self::NotDigits => f.write_str("digits only"),
            Self::Common => f.write_str("many people use this one, so it is guessed first"),
            Self::Trivial => f.write_str("one digit again and again, or digits in a row, are guessed first"),
            Self::Taken => f.write_str("somebody else has it"),
            Self::PasswordNeeded => f.write_str("managers and owners need a password"),
            Self::NotForCashiers => f.write_str("cashiers have a PIN, and no password"),
        }
    }
}
