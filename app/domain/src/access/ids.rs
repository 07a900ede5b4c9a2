//! The names of a terminal and of a person: random, made by the server, with one spelling each.

use crate::id::NotAnId;
use crate::told::{Tell, Told, Value};
use core::fmt;
use core::str::FromStr;
use serde::{Deserialize, Serialize};
use uuid::Uuid;

// The two differ in nothing but what they name, and must never be taken for one another.
macro_rules! id {
    ($(#[$about:meta])* $name:ident) => {
        $(#[$about])*
        #[derive(Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
        #[serde(try_from = "Uuid", into = "Uuid")]
        pub struct $name(Uuid);

        impl TryFrom<Uuid> for $name {
            type Error = NotAnId;
            fn try_from(uuid: Uuid) -> Result<Self, NotAnId> {
                if uuid.get_version_num() == 4 { Ok(Self(uuid)) } else { Err(NotAnId) }
            }
        }

        impl From<$name> for Uuid {
            fn from(id: $name) -> Self {
                id.0
            }
        }

        impl FromStr for $name {
            type Err = NotAnId;
            fn from_str(text: &str) -> Result<Self, NotAnId> {
                let uuid = Uuid::try_parse(text).map_err(|_| NotAnId)?;
                if uuid.to_string() == text { Self::try_from(uuid) } else { Err(NotAnId) }
            }
        }

        impl Told for $name {
            fn read(value: &Value<'_>) -> Option<Self> {
                value.parsed()
            }
        }

        impl Tell for $name {
            fn tell(&self, json: &mut String) {
                self.to_string().tell(json);
            }
        }

        impl fmt::Display for $name {
            fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                self.0.fmt(f)
            }
        }

        impl fmt::Debug for $name {
            fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                self.0.fmt(f)
            }
        }
    };
}

id! {
    /// Our name of a paired tablet. Not its credential: knowing it opens nothing.
    TerminalId
}
id! {
    /// Our name of somebody who works in the shop.
    PersonId
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_id_has_one_spelling() {
        const ID: &str = "75099bcf-22d5-43f9-8976-b7c5692eaa85";
        assert_eq!(ID.parse::<TerminalId>().unwrap().to_string(), ID);
        assert_eq!(ID.parse::<PersonId>().unwrap().to_string(), ID);
        for bad in [&ID.to_uppercase(), &ID.replace('-', ""), "", "1", "75099bcf-22d5-13f9-8976-b7c5692eaa85"] {
            assert_eq!(bad.parse::<TerminalId>(), Err(NotAnId), "{bad}");
            assert_eq!(bad.parse::<PersonId>(), Err(NotAnId), "{bad}");
        }
    }
}
