//! JSON for the tablet. The server writes and reads with serde, which brings code of its own for each type, and for all
//! the forms a text may take; in the browser that was an eighth of all there is to load (docs/adr/0019). Here the text
//! is read once into a [`Value`], and a type says in a line what its fields are. Both speak the same JSON: the types'
//! tests hold them against each other.
//!
//! - `value`: text to values
//! - `read`: values to types, with [`told_fields!`](crate::told_fields) and [`told_variants!`](crate::told_variants)
//! - `tell`: types to text, for what a browser asks

mod read;
mod tell;
mod value;

pub use self::read::Told;
pub use self::tell::{Tell, tell_fields};
pub use self::value::Value;
