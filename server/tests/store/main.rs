//! What every store must hold to: each case runs on SQLite and on PostgreSQL, in a database of its own.
//! PostgreSQL comes from `cargo xtask postgres -- cargo test -p server`.
//!
//! - [`databases`]: the two, and changing them by hand
//! - [`sales`]: checkouts to store
//! - [`checkouts`], [`alarms`], [`access`], [`audit`], [`members`], [`claims`], [`books`], [`closings`],
//!   [`catalogue`], [`doors`], [`noted`], [`broken`]: the cases
//! - [`one_server`], [`upgrade`]: what only SQLite has
//! - [`calls`], [`trouble`]: what only PostgreSQL has; [`proxy`]: a wire to it that can be cut
#![expect(clippy::unwrap_used, reason = "a test may stop at the first surprise")]

mod access;
mod alarms;
mod audit;
mod books;
mod broken;
mod calls;
mod catalogue;
mod checkouts;
mod claims;
mod closings;
mod databases;
mod doors;
mod members;
mod noted;
mod one_server;
mod proxy;
mod sales;
mod tablets;
mod trouble;
mod upgrade;
