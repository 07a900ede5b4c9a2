//! The names of what a catalogue holds. Random where somebody makes them up, so that nobody can count them;
//! a picture is called by what is in it, so that its address can be kept for ever.

use crate::id::NotAnId;
use core::fmt;
use core::str::FromStr;
use serde::{Deserialize, Serialize};
use uuid::Uuid;

/// A random (version 4) UUID with a type of its own.
macro_rules! random_id {
    ($(#[$doc:meta])* $name:ident) => {
        $(#[$doc])*
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

random_id! {
    /// An item.
    ItemId
}
random_id! {
    /// A category.
    CategoryId
}
random_id! {
    /// A cart that was put by for later. Named by the browser, so that holding it twice is holding it once.
    HeldCartId
}

/// A picture: the SHA-256 of its bytes, in 64 lower-case hexadecimal digits.
#[derive(Clone, Debug, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(try_from = "String", into = "String")]
pub struct PictureId(String);

impl PictureId {
    /// The digits.
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

impl FromStr for PictureId {
    type Err = NotAnId;
    fn from_str(text: &str) -> Result<Self, NotAnId> {
        let is_digit = |byte: u8| byte.is_ascii_digit() || (b'a'..=b'f').contains(&byte);
        if text.len() == 64 && text.bytes().all(is_digit) { Ok(Self(text.to_owned())) } else { Err(NotAnId) }
    }
}

impl TryFrom<String> for PictureId {
    type Error = NotAnId;
    fn try_from(text: String) -> Result<Self, NotAnId> {
        text.parse()
    }
}

impl From<PictureId> for String {
    fn from(id: PictureId) -> Self {
        id.0
    }
}

impl fmt::Display for PictureId {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_id_has_one_spelling() {
        let text = "75099bcf-22d5-43f9-8976-b7c5692eaa85";
        assert_eq!(text.parse::<ItemId>().unwrap().to_string(), text);
        for bad in [text.to_uppercase(), text.replace('-', ""), String::new(), text.replace("-43f9", "-13f9")] {
            assert_eq!(bad.parse::<ItemId>(), Err(NotAnId), "{bad}");
        }
    }

    #[test]
    fn a_picture_is_called_by_64_digits_and_nothing_else() {
        let text = "0123456789abcdef".repeat(4);
        assert_eq!(text.parse::<PictureId>().unwrap().as_str(), text);
        for bad in [text.to_uppercase(), text[1..].to_owned(), format!("../{}", &text[3..]), "é".repeat(32)] {
            assert_eq!(bad.parse::<PictureId>(), Err(NotAnId), "{bad}");
        }
    }
}
