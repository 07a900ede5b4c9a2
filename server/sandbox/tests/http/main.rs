//! The sandbox over real HTTP, as a client without knowledge of its insides meets it.
//!
//! - `world`: one sandbox on a free port, and a client for it
//! - `api`: Mion's documented routes
//! - `control`: what the world does to a payment
//! - `scripts`: every scripted answer
//! - `wallet`: the page
//! - `lifetime`: start, stop, and what is refused before

#![expect(clippy::unwrap_used, reason = "a test ends where something is not as it must be")]

mod api;
mod control;
mod lifetime;
mod scripts;
mod wallet;
mod world;
