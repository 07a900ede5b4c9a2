//! Why an answer cannot be used, by the name of the field at fault.
//! What stood there is never repeated: it could be an invoice.

/// Why an answer cannot be used.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum Unreadable {
    /// Longer than is ever read.
    #[error("longer than {limit_bytes} bytes")]
    TooLong {
        /// The limit.
        limit_bytes: usize,
    },
    /// Not JSON, cut short, or with something behind it.
    #[error("not JSON")]
    NotJson,
    /// JSON, but not an object.
    #[error("not a JSON object")]
    NotAnObject,
    /// A field that must be there is absent or null.
    #[error("{field} is missing")]
    Lacks {
        /// The field.
        field: &'static str,
    },
    /// A field appears twice, so that nobody knows which is meant.
    #[error("{field} appears twice")]
    Twice {
        /// The field.
        field: &'static str,
    },
    /// A field of the wrong type or out of range.
    #[error("{field} is not {expected}")]
    Wrong {
        /// The field.
        field: &'static str,
        /// What it should be.
        expected: &'static str,
    },
}
