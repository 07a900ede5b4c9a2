//! The whole server over real HTTP, against the sandbox: one binary, one kiosk and one stand-in Mion a
//! test, time moved by hand.

mod bad_input;
mod config;
mod harness;
mod pages;
mod recovery;
mod sale;
mod store;
