//! The kinds of question, and what the route of each may look like.
//! A route that could not ask its question is refused when the settings are read.

/// An HTTP method a route may name.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Verb {
    /// `GET`
    Get,
    /// `POST`
    Post,
    /// `PUT`
    Put,
}

impl Verb {
    /// The method as HTTP writes it.
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Get => "GET",
            Self::Post => "POST",
            Self::Put => "PUT",
        }
    }
}

/// What is put into a path at the time of asking.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Placeholder {
    /// `{paymentSessionId}`
    PaymentSessionId,
    /// `{reference}`
    Reference,
}

impl Placeholder {
    /// The placeholder's name, without braces.
    pub const fn name(self) -> &'static str {
        match self {
            Self::PaymentSessionId => "paymentSessionId",
            Self::Reference => "reference",
        }
    }
}

/// A kind of question: which methods its route may use, and what its path names.
pub trait Call {
    /// Methods the route may use.
    const VERBS: &'static [Verb];
    /// The one placeholder its path may hold.
    const PLACEHOLDER: Option<Placeholder>;
    /// Whether the path must hold it.
    const REQUIRED: bool;
}

macro_rules! calls {
    ($($(#[$doc:meta])* $name:ident: $verbs:expr, $placeholder:expr, required $required:expr;)*) => {$(
        $(#[$doc])*
        #[derive(Clone, Copy, Debug, PartialEq, Eq)]
        pub enum $name {}
        impl Call for $name {
            const VERBS: &'static [Verb] = $verbs;
            const PLACEHOLDER: Option<Placeholder> = $placeholder;
            const REQUIRED: bool = $required;
        }
    )*};
}

calls! {
    /// Creates a payment session.
    CreatesSession: &[Verb::Post, Verb::Put], None, required false;
    /// Creates a payment attempt; its body names the session too, so the path need not.
    CreatesAttempt: &[Verb::Post, Verb::Put], Some(Placeholder::PaymentSessionId), required false;
    /// Reads something of a session by its id.
    BySession: &[Verb::Get, Verb::Post], Some(Placeholder::PaymentSessionId), required true;
    /// Reads a session by the shop's reference.
    ByReference: &[Verb::Get, Verb::Post], Some(Placeholder::Reference), required true;
}
