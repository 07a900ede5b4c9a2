//! The wall around the kiosk, over real sockets: TLS, forwarded headers, what every answer tells a browser,
//! and clients that are slow on purpose.
#![expect(clippy::unwrap_used, reason = "a test may stop at the first surprise")]

mod certificates;
mod files;
mod harness;
mod headers;
mod local_ca;
mod log;
mod observatory;
#[path = "../paired/mod.rs"]
mod paired;
mod panic;
mod proxy;
mod settings;
mod slow;
mod thousand;
mod trust;
