//! The real program, killed, frozen and robbed of its records, while terminals sell and a stand-in Mion
//! misbehaves. Here time is the machine's own, so a seed repeats what is tried, never the exact moments.
//! PostgreSQL comes from `cargo xtask postgres -- cargo test -p server --test kill`.
//!
//! - [`world`]: a stand-in Mion, a database, and servers to start on it; [`database`], [`server`]: the parts
//! - [`shop`]: the terminals; [`seller`]: what people do at one; [`tablet`]: how it asks; [`sale`]: what it knows
//! - [`books`]: the records against the payments at Mion, once all is [`settle`]d
//! - [`storm`]: `kill -9` at random moments; [`killer`]: whoever does it
//! - [`same_id`], [`second_server`], [`disk_full`], [`locked`]: one bad thing at a time
//! - [`gone`]: PostgreSQL crashes and comes back
//! - [`frozen`]: a server sleeps past its lease, and a [`relay`] hears what it asks when it wakes
#![expect(clippy::unwrap_used, clippy::expect_used, reason = "a test may stop at the first surprise")]

mod books;
mod database;
mod disk_full;
mod frozen;
mod gone;
mod killer;
mod locked;
#[path = "../paired/mod.rs"]
mod paired;
mod relay;
mod sale;
mod same_id;
mod second_server;
mod seller;
mod server;
mod settle;
mod shop;
mod storm;
mod tablet;
mod world;
