//! The sandbox over real HTTP, as a client without knowledge of its insides meets it.
//!
//! - `world`: one sandbox on a free port, and a client for it
//! - `api`: Mion's documented routes
//! - `control`: what the world does to a payment
//! - `on_chain`: payments on chain, too little and too much, and the books
//! - `scripts`: every scripted answer; `chaos`: random ones
//! - `webhook`: what a listener is told
//! - `wallet`: the page
//! - `lifetime`: start, stop, and what is refused before

#![expect(clippy::unwrap_used, reason = "a test ends where something is not as it must be")]

mod api;
mod chaos;
mod control;
mod lifetime;
mod on_chain;
mod scripts;
mod wallet;
mod webhook;
mod world;
