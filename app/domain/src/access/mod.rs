//! Who may do what. One table decides, on the server; the browser is told nothing that it could not
//! guess from it, and decides nothing.
//!
//! - [`ids`]: the names of a terminal and of a person
//! - [`role`]: what a person is in the shop
//! - [`standing`]: what whoever asks is at this moment: the columns of the table
//! - [`action`]: what can be asked for: its rows
//! - [`table`]: the table

pub mod action;
pub mod ids;
pub mod role;
pub mod standing;
pub mod table;

pub use action::Action;
pub use ids::{PersonId, TerminalId};
pub use role::Role;
pub use standing::Standing;
pub use table::{Rule, may, rule};
