//! The whole server over real HTTP, against the sandbox: one binary, one kiosk and one stand-in Mion a
//! test, time moved by hand.
#![expect(clippy::unwrap_used, clippy::expect_used, reason = "a test may stop at the first surprise")]

mod alarms;
mod asking;
mod attacks;
mod audited;
mod bad_input;
mod catalogue;
mod config;
mod cookies;
mod counter;
mod forms;
mod harness;
mod hostile;
mod logo;
mod office;
mod pages;
#[path = "../paired/mod.rs"]
mod paired;
mod receipts;
mod recovery;
mod sale;
mod servers;
mod shut_out;
mod staff;
mod tablet;
