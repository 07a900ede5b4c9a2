//! Values that travel inside the page, from the server that renders it to the browser that wakes it. They
//! are carried as text and read from bytes, as the server functions' answers are, because reading the same
//! types in a second way would cost the tablet another copy of all that code.

use serde::Serialize;
use serde::de::DeserializeOwned;

/// `value` as text; empty where it cannot be written, which is read as nothing.
pub(crate) fn pack<T: Serialize>(value: &T) -> String {
    serde_json::to_string(value).unwrap_or_default()
}

/// The value in `text`, if it is one.
pub(crate) fn unpack<T: DeserializeOwned>(text: &str) -> Option<T> {
    serde_json::from_slice(text.as_bytes()).ok()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::api::ApiError;

    #[test]
    fn what_was_packed_is_unpacked() {
        let first: Option<Result<u64, ApiError>> = Some(Err(ApiError::UnknownCheckout));
        assert_eq!(unpack(&pack(&first)), Some(first));
        assert_eq!(unpack(&pack(&None::<u64>)), Some(None::<u64>));
    }

    #[test]
    fn a_page_that_lost_its_data_carries_nothing() {
        assert_eq!(unpack::<Option<u64>>(""), None);
    }
}
