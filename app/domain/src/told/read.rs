//! Values to types.

use super::Value;

/// What can be read from what the server tells.
pub trait Told: Sized {
    /// The value as this type; none where it is not one.
    fn read(value: &Value<'_>) -> Option<Self>;
}

impl Value<'_> {
    /// The field `name`; one that is not there is `null`.
    pub fn field<T: Told>(&self, name: &str) -> Option<T> {
        T::read(self.named(name))
    }

    /// What the variant `name` holds, if it is this one.
    pub fn holds(&self, name: &str) -> Option<&Self> {
        self.variant(name)
    }

    /// A text that a type parses.
    pub fn parsed<T: core::str::FromStr>(&self) -> Option<T> {
        match self {
            Self::Text(text) => text.parse().ok(),
            _ => None,
        }
    }
}

macro_rules! numbers {
    ($($number:ty),*) => {$(
        impl Told for $number {
            fn read(value: &Value<'_>) -> Option<Self> {
                match value {
                    Value::Number(number) => number.parse().ok(),
                    _ => None,
                }
            }
        }
    )*};
}

numbers!(u8, u32, u64, i64);

/// As serde writes nothing.
impl Told for () {
    fn read(value: &Value<'_>) -> Option<Self> {
        (*value == Value::Null).then_some(())
    }
}

impl Told for bool {
    fn read(value: &Value<'_>) -> Option<Self> {
        match value {
            Value::Flag(flag) => Some(*flag),
            _ => None,
        }
    }
}

impl Told for String {
    fn read(value: &Value<'_>) -> Option<Self> {
        match value {
            Value::Text(text) => Some(text.clone()),
            _ => None,
        }
    }
}

impl<T: Told> Told for Option<T> {
    fn read(value: &Value<'_>) -> Option<Self> {
        match value {
            Value::Null => Some(None),
            value => T::read(value).map(Some),
        }
    }
}

impl<T: Told> Told for Vec<T> {
    fn read(value: &Value<'_>) -> Option<Self> {
        match value {
            Value::List(list) => list.iter().map(T::read).collect(),
            _ => None,
        }
    }
}

impl<T: Told> Told for Box<T> {
    fn read(value: &Value<'_>) -> Option<Self> {
        T::read(value).map(Self::new)
    }
}

/// As serde writes it.
impl<T: Told, E: Told> Told for Result<T, E> {
    fn read(value: &Value<'_>) -> Option<Self> {
        match value.holds("Ok") {
            Some(value) => T::read(value).map(Ok),
            None => E::read(value.holds("Err")?).map(Err),
        }
    }
}

/// `told_fields!(Seen { version, shop })`: a struct is read from the fields of these names. One that is left out is an
/// error of the compiler.
#[macro_export]
macro_rules! told_fields {
    ($type:ident { $($field:ident),* $(,)? }) => {
        impl $crate::told::Told for $type {
            fn read(value: &$crate::told::Value<'_>) -> Option<Self> {
                Some(Self { $($field: value.field(stringify!($field))?),* })
            }
        }
    };
}

/// `told_variants!(State { "paid" => Paid { at_ms }, "open" => Open })`: an enum is read from its variants' names, as
/// serde writes them. One that is left out is an error of the compiler.
#[macro_export]
macro_rules! told_variants {
    ($type:ident { $($name:literal => $variant:ident $(($inner:ident))? $({ $($field:ident),* $(,)? })?),* $(,)? }) => {
        impl $crate::told::Told for $type {
            fn read(value: &$crate::told::Value<'_>) -> Option<Self> {
                // Only to be checked.
                const _: fn(&$type) = |value| match value {
                    $($type::$variant { .. } => {})*
                };
                $(
                    if let Some(_value) = value.holds($name) {
                        return Some(
                            Self::$variant
                                $(({ let $inner = $crate::told::Told::read(_value)?; $inner }))?
                                $({ $($field: _value.field(stringify!($field))?),* })?
                        );
                    }
                )*
                None
            }
        }
    };
}
