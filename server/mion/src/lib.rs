//! Mion's API in Mion's words: payment sessions, payment attempts and their status, over HTTPS.
//! Nothing here knows of checkouts or tills; every fact about Mion that is not public is a setting.
//!
//! - [`Settings`]: where Mion is, the key, and every assumption about its API, with documented defaults
//! - [`Route`]: a method and a path template such as `GET /payment-sessions/{paymentSessionId}`
//! - [`Client`]: asks; one file per kind of question: `sessions`, `attempts`, `status`, `reach`
//! - `meaning`: what Mion's words mean, by the settings
//! - [`Error`]: what a failed question means: may it be asked again, may it have happened?
//! - [`wire`]: every name and shape on the wire, read without any I/O
//! - `exchange`: one request and its answer; `punctual`: sent in time or not at all;
//!   `retry_after`: how long Mion asks us to wait; `foreign`: text from outside, made safe to keep
#![warn(clippy::arithmetic_side_effects)]

mod attempts;
mod client;
mod error;
mod exchange;
mod foreign;
mod id;
mod meaning;
mod number;
mod open_name;
mod punctual;
mod reach;
mod retry_after;
mod route;
mod sessions;
mod settings;
mod status;
pub mod wire;

pub use attempts::Attempt;
pub use client::Client;
pub use error::{Error, Mismatch, Unaskable, Unreached};
pub use foreign::ProviderText;
pub use id::{NotAPaymentSessionId, PaymentSessionId};
pub use meaning::Funding;
pub use number::Number;
pub use open_name::{OpenName, StatusName};
pub use reach::Reach;
pub use route::{ByReference, BySession, Call, CreatesAttempt, CreatesSession, Placeholder, Route, Routes, Verb};
pub use sessions::{NewSession, Session};
pub use settings::{
    AuthHeader, AuthHeaderName, AuthPrefix, BaseUrl, ExpiryFormat, RetailPos, Settings, SettingsError, Timeouts,
    WordList, Words,
};
pub use status::Status;
pub use wire::Unreadable;
