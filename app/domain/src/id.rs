//! The names of a checkout: ours, made by the browser; the reference Mion can look it up by; and
//! Mion's own payment session id.

use crate::told::{Tell, Told, Value};
use core::fmt;
use core::str::FromStr;
use serde::{Deserialize, Serialize};
use uuid::Uuid;

/// A text that is not an id.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
#[error("not an id: expected a random UUID in its usual form")]
pub struct NotAnId;

/// Our name of one sale: a random (version 4) UUID that the browser makes before it asks, so that a
/// second tap, a retry or another tablet means the same sale.
#[derive(Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(try_from = "Uuid", into = "Uuid")]
pub struct CheckoutId(Uuid);

impl CheckoutId {
    /// The UUID.
    pub const fn as_uuid(&self) -> Uuid {
        self.0
    }

    /// Six letters and digits that a person can compare on two screens; not unique, never a key.
    pub fn short_code(&self) -> String {
        // No vowels and no look-alikes: nothing to misread and no words.
        const LETTERS: &[u8; 24] = b"BCDFGHJKLMNPQRSTVWXZ2345";
        let bytes = self.0.as_bytes();
        bytes.iter().take(6).map(|byte| char::from(*LETTERS.get(usize::from(byte % 24)).unwrap_or(&b'B'))).collect()
    }
}

impl TryFrom<Uuid> for CheckoutId {
    type Error = NotAnId;
    fn try_from(uuid: Uuid) -> Result<Self, NotAnId> {
        // Version 4 alone: an id that can be guessed or counted would be an invitation.
        if uuid.get_version_num() == 4 { Ok(Self(uuid)) } else { Err(NotAnId) }
    }
}

impl From<CheckoutId> for Uuid {
    fn from(id: CheckoutId) -> Self {
        id.0
    }
}

impl FromStr for CheckoutId {
    type Err = NotAnId;
    fn from_str(text: &str) -> Result<Self, NotAnId> {
        // Only the canonical form, so that one checkout has one address.
        let uuid = Uuid::try_parse(text).map_err(|_| NotAnId)?;
        if uuid.to_string() == text { Self::try_from(uuid) } else { Err(NotAnId) }
    }
}

impl fmt::Display for CheckoutId {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.0.fmt(f)
    }
}

impl fmt::Debug for CheckoutId {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.0.fmt(f)
    }
}

/// The reference we give Mion with a payment session. It follows from the checkout's id, so after a
/// lost answer we know what to ask for without having stored anything more.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct Reference(String);

impl Reference {
    /// The reference of `checkout`.
    pub fn of(checkout: CheckoutId) -> Self {
        Self(format!("kiosk-{checkout}"))
    }

    /// The text Mion is given.
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

impl fmt::Display for Reference {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

/// Mion's `paymentSessionId`.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(transparent)]
pub struct SessionId(Uuid);

impl SessionId {
    /// The session Mion calls `uuid`.
    pub const fn from_uuid(uuid: Uuid) -> Self {
        Self(uuid)
    }

    /// The UUID.
    pub const fn as_uuid(&self) -> Uuid {
        self.0
    }
}

impl fmt::Display for SessionId {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.0.fmt(f)
    }
}

impl Told for CheckoutId {
    fn read(value: &Value<'_>) -> Option<Self> {
        value.parsed()
    }
}

impl Tell for CheckoutId {
    fn tell(&self, json: &mut String) {
        self.to_string().tell(json);
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    const ID: &str = "75099bcf-22d5-43f9-8976-b7c5692eaa85";

    #[test]
    fn an_id_has_one_spelling() {
        assert_eq!(ID.parse::<CheckoutId>().unwrap().to_string(), ID);
        let simple = ID.replace('-', "");
        for bad in [&ID.to_uppercase(), &simple, "", "1", "../etc", "75099bcf-22d5-13f9-8976-b7c5692eaa85"] {
            assert_eq!(bad.parse::<CheckoutId>(), Err(NotAnId), "{bad}");
        }
    }

    #[test]
    fn the_reference_follows_from_the_id() {
        let id: CheckoutId = ID.parse().unwrap();
        assert_eq!(Reference::of(id).as_str(), "kiosk-75099bcf-22d5-43f9-8976-b7c5692eaa85");
    }

    proptest! {
        #[test]
        fn short_codes_are_six_clear_letters(bytes in any::<[u8; 16]>()) {
            let id = CheckoutId::try_from(uuid::Builder::from_random_bytes(bytes).into_uuid()).unwrap();
            let code = id.short_code();
            prop_assert_eq!(code.len(), 6);
            prop_assert!(code.bytes().all(|b| b"BCDFGHJKLMNPQRSTVWXZ2345".contains(&b)));
        }

        #[test]
        fn no_text_makes_parsing_panic(text in ".{0,60}") {
            let _ = text.parse::<CheckoutId>().map(|id| assert_eq!(id.to_string(), text));
        }
    }
}
