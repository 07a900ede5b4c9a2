//! Mion Kiosk's server: serves the kiosk, keeps the record of every sale, and alone talks to Mion.
//! Requests come in at `http`, become use cases in [`till`], are carried through by [`watch`], and
//! nothing is sent or shown that [`store`] does not hold.
//!
//! - [`cli`]: `serve`, `demo`, `doctor`
//! - [`startup`]: puts the parts together and runs them
//! - [`config`]: every setting, with its name and default
//! - [`till`]: open, read, watch, cancel; and the one place where Mion's words become ours
//! - [`watch`]: what to do next for every checkout that is not over, and doing it
//! - [`store`]: the records
//! - `http`: routes, pages and what guards them
//! - [`site`]: the folder with what the browser loads
//! - [`clock`], [`telemetry`]: time and logs

pub mod cli;
pub mod clock;
pub mod config;
mod http;
pub mod site;
pub mod startup;
pub mod store;
pub mod telemetry;
pub mod till;
pub mod watch;
