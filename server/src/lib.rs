//! Mion Kiosk's server: serves the kiosk, keeps the record of every sale, and alone talks to Mion.
//! Requests come in at `http`, become use cases in [`till`], are carried through by [`watch`], and
//! nothing is sent or shown that [`store`] does not hold.
//!
//! - [`cli`]: `serve`, `demo`, `doctor`
//! - [`startup`]: puts the parts together and runs them
//! - [`config`]: every setting, with its name and default
//! - [`till`]: what a terminal can ask for; and the one place where Mion's words become ours
//! - [`watch`]: does what the [`engine`] decides for every checkout that is not over
//! - [`access`]: who may do what
//! - [`catalogue`]: what the shop sells, and the carts of its terminals
//! - [`store`]: the records
//! - [`receipts`]: the addresses of receipts
//! - [`tablets`]: how a tablet says that it is
//! - [`http`]: routes, pages and what guards them
//! - `office`: the pages for the staff and the back office
//! - `words`: what they say, in every language
//! - [`tls`]: the certificate that the kiosk shows, and how it stays fresh
//! - [`site`]: the folder with what the browser loads
//! - [`clock`], [`telemetry`]: time and logs

pub mod access;
pub mod catalogue;
pub mod cli;
pub mod clock;
pub mod config;
pub mod http;
mod office;
pub mod receipts;
pub mod site;
pub mod startup;
pub mod store;
pub mod tablets;
pub mod telemetry;
pub mod till;
pub mod tls;
pub mod watch;
mod words;

const _: () = assert!(!domain::planted::POSSIBLE, "a server with bugs planted: build it without the crate `faults`");
