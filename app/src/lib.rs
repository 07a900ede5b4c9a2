//! What runs in the browser, and renders on the server.
pub mod api;
#[cfg(feature = "ssr")]
pub mod ports;
pub mod view;
