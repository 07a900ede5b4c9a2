//! What the pages are made of.
//!
//! - [`field`]: a labelled field with its hint and what is wrong with it; the list of what is wrong
//! - [`icon`]: the drawings
//! - [`qr`]: a QR code
//! - [`when`]: times of day, in the shop's own zone
//! - [`sold`]: what was sold with it, line by line
//! - [`state`]: what became of a sale, in words

pub(crate) mod field;
pub(crate) mod icon;
pub(crate) mod qr;
pub(crate) mod sold;
pub(crate) mod state;
pub(crate) mod when;
