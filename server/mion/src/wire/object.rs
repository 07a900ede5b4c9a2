//! A JSON object read field by field, each value kept as its own text until it is asked for.
//! So every fault has a field's name, numbers never become floating point, and values nobody asks for
//! are skipped without recursion, however deep they nest.

use super::Unreadable;
use crate::foreign::bounded;
use crate::id::PaymentSessionId;
use crate::number::Number;
use core::fmt;
use jiff::Timestamp;
use serde::de::{DeserializeOwned, Deserializer as _, MapAccess, Visitor};
use serde_json::error::Category;
use serde_json::value::RawValue;

/// Longest label or word kept, in characters.
const LABEL_CHARS: usize = 64;

/// Most entries kept of a list.
const LIST_ENTRIES: usize = 50;

/// The fields of a JSON object, in the order they came.
pub(super) struct Object<'a>(Vec<(String, &'a RawValue)>);

impl<'a> Object<'a> {
    /// Reads exactly one JSON object.
    pub(super) fn parse(json: &'a [u8]) -> Result<Self, Unreadable> {
        let mut reader = serde_json::Deserializer::from_slice(json);
        let fields = reader.deserialize_map(Fields).map_err(|e| match e.classify() {
            Category::Data => Unreadable::NotAnObject,
            Category::Io | Category::Syntax | Category::Eof => Unreadable::NotJson,
        })?;
        reader.end().map_err(|_| Unreadable::NotJson)?;
        Ok(Self(fields))
    }

    /// The JSON text of `field`; `None` if it is absent or null.
    fn raw(&self, field: &'static str) -> Result<Option<&'a str>, Unreadable> {
        let mut found = self.0.iter().filter(|(name, _)| name == field).map(|(_, value)| value.get());
        let first = found.next();
        if found.next().is_some() { Err(Unreadable::Twice { field }) } else { Ok(first.filter(|json| *json != "null")) }
    }

    fn read<T>(
        &self,
        field: &'static str,
        expected: &'static str,
        read: impl FnOnce(&str) -> Option<T>,
    ) -> Result<Option<T>, Unreadable> {
        let wrong = Unreadable::Wrong { field, expected };
        self.raw(field)?.map(|json| read(json).ok_or(wrong)).transpose()
    }

    /// Text; an empty one counts as absent.
    pub(super) fn text(&self, field: &'static str) -> Result<Option<String>, Unreadable> {
        Ok(self.read(field, "a text", json::<String>)?.filter(|text| !text.is_empty()))
    }

    /// A short text that nothing depends on.
    pub(super) fn word(&self, field: &'static str) -> Result<Option<String>, Unreadable> {
        Ok(self.text(field)?.map(|text| bounded(&text, LABEL_CHARS)))
    }

    /// An amount in its smallest unit.
    pub(super) fn amount(&self, field: &'static str) -> Result<Option<u64>, Unreadable> {
        self.read(field, "a whole number that is not negative and fits in 64 bits", json)
    }

    /// A number of unknown unit.
    pub(super) fn number(&self, field: &'static str) -> Result<Option<Number>, Unreadable> {
        self.read(field, "a number", Number::from_json)
    }

    /// True or false; absent is false.
    pub(super) fn flag(&self, field: &'static str) -> Result<bool, Unreadable> {
        Ok(self.read(field, "true or false", json)?.unwrap_or_default())
    }

    /// An instant (RFC 3339).
    pub(super) fn instant(&self, field: &'static str) -> Result<Option<Timestamp>, Unreadable> {
        self.read(field, "an instant (RFC 3339)", |value| json::<String>(value)?.parse().ok())
    }

    /// The id of a session, which must be there.
    pub(super) fn id(&self, field: &'static str) -> Result<PaymentSessionId, Unreadable> {
        let id = self.read(field, "a UUID", |value| json::<String>(value)?.parse().ok())?;
        id.ok_or(Unreadable::Lacks { field })
    }

    /// A list of labels, absent being empty. An entry that is not text is kept as its JSON: that it is
    /// there matters more than how it is written.
    pub(super) fn labels(&self, field: &'static str) -> Result<Vec<String>, Unreadable> {
        let label = |entry: &&RawValue| {
            bounded(&json::<String>(entry.get()).unwrap_or_else(|| entry.get().to_owned()), LABEL_CHARS)
        };
        let read = |value: &str| {
            let entries: Vec<&RawValue> = serde_json::from_str(value).ok()?;
            Some(entries.iter().take(LIST_ENTRIES).map(label).collect())
        };
        Ok(self.read(field, "a list", read)?.unwrap_or_default())
    }
}

fn json<T: DeserializeOwned>(text: &str) -> Option<T> {
    serde_json::from_str(text).ok()
}

/// Collects all fields. A derived struct would do, but takes an array for an object too, and tells of a
/// wrong field only in prose that quotes it.
struct Fields;

impl<'a> Visitor<'a> for Fields {
    type Value = Vec<(String, &'a RawValue)>;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("an object")
    }

    fn visit_map<M: MapAccess<'a>>(self, mut map: M) -> Result<Self::Value, M::Error> {
        let mut fields = Vec::new();
        while let Some(field) = map.next_entry()? {
            fields.push(field);
        }
        Ok(fields)
    }
}
