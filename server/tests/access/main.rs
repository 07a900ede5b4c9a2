//! Who may do what, below HTTP: every use case on both databases, with a clock that the test moves.
//! PostgreSQL comes from `cargo xtask postgres -- cargo test -p server`.
//!
//! - [`shop`]: a shop to try it in
//! - [`terminals`], [`set_up`], [`sign_in`], [`passkeys`], [`pins`], [`people`], [`settings`]: the use cases
//! - [`fresh`]: how soon a change is known everywhere, and what happens when nothing can be known
//! - [`cli`]: the commands for whoever holds the server
//! - [`secrets`]: that nothing that opens a door is stored or written down
//! - [`table`]: the table in the documentation is the one that decides
#![expect(clippy::unwrap_used, reason = "a test may stop at the first surprise")]

mod cli;
#[path = "../store/databases.rs"]
#[expect(dead_code, reason = "these tests need less of a database than those of the store")]
mod databases;
mod fresh;
mod passkeys;
mod people;
mod pins;
mod secrets;
mod set_up;
mod settings;
mod shop;
mod sign_in;
mod table;
mod terminals;
